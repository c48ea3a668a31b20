"""How a task stands with the book that proves it: what is written, what is missing, where to go."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.urls import reverse

from houqin.core import clock
from houqin.core.permissions import may
from houqin.ledgers.models import Book
from houqin.ledgers.sheets import can_be_sheet
from houqin.org.member import Member
from houqin.planning.book_choice import conditions_said
from houqin.planning.expecting import Expecting
from houqin.planning.fulfilment import missing, written
from houqin.planning.models import Deferral, Evidence, Task
from houqin.planning.services.doing import book_of

# A line of chips, not a wall of them.
MISSING_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Gap:
    """A class, meal … without an entry, and the page on which to write it."""

    key: str
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class TaskBook:
    book: Book
    done: int
    wanted: int
    gaps: list[Gap] = field(default_factory=list)
    more: int = 0
    write_url: str = ""
    sheet_url: str = ""
    may_write: bool = True
    why_not: str = ""
    only: str = ""
    place: str = ""
    # Missed so long ago that the book no longer takes an entry about it.
    is_too_late: bool = False

    @property
    def unit(self) -> str:
        return _UNITS.get(self.book.per_what, "项")


_UNITS = {
    "class": "班",
    "meal": "餐",
    "room": "处",
    "vehicle": "辆",
    "device": "台",
    "person": "人",
}


def task_book(
    member: Member, task: Task, evidence: Iterable[Evidence], deferrals: Sequence[Deferral]
) -> TaskBook | None:
    """None for what no open book proves; at most two queries."""
    book = book_of(task.item)
    if book is None:
        return None
    expecting = Expecting([book], features=member.institution.features)
    waived = {
        key for one in deferrals if one.sort == "waived" and one.verdict != "refused"
        for key in one.keys
    }  # fmt: skip
    keys = {k: name for k, name in expecting.keys(task.item).items() if k not in waived}
    standing = list(evidence)
    made = written((one.key for one in standing), keys)
    gone = missing(task.times, made, keys)
    answer = may(member, "ledgers.write", book)
    return TaskBook(
        book=book,
        done=len(keys) - len(gone) if keys else min(len(standing), task.times),
        wanted=len(keys) if keys else task.times,
        gaps=[Gap(key, keys[key], write_url(task, book, key)) for key in gone[:MISSING_SHOWN]],
        more=max(len(gone) - MISSING_SHOWN, 0),
        write_url=write_url(task, book, gone[0] if len(gone) == 1 else ""),
        sheet_url=_sheet_url(task, book) if len(gone) > 1 and can_be_sheet(book) else "",
        may_write=bool(answer),
        why_not=getattr(answer, "reason", ""),
        only=conditions_said(task.item.only, book),
        place=str(task.item.book_place or ""),
        is_too_late=_is_too_late(task, book),
    )


def write_url(task: Task, book: Book, key: str = "") -> str:
    """The page of a new entry, with all the task knows already filled in.

    For a window that is over the entry is about its last day, and so a late one (补录), as far back
    as the book lets it be written.
    """
    known = {
        "key": key,
        "place": str(task.item.book_place_id or ""),
        "task": str(task.pk),
        "day": task.due_on.isoformat() if _can_be_late(task, book) else "",
        **{f"set.{field}": value.split("|")[0] for field, how, value in task.item.only
           if how == "is"},
        "then": reverse("planning:task", args=[task.pk]),
    }  # fmt: skip
    query = urlencode({name: value for name, value in known.items() if value})
    return f"{reverse('ledgers:new', args=[book.code])}?{query}"


def _can_be_late(task: Task, book: Book) -> bool:
    days = (clock.today() - task.due_on).days
    return task.is_open and days > 0 and (book.backdate_days is None or days <= book.backdate_days)


def _is_too_late(task: Task, book: Book) -> bool:
    """What is written today would be about today: a later window of the item has begun."""
    today = clock.today()
    if not task.is_open or task.due_on >= today or _can_be_late(task, book):
        return False
    later = Task.objects.filter(item_id=task.item_id, first__gt=task.due_on, first__lte=today)
    return later.exists()


def _sheet_url(task: Task, book: Book) -> str:
    return f"{reverse('ledgers:sheet', args=[book.code])}?task={task.pk}"
