"""Cited documents: their points, the items that take each up, and the reasons why not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from houqin.files.models import StoredFile
from houqin.files.public import attach
from houqin.journal.public import record
from houqin.org.access import demand
from houqin.org.member import Member
from houqin.planning import programme_policy  # noqa: F401 - lets documents own files
from houqin.planning.models import CitedDocument, CitedPoint, PlanItem, PointItem, WorkPlan
from houqin.planning.pointing import split_points
from houqin.planning.services.approval import Concern, also_concerning

_NEEDS = "planning.draft"


@transaction.atomic
def cite(
    *,
    actor: Member,
    plan_id: int,
    title: str,
    now: datetime,
    sort: str = CitedDocument.Sort.SUPERIOR,
    body: str = "",
    dated_on: date | None = None,
    text: str = "",
    files: Sequence[StoredFile] = (),
) -> CitedDocument:
    """Let the plan be guided by a document; its text is split into numbered points."""
    demand(actor, _NEEDS)
    plan = WorkPlan.objects.get(pk=plan_id)
    if not (text.strip() or files):
        raise ValidationError({"text": "请贴上正文，或附上文件。"})
    row = CitedDocument(
        plan=plan, title=title.strip(), sort=sort, body=body.strip(), dated_on=dated_on,
        text=text.strip(), added_by=actor.staff, added_at=now,
    )  # fmt: skip
    row.full_clean(exclude=["plan", "added_by"])
    row.save()
    for file in files:
        attach(actor=actor, file=file, owner=row)
    points = [
        CitedPoint(document=row, number=point.number, text=point.text, position=position)
        for position, point in enumerate(split_points(text))
    ]
    CitedPoint.objects.bulk_create(points)
    record(
        actor=actor, action="planning.document_cited", target=plan,
        title=row.title, count=len(points),
    )  # fmt: skip
    return row


@transaction.atomic
def drop_document(*, actor: Member, document_id: int) -> None:
    demand(actor, _NEEDS)
    row = CitedDocument.objects.select_related("plan").get(pk=document_id)
    record(actor=actor, action="planning.document_dropped", target=row.plan, title=row.title)
    row.delete()


@transaction.atomic
def keep_point(
    *,
    actor: Member,
    document_id: int,
    number: str,
    text: str,
    point_id: int | None = None,
) -> CitedPoint:
    """Add a point by hand, or put one right that was split badly."""
    demand(actor, _NEEDS)
    document = CitedDocument.objects.select_related("plan").get(pk=document_id)
    if point_id is None:
        last = document.points.aggregate(last=Max("position"))["last"]
        row = CitedPoint(document=document, position=0 if last is None else last + 1)
    else:
        row = document.points.get(pk=point_id)
    row.number, row.text = number.strip(), text.strip()
    row.full_clean(exclude=["document"])
    row.save()
    record(actor=actor, action="planning.point_kept", target=document.plan, number=row.number)
    return row


@transaction.atomic
def remove_point(*, actor: Member, point_id: int) -> None:
    demand(actor, _NEEDS)
    CitedPoint.objects.filter(pk=point_id).delete()


@transaction.atomic
def link_items(*, actor: Member, point_id: int, item_ids: Sequence[int]) -> int:
    """Say which items of the same plan carry the point out; a reason against it falls away."""
    demand(actor, _NEEDS)
    point: CitedPoint = (
        CitedPoint.objects.select_for_update(of=("self",))
        .select_related("document__plan")
        .get(pk=point_id)
    )
    items = PlanItem.objects.filter(plan_id=point.document.plan_id, pk__in=list(item_ids))
    known = set(point.links.values_list("item_id", flat=True))
    fresh = [PointItem(point=point, item=item) for item in items if item.pk not in known]
    PointItem.objects.bulk_create(fresh, ignore_conflicts=True)
    if fresh:
        point.reason, point.reason_by = "", None
        point.save(update_fields=["reason", "reason_by"])
        record(
            actor=actor, action="planning.point_linked", target=point.document.plan,
            number=point.number, count=len(fresh),
        )  # fmt: skip
    return len(fresh)


@transaction.atomic
def unlink_item(*, actor: Member, point_id: int, item_id: int) -> None:
    demand(actor, _NEEDS)
    PointItem.objects.filter(point_id=point_id, item_id=item_id).delete()


@transaction.atomic
def give_reason(*, actor: Member, point_id: int, reason: str) -> CitedPoint:
    """Why the plan leaves the point out; an empty reason takes it back."""
    demand(actor, _NEEDS)
    row = CitedPoint.objects.select_related("document__plan").get(pk=point_id)
    row.reason = reason.strip()
    row.reason_by = actor.staff if row.reason else None
    row.full_clean(exclude=["document", "reason_by"])
    row.save()
    record(
        actor=actor, action="planning.point_left_out", target=row.document.plan,
        number=row.number, reason=row.reason or "（撤回原因）",
    )  # fmt: skip
    return row


def untaken(plan: WorkPlan, live: Sequence[PlanItem]) -> list[Concern]:
    """Points that no item of the plan as proposed takes up, by document: one or two queries."""
    points = list(
        CitedPoint.objects.filter(document__plan=plan).values(
            "pk", "number", "reason", "document__title"
        )
    )
    if not points:
        return []
    alive = {item.pk for item in live}
    links = PointItem.objects.filter(point__document__plan=plan).values_list("point_id", "item_id")
    taken = {point for point, item in links if item in alive}
    missing: dict[str, list[str]] = {}
    for point in points:
        if point["pk"] not in taken:
            said = f"{point['number']}（{point['reason']}）" if point["reason"] else point["number"]
            missing.setdefault(point["document__title"], []).append(said)
    return [
        Concern(
            f"《{title}》有 {len(said)} 条要点没有对应的事项：{'、'.join(said)}。",
            is_blocking=False,
        )
        for title, said in missing.items()
    ]


also_concerning(untaken)
