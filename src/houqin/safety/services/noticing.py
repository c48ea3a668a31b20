"""What books ask of safety when somebody writes in them, and who is told of lessons not held."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from houqin.ledgers.models import Amendment, Entry
from houqin.notify.public import page, send
from houqin.org.member import Member
from houqin.org.models import SchoolClass
from houqin.org.terms import term_view
from houqin.safety import rules
from houqin.safety.services import articles, stores
from houqin.safety.services.walking import officers

_FOLLOWED = {articles.BOOK: articles, stores.BOOK: stores}
LESSONS, FIRST_LESSON = "safety_lesson", "开学第一课"
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


def warn_of_missing_lessons(*, now: datetime) -> int:
    """A week after the term's first day: classes without the first lesson, to their teachers and
    to who answers for safety; once a class and term.
    """
    today = rules.day_of(now)
    term = term_view(today)
    if term is None or not term.first + WEEK <= today <= term.first + 3 * WEEK:
        return 0
    begin = datetime.combine(term.first, time(0), rules.HERE)
    held = Entry.objects.filter(
        book__code=LESSONS, happened_at__gte=begin, values__sort=FIRST_LESSON
    ).standing()  # fmt: skip
    done = set(held.values_list("key", flat=True))
    leaders = officers(today)
    told = 0
    for room in SchoolClass.objects.select_related("homeroom"):
        if str(room.pk) in done:
            continue
        told += send(
            recipients=[*([room.homeroom] if room.homeroom else []), *leaders],
            kind="safety.lesson", title=f"{room.name}还没有“开学第一课”的记录", now=now,
            body="开学一周了。上过课请补记，没上请尽快安排。", url=page("ledgers:new", LESSONS),
            key=f"first-lesson-{term.pk}-{room.pk}",
        )  # fmt: skip
    return told
