"""Evidence of a period: how much of it each item has, and the photos to choose from."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet
from django.urls import reverse

from houqin.files.models import Attachment, StoredFile
from houqin.planning.models import Evidence, Task, WorkPlan

OWNER = "planning.evidence"
OFFERED_AT_MOST = 300


@dataclass(frozen=True, slots=True)
class Kept:
    """What an item has to show for itself."""

    entries: int = 0
    photos: int = 0


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
    return Evidence.objects.filter(task__in=tasks, revokes=None, revoked_by=None)


def kept_by_item(tasks: QuerySet[Task]) -> dict[int, Kept]:
    """Item → its entries and photos; two queries."""
    item_of: dict[int, int] = dict(
        standing(tasks).order_by().values_list("pk", "task__item_id").iterator()
    )
    entries = Counter(item_of.values())
    pictures: dict[int, int] = defaultdict(int)
    for owner, count in (
        _pictures(standing(tasks)).values_list("owner_id").annotate(count=Count("pk"))
    ):
        if owner in item_of:
            pictures[item_of[owner]] += count
    return {item: Kept(count, pictures[item]) for item, count in entries.items()}


def _pictures(evidence: QuerySet[Evidence]) -> QuerySet[Attachment]:
    rows = Attachment.objects.filter(owner_type=OWNER, file__kind=StoredFile.Kind.PHOTO)
    return rows.filter(owner_id__in=evidence.order_by().values("pk")).order_by()


def offered(tasks: QuerySet[Task]) -> list[Shot]:
    """The newest photos that prove these tasks, each once; two queries."""
    pictures = _pictures(standing(tasks)).select_related("file").order_by("-owner_id", "position")
    return _shots(pictures[: 2 * OFFERED_AT_MOST])[:OFFERED_AT_MOST]


def chosen(plan: WorkPlan, file_ids: Sequence[int]) -> list[Shot]:
    """These photos in this order, those that no standing entry of the plan holds left out."""
    if not file_ids:
        return []
    pictures = _pictures(standing(Task.objects.filter(plan=plan))).filter(file_id__in=file_ids)
    shots = {shot.file_id: shot for shot in _shots(pictures.select_related("file"))}
    return [shots[pk] for pk in file_ids if pk in shots]


def _shots(pictures: Iterable[Attachment]) -> list[Shot]:
    held = list(pictures)
    rows = Evidence.objects.filter(pk__in={one.owner_id for one in held})
    about = {row.pk: row for row in rows.select_related("task__item").order_by()}
    found: dict[int, Shot] = {}
    for one in held:
        evidence = about[one.owner_id]
        shot = Shot(
            file_id=one.file_id,
            item_id=evidence.task.item_id,
            title=evidence.task.item.title,
            made_at=evidence.made_at,
            path=one.file.path,
            width=one.file.width or 0,
            height=one.file.height or 0,
        )
        found.setdefault(one.file_id, shot)
    return list(found.values())


def suggested(shots: Iterable[Shot], at_most: int) -> list[int]:
    """One an item at first, so that many lines of work are seen; then the rest."""
    firsts: list[int] = []
    others: list[int] = []
    seen: set[int] = set()
    for shot in shots:
        (others if shot.item_id in seen else firsts).append(shot.file_id)
        seen.add(shot.item_id)
    return [*firsts, *others][:at_most]
