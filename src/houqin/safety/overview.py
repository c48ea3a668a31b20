"""A month of safety on one page: every figure with the list behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, F, Q, QuerySet
from django.urls import reverse

from houqin.cases.numbers import by
from houqin.cases.public import Case
from houqin.ledgers.models import Book, Entry
from houqin.ledgers.policy import visible_books
from houqin.org.member import Member
from houqin.org.models import SchoolClass
from houqin.planning.models import Task
from houqin.planning.numbers import tally
from houqin.safety import rules
from houqin.safety.models import Drill, Duty, DutyPost, PatrolRound, Undertaking
from houqin.safety.services.noticing import BEFORE_HOLIDAY, FIRST_LESSON, LESSONS

CHECKED = Q(current__form__field__contains=[{"type": "checklist"}])
ROUNDS_TOO = ("patrol", "fire_patrol", "closing_check", "cctv_check", "extinguisher_check")
INCIDENTS = "incident"


@dataclass(frozen=True, slots=True)
class Figure:
    """``note`` is what the number is measured against; ``tone`` reddens it."""

    label: str
    value: int
    unit: str
    url: str
    note: str = ""
    tone: str = ""


def figures(first: date, today: date, now: datetime) -> list[Figure]:
    """Seven queries, and the same counts as the lists that they lead to."""
    since, until = rules.month_span(first)
    last = rules.next_month(first) - timedelta(days=1)
    days = {"from": first.isoformat(), "to": last.isoformat()}
    tasks = tally(Task.objects.filter(domain="safety", due_on__range=(first, last)), today)
    cases = {row.key: row for row in by(_cases(since, until), now, "flow", "flow")}
    walked = PatrolRound.objects.filter(closed_at__isnull=False, day__range=(first, last))
    rounds = walked.aggregate(all=Count("pk"), missed=Count("pk", filter=~Q(missed=[])))
    drills = Drill.objects.aggregate(
        held=Count("pk", filter=Q(state="held", held_on__range=(first, last))),
        planned=Count("pk", filter=Q(state="planned", day__range=(first, last))),
    )
    letters = Undertaking.objects.filter(
        signature=None, withdrawn_at=None, issue__since__lte=last, issue__until__gte=first
    ).count()
    nil = Entry.objects.filter(
        book__code=INCIDENTS, happened_at__gte=since, happened_at__lt=until, values__sort="零报告"
    ).standing().count()  # fmt: skip
    return [
        _tasks(tasks, days),
        *_found(cases.get("hazard"), days),
        _incidents(cases.get("incident"), nil, days),
        Figure(
            "巡更", rounds["all"], "轮", _url("safety:rounds", _day(days)),
            f"有漏巡 {rounds['missed']} 轮", "late" if rounds["missed"] else "",
        ),
        Figure(
            "演练", drills["held"], "次", _url("safety:drills", _day(days)),
            f"还要演练 {drills['planned']} 次",
        ),
        Figure(
            "责任状没签", letters, "份", reverse("safety:issues"), "", "late" if letters else ""
        ),
    ]  # fmt: skip


def _cases(since: datetime, until: datetime) -> QuerySet[Case]:
    return Case.objects.filter(
        flow__in=("hazard", "incident"), opened_at__gte=since, opened_at__lt=until
    )


def _url(name: str, asked: dict[str, str]) -> str:
    return f"{reverse(name)}?{urlencode(asked)}"


def _day(days: dict[str, str]) -> dict[str, str]:
    return {"day_from": days["from"], "day_to": days["to"]}


def _opened(days: dict[str, str], **more: str) -> dict[str, str]:
    return {"opened_from": days["from"], "opened_to": days["to"], "open": "all", **more}


def _tasks(tasks: Any, days: dict[str, str]) -> Figure:
    asked = {"domain": "safety", "due_from": days["from"], "due_to": days["to"]}
    waived = f"不用办 {tasks.waived}，" if tasks.waived else ""
    return Figure(
        "计划任务", tasks.planned, "项", _url("planning:tasks", asked),
        f"已办 {tasks.finished}，{waived}逾期 {tasks.overdue}", "late" if tasks.overdue else "",
    )  # fmt: skip


def _found(row: Any, days: dict[str, str]) -> list[Figure]:
    opened, closed, late = (row.opened, row.closed, row.overdue) if row else (0, 0, 0)
    here = "safety:hazards"
    return [
        Figure("发现隐患", opened, "处", _url(here, _opened(days))),
        Figure("已销号", closed, "处", _url(here, _opened(days, open="0"))),
        Figure(
            "逾期没整改", late, "处", _url(here, _opened(days, late="1", open="1")), "",
            "late" if late else "",
        ),
    ]  # fmt: skip


def _incidents(row: Any, nil: int, days: dict[str, str]) -> Figure:
    note = f"零报告 {nil} 次" if nil else "没有零报告"
    count = row.opened if row else 0
    url = _url("safety:incidents", _opened(days))
    return Figure(
        "事故和突发事件", count, "件", url, "" if count else note, "late" if count else ""
    )


@dataclass(frozen=True, slots=True)
class Guard:
    """A post of public order with who stood there in the month, for the superior's assessment."""

    post: str
    names: Sequence[str]
    turns: int
    missed: int


def guards_of(first: date, now: datetime) -> list[Guard]:
    """One query: leaders on duty, the gate, nights and holidays with named persons."""
    last = rules.next_month(first) - timedelta(days=1)
    rows: Any = (
        Duty.objects.filter(day__range=(first, last))
        .exclude(post__sort__in=(DutyPost.Sort.TEACHER, DutyPost.Sort.OTHER)).order_by()
        .values("post__name")
        .annotate(
            names=ArrayAgg("staff__name", distinct=True), turns=Count("pk"),
            missed=Count("pk", filter=Q(signed_at=None, closes_at__lte=now)),
        )
        .order_by("post__name")
    )  # fmt: skip
    return [Guard(row["post__name"], row["names"], row["turns"], row["missed"]) for row in rows]


@dataclass(frozen=True, slots=True)
class Check:
    """A checklist book: its last round and what it found that is still open."""

    book: Book
    last: Entry | None
    done: int
    abnormal: int
    open: int

    @property
    def score(self) -> int | None:
        return score_of(self.last) if self.last else None


def score_of(entry: Entry) -> int | None:
    """Of the items that were judged, how many per cent passed; None without a checklist."""
    passed = judged = 0
    for answer in entry.values.values():
        if not isinstance(answer, dict):
            continue
        results = [one.get("result") for one in answer.values() if isinstance(one, dict)]
        passed += results.count("pass")
        judged += results.count("pass") + results.count("fail")
    return rules.share(passed, judged)


def checks_of(member: Member, first: date, place: str = "") -> list[Check]:
    """The checks of a month, safety's own first; three queries."""
    wanted = CHECKED | Q(code__in=ROUNDS_TOO)
    books = list(visible_books(member).filter(wanted, is_active=True).distinct())
    entries = Entry.objects.filter(book__in=[book.pk for book in books])
    if place:
        entries = entries.filter(place__path__startswith=place)
    since, until = rules.month_span(first)
    month = entries.filter(happened_at__gte=since, happened_at__lt=until)
    counts: dict[int, Any] = {
        row["book"]: row
        for row in month.order_by()
        .values("book")
        .annotate(n=Count("pk"), bad=Count("pk", filter=Q(is_abnormal=True)))
    }
    latest = entries.filter(happened_at__lt=until).order_by("book_id", "-happened_at", "-pk")
    last = {entry.book_id: entry for entry in latest.distinct("book_id").defer("search")}
    still = dict(
        Case.objects.filter(entry__book__in=[book.pk for book in books], is_open=True)
        .order_by().values_list("entry__book").annotate(n=Count("pk"))
    )  # fmt: skip
    found = [
        Check(
            book, last.get(book.pk), counts.get(book.pk, {}).get("n", 0),
            counts.get(book.pk, {}).get("bad", 0), still.get(book.pk, 0),
        )
        for book in books
    ]  # fmt: skip
    return sorted(found, key=lambda one: (one.book.domain != "safety", one.book.title))


@dataclass(frozen=True, slots=True)
class Lessons:
    """A class's safety lessons of a term by topic."""

    room: SchoolClass
    counts: Sequence[int]

    @property
    def total(self) -> int:
        return sum(self.counts)


def lessons_of(first: datetime, last: datetime) -> tuple[list[str], list[Lessons]]:
    """Topics, and each class with how often it had them; two queries."""
    rows = Entry.objects.filter(
        book__code=LESSONS, happened_at__gte=first, happened_at__lt=last
    ).standing()  # fmt: skip
    counted: dict[tuple[str, str], int] = {}
    topics = [FIRST_LESSON, BEFORE_HOLIDAY]
    by_topic = rows.order_by().annotate(topic=F("values__sort")).values("key", "topic")
    for row in by_topic.annotate(n=Count("pk")):
        key, topic, n = row["key"], row["topic"], row["n"]
        counted[key, str(topic)] = n
        if str(topic) not in topics:
            topics.append(str(topic))
    rooms = SchoolClass.objects.select_related("homeroom")
    return topics, [
        Lessons(room, [counted.get((str(room.pk), topic), 0) for topic in topics]) for room in rooms
    ]
