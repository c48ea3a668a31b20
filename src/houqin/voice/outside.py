"""Voice's pages for strangers: narrow for one phone, wider for the tablet at a known place, wide
for the address of a whole school. The journal is told of no address: who may stay unnamed must
not be found by it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from houqin.core.tenancy import every_institution
from houqin.journal.public import origin
from houqin.org.models import Place
from houqin.org.outside import Limits, OutsideRequest, Phone, open_to_all

PAGES_PER_MINUTE = 6000  # of one address: a hundred phones of one school look as often as they like
SENT_PER_MINUTE = 120  # of one address
SENT_BY_DEVICE = 6
SENT_AT_PLACE = 30  # of one device whose page is that of a place's label: many share a terminal
ANSWERED_BY_DEVICE = 60  # representatives vote one after the other on one tablet
PHONE = Phone("hq_device", path="/s/", salt="houqin.voice.device")


def _is_at_place(parts: dict[str, Any], tag: str) -> bool:
    with every_institution():
        here = Place.objects.filter(institution__code=parts["institution"], tag=tag.upper())
        return here.exists()


def _of_desk(request: OutsideRequest, parts: dict[str, Any]) -> Iterator[tuple[str, int]]:
    """Lazily: the label is looked up only for what its device may still send there."""
    if request.method == "POST" and (tag := request.GET.get("p", "")[:8]):
        whose = request.device or request.address
        yield f"voice at place {whose}", SENT_AT_PLACE
        if _is_at_place(parts, tag):
            yield f"voice sent {request.address}", SENT_PER_MINUTE
            return
    yield from _limits(SENT_BY_DEVICE)(request, parts)


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
of_desk = _open(limits=_of_desk)
answered = _open(limits=_limits(ANSWERED_BY_DEVICE))
