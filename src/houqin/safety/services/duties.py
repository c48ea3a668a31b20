"""值日排班: posts, turns, signing at the post."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from houqin.core import tenancy
from houqin.core.saving import save_with
from houqin.files.models import StoredFile
from houqin.files.public import attach
from houqin.journal.public import record
from houqin.notify.public import page, send
from houqin.org.access import demand
from houqin.org.calendar import days_calendar
from houqin.org.member import Member
from houqin.org.models import Absence, Staff
from houqin.safety import rules
from houqin.safety.models import Duty, DutyPost
from houqin.safety.services.walking import is_due, officers, report_found

LONGEST = timedelta(days=190)  # a term
EARLY = timedelta(hours=1)  # how long before it begins a post may be signed
# After that many minutes without a signature the leaders are told.
GRACE = timedelta(minutes=10)


@transaction.atomic
def keep_post(*, actor: Member, post_id: int | None = None, **given: Any) -> DutyPost:
    """Add or change a post. Turns that are rostered keep their hours."""
    demand(actor, "safety.manage")
    row = DutyPost.objects.select_for_update().get(pk=post_id) if post_id else DutyPost()
    days = sorted({int(day) for day in given.get("weekdays", row.weekdays)})
    if not days and not (given.get("workdays_only") or given.get("rest_days_only")):
        raise ValidationError({"weekdays": "请选星期几值日，或勾选工作日、休息日。"})
    save_with(row, {**given, "weekdays": days})
    record(actor=actor, action="safety.post_kept", target=row)
    return row


@transaction.atomic
def fill(
    *,
    actor: Member,
    post_id: int,
    people: Sequence[Staff],
    first: date,
    last: date,
    now: datetime,
) -> int:
    """Let these people take turns at a post, in this order; days that are full stay as they are.

    Refused as a whole, with day and name, where somebody is on leave or would stand at two posts.
    """
    demand(actor, "safety.manage")
    post = DutyPost.objects.select_for_update().get(pk=post_id)
    _check_span(first, last, now)
    if not post.is_active:
        raise ValidationError("这个岗位停用了，要排班先改为在用。")
    if not people:
        raise ValidationError({"people": "请选值日的人。"})
    made = _free_turns(post, list(people), first, last)
    if not made:
        raise ValidationError("这段日子没有要排的班：都排满了，或这个岗位那几天不值日。")
    Duty.objects.bulk_create(made, batch_size=500)
    record(actor=actor, action="safety.rostered", target=post, count=len(made),
           span=f"{first} 至 {last}")  # fmt: skip
    _tell(post, made, now)
    return len(made)


def _free_turns(post: DutyPost, people: list[Staff], first: date, last: date) -> list[Duty]:
    calendar = days_calendar(tenancy.institution_id(), first, last)
    taken = _taken(people, first, last)
    there: dict[date, set[int]] = {}
    for duty in post.duties.filter(day__range=(first, last)):
        there.setdefault(duty.day, set()).add(duty.staff_id)
    made: list[Duty] = []
    turn = 0
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        if not is_due(post, day, calendar):
            continue
        here = there.get(day, set())
        for _free in range(post.people - len(here)):
            in_turn = people[turn % len(people) :] + people
            who = next((one for one in in_turn if one.pk not in here), None)
            if who is None:
                break
            turn = people.index(who) + 1
            here.add(who.pk)
            made.append(_turn(post, day, who, taken))
    return made


def _check_span(first: date, last: date, now: datetime) -> None:
    if last < first:
        raise ValidationError({"last": "结束日期不能早于开始日期。"})
    if last - first > LONGEST:
        raise ValidationError({"last": "一次最多排一个学期，请分几次排。"})
    if first < rules.day_of(now):
        raise ValidationError({"first": "过去的日子不能再排班。"})


class Taken:
    """Where people stand already and when they are on leave; told of each new turn."""

    def __init__(self, duties: Iterable[Duty], absences: Iterable[Absence]) -> None:
        self.duties: dict[int, list[Duty]] = {}
        for duty in duties:
            self.duties.setdefault(duty.staff_id, []).append(duty)
        self.absences: dict[int, list[Absence]] = {}
        for one in absences:
            self.absences.setdefault(one.staff_id, []).append(one)

    def refuse_clash(self, duty: Duty, who: Staff) -> None:
        for one in self.absences.get(who.pk, ()):
            if one.first <= duty.day <= one.last:
                raise ValidationError(f"{who.name} {duty.day:%m月%d日}请假，不能排，请换人。")
        for other in self.duties.get(who.pk, ()):
            apart = other.closes_at <= duty.opens_at or duty.closes_at <= other.opens_at
            if not apart:
                raise ValidationError(
                    f"{who.name} {duty.day:%m月%d日}已经在“{other.post}”值日，不能同时站两个岗。"
                )
        self.duties.setdefault(who.pk, []).append(duty)


def _taken(people: Sequence[Staff], first: date, last: date) -> Taken:
    """Locks the people, so that two who roster at once do not put one at two posts."""
    keys = [one.pk for one in people]
    list(Staff.objects.select_for_update().filter(pk__in=keys).order_by("pk").only("pk"))
    near = (first - rules.ONE_DAY, last + rules.ONE_DAY)
    return Taken(
        Duty.objects.filter(staff__in=keys, day__range=near).select_related("post"),
        Absence.objects.filter(staff__in=keys, first__lte=last, last__gte=first),
    )


def _turn(post: DutyPost, day: date, who: Staff, taken: Taken) -> Duty:
    opens_at, closes_at = rules.shift_window(day, post.opens, post.closes)
    duty = Duty(post=post, day=day, staff=who, opens_at=opens_at, closes_at=closes_at)
    taken.refuse_clash(duty, who)
    return duty


def _tell(post: DutyPost, made: Sequence[Duty], now: datetime) -> None:
    """One notice a person, with the first of the new days."""
    days: dict[int, list[Duty]] = {}
    for duty in made:
        days.setdefault(duty.staff_id, []).append(duty)
    for turns in days.values():
        said = "、".join(f"{one.day.month}月{one.day.day}日" for one in turns[:5])
        more = f"等 {len(turns)} 次" if len(turns) > 5 else ""
        send(
            recipients=[turns[0].staff], kind="safety.duty", title=f"您在“{post}”值日",
            body=f"{said}{more}，{post.opens:%H:%M}—{post.closes:%H:%M}。",
            url=page("safety:duties"), key=f"rostered-{post.pk}-{turns[0].day}-{now:%Y%m%d%H%M}",
            target=post, now=now,
        )  # fmt: skip


@transaction.atomic
def give(*, actor: Member, duty_id: int, staff: Staff, now: datetime) -> Duty:
    """Put another person on a turn that is not over (by who makes the roster)."""
    demand(actor, "safety.manage")
    duty = locked(duty_id)
    refuse_past(duty, now)
    before = duty.staff.name
    together([(duty, staff)])
    duty.swaps.filter(answered_at=None).update(answered_at=now)
    record(actor=actor, action="safety.duty_given", target=duty, before=before, name=staff.name)
    _tell(duty.post, [duty], now)
    return duty


def together(moves: Sequence[tuple[Duty, Staff]]) -> None:
    """Give each turn to its person, all at once, refusing clashes with what stays."""
    days = [duty.day for duty, _who in moves]
    taken = _taken([who for _duty, who in moves], min(days), max(days))
    moving = {duty.pk for duty, _who in moves}
    for turns in taken.duties.values():
        turns[:] = [one for one in turns if one.pk not in moving]
    for duty, who in moves:
        taken.refuse_clash(duty, who)
        duty.staff = who
    # both leave their old person before either takes the new one: one row a post, day and person
    for duty, _who in moves:
        duty.validate_constraints(exclude=["post"])
        duty.save(update_fields=["staff"])


@transaction.atomic
def take_off(*, actor: Member, duty_id: int, now: datetime) -> DutyPost:
    """Take a turn off the roster; one that was signed or is over stays."""
    demand(actor, "safety.manage")
    duty = locked(duty_id)
    refuse_past(duty, now)
    post, name, day = duty.post, duty.staff.name, duty.day
    duty.delete()
    record(actor=actor, action="safety.duty_off", target=post, name=name, day=str(day))
    return post


def locked(duty_id: int) -> Duty:
    rows = Duty.objects.select_for_update(of=("self",)).select_related("post__place", "staff")
    return rows.get(pk=duty_id)


def refuse_past(duty: Duty, now: datetime) -> None:
    if duty.signed_at is not None:
        raise ValidationError("这一班已经签到，不能再改。")
    if duty.closes_at <= now:
        raise ValidationError("这一班已经过去，不能再改。")


@transaction.atomic
def sign(
    *,
    actor: Member,
    duty_id: int,
    now: datetime,
    by_label: bool = False,
    is_problem: bool = False,
    text: str = "",
    photos: Sequence[StoredFile] = (),
) -> Duty:
    """Sign at the post, oneself; signed twice is signed once. A problem is a hazard at once."""
    demand(actor, "safety.duty")
    duty = locked(duty_id)
    if duty.staff_id != actor.staff.pk:
        raise PermissionDenied(f"这一班是{duty.staff.name}的。换了人请先换班，再签到。")
    if duty.signed_at is None and not duty.opens_at - EARLY <= now < duty.closes_at:
        opens = timezone.localtime(duty.opens_at, rules.HERE)
        early = f"还没到时间，{opens:%H:%M} 前一小时内可以签到。"
        raise ValidationError(early if now < duty.opens_at else "已经过了下岗时间，不能补签。")
    is_new = duty.signed_at is None
    if not is_new and not is_problem:
        return duty
    if is_problem and duty.post.place is None:
        raise ValidationError("这个岗位没有定场所，有问题请用“报隐患”报。")
    duty.signed_at, duty.by_label = duty.signed_at or now, duty.by_label or by_label
    duty.is_problem, duty.text = is_problem, text.strip()
    duty.full_clean(exclude=["post", "staff"])
    duty.save()
    for file in photos:
        attach(actor=actor, file=file, owner=duty)
    record(actor=actor, action="safety.duty_problem" if is_problem else "safety.duty_signed",
           target=duty, text=duty.text)  # fmt: skip
    if is_problem and duty.post.place is not None:
        report_found(
            actor, duty, duty.post.place, f"duty:{duty.pk}:{duty.text}", photos, now,
            where=str(duty),
        )  # fmt: skip
    return duty


def warn_of_empty_posts(*, now: datetime) -> int:
    """Tell who is missed and who leads that a post is not signed; once a turn."""
    rows = Duty.objects.filter(signed_at=None, opens_at__lte=now - GRACE, closes_at__gt=now)
    late = list(rows.select_related("post", "staff"))
    today = rules.day_of(now)
    leaders = officers(today) if late else []
    told = 0
    for duty in late:
        opens = timezone.localtime(duty.opens_at, rules.HERE)
        told += send(
            recipients=[*leaders, duty.staff], kind="safety.duty_missed",
            title=f"“{duty.post}”没有人签到", body=f"{duty.staff.name}该 {opens:%H:%M} 到岗。",
            url=page("safety:duties"), key=f"duty-missed-{duty.pk}", target=duty, now=now,
        )  # fmt: skip
    return told
