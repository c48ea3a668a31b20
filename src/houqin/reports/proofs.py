"""Evidence of a period: how much of it each item has, and the photos to choose from."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from houqin.files.models import Attachment, StoredFile
from houqin.ledgers.models import Amendment
from houqin.ledgers.services.proving_files import files_in
from houqin.planning.models import Evidence, Task, WorkPlan

OWNER, OF_ENTRY = "planning.evidence", "ledgers.entry"
OFFERED_AT_MOST = 300


@dataclass(frozen=True, slots=True)
class Kept:
    """What an item has to show for itself."""

    entries: int = 0
    photos: int = 0
    from_books: int = 0  # of the entries: written in a record book once, and not again for a task


@dataclass(frozen=True, slots=True)
class Shot:
    """A photo that may stand in the report, with the words under it."""

    file_id: int
    item_id: int
    title: str
    made_at: datetime
    path: str
    width: int
    height: int

    @property
    def thumb_url(self) -> str:
        return reverse("files:thumb", args=[self.file_id])

    @property
    def url(self) -> str:
        return reverse("files:file", args=[self.file_id])


def standing(tasks: QuerySet[Task]) -> QuerySet[Evidence]:
    """The tasks' entries, without those taken back and the rows that take them back."""
    return Evidence.objects.standing().filter(task__in=tasks)


def kept_by_item(tasks: QuerySet[Task]) -> dict[int, Kept]:
    """Item → its entries and photos; four queries."""
    rows = standing(tasks).order_by().values_list("pk", "entry_id", "task__item_id")
    item_of: dict[int, int] = {}
    items_of_entry: dict[int, set[int]] = defaultdict(set)
    for pk, entry, item in rows.iterator():
        item_of[pk] = item
        if entry is not None:
            items_of_entry[entry].add(item)
    entries = Counter(item_of.values())
    from_books = Counter(item for items in items_of_entry.values() for item in items)
    pictures: dict[int, int] = defaultdict(int)
    own = _pictures(standing(tasks)).values_list("owner_id")
    for owner, count in own.annotate(count=Count("pk")):
        if owner in item_of:
            pictures[item_of[owner]] += count
    of_entries = _pictures_of_entries(standing(tasks)).values_list("owner_id", "file_id")
    written = list(of_entries)
    gone = _taken_out({owner for owner, _file in written})
    for owner, file in written:
        for item in items_of_entry[owner]:
            pictures[item] += file not in gone.get(owner, ())
    return {item: Kept(count, pictures[item], from_books[item]) for item, count in entries.items()}


def _pictures(evidence: QuerySet[Evidence]) -> QuerySet[Attachment]:
    rows = Attachment.objects.filter(owner_type=OWNER, file__kind=StoredFile.Kind.PHOTO)
    return rows.filter(owner_id__in=evidence.order_by().values("pk")).order_by()


def _pictures_of_entries(evidence: QuerySet[Evidence]) -> QuerySet[Attachment]:
    """Of the entries that prove the tasks. A book that only some may read shows its photos to
    them alone, and not to all who read a summary."""
    open_to_all = evidence.filter(entry__isnull=False, entry__book__reader_roles=[])
    rows = Attachment.objects.filter(owner_type=OF_ENTRY, file__kind=StoredFile.Kind.PHOTO)
    return rows.filter(owner_id__in=open_to_all.order_by().values("entry_id")).order_by()


def offered(tasks: QuerySet[Task]) -> list[Shot]:
    """The newest photos that prove these tasks, each once; five queries."""
    newest = ("-owner_id", "position")
    held = [
        one
        for rows in (_pictures(standing(tasks)), _pictures_of_entries(standing(tasks)))
        for one in rows.select_related("file").order_by(*newest)[: 2 * OFFERED_AT_MOST]
    ]
    shots = _shots(held, standing(tasks))
    return sorted(shots, key=lambda shot: shot.made_at, reverse=True)[:OFFERED_AT_MOST]


def chosen(plan: WorkPlan, file_ids: Sequence[int]) -> list[Shot]:
    """These photos in this order, those that no standing entry of the plan holds left out."""
    if not file_ids:
        return []
    evidence = standing(Task.objects.filter(plan=plan))
    held = [
        one
        for rows in (_pictures(evidence), _pictures_of_entries(evidence))
        for one in rows.filter(file_id__in=file_ids).select_related("file")
    ]
    shots = {shot.file_id: shot for shot in _shots(held, evidence)}
    return [shots[pk] for pk in file_ids if pk in shots]


def _shots(held: Sequence[Attachment], evidence: QuerySet[Evidence]) -> list[Shot]:
    own = {one.owner_id for one in held if one.owner_type == OWNER}
    written = {one.owner_id for one in held if one.owner_type == OF_ENTRY}
    rows = evidence.filter(Q(pk__in=own) | Q(entry_id__in=written))
    about: dict[tuple[str, int], Evidence] = {}
    for row in rows.select_related("task__item").order_by("-pk"):
        about[OWNER, row.pk] = row
        if row.entry_id is not None:
            about[OF_ENTRY, row.entry_id] = row
    gone = _taken_out(written)
    found: dict[int, Shot] = {}
    for one in held:
        if one.owner_type == OF_ENTRY and one.file_id in gone.get(one.owner_id, ()):
            continue
        evidenced = about[one.owner_type, one.owner_id]
        shot = Shot(
            file_id=one.file_id,
            item_id=evidenced.task.item_id,
            title=evidenced.task.item.title,
            made_at=evidenced.made_at,
            path=one.file.path,
            width=one.file.width or 0,
            height=one.file.height or 0,
        )
        found.setdefault(one.file_id, shot)
    return list(found.values())


def _taken_out(entries: set[int]) -> dict[int, set[int]]:
    """Entry → the files that a correction has taken out of it."""
    last: dict[int, tuple[set[int], set[int]]] = {}
    rows = Amendment.objects.filter(entry__in=entries, is_strike=False).order_by("sequence")
    for entry, before, after in rows.values_list("entry_id", "before", "after"):
        had = {int(file["id"]) for file in files_in(before)}
        has = {int(file["id"]) for file in files_in(after)}
        seen, _now = last.get(entry, (set(), set()))
        last[entry] = (seen | had, has)
    return {entry: seen - now for entry, (seen, now) in last.items()}


def suggested(shots: Iterable[Shot], at_most: int) -> list[int]:
    """One an item at first, so that many lines of work are seen; then the rest."""
    firsts: list[int] = []
    others: list[int] = []
    seen: set[int] = set()
    for shot in shots:
        (others if shot.item_id in seen else firsts).append(shot.file_id)
        seen.add(shot.item_id)
    return [*firsts, *others][:at_most]
