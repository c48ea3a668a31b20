"""Check any book, or all of them, on a page that shows how far it is."""

from __future__ import annotations

from time import perf_counter
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from houqin.core.permissions import may
from houqin.journal.public import record
from houqin.ledgers.models import Book, ChainHead, DayHead
from houqin.ledgers.policy import visible_books
from houqin.ledgers.services.days import broken_days
from houqin.ledgers.services.proving import BookVerdict, verify_book
from houqin.ledgers.views.books import crumbs
from houqin.org.access import InstitutionRequest, requires


@requires("ledgers.verify")
def proof(request: InstitutionRequest) -> HttpResponse:
    """The books with the length of their chains; ``?run=1`` checks all, one after the other.

    Checking is a GET: it changes nothing, and an inspector, who only may look, must be able to.
    """
    is_running = request.GET.get("run") == "1"
    books = list(visible_books(request.member).order_by("domain", "title"))
    lengths = dict(ChainHead.objects.values_list("book_id", "sequence"))
    rows = [{"book": book, "length": lengths.get(book.pk, 0)} for book in books]
    page = {
        "title": "台账查验",
        "crumbs": crumbs(),
        "rows": rows,
        "total": sum(lengths.values()),
        "days": DayHead.objects.defer("heads")[:7],
        "is_running": is_running,
        "can_purge": bool(may(request.member, "ledgers.purge")),
        "broken": broken_days() if is_running else [],
    }
    return render(request, "ledgers/proof.html", page)


@requires("ledgers.verify")
def check(request: InstitutionRequest, code: str) -> HttpResponse:
    """One book's row with what was found; the next books follow from the page by themselves."""
    book = get_object_or_404(visible_books(request.member), code=code)
    begun = perf_counter()
    found = verify_book(book)
    record(actor=request.member, action="ledgers.verified", target=book, result=_told(book, found))
    page: dict[str, Any] = {
        "row": {"book": book, "length": found.verdict.checked},
        "found": found,
        "sentences": found.sentences,
        "seconds": perf_counter() - begun,
        "following": _following(request, book),
    }
    if getattr(request, "htmx", None):
        return render(request, "ledgers/proof_row.html", page)
    return render(
        request, "ledgers/proof_one.html", page | {"title": "台账查验", "crumbs": crumbs()}
    )


def _told(book: Book, found: BookVerdict) -> str:
    count = found.verdict.checked
    if found.is_whole:
        return f"《{book.title}》{count} 条完整"
    return f"《{book.title}》有 {len(found.sentences)} 处不符"


def _following(request: InstitutionRequest, book: Book) -> str:
    """The next book of the list, when all are being checked."""
    if request.GET.get("all") != "1":
        return ""
    codes = list(
        visible_books(request.member).order_by("domain", "title").values_list("code", flat=True)
    )
    place = codes.index(book.code) + 1
    return codes[place] if place < len(codes) else ""
