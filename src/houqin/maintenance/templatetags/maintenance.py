"""``{% order_facts order member %}``: dispatch, times, parts and money of a repair."""

from __future__ import annotations

from typing import Any

from django import template

from houqin.core import clock
from houqin.core.permissions import may
from houqin.maintenance.models import WorkOrder
from houqin.maintenance.rules.faults import FAULTS
from houqin.org.member import Member

register = template.Library()


@register.inclusion_tag("maintenance/order_panel.html")
def order_facts(order: WorkOrder, member: Member) -> dict[str, Any]:
    """Three queries: the piece and firm, the parts, the repair whose warranty covers this one."""
    rows = WorkOrder.objects.select_related(
        "case__owner",
        "equipment",
        "contractor",
        "warranty_of__case",
        "repairer",
        "batch",
        "request",
    )
    row = rows.get(pk=order.pk)
    works = row.case.is_open and bool(may(member, "maintenance.repair", row))
    return {
        "order": row,
        "fault": FAULTS[row.fault].name,
        "parts": list(row.parts.all()),
        # Only lists are furniture in a batch: no query for all other orders.
        "broken": list(row.broken.all()) if row.batch_id else [],
        "works": works,
        "gives_out": works and row.case.state in {"reported", "accepted", "working", "outside"},
        "now": clock.now(),
    }
