"""What the QR of a printed page leads to: match or no match and counts, for anybody who holds the
paper; never a word of what is written. Not too often, and journaled."""

from __future__ import annotations

import math
from time import monotonic

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from houqin.core import clock
from houqin.core.client import client_address
from houqin.core.limit import Buckets
from houqin.core.tenancy import institution_scope
from houqin.journal.public import origin, record
from houqin.ledgers.models import Book
from houqin.ledgers.services.pages import PageFound, check_page
from houqin.org.models import Institution

PER_MINUTE = 30
_buckets = Buckets()


@require_safe
def page(
    request: HttpRequest, institution: str, code: str, first: int, last: int, head: int, digest: str
) -> HttpResponse:
    address = client_address(request)
    seconds = math.ceil(_buckets.wait(address, PER_MINUTE, monotonic()))
    if seconds:
        said = f"核对太频繁了，请 {seconds} 秒后再扫。"
        answer = render(request, "ui/errors/429.html", {"reason": said}, status=429)
        answer["Retry-After"] = str(seconds)
        return answer
    owner = Institution.objects.filter(code=institution).first()
    if owner is None:
        raise Http404
    with institution_scope(owner.pk), origin("web", address):
        book = Book.objects.filter(code=code).first()
        if book is None:
            raise Http404
        found = check_page(book, first, last, head, digest)
        record(actor=None, action="ledgers.page_checked", target=book, result=_told(found))
    shown = {
        "title": "打印页核对", "institution": owner, "book": book, "found": found,
        "first": first, "last": last, "now": clock.now(),
    }  # fmt: skip
    answer = render(request, "ledgers/page_check.html", shown)
    answer["Cache-Control"] = "no-store"
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _told(found: PageFound) -> str:
    return f"相符，{found.entries} 条" if found.holds else "不相符"
