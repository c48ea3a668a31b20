"""Entries that were there before a task was: what was written counts once its window exists."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.db.models import Q, QuerySet
from django.utils import timezone

from houqin.core import clock
from houqin.ledgers.models import Amendment, Book, ChainHead, Entry
from houqin.org.member import Member
from houqin.org.models import Place
from houqin.planning.expecting import Expecting, waived_keys
from houqin.planning.fulfilment import Record, Span
from houqin.planning.models import Evidence, PlanItem, Task
from houqin.planning.models.tasks import OPEN
from houqin.planning.services.fulfilling import Moves, evidence_of, pairs_of, recount
from houqin.planning.standings import record_after, record_of


class Line(NamedTuple):
    """An entry as it stands, and the last correction's place in the chain."""

    entry: Entry
    record: Record
    amended: int


def hold_books(items: Iterable[PlanItem]) -> list[Book]:
    """The open books of these items; nobody writes in them until the transaction ends.

    Called before any task is touched: whoever writes an entry locks the book first, tasks after.
    """
    codes = {item.book for item in items if item.book}
    if not codes:
        return []
    books = list(Book.objects.select_related("current").filter(code__in=codes, is_active=True))
    heads = (
        ChainHead.objects.select_for_update(no_key=True).filter(book__in=books).order_by("book_id")
    )
    list(heads.values_list("pk", flat=True))
    return books


def catch_up(tasks: QuerySet[Task], books: Sequence[Book], *, today: date) -> int:
    """Let the entries that stand prove the open tasks among ``tasks``; how many pairs were new.

    Again and again without harm: an entry proves a task once. Six statements, however many tasks.
    """
    if not books:
        return 0
    rows = (
        tasks.filter(state__in=OPEN, first__lte=today, item__book__in=[b.code for b in books])
        .select_for_update(of=("self",), no_key=True)
        .select_related("item__book_place", "assignee")
        .order_by("pk")
    )
    open_tasks = list(rows)
    if not open_tasks:
        return 0
    by_code: dict[str, list[Task]] = defaultdict(list)
    for task in open_tasks:
        by_code[task.item.book].append(task)
    entries = _entries([book for book in books if book.code in by_code], open_tasks, today)
    moves = _moves(entries, by_code, _spans(open_tasks), _known(open_tasks))
    moves.save()
    expecting = Expecting(books)
    changed = {one.task_id for one in moves.added}
    recount(None, [task for task in open_tasks if task.pk in changed], expecting)
    return len(moves.added)


def recount_keys(tasks: QuerySet[Task], *, today: date, others: bool = False) -> None:
    """A class was added or taken away: open tasks that want each of them are counted anew.

    ``others``: there may be as many as before, but they are not the same.
    """
    rows = list(
        tasks.filter(state__in=OPEN, first__lte=today, item__each=True)
        .select_for_update(of=("self",), no_key=True)
        .select_related("item__book_place", "assignee")
        .order_by("pk")
    )
    if not rows:
        return
    expecting = Expecting()
    expecting.load_books(task.item.book for task in rows)
    waived = waived_keys(task.pk for task in rows)
    differing = [
        task for task in rows
        if others
        or len(expecting.keys(task.item).keys() - waived.get(task.pk, set())) != task.keys_wanted
    ]  # fmt: skip
    recount(None, differing, expecting)


def follow_expected(_actor: Member, book: Book) -> None:
    """Other vehicles, rooms … than before are to be written down: open tasks are counted anew."""
    recount_keys(Task.objects.filter(item__book=book.code), today=clock.today(), others=True)


_NEEDED = (
    "book_id", "version_id", "token", "key", "happened_at", "entered_at", "made_at", "author_id",
    "values", "institution_id", "place__path",
)  # fmt: skip


def _entries(books: Sequence[Book], tasks: Sequence[Task], today: date) -> dict[int, list[Line]]:
    """The standing entries of the tasks' days, by book; with places and corrections."""
    first = min(task.first for task in tasks)
    since = timezone.make_aware(datetime.combine(first, time.min))
    until = timezone.make_aware(datetime.combine(today + timedelta(days=1), time.min))
    rows = list(
        Entry.objects.filter(book__in=books, happened_at__gte=since, happened_at__lt=until)
        .select_related("place")
        .only(*_NEEDED)
        .order_by("happened_at", "pk")
    )
    amended: dict[int, Amendment] = {}
    corrections = Amendment.objects.filter(
        entry__book__in=books, entry__happened_at__gte=since, entry__happened_at__lt=until
    )
    for one in corrections.order_by("sequence"):
        if not (one.entry_id in amended and amended[one.entry_id].is_strike):
            amended[one.entry_id] = one
    known = {book.pk: book for book in books}
    found: dict[int, list[Line]] = defaultdict(list)
    for entry in rows:
        entry.book = known[entry.book_id]
        path = entry.place.path if isinstance(entry.place, Place) else ""
        last = amended.get(entry.pk)
        record = record_after(entry, last, path) if last else record_of(entry, path)
        if record is not None:
            found[entry.book_id].append(Line(entry, record, last.sequence if last else 0))
    return found


def _spans(tasks: Sequence[Task]) -> dict[int, list[Span]]:
    """All windows of the items, done ones too."""
    rows = Task.objects.filter(item__in={task.item_id for task in tasks}).order_by()
    found: dict[int, list[Span]] = defaultdict(list)
    for item, pk, first, until, state in rows.values_list(
        "item_id", "pk", "first", "due_on", "state"
    ):
        found[item].append(Span(pk, first, until, state in OPEN))
    return found


def _known(tasks: Sequence[Task]) -> set[tuple[int, int | None]]:
    rows = Evidence.objects.filter(task__in=tasks, entry__isnull=False)
    return set(rows.filter(Q(revokes=None) & Q(revoked_by=None)).values_list("task", "entry"))


def _moves(
    entries: dict[int, list[Line]],
    tasks: dict[str, list[Task]],
    spans: dict[int, list[Span]],
    known: set[tuple[int, int | None]],
) -> Moves:
    moves = Moves()
    for rows in entries.values():
        by_id = {line.entry.pk: line for line in rows}
        alike = tasks.get(rows[0].entry.book.code, [])
        for task_id, record in pairs_of([line.record for line in rows], alike, spans):
            if (task_id, record.entry_id) not in known:
                line = by_id[record.entry_id]
                moves.added.append(evidence_of(task_id, line.entry, record, line.amended))
    return moves
