"""Voice's pages for strangers: narrow for one phone, wide for the address of a whole school. The
journal is told of no address: who may stay unnamed must not be found by it."""

from __future__ import annotations

from functools import partial
from typing import Any

from houqin.journal.public import origin
from houqin.org.outside import Limits, OutsideRequest, Phone, open_to_all

PAGES_PER_MINUTE = 6000  # of one address: a hundred phones of one school look as often as they like
SENT_PER_MINUTE = 120  # of one address
SENT_BY_DEVICE = 6
ANSWERED_BY_DEVICE = 60  # representatives vote one after the other on one tablet
PHONE = Phone("hq_device", path="/s/", salt="houqin.voice.device")


def _limits(by_device: int) -> Limits:
    def counted(request: OutsideRequest, _parts: dict[str, Any]) -> list[tuple[str, int]]:
        if request.method != "POST":
            return [(f"voice page {request.address}", PAGES_PER_MINUTE)]
        # Without a cookie a phone shares the budget of all that have none behind the address.
        whose = request.device or request.address
        return [
            (f"voice {by_device} {whose}", by_device),
            (f"voice sent {request.address}", SENT_PER_MINUTE),
        ]

    return counted


_open = partial(
    open_to_all, phone=PHONE, around=partial(origin, "web"),
    said="发得太频繁了，请 {seconds} 秒后再试。填好的内容还在，返回上一页就能再交。",
)  # fmt: skip
outside = _open(limits=_limits(SENT_BY_DEVICE))
answered = _open(limits=_limits(ANSWERED_BY_DEVICE))
