"""What books ask of safety when somebody writes in them, and who is told of lessons not held."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from houqin.ledgers.models import Amendment, Entry
from houqin.notify.public import page, send
from houqin.org.member import Member
from houqin.org.models import SchoolClass
from houqin.org.terms import TermView, term_view
from houqin.safety import rules
from houqin.safety.services import articles, stores
from houqin.safety.services.walking import officers

_FOLLOWED = {articles.BOOK: articles, stores.BOOK: stores}
LESSONS, FIRST_LESSON, BEFORE_HOLIDAY = "safety_lesson", "开学第一课", "放假前教育"
_KEYS = {FIRST_LESSON: "first-lesson", BEFORE_HOLIDAY: "holiday-lesson"}
WEEK = timedelta(days=7)


def follow_entries(actor: Member, entries: Sequence[Entry]) -> None:
    """What is found on children, and the remainders of dangerous goods, go from entry to entry."""
    for entry in entries:
        if entry.book.code in _FOLLOWED:
            _FOLLOWED[entry.book.code].follow(actor, entry)


def follow_amendment(actor: Member, amendment: Amendment) -> None:
    book = amendment.entry.book.code
    if book in _FOLLOWED:
        _FOLLOWED[book].follow_amendment(actor, amendment)


def lessons_due(term: TermView, today: date) -> list[str]:
    """Which lesson every class should have had: a week into the term, a week before its end."""
    found = [FIRST_LESSON] if today >= term.first + WEEK else []
    return [*found, BEFORE_HOLIDAY] if today > term.last - WEEK else found


def warn_of_missing_lessons(*, now: datetime) -> int:
    """Classes without the lesson that is due, to their teachers and to who answers for safety;
    once a class and term. Nobody is told of the first lesson in the fourth week.
    """
    today = rules.day_of(now)
    term = term_view(today)
    if term is None or today > term.last:
        return 0
    told = 0
    for topic in lessons_due(term, today):
        if topic != FIRST_LESSON or today <= term.first + 3 * WEEK:
            told += _tell_of_missing(term, topic, now)
    return told


def _tell_of_missing(term: TermView, topic: str, now: datetime) -> int:
    begin = datetime.combine(term.first, time(0), rules.HERE)
    held = Entry.objects.filter(
        book__code=LESSONS, happened_at__gte=begin, values__sort=topic
    ).standing()  # fmt: skip
    done = set(held.values_list("key", flat=True))
    leaders = officers(rules.day_of(now))
    since = "开学一周了" if topic == FIRST_LESSON else "快放假了"
    told = 0
    for room in SchoolClass.objects.select_related("homeroom"):
        if str(room.pk) in done:
            continue
        told += send(
            recipients=[*([room.homeroom] if room.homeroom else []), *leaders],
            kind="safety.lesson", title=f"{room.name}还没有“{topic}”的记录", now=now,
            body=f"{since}。上过课请补记，没上请尽快安排。", url=page("ledgers:new", LESSONS),
            key=f"{_KEYS[topic]}-{term.pk}-{room.pk}",
        )  # fmt: skip
    return told
