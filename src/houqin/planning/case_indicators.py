"""What a campaign can read from the matters: how many are still open."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import partial

from houqin.planning.indicators import IndicatorSource


def _still_open(flow: str, _first: date, _last: date, _today: date) -> Decimal:
    from houqin.cases.public import Case

    return Decimal(Case.objects.open().filter(flow=flow).count())


CASE_INDICATORS = tuple(
    IndicatorSource(
        f"cases.{flow}", title, "件", partial(_still_open, flow), f"/cases/?flow={flow}"
    )
    for flow, title in (("work_order", "没办结的设施设备报修"), ("hazard", "没消除的隐患"))
)
