"""What the QR of a printed page leads to: match or no match and counts, for anybody who holds the
paper; never a word of what is written. Not too often, and journaled."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from houqin.core import clock
from houqin.journal.public import record
from houqin.ledgers.models import Book
from houqin.ledgers.services.pages import PageFound, check_page
from houqin.org.outside import OutsideRequest, open_to_all

PER_MINUTE = 30


def _limits(request: OutsideRequest, _parts: dict[str, Any]) -> list[tuple[str, int]]:
    return [(f"page check {request.address}", PER_MINUTE)]


@require_safe
@open_to_all(limits=_limits, said="核对太频繁了，请 {seconds} 秒后再扫。")
def page(
    request: OutsideRequest, code: str, first: int, last: int, head: int, digest: str
) -> HttpResponse:
    book = get_object_or_404(Book, code=code)
    found = check_page(book, first, last, head, digest)
    record(actor=None, action="ledgers.page_checked", target=book, result=_told(found))
    shown = {
        "title": "打印页核对", "institution": request.institution, "book": book, "found": found,
        "first": first, "last": last, "now": clock.now(),
    }  # fmt: skip
    return render(request, "ledgers/page_check.html", shown)


def _told(found: PageFound) -> str:
    return f"相符，{found.entries} 条" if found.holds else "不相符"
