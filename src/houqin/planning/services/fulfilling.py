"""Entries of record books fulfil tasks, in the transaction that writes them.

Everything here is told of several entries or tasks at once and needs a fixed number of statements.
Rows are locked in the order of their keys; whoever writes in a book holds its head already.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from django.db.models import Q, QuerySet
from django.utils import timezone

from houqin.core import clock
from houqin.core.prepared import Prepared
from houqin.journal.models import JournalEntry
from houqin.journal.public import entry as journal_line
from houqin.journal.public import record_many
from houqin.ledgers.models import Amendment, Book, Entry
from houqin.notify.public import send
from houqin.org.member import Member
from houqin.org.models import Place
from houqin.planning.expecting import Expecting, waived_keys
from houqin.planning.fulfilment import (
    Count,
    Record,
    Span,
    count,
    is_within,
    meets,
    proven_by,
    written,
)
from houqin.planning.models import Deferral, Evidence, Task
from houqin.planning.models.tasks import OPEN
from houqin.planning.rules import came_late
from houqin.planning.standings import record_after, record_of

# How long something missed can still be made up for by a later entry.
_MISSED_SINCE = timedelta(days=184)
_FINISHED = (Task.State.DONE, Task.State.REVIEW)
_BATCH = 1000


@dataclass(slots=True)
class Moves:
    """What is to be written: new evidence and what takes evidence back, by task."""

    added: list[Evidence] = field(default_factory=list)
    revoked: list[Evidence] = field(default_factory=list)

    def save(self) -> None:
        # The numbers are needed: what takes evidence back names it.
        Evidence.objects.bulk_create([*self.added, *self.revoked], batch_size=_BATCH)


def follow_entries(actor: Member, entries: Sequence[Entry]) -> None:
    """Tasks whose books these entries stand in are done, or further on."""
    by_book: dict[int, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_book[entry.book_id].append(entry)
    for rows in by_book.values():
        _follow(actor, rows[0].book, rows)


def _follow(actor: Member, book: Book, entries: list[Entry]) -> None:
    days = [timezone.localdate(entry.happened_at) for entry in entries]
    tasks = tasks_about(book.code, min(days), max(days))
    if not tasks:
        return
    by_id = {entry.pk: entry for entry in entries}
    paths = _paths(entries) if any(task.item.book_place_id for task in tasks) else {}
    records = [record_of(entry, paths.get(entry.place_id or 0, "")) for entry in entries]
    moves = Moves()
    for task_id, record in pairs_of(records, tasks):
        moves.added.append(evidence_of(task_id, by_id[record.entry_id], record))
    moves.save()
    touched = {one.task_id for one in moves.added}
    recount(actor, [task for task in tasks if task.pk in touched], Expecting([book]), moves)


def tasks_about(code: str, first: date, last: date) -> list[Task]:
    """Tasks of the book's items that something in these days can prove, locked in their order."""
    return _ABOUT(code=code, first=first, last=last, since=first - _MISSED_SINCE)


def _about(code: Any, first: Any, last: Any, since: Any) -> QuerySet[Task]:
    missed = Q(state__in=OPEN, due_on__lt=first, due_on__gte=since)
    return _locked().filter(item__book=code).filter(missed | Q(first__lte=last, due_on__gte=first))


_ABOUT: Prepared[Task] = Prepared(_about)


def _locked() -> QuerySet[Task]:
    rows = Task.objects.select_for_update(of=("self",), no_key=True).select_related(
        "item__book_place"
    )
    heavy = ("text", "found", "reasons", "search", "draft", "headings", "cadences")
    return rows.defer(*(f"item__{name}" for name in heavy)).order_by("pk")


def _paths(entries: Iterable[Entry]) -> dict[int, str]:
    wanted = {entry.place_id for entry in entries if entry.place_id}
    return dict(Place.objects.filter(pk__in=wanted).values_list("pk", "path")) if wanted else {}


def pairs_of(
    records: Iterable[Record], tasks: Iterable[Task], spans: Mapping[int, list[Span]] | None = None
) -> list[tuple[int, Record]]:
    """Which record proves which task; ``spans`` are all windows of an item where tasks are not.

    A window that is done or not applicable takes what falls into it, so that nothing of that day
    makes up for an earlier one.
    """
    by_item: dict[int, list[Task]] = defaultdict(list)
    for task in tasks:
        by_item[task.item_id].append(task)
    found: list[tuple[int, Record]] = []
    for item_id, alike in by_item.items():
        item, wanted = alike[0].item, {t.pk for t in alike if t.state != Task.State.WAIVED}
        place = item.book_place.path if item.book_place is not None else ""
        known = spans[item_id] if spans is not None else list(map(span_of, alike))
        for record in records:
            if is_within(record.place, place) and meets(item.only, record.values or {}):
                proven = proven_by(record.day, known)
                found += [(task_id, record) for task_id in proven if task_id in wanted]
    return found


def span_of(task: Task) -> Span:
    return Span(task.pk, task.first, task.due_on, task.is_open)


def evidence_of(task_id: int, entry: Entry, record: Record, sequence: int = 0) -> Evidence:
    """An entry as evidence; its token follows from both, so it can be there only once."""
    name = f"{task_id}:{entry.token}:{sequence}" if sequence else f"{task_id}:{entry.token}"
    return Evidence(
        task_id=task_id,
        entry=entry,
        key=record.key,
        made_by_id=entry.author_id,
        made_at=entry.happened_at,
        entered_at=entry.entered_at,
        token=uuid5(NAMESPACE_OID, name),
    )


def follow_amendment(actor: Member, amendment: Amendment) -> None:
    """What an entry proves after it was corrected or struck; what it proves no more is taken back.

    A task that is thereby short of an entry is open again.
    """
    entry = amendment.entry
    record = record_after(entry, amendment)
    held = list(Evidence.objects.standing().filter(entry=entry).order_by("pk"))
    if record is not None:
        paths = _paths([entry])
        record = record_after(entry, amendment, paths.get(entry.place_id or 0, ""))
    if record is None and not held:
        return
    days = [timezone.localdate(entry.happened_at), *([record.day] if record else [])]
    candidates = {task.pk: task for task in tasks_about(entry.book.code, min(days), max(days))}
    wanted = {pk for pk, _one in pairs_of([record], candidates.values())} if record else set()
    moves = _difference(actor, amendment, record, held, wanted)
    if not (moves.added or moves.revoked):
        return
    moves.save()
    touched = {one.task_id for one in (*moves.added, *moves.revoked)}
    rows = [candidates[pk] for pk in touched if pk in candidates]
    rows += list(_locked().filter(pk__in=touched - candidates.keys()))
    recount(actor, rows, Expecting([entry.book]), moves, why=amendment.reason)


def _difference(
    actor: Member,
    amendment: Amendment,
    record: Record | None,
    held: list[Evidence],
    wanted: set[int],
) -> Moves:
    moves = Moves()
    keep = {
        one.task_id for one in held if record and one.task_id in wanted and one.key == record.key
    }
    moves.revoked = [
        Evidence(
            task_id=one.task_id,
            note=f"台账已{'划去' if amendment.is_strike else '更正'}",
            made_by=actor.staff,
            made_at=amendment.entered_at,
            entered_at=amendment.entered_at,
            token=uuid5(NAMESPACE_OID, f"{one.token}:{amendment.sequence}"),
            revokes=one,
        )
        for one in held
        if one.task_id not in keep
    ]
    if record is not None:
        moves.added = [
            evidence_of(task_id, amendment.entry, record, amendment.sequence)
            for task_id in sorted(wanted - keep)
        ]
    return moves


def recount(
    actor: Member | None,
    tasks: Sequence[Task],
    expecting: Expecting,
    moves: Moves | None = None,
    *,
    why: str = "",
    reopens: bool = False,
) -> None:
    """Bring locked tasks in step with the entries they have; tells the journal what changed.

    Finished ones are opened again only where evidence was taken back, or with ``reopens``.
    """
    if not tasks:
        return
    reopens = reopens or bool(moves and moves.revoked)
    fast = (moves is not None and not reopens) and all(
        t.times == 1 and not t.item.each for t in tasks
    )
    rows = moves.added if moves is not None and fast else _standing(tasks)
    by_task: dict[int, list[Evidence]] = defaultdict(list)
    for one in rows:
        by_task[one.task_id].append(one)
    each = [task for task in tasks if task.item.each]
    waived: Mapping[int, set[str]] = waived_keys(t.pk for t in each) if each else {}
    lines, reopened = [], []
    for task in tasks:
        held = by_task[task.pk]
        keys = [key for key in expecting.keys(task.item) if key not in waived.get(task.pk, ())]
        now = count(task.times, written((one.key for one in held), keys), keys)
        if now.is_complete and task.is_open and held:
            _finish(task, now, held)
            lines.append(journal_line(actor=actor, action="planning.task_proved", target=task))
        elif not now.is_complete and task.state in _FINISHED and reopens:
            reopened.append((task, now))
        else:
            _note_progress(task, now)
    lines += _reopen(actor, reopened, why)
    _write(tasks)
    record_many(lines)


def _standing(tasks: Sequence[Task]) -> list[Evidence]:
    """Evidence that was not taken back; in tasks of books an entry without one counts, too."""
    rows = Evidence.objects.standing().filter(task__in=tasks)
    return list(rows.select_related("entry").order_by("pk"))


def _finish(task: Task, now: Count, held: Sequence[Evidence]) -> None:
    """Done by whoever made the last entry, when that happened; late if it was written down late."""
    last = max(held, key=lambda one: (one.made_at, one.pk or 0))
    written = last.entry.made_at if last.entry is not None else last.made_at
    late = any(came_late(timezone.localdate(at), task.due_on) for at in (last.made_at, written))
    _progress(task, now)
    task.state = Task.State.REVIEW if task.item.needs_check else Task.State.DONE
    task.done_at, task.done_by_id = last.made_at, last.made_by_id
    task.is_late = task.is_late or late


def _progress(task: Task, now: Count) -> None:
    task.times_done = now.times_done
    task.keys_done, task.keys_wanted = now.keys_done, now.keys_wanted


def _note_progress(task: Task, now: Count) -> None:
    _progress(task, now)
    if task.is_open:
        task.state = Task.State.DOING if now.has_begun else Task.State.TODO


def _reopen(actor: Member | None, tasks: list[tuple[Task, Count]], why: str) -> list[JournalEntry]:
    """What was finished by an entry that no longer stands is open again, and its person told.

    What the superior has accepted without any entry stays.
    """
    if not tasks:
        return []
    excused = set(
        Deferral.objects.filter(task__in=[task for task, _now in tasks], sort=Deferral.Sort.EXCUSED)
        .exclude(verdict="refused")
        .values_list("task_id", flat=True)
    )
    lines: list[JournalEntry] = []
    for task, now in tasks:
        if task.pk in excused:
            continue
        open_again(task, now, clock.today())
        lines.append(
            journal_line(actor=actor, action="planning.task_reopened", target=task, reason=why[:80])
        )
        _tell(task, why, clock.now())
    return lines


def open_again(task: Task, now: Count, today: date) -> None:
    _progress(task, now)
    task.state = Task.State.DOING if now.has_begun else Task.State.TODO
    task.done_at = task.done_by = task.checked_at = task.checked_by = None
    task.is_late = task.is_late and today > task.due_on


def _tell(task: Task, why: str, now: datetime) -> None:
    if task.assignee is None:
        return
    send(
        recipients=[task.assignee],
        kind="task.returned",
        title=f"要补记：{task.item.title}",
        body=f"佐证它的台账记录已划去或更正：{why}。请补记一笔。",
        url=f"/tasks/{task.pk}/",
        target=task,
        key=f"reopened-{task.pk}-{now:%Y%m%d%H%M%S}",
        now=now,
    )


_WRITTEN = (
    "times_done", "keys_done", "keys_wanted", "state", "done_at", "done_by", "checked_at",
    "checked_by", "is_late",
)  # fmt: skip


def _write(tasks: Sequence[Task]) -> None:
    Task.objects.bulk_update(tasks, _WRITTEN, batch_size=500)


__all__ = [
    "Moves",
    "evidence_of",
    "follow_amendment",
    "follow_entries",
    "pairs_of",
    "recount",
    "span_of",
    "tasks_about",
]
