"""How a plan falls into sections: asked by its pages and by the task list they lead to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

from houqin.core.prepared import Prepared
from houqin.planning.models import PlanItem

LONG = 12


class Headed(Protocol):
    headings: list[str]


H = TypeVar("H", bound=Headed)


def sections_of(items: Sequence[H]) -> list[tuple[str, list[H]]]:
    """Items under their sections, in the plan's order.

    A long section (主要工作) is shown by the headings below it, where it has any.
    """
    tops: dict[str, list[H]] = {}
    for item in items:
        tops.setdefault(item.headings[0] if item.headings else "", []).append(item)
    found: dict[tuple[str, ...], list[H]] = {}
    for top, under in tops.items():
        second = {item.headings[1] for item in under if len(item.headings) > 1}
        is_long = len(under) > LONG and len(second) > 1
        for item in under:
            path = (top, item.headings[1]) if is_long and len(item.headings) > 1 else (top,)
            found.setdefault(path, []).append(item)
    return [(path[-1], inside) for path, inside in found.items()]


_STANDING = Prepared[PlanItem](
    lambda plan: (
        PlanItem.objects.filter(plan=plan)
        .exclude(status=PlanItem.Status.NEW)
        .defer("search", "reasons")
    )
)


def standing(plan_id: int) -> list[PlanItem]:
    """The items by which a plan in force falls into sections: a revision's new ones come later."""
    return _STANDING(plan=plan_id)


def beside(item_id: int) -> list[int]:
    """The items of the section this one stands in; none for an unknown item."""
    plan_id = PlanItem.objects.filter(pk=item_id).values_list("plan_id", flat=True).first()
    for _name, items in sections_of(standing(plan_id)) if plan_id else ():
        ids = [item.pk for item in items]
        if item_id in ids:
            return ids
    return []
