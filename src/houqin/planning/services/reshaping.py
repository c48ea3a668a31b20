"""One item into two, or several into one, while a plan is being confirmed."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction

from houqin.cadence import parse
from houqin.org.member import Member
from houqin.planning.models import PlanItem, WorkPlan
from houqin.planning.reading.titles import title_of
from houqin.planning.services.drafting import change_items, remove_items

_TRIMMED = "，,；;。、 "


def _reshapable(plan_id: int, item_ids: Sequence[int]) -> tuple[WorkPlan, list[PlanItem]]:
    plan = WorkPlan.objects.get(pk=plan_id)
    items = list(
        PlanItem.objects.filter(plan=plan, pk__in=list(item_ids)).order_by("position", "pk")
    )
    if len(items) != len(set(item_ids)):
        raise ValidationError("有的条目已不在这份计划里，请刷新后再改。")
    new = all(item.status == PlanItem.Status.NEW for item in items)
    if not (plan.is_editable and plan.version == 0) and not new:
        raise ValidationError("批准过的条目不能拆分或合并，请改用撤销和新增。")
    return plan, items


@transaction.atomic
def split_item(*, actor: Member, plan_id: int, item_id: int, at: int) -> tuple[PlanItem, PlanItem]:
    """Cut an item's text at character ``at``; each part keeps its place in the source."""
    _plan, items = _reshapable(plan_id, [item_id])
    item = items[0]
    head, tail = item.text[:at].rstrip(_TRIMMED), item.text[at:].lstrip(_TRIMMED)
    if not head or not tail:
        raise ValidationError("请在句子中间选一处断开，两边都要有内容。")
    shift = item.span_start + len(item.text) - len(item.text[at:].lstrip(_TRIMMED))
    has_place = item.span_end > item.span_start
    second = PlanItem.objects.get(pk=item_id)
    second.pk = None
    second._state.adding = True
    _retell(second, tail, shift if has_place else None)
    second.position = item.position + 1
    _retell(item, head, item.span_start if has_place else None)
    # The demand, and the refusal of a plan that waits for approval, are those of every edit.
    change_items(actor=actor, plan_id=plan_id, item_ids=[item_id], changes={})
    for one in (item, second):
        one.fill_search()
        one.save()
    return item, second


def _retell(item: PlanItem, text: str, start: int | None) -> None:
    """Give the item another text, read anew; ``start`` is its place in the source, if any."""
    found = parse(text)
    if found:
        item.cadences = [str(one.cadence) for one in found]
        item.found = [{"cadence": str(f.cadence), "spans": _placed(f.spans, start)} for f in found]
    item.text, item.title = text, title_of(text)[:80] or text[:80]
    if start is not None:
        item.span_start, item.span_end = start, start + len(text)


def _placed(spans: Sequence[tuple[int, int]], start: int | None) -> list[list[int]]:
    return [] if start is None else [[a + start, b + start] for a, b in spans]


@transaction.atomic
def merge_items(*, actor: Member, plan_id: int, item_ids: Sequence[int]) -> PlanItem:
    """Let the first item say what all of them said; the others go."""
    plan, items = _reshapable(plan_id, item_ids)
    if len(items) < 2:
        raise ValidationError("请先选中两项或更多，再合并。")
    first, rest = items[0], items[1:]
    change_items(actor=actor, plan_id=plan_id, item_ids=[first.pk], changes={})
    for other in rest:
        first.text = f"{first.text.rstrip(_TRIMMED)}；{other.text}".strip("；")
        first.cadences = list(dict.fromkeys([*first.cadences, *other.cadences]))
        first.found = [*first.found, *other.found]
        first.helper_roles = list(dict.fromkeys([*first.helper_roles, *other.helper_roles]))
        if other.span_end and plan.source[first.span_end : other.span_start].strip(_TRIMMED) == "":
            first.span_end = other.span_end
    first.fill_search()
    first.save()
    remove_items(actor=actor, plan_id=plan_id, item_ids=[item.pk for item in rest])
    return first
