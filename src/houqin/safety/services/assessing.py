"""安全责任考核: figures from the records, a score with a reason for every point taken off."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, F, Q

from houqin.cases.public import Case
from houqin.journal.public import record
from houqin.notify.public import page, send
from houqin.org.access import demand
from houqin.org.member import Member
from houqin.org.models import Department, RoleHolding, Staff
from houqin.planning.models import Task
from houqin.planning.numbers import tally
from houqin.safety.models import (
    Accountability,
    Assessment,
    Duty,
    PatrolRound,
    Undertaking,
)
from houqin.safety.services.accountability import barring

# What is assessed where nobody signed an undertaking: a department, or a post without one.
CLAUSES = (
    "安全责任落实到人，责任状签订齐全", "按时检查、巡查，记录真实", "隐患及时发现、按期整改",
    "培训、演练按要求参加", "没有发生责任事故",
)  # fmt: skip
DOMAINS = ("safety", "gate")


def clauses_for(person: Staff | None) -> list[dict[str, Any]]:
    """The clauses of the last undertaking of this person with their share of 100 points."""
    text = ""
    if person is not None:
        last = Undertaking.objects.filter(staff=person, withdrawn_at=None).order_by("-issue__since")
        text = last.values_list("issue__text", flat=True).first() or ""
    lines = [line.strip() for line in text.splitlines() if line.strip()][:20] or list(CLAUSES)
    each, rest = divmod(100, len(lines))
    return [
        {"text": line, "full": each + (1 if nth < rest else 0)} for nth, line in enumerate(lines)
    ]


def figures_of(
    year: int, person: Staff | None, department: Department | None, today: date, now: datetime
) -> list[dict[str, Any]]:
    """What the records of the year say of a person, or of all of a department; six queries."""
    people = [person.pk] if person else list(
        Staff.objects.filter(department=department).values_list("pk", flat=True)
    )  # fmt: skip
    roles = RoleHolding.objects.on(today).filter(staff__in=people).values("role")
    days = (date(year, 1, 1), date(year, 12, 31))
    walked = PatrolRound.objects.filter(day__range=days, closed_at__isnull=False).filter(
        Q(walker__in=people) | Q(walker=None, route__role__in=roles)
    )
    rounds = walked.aggregate(all=Count("pk"), missed=Count("pk", filter=~Q(missed=[])))
    turns = Duty.objects.filter(staff__in=people, day__range=days, closes_at__lte=now).aggregate(
        all=Count("pk"), missed=Count("pk", filter=Q(signed_at=None))
    )
    found = Case.objects.filter(flow="hazard", owner__in=people, opened_at__year=year).aggregate(
        all=Count("pk"),
        late=Count("pk", filter=Q(closed_at__gt=F("due_at")) | Q(is_open=True, due_at__lt=now)),
    )
    tasks = tally(
        Task.objects.filter(assignee__in=people, domain__in=DOMAINS, due_on__range=days), today
    )
    party = Q(person__in=people) | (Q(department=department) if department else Q())
    held = Accountability.objects.filter(party, decided_on__year=year).count()
    unsigned = Undertaking.objects.filter(
        staff__in=people, signature=None, withdrawn_at=None, issue__since__year=year
    ).count()
    return [
        {"label": label, "value": value}
        for label, value in (
            ("巡更", f"{rounds['all']} 轮，有漏巡 {rounds['missed']} 轮"),
            ("值日", f"{turns['all']} 班，缺岗 {turns['missed']} 班"),
            ("负责的隐患", f"{found['all']} 处，逾期 {found['late']} 处"),
            ("安全和门卫任务", f"{tasks.planned - tasks.waived} 项，逾期 {tasks.overdue} 项，"
                          f"迟办 {tasks.done_late} 项"),
            ("责任追究", f"{held} 件"),
            ("没签的责任状", f"{unsigned} 份"),
        )
    ]  # fmt: skip


@transaction.atomic
def assess(
    *,
    actor: Member,
    year: int,
    lines: Sequence[dict[str, Any]],
    rating: str,
    today: date,
    now: datetime,
    said: str = "",
    person: Staff | None = None,
    department: Department | None = None,
) -> Assessment:
    """Assess, or assess anew; the person is told. A veto keeps everybody from "excellent"."""
    demand(actor, "safety.account")
    if person is not None and person.pk == actor.staff.pk:
        raise ValidationError("不能考核自己，请由另一位领导来办。")
    bars = barring(year, staff=person, department=department).first()
    if bars is not None and rating == Assessment.Rating.EXCELLENT:
        raise ValidationError(
            {"rating": f"{year} 年有安全事故一票否决（{bars.case.number}），不能评为优秀。"
                       "要撤销一票否决，由单位负责人写明理由。"}
        )  # fmt: skip
    known = Assessment.objects.select_for_update(of=("self",)).filter(
        year=year, person=person, department=department
    )
    row = known.first() or Assessment(year=year, person=person, department=department)
    row.lines = [_line(nth, line) for nth, line in enumerate(lines)]
    row.figures = figures_of(year, person, department, today, now)
    row.score = sum(line["score"] for line in row.lines)
    row.rating, row.said, row.barred_by = rating, said.strip(), bars
    row.by, row.at = actor.staff, now
    row.full_clean(exclude=["by"])
    row.save()
    record(actor=actor, action="safety.assessed", target=row, score=row.score,
           rating=row.get_rating_display())  # fmt: skip
    _tell(row, now)
    return row


def _line(nth: int, line: dict[str, Any]) -> dict[str, Any]:
    score, full, why = int(line["score"]), int(line["full"]), str(line.get("said", "")).strip()
    if not 0 <= score <= full:
        raise ValidationError({f"score_{nth}": f"这一条最多 {full} 分。"})
    if score < full and not why:
        raise ValidationError({f"said_{nth}": "扣了分，请写明为什么。"})
    return {"text": str(line["text"]), "full": full, "score": score, "said": why[:200]}


def _tell(row: Assessment, now: datetime) -> None:
    head = row.department.head if row.department else None
    who = row.person or head
    if who is not None:
        send(
            recipients=[who], kind="safety.assessed", title=f"{row}安全责任考核：{row.score} 分",
            body=f"等次：{row.get_rating_display()}。每一条的得分和扣分原因点开看。", target=row,
            url=page("safety:assessment", row.pk), key=f"assessed-{row.pk}-{now:%Y%m%d%H%M%S}",
            now=now,
        )  # fmt: skip


def not_assessed(year: int) -> list[str]:
    """Who signed an undertaking of that year and has no assessment yet."""
    done = Assessment.objects.filter(year=year, person__isnull=False).values("person")
    signed = Undertaking.objects.filter(
        issue__since__year=year, staff__isnull=False, staff__left_on=None, withdrawn_at=None
    ).exclude(staff__in=done)  # fmt: skip
    return sorted(set(signed.values_list("staff__name", flat=True)))
