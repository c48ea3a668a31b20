"""The roster of a week, what is missing on it, and how the turns of a month were kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, F, Q
from django.utils import timezone

from houqin.core import tenancy
from houqin.core.prepared import Prepared, PreparedRows
from houqin.org.calendar import days_calendar
from houqin.org.member import Member
from houqin.org.models import Staff
from houqin.safety import policy, rules
from houqin.safety.models import Duty, DutyPost, DutySwap, Undertaking
from houqin.safety.services.duties import EARLY
from houqin.safety.services.walking import is_due
from houqin.safety.turns import day_of, of_today
from houqin.ui.listing import Listing
from houqin.ui.tables import Choice, Column, DateRange, foreign_key

DAYS = 7
_LETTERED = (DutyPost.Sort.TEACHER, DutyPost.Sort.GATE)
_LATE = Q(signed_at__gte=F("opens_at") + timedelta(minutes=1))


@dataclass(slots=True)
class Stand:
    """A post on a day: its turns, and how many people are still missing."""

    post: DutyPost
    day: date
    turns: list[tuple[Duty, tuple[str, str]]] = field(default_factory=list)
    missing: int = 0


@dataclass(slots=True)
class Day:
    day: date
    stands: list[Stand]
    is_today: bool

    @property
    def missing(self) -> int:
        return sum(one.missing for one in self.stands)


def week_of(first: date, now: datetime, days: int = DAYS) -> list[Day]:
    """Each day with the posts that are due or were rostered; three queries."""
    last = first + timedelta(days=days - 1)
    today = rules.day_of(now)
    posts = list(DutyPost.objects.filter(is_active=True).select_related("place"))
    there: dict[tuple[int, date], list[Duty]] = {}
    rows = Duty.objects.filter(day__range=(first, last)).select_related("post", "staff")
    for duty in rows.order_by("staff__name", "pk"):
        there.setdefault((duty.post_id, duty.day), []).append(duty)
    calendar = days_calendar(tenancy.institution_id(), first, last)
    found = []
    for day in (first + timedelta(days=n) for n in range(days)):
        stands = []
        for post in posts:
            turns = there.get((post.pk, day), [])
            wanted = post.people if is_due(post, day, calendar) else 0
            if wanted or turns:
                shown = [(one, one.state(now)) for one in turns]
                stands.append(Stand(post, day, shown, max(0, wanted - len(turns))))
        found.append(Day(day, stands, day == today))
    return found


def by_post(days: list[Day]) -> list[tuple[DutyPost, list[Stand | None]]]:
    """The same week as a table: a row a post, a cell a day."""
    posts = {one.post.pk: one.post for day in days for one in day.stands}
    order = sorted(posts.values(), key=lambda post: (post.opens, post.name))
    cells = {(one.post.pk, one.day): one for day in days for one in day.stands}
    return [(post, [cells.get((post.pk, day.day)) for day in days]) for post in order]


def gaps(days: Iterable[Day]) -> list[Stand]:
    return [one for day in days for one in day.stands if one.missing]


def without_letter(turns: Sequence[Duty], day: date) -> dict[int, str]:
    """Of these people, who has not signed: a letter that waits for them, or, at the gate and at
    teachers' posts, any at all; name by key. Nobody where no letters are in force.
    """
    people = {turn.staff_id: turn.staff.name for turn in turns}
    in_force = Undertaking.objects.filter(
        staff__isnull=False, withdrawn_at=None, issue__since__lte=day, issue__until__gte=day
    )
    rows = list(in_force.filter(staff__in=people).values_list("staff", "signature"))
    if not rows and not in_force.exists():
        return {}
    waiting = {staff for staff, signature in rows if signature is None}
    strict = {turn.staff_id for turn in turns if turn.post.sort in _LETTERED}
    missing = waiting | strict - {staff for staff, signature in rows if signature is not None}
    return {pk: name for pk, name in people.items() if pk in missing}


# Today's page


@dataclass(frozen=True, slots=True)
class Line:
    """A turn on Today: one's own with its button, or a post where nobody is."""

    title: str
    who: str
    when: str
    word: str
    text: str
    sign: int = 0  # the turn that may be signed now


@cache
def _turns(*, leads: bool) -> PreparedRows:
    return PreparedRows(
        lambda **asked: (
            of_today(**asked, leads=leads)
            .order_by("opens_at", "pk")
            .values(
                "id", "staff", "staff__name", "post__name", "opens_at", "closes_at", "signed_at",
                "is_problem",
            )
        )
    )  # fmt: skip


_THIN_POSTS: Prepared[DutyPost] = Prepared(
    lambda day: (
        DutyPost.objects.filter(is_active=True, since__lte=day)
        .annotate(turns=Count("duties", filter=Q(duties__day=day)))
        .filter(people__gt=F("turns"))
    )
)


def today_lines(member: Member, now: datetime) -> list[Line]:
    """My turns of today; for who answers for safety also posts that are empty or unsigned."""
    if member.is_read_only:
        return []
    leads = policy.manages(member)
    rows = _turns(leads=leads)(me=member.staff.pk, **day_of(now))
    me = member.staff.pk
    lines = [_line(row, now, is_mine=row.staff == me) for row in rows]
    return lines + (_empty_posts(now) if leads else [])


def _line(row: Any, now: datetime, *, is_mine: bool) -> Line:
    duty = Duty(
        opens_at=row.opens_at, closes_at=row.closes_at, signed_at=row.signed_at,
        is_problem=row.is_problem,
    )  # fmt: skip
    word, text = duty.state(now)
    may_sign = is_mine and row.signed_at is None and now >= row.opens_at - EARLY
    return Line(
        row.post__name, "" if is_mine else row.staff__name, _hours(row.opens_at, row.closes_at),
        word, text, row.id if may_sign else 0,
    )  # fmt: skip


def _hours(opens: datetime, closes: datetime) -> str:
    first, last = (timezone.localtime(one, rules.HERE) for one in (opens, closes))
    return f"{first:%H:%M}—{last:%H:%M}"


def _empty_posts(now: datetime) -> list[Line]:
    today = rules.day_of(now)
    posts: Any = _THIN_POSTS(day=today)
    if not posts:
        return []
    calendar = days_calendar(tenancy.institution_id(), today, today)
    found = []
    for post in posts:
        opens, closes = rules.shift_window(today, post.opens, post.closes)
        if closes > now and is_due(post, today, calendar):
            missing = f"缺 {post.people - post.turns} 人"
            found.append(Line(post.name, "没有排人", _hours(opens, closes), "late", missing))
    return found


# A month, a person


@dataclass(frozen=True, slots=True)
class Kept:
    """How one person kept the turns of a month."""

    staff_id: int
    name: str
    turns: int
    signed: int
    late: int
    missed: int
    swapped: int
    by_sort: str  # 校门护学 6，夜间值班 2
    is_heavy: bool  # twice the mean of all, or more


def _missed(now: datetime) -> Q:
    return Q(signed_at=None, closes_at__lte=now)


def _by_sort(sorts: list[str]) -> str:
    counted = Counter(sorts)
    named = ((label, counted[code]) for code, label in DutyPost.Sort.choices)
    return "，".join(f"{label} {count}" for label, count in named if count)


def kept_in(first: date, now: datetime) -> list[Kept]:
    """Two queries."""
    last = rules.next_month(first) - rules.ONE_DAY
    rows: Any = (
        Duty.objects.filter(day__range=(first, last)).order_by()
        .values("staff", "staff__name")
        .annotate(
            turns=Count("pk"), sorts=ArrayAgg("post__sort"),
            signed=Count("pk", filter=Q(signed_at__isnull=False)),
            late=Count("pk", filter=_LATE),
            missed=Count("pk", filter=_missed(now)),
        )
        .order_by("-turns", "staff__name")
    )  # fmt: skip
    agreed = DutySwap.objects.filter(is_agreed=True, duty__day__range=(first, last)).order_by()
    swapped = dict(agreed.values_list("giver").annotate(n=Count("pk")))
    found = list(rows)
    mean = sum(row["turns"] for row in found) / len(found) if found else 0
    return [
        Kept(
            row["staff"], row["staff__name"], row["turns"], row["signed"], row["late"],
            row["missed"], swapped.get(row["staff"], 0), _by_sort(row["sorts"]),
            row["turns"] >= 2 * mean > 0,
        )
        for row in found
    ]  # fmt: skip


STATES = (("signed", "已到岗"), ("late", "迟到"), ("missed", "缺岗"), ("problem", "有问题"))


def turns_listing(now: datetime) -> Listing:
    """Every turn, for who looks into a person's month or hands the roster in."""
    return Listing(
        name="turns",
        title="值日记录",
        columns=(
            Column("日期", "day", sort="opens_at", format="day"),
            Column("岗位", "post.name", phone="title", width=20),
            Column("值日的人", "staff.name"),
            Column("情况", lambda row: row.state(now)[1], chip=lambda row: row.state(now),
                   phone="side"),
            Column("时间", lambda row: _hours(row.opens_at, row.closes_at)),
            Column("到岗", "signed_at", format="moment"),
            Column("扫码", lambda row: "是" if row.by_label else "", phone="hide"),
            Column("说明", "text", phone="hide", css="hq-ink3", width=36),
        ),
        filters=(
            foreign_key("post", "岗位", DutyPost.objects.all),
            foreign_key("staff", "值日的人", lambda: Staff.objects.filter(left_on=None)),
            Choice(
                "state", "情况", STATES,
                where=lambda value: {
                    "signed": Q(signed_at__isnull=False),
                    "late": _LATE,
                    "missed": _missed(now),
                    "problem": Q(is_problem=True),
                }[value],
            ),
            DateRange("day", "日期", "day"),
        ),
        search=("post__name", "staff__name"),
        search_hint="搜岗位、姓名",
        sort="-opens_at",
        empty_title="还没有值日记录。",
        empty_hint="先定岗位、排班，到岗的人签到后就有记录。",
    )  # fmt: skip
