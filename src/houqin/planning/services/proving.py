"""Evidence of a criterion: finished tasks, items with finished tasks, files."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from houqin.files.models import StoredFile
from houqin.files.public import attach, attachments_of, detach
from houqin.journal.public import record
from houqin.org.access import demand
from houqin.org.member import Member
from houqin.planning import programme_policy  # noqa: F401 - lets criteria own files
from houqin.planning.models import Criterion, CriterionProof, PlanItem, Task
from houqin.planning.policy import visible_tasks
from houqin.planning.services.standards import locked

FINISHED = ("done", "review")
_STILL_FULL = "这一条自评是满分，至少要留一件佐证。请先改低自评分，再取下佐证。"


def standing_links(links: QuerySet[CriterionProof]) -> QuerySet[CriterionProof]:
    """Links that still prove something: the task is finished, the item has a finished one."""
    done = Task.objects.filter(item_id=OuterRef("item_id"), state__in=FINISHED)
    return links.filter(Q(task__state__in=FINISHED) | Exists(done))


def _found(actor: Member, criterion_id: int) -> Criterion:
    row: Criterion = (
        Criterion.objects.select_for_update(of=("self",))
        .select_related("standard", "owner")
        .get(pk=criterion_id)
    )
    demand(actor, "planning.score", row)
    locked(actor, row.standard_id, "planning.score")
    return row


def _recount(row: Criterion) -> None:
    """What the database's own rule about full scores reads."""
    row.proofs = standing_links(row.links.all()).count() + len(attachments_of([row])[row.pk])
    if not row.proofs and row.self_score == row.max_score:
        raise ValidationError(_STILL_FULL)
    row.save(update_fields=["proofs"])


@transaction.atomic
def prove(
    *,
    actor: Member,
    criterion_id: int,
    now: datetime,
    task_ids: Sequence[int] = (),
    item_ids: Sequence[int] = (),
    files: Sequence[StoredFile] = (),
) -> Criterion:
    """Attach evidence the actor may see; what is attached already stays once."""
    row = _found(actor, criterion_id)
    tasks = visible_tasks(actor).filter(pk__in=list(task_ids))
    if tasks.exclude(state__in=FINISHED).exists():
        raise ValidationError("只有办完的任务能作佐证，请先去登记。")
    items = PlanItem.objects.filter(pk__in=list(item_ids), plan__version__gte=1)
    links = [CriterionProof(task=task) for task in tasks]
    links += [CriterionProof(item=item) for item in items]
    for link in links:
        link.criterion, link.added_by, link.added_at = row, actor.staff, now
    CriterionProof.objects.bulk_create(links, ignore_conflicts=True)
    for file in files:
        attach(actor=actor, file=file, owner=row)
    _recount(row)
    if links or files:
        record(
            actor=actor, action="planning.criterion_proved", target=row.standard,
            number=row.number, count=len(links) + len(files),
        )  # fmt: skip
    return row


@transaction.atomic
def drop_proof(
    *,
    actor: Member,
    criterion_id: int,
    link_id: int | None = None,
    file: StoredFile | None = None,
) -> Criterion:
    """Take one piece of evidence off; refused when a full score would stand without any."""
    row = _found(actor, criterion_id)
    if link_id is not None:
        row.links.filter(pk=link_id).delete()
    if file is not None:
        detach(actor=actor, file=file, owner=row)
    _recount(row)
    record(
        actor=actor, action="planning.criterion_unproved", target=row.standard, number=row.number
    )
    return row
