"""What was reported together and is not solved yet belongs on the office's next agenda."""

from __future__ import annotations

from datetime import date

from houqin.maintenance.models import WorkOrder

OFFICE = frozenset({"regular", "board"})
MOST = 6


def lines(sort: str, _today: date) -> list[str]:
    """One line for each sheet that still waits, naming what waits; one query."""
    if sort not in OFFICE:
        return []
    rows = WorkOrder.objects.filter(batch__isnull=False, case__is_open=True)
    waiting: dict[str, list[str]] = {}
    for title, place, what in rows.order_by("batch", "pk").values_list(
        "batch__title", "case__place__name", "case__title"
    ):
        waiting.setdefault(title, []).append(f"{place or ''}{what}")
    return [
        f"集中报修“{title}”还有 {len(found)} 处没解决：{'；'.join(found[:MOST])}"
        for title, found in list(waiting.items())[:MOST]
    ]
