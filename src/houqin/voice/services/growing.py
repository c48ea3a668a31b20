"""What grows from many opinions: hot issues that a leader takes on, key cases to learn from."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from houqin.cases.public import Case, take, visible
from houqin.journal.public import record
from houqin.org.access import demand
from houqin.org.member import Member
from houqin.org.models import Department, Place, Staff
from houqin.planning.services.builtin import add_task
from houqin.voice.models import HotIssue, KeyCase, Opinion
from houqin.voice.services.opinions import names_here
from houqin.voice.subjects import NAMES, private_parts

HOT_DAYS = 30


@transaction.atomic
def take_on(
    *, actor: Member, subject: str, plan: str, owner: Staff, due_on: date, now: datetime,
    today: date, place: Place | None = None,
) -> HotIssue:  # fmt: skip
    """A leader makes one issue of all open opinions on a subject of the last 30 days."""
    demand(actor, "voice.take_on")
    if due_on < today:
        raise ValidationError({"due_on": "答复日期已经过去，请选今天或以后。"})
    rows = Opinion.objects.filter(
        subject=subject, hot=None, day__gt=today - timedelta(days=HOT_DAYS), is_confidential=False
    ).exclude(case__kind="praise")
    if place is not None:
        rows = rows.filter(case__place=place)
    numbers = list(rows.values_list("pk", flat=True))
    if not numbers:
        raise ValidationError("这个问题没有还没认领的反映。请刷新后再看。")
    where = f"{place.name}" if place else ""
    made = HotIssue(
        title=f"{where}{NAMES[subject]}", subject=subject, place=place, owner=owner,
        taken_by=actor.staff, plan=plan.strip(), due_on=due_on, taken_at=now,
    )  # fmt: skip
    made.full_clean(exclude=["institution", "place", "owner", "taken_by"])
    made.save()
    Opinion.objects.filter(pk__in=numbers).update(hot=made)
    add_task(
        actor=actor, title=f"热点：{made.title}"[:80], assignee=owner, due_on=due_on, now=now,
        today=today, note=made.plan, permission="voice.take_on",
    )  # fmt: skip
    record(actor=actor, action="voice.hot_taken_on", target=made, count=len(numbers))
    return made


@transaction.atomic
def answer_hot(
    *, actor: Member, hot_id: int, answer: str, findings: str, verdict: str, measure: str,
    now: datetime,
) -> int:  # fmt: skip
    """One answer to all, and to everybody: each open case is taken on and answered with it. How
    many."""
    demand(actor, "voice.handle")
    if found := private_parts(answer, names_here()):
        raise ValidationError({"answer": f"里面有{'、'.join(found)}，这段话也会公开，请去掉。"})
    hot = HotIssue.objects.select_for_update(of=("self",)).get(pk=hot_id)
    hot.answer, hot.answered_at = answer.strip(), now
    hot.full_clean(exclude=["institution", "place", "owner", "taken_by"])
    hot.save()
    given = {"answer": answer, "findings": findings, "verdict": verdict, "measure": measure}
    seen = visible(actor, "opinion").filter(opinion__hot=hot, is_open=True)
    count = 0
    for case in seen.filter(state__in=["new", "looking"]).order_by("pk"):
        if _answer_one(actor, case, hot, given, now):
            count += 1
    record(actor=actor, action="voice.hot_answered", target=hot, count=count)
    return count


def _answer_one(
    actor: Member, case: Case, hot: HotIssue, given: dict[str, Any], now: datetime
) -> bool:
    try:
        with transaction.atomic():
            if case.state == "new":
                accepted = {
                    "owner": case.owner_id or hot.owner_id,
                    "note": f"并入热点“{hot.title}”",
                }
                take(actor=actor, case_id=case.pk, transition="accept", now=now, given=accepted)
            take(actor=actor, case_id=case.pk, transition="answer", now=now, given=given)
    except (PermissionDenied, ValidationError):
        return False  # somebody concerned owns the issue: that one is answered by hand
    return True


@transaction.atomic
def close_hot(*, actor: Member, hot_id: int, conclusion: str, now: datetime) -> int:
    """Close all that had the one answer, by somebody else than who gave it. How many."""
    demand(actor, "voice.handle")
    hot = HotIssue.objects.select_for_update(of=("self",)).get(pk=hot_id)
    answered = visible(actor, "opinion").filter(opinion__hot=hot, state="answered")
    count, why = 0, "没有等着审核的反映了。请刷新后再看。"
    for case in answered.order_by("pk"):
        given = {"conclusion": conclusion} if case.kind == "complaint" else {}
        try:
            with transaction.atomic():
                take(actor=actor, case_id=case.pk, transition="close", now=now, given=given)
        except PermissionDenied as denied:
            why = str(denied)
        except ValidationError as refused:
            raise ValidationError({"conclusion": refused.messages}) from refused
        else:
            count += 1
    if not count:
        raise ValidationError(why)
    record(actor=actor, action="voice.hot_closed", target=hot, count=count)
    return count


@transaction.atomic
def keep_key_case(
    *, actor: Member, title: str, category: str, happened_on: date, course: str, displeased: str,
    cause: str, weak_link: str, improvement: str, assignee: Staff, due_on: date, check_on: date,
    now: datetime, today: date, department: Department | None = None,
    opinion: Opinion | None = None,
) -> KeyCase:  # fmt: skip
    """An analysed complaint: its improvement is a task, its effect is to be checked."""
    demand(actor, "voice.handle")
    if check_on < due_on:
        raise ValidationError({"check_on": "先改进，再查效果：查效果的日子不能早于改进期限。"})
    task = add_task(
        actor=actor, title=improvement[:80], assignee=assignee, due_on=due_on, now=now, today=today,
        note=f"重点投诉案例“{title}”的改进措施。{improvement}"[:500], permission="voice.handle",
    )  # fmt: skip
    made = KeyCase(
        title=title, category=category, happened_on=happened_on, course=course,
        displeased=displeased, cause=cause, weak_link=weak_link, improvement=improvement,
        check_on=check_on, department=department, opinion=opinion, task=task, made_by=actor.staff,
    )  # fmt: skip
    made.full_clean(exclude=["institution", "department", "opinion", "task", "made_by"])
    made.save()
    record(actor=actor, action="voice.key_case_kept", target=made)
    return made


@transaction.atomic
def check_effect(
    *, actor: Member, key_case_id: int, effect: str, is_effective: bool, today: date
) -> KeyCase:
    """Only this finishes a key case; never before its improvement is done."""
    demand(actor, "voice.handle")
    row = KeyCase.objects.select_for_update(of=("self",)).select_related("task").get(pk=key_case_id)
    if row.checked_on is not None:
        raise ValidationError("效果已经查过了。请刷新后再看。")
    if row.task.state != "done":
        raise ValidationError("改进措施还没办好，先办好再查效果。")
    if today < row.check_on:
        raise ValidationError(f"说好 {row.check_on:%m月%d日} 起查效果，太早看不出来。")
    row.effect, row.is_effective = effect.strip(), is_effective
    row.checked_by, row.checked_on = actor.staff, today
    row.full_clean(
        exclude=["institution", "department", "opinion", "task", "made_by", "checked_by"]
    )
    row.save()
    record(actor=actor, action="voice.effect_checked", target=row)
    return row


def before_and_after(row: KeyCase, today: date) -> tuple[int, int, int]:
    """Complaints of the category in so many days before the improvement was done, and since."""
    done = row.task.due_on
    days = max(1, min(90, (today - done).days))
    rows = Opinion.objects.filter(subject=row.category, case__kind__in=["complaint", "rating"])
    before = rows.filter(day__gte=done - timedelta(days=days), day__lt=done).count()
    return days, before, rows.filter(day__gte=done, day__lt=done + timedelta(days=days)).count()
