"""From a read plan to a draft that people confirm; edits to a running plan wait for approval."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from houqin.cadence import Cadence
from houqin.core.roles import Kind
from houqin.journal.public import record
from houqin.ledgers.models import Book
from houqin.org.access import demand
from houqin.org.member import Member
from houqin.org.models import Term
from houqin.planning.book_choice import open_books, suggestion
from houqin.planning.models import PlanGoal, PlanItem, WorkPlan
from houqin.planning.models.items import fill_all
from houqin.planning.reading import PlanDraft

EDITABLE = frozenset(
    {"title", "kind", "domain", "cadences", "owner_role", "owner_id", "department_id",
     "helper_roles", "ledger", "book", "book_place_id", "each", "keys_off", "only", "proof", "unit",
     "reading_low", "reading_high", "needs_check", "on_rest", "is_included", "goal_id",
     "note", "helpers_close"}
)  # fmt: skip
MAX_ITEMS = 5000


@transaction.atomic
def import_plan(
    *,
    actor: Member,
    draft: PlanDraft,
    title: str,
    term: Term | None,
    first: date,
    last: date,
    source_name: str = "",
) -> WorkPlan:
    """Keep a read plan as a draft: guiding text, goals and items, nothing scheduled yet."""
    demand(actor, "planning.draft")
    if len(draft.items) > MAX_ITEMS:
        raise ValidationError(
            f"一份计划最多 {MAX_ITEMS} 条，这份有 {len(draft.items)} 条，请分开导入。"
        )
    plan = WorkPlan(
        title=title.strip()[:80],
        term=term,
        first=first,
        last=last,
        source=draft.source,
        source_name=source_name[:120],
        guiding=[
            {"text": p.text, "span": list(p.span), "heading": p.heading} for p in draft.guiding
        ],
        created_by=actor.staff,
    )
    plan.full_clean()
    plan.save()
    goals = _import_goals(plan, draft)
    items = [_item(plan, read, position, goals) for position, read in enumerate(draft.items)]
    _suggest_books(items, actor.kind)
    fill_all(items)
    PlanItem.objects.bulk_create(items, batch_size=500)
    record(actor=actor, action="planning.plan_imported", target=plan, count=len(items))
    return plan


def _suggest_books(items: Sequence[PlanItem], kind: Kind) -> None:
    """The institution's own books where the words point to one; people confirm it."""
    books = open_books()
    for item in items:
        if item.kind == PlanItem.Kind.PRINCIPLE:
            continue
        found = suggestion(kind, text=item.text, ledger=item.ledger, books=books)
        if found is not None:
            item.book, item.ledger = found.book.code, found.book.title[:40]
            item.each = found.each
            item.reasons = {**item.reasons, "ledger": _reason(item, found.reason)}


def _reason(item: PlanItem, reason: str) -> str:
    words = item.reasons.get("ledger", "").partition("，可用")[0]
    return reason if reason.startswith("文中") or not words else f"{words}，{reason}"


def _import_goals(plan: WorkPlan, draft: PlanDraft) -> dict[str, PlanGoal]:
    goals = {
        goal.number: PlanGoal(
            plan=plan,
            number=goal.number[:20],
            text=goal.text[:300],
            span_start=goal.span[0],
            span_end=goal.span[1],
            position=position,
        )
        for position, goal in enumerate(draft.goals)
    }
    PlanGoal.objects.bulk_create(goals.values())
    return goals


def _item(plan: WorkPlan, read: Any, position: int, goals: Mapping[str, PlanGoal]) -> PlanItem:
    return PlanItem(
        plan=plan,
        goal=goals.get(read.goal) if read.goal else None,
        number=read.number[:40],
        headings=[heading[:200] for heading in read.headings],
        title=read.title[:80] or read.text[:80],
        text=read.text,
        span_start=read.span[0],
        span_end=read.span[1],
        kind=read.kind,
        domain=read.domain or "",
        cadences=[str(found.cadence) for found in read.found],
        found=[
            {"cadence": str(found.cadence), "spans": [list(span) for span in found.spans]}
            for found in read.found
        ],
        owner_role=str(read.owner_role or ""),
        helper_roles=[str(role) for role in read.helper_roles],
        ledger=(read.ledger or "")[:40],
        proof=read.evidence,
        is_included=read.kind != PlanItem.Kind.PRINCIPLE,
        reasons=dict(read.reasons),
        flags=list(read.flags),
        position=position * 10,
    )


def _clean(changes: Mapping[str, Any]) -> dict[str, Any]:
    unknown = set(changes) - EDITABLE
    if unknown:
        raise ValidationError(f"这些内容不能在这里改：{'、'.join(sorted(unknown))}")
    cleaned = dict(changes)
    if "cadences" in cleaned:
        try:
            cleaned["cadences"] = [str(Cadence.from_text(text)) for text in cleaned["cadences"]]
        except ValueError as error:
            raise ValidationError(f"看不懂这个周期：{error}") from error
    if "book" in cleaned:
        cleaned |= _of_book(cleaned)
    if "title" in cleaned:
        cleaned["title"] = str(cleaned["title"]).strip()[:80]
        if not cleaned["title"]:
            raise ValidationError("请写一句事项名称。")
    return cleaned


def _of_book(changes: Mapping[str, Any]) -> dict[str, Any]:
    """A book's title is what the item is read and found by; without a book its settings go."""
    if not changes["book"]:
        return {"each": False, "keys_off": [], "only": [], "book_place_id": None}
    book = Book.objects.filter(code=changes["book"]).first()
    if book is None:
        raise ValidationError("没有这本台账，请从列表里选。")
    return {"ledger": book.title[:40]}


@transaction.atomic
def change_items(
    *, actor: Member, plan_id: int, item_ids: Sequence[int], changes: Mapping[str, Any]
) -> list[PlanItem]:
    """Change one or several items: at once in a draft, as a proposal in a running plan."""
    plan = _editable(actor, plan_id)
    cleaned = _clean(changes)
    items = list(PlanItem.objects.select_for_update().filter(plan=plan, pk__in=list(item_ids)))
    if len(items) != len(set(item_ids)):
        raise ValidationError("有的条目已不在这份计划里，请刷新后再改。")
    if plan.sort == WorkPlan.Sort.STATUTORY and "is_included" in cleaned:
        _switch_duties(items, cleaned)
    for item in items:
        if plan.is_editable or item.status == PlanItem.Status.NEW:
            _apply(item, cleaned)
        else:
            item.draft = _proposal(item, cleaned)
            item.save(update_fields=["draft"])
    _note_revision(plan)
    return items


def _switch_duties(items: Sequence[PlanItem], changes: dict[str, Any]) -> None:
    """What the law asks is switched off only with a note, and on again without."""
    off = not changes["is_included"]
    if off and not all(changes.get("note") or item.note for item in items):
        raise ValidationError("停用法定职责要写明原因：请在“更多”里先写“本单位说明”。")
    changes["off_by"] = "people" if off else ""


def _apply(item: PlanItem, changes: Mapping[str, Any]) -> None:
    for name, value in changes.items():
        setattr(item, name, value)
    item.fill_search()
    item.full_clean(exclude=["plan", "institution", "goal", "owner", "department", "book_place"])
    item.save()


def _proposal(item: PlanItem, changes: Mapping[str, Any]) -> dict[str, Any] | None:
    """The item's draft with these changes in, without those that equal what stands."""
    merged = {**(item.draft or {}), **changes}
    differing = {name: value for name, value in merged.items() if getattr(item, name) != value}
    return differing or None


@transaction.atomic
def add_item(
    *,
    actor: Member,
    plan_id: int,
    after: int | None = None,
    text: str = "",
    span: tuple[int, int] = (0, 0),
    **fields: Any,
) -> PlanItem:
    """Write a new item by hand, or from a passage of the source; in a running plan it waits."""
    plan = _editable(actor, plan_id)
    place = PlanItem.objects.filter(plan=plan, pk=after).first() if after else None
    last = PlanItem.objects.filter(plan=plan).order_by("-position").first()
    anchor = place or last
    item = PlanItem(
        plan=plan,
        headings=list(anchor.headings) if anchor else [],
        position=(anchor.position + 1) if anchor else 0,
        status=PlanItem.Status.ACTIVE if plan.is_editable else PlanItem.Status.NEW,
        text=text,
        span_start=span[0],
        span_end=span[1],
    )
    _apply(item, _clean({"title": "", **fields}))
    _note_revision(plan)
    return item


@transaction.atomic
def remove_items(*, actor: Member, plan_id: int, item_ids: Sequence[int]) -> None:
    """Take items out: gone from a draft, proposed for withdrawal in a running plan."""
    plan = _editable(actor, plan_id)
    items = PlanItem.objects.filter(plan=plan, pk__in=list(item_ids))
    if plan.is_editable and plan.version == 0:
        items.delete()
        return
    items.filter(status=PlanItem.Status.NEW).delete()
    for item in items:
        item.draft = {**(item.draft or {}), "status": PlanItem.Status.WITHDRAWN.value}
        item.save(update_fields=["draft"])
    _note_revision(plan)


@transaction.atomic
def discard_changes(*, actor: Member, plan_id: int, item_ids: Sequence[int] | None = None) -> None:
    """Drop the proposals of a running plan, all of them or those of some items."""
    plan = _editable(actor, plan_id)
    items = PlanItem.objects.filter(plan=plan)
    if item_ids is not None:
        items = items.filter(pk__in=list(item_ids))
    items.filter(draft__isnull=False).update(draft=None)
    if plan.version:
        items.filter(status=PlanItem.Status.NEW).delete()
    _note_revision(plan)


@transaction.atomic
def change_plan(*, actor: Member, plan_id: int, **changes: Any) -> WorkPlan:
    """Title, days, term or the choice about past windows, while the plan is a draft."""
    plan = _editable(actor, plan_id)
    if not plan.is_editable:
        raise ValidationError("计划已在执行。标题和起止日期不能再改，请新建一份计划。")
    for name in changes.keys() & {"title", "first", "last", "term", "past"}:
        setattr(plan, name, changes[name])
    plan.full_clean()
    plan.save()
    return plan


@transaction.atomic
def delete_draft(*, actor: Member, plan_id: int) -> None:
    """Throw away a plan that was never approved."""
    plan = _editable(actor, plan_id)
    if plan.version:
        raise ValidationError("批准过的计划要留档，不能删除。")
    record(actor=actor, action="planning.plan_deleted", target=plan)
    plan.delete()


def _editable(actor: Member, plan_id: int) -> WorkPlan:
    demand(actor, "planning.draft")
    plan = WorkPlan.objects.select_for_update().get(pk=plan_id)
    if plan.state == WorkPlan.State.SUBMITTED or plan.revision == "submitted":
        raise ValidationError("计划正在等批准，不能改。要改请先撤回。")
    if plan.state == WorkPlan.State.CLOSED:
        raise ValidationError("计划已结束，不能再改。")
    return plan


def _note_revision(plan: WorkPlan) -> None:
    if plan.is_editable:
        return
    items = PlanItem.objects.filter(plan=plan)
    pending = items.filter(draft__isnull=False).exists() or items.filter(status="new").exists()
    plan.revision = "draft" if pending else ""
    plan.save(update_fields=["revision"])
