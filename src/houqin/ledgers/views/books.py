"""All books by domain; one book as a list of its entries."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from functools import cache
from itertools import groupby
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from houqin.core import clock
from houqin.core.domains import DOMAINS
from houqin.core.initials import initials
from houqin.core.permissions import may
from houqin.core.prepared import Prepared
from houqin.journal.public import record
from houqin.ledgers.exporting import workbook
from houqin.ledgers.freshness import WorkingDays, freshness, with_recent, working_days
from houqin.ledgers.listing import entries_of, listing_of
from houqin.ledgers.models import Book, BookDraft, Entry
from houqin.ledgers.policy import Reach, books_within, reach_of
from houqin.ledgers.sheets import can_be_sheet
from houqin.org.access import InstitutionRequest, requires
from houqin.org.member import Member
from houqin.ui.exporting import as_download
from houqin.ui.listing import narrowed, render_list


def crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    return [("台账", reverse("ledgers:books")), *more]


def of_book(book: Book) -> list[tuple[str, str]]:
    return crumbs((book.title, reverse("ledgers:book", args=[book.code])))


def visible_book(member: Member, code: str) -> Book:
    """The book with its form, or 404."""
    book = _visible(reach_of(member)).one(code=code)
    if book is None:
        raise Http404
    return book


@cache
def _visible(reach: Reach) -> Prepared[Book]:
    """Compiled once for each set of roles: there are few."""
    return Prepared(
        lambda code: books_within(reach).select_related("current").filter(code=code).order_by()
    )


@require_safe
@requires("ledgers.see")
def books(request: InstitutionRequest) -> HttpResponse:
    member = request.member
    query = request.GET.get("q", "").strip()[:60]
    closed = request.GET.get("closed") == "1"
    found = shelf(member, query, closed=closed)
    can_keep = bool(may(member, "ledgers.keep"))
    page = {
        "groups": found,
        "count": sum(len(group["books"]) for group in found),
        "stale": sum(1 for group in found for one in group["books"] if one["fresh"].is_stale),
        "query": query,
        "closed": closed,
        "month": clock.today().replace(day=1),
        "can_verify": bool(may(member, "ledgers.verify")),
        "can_keep": can_keep,
        "drafts": _drafts() if can_keep and not query else [],
    }
    return render(request, "ledgers/books.html", page)


def shelf(member: Member, query: str, *, closed: bool = False) -> list[dict[str, Any]]:
    """The books a member may see, by domain, each with how fresh it is. Two queries."""
    today = clock.today()
    first = timezone.make_aware(datetime.combine(today.replace(day=1), time.min))
    rows = _shelved(reach_of(member), closed)(first=first)
    order = {code: place for place, code in enumerate(DOMAINS)}
    fitting = [book for book in rows if fits(book, query)]
    fitting.sort(key=lambda book: (order.get(book.domain, 99), book.title))
    worked, urls = working_days(today), _addresses()
    return [
        {
            "domain": DOMAINS[domain],
            "books": [_shown(member, book, today, worked) | urls(book.code) for book in of_domain],
        }
        for domain, of_domain in groupby(fitting, key=lambda book: book.domain)
        if domain in DOMAINS
    ]


@cache
def _shelved(reach: Reach, closed: bool) -> Prepared[Book]:  # noqa: FBT001 - cached by both
    return Prepared(
        lambda first: with_recent(books_within(reach).filter(is_active=not closed), first)
    )


def fits(book: Book, query: str) -> bool:
    """Every word is in the title or the purpose, or spells the title's initials."""
    text = f"{book.title} {book.purpose}".lower()
    return all(word in text or word in initials(book.title) for word in query.lower().split())


def _drafts() -> list[BookDraft]:
    rows = BookDraft.objects.filter(book=None).select_related("changed_by")
    return list(rows.only("pk", "title", "changed_at", "changed_by__name")[:50])


def _addresses() -> Callable[[str], dict[str, str]]:
    """The addresses of a book by its code: resolved once, not for each of two hundred rows."""
    known = {}
    for name in ("book", "new", "design_book", "settings"):
        before, _at, after = reverse(f"ledgers:{name}", args=["0-0-0"]).partition("0-0-0")
        known[f"{name}_url"] = before, after
    return lambda code: {name: f"{a}{code}{b}" for name, (a, b) in known.items()}


def _shown(member: Member, book: Any, today: date, worked: WorkingDays) -> dict[str, Any]:
    return {
        "book": book,
        "last_at": book.last_at,
        "fresh": freshness(book.recent, today, worked, book.every_days),
        "can_write": bool(may(member, "ledgers.write", book)) and book.current_id,
    }


@requires("ledgers.see")
def book(request: InstitutionRequest, code: str) -> HttpResponse:
    row = visible_book(request.member, code)
    can_write = bool(may(request.member, "ledgers.write", row)) and row.current_id is not None
    listing = listing_of(row)
    if request.GET.get("export") == "xlsx":
        return _excel(request, row, narrowed(listing, Entry.objects.filter(book=row), request.GET))
    return render_list(
        request,
        listing,
        entries_of(row),
        template="ledgers/book.html",
        crumbs=crumbs(),
        note=_note(row),
        add_url=reverse("ledgers:new", args=[row.code]) if can_write else "",
        add_label="记一笔",
        book=row,
        can_sheet=can_write and can_be_sheet(row),
        can_verify=bool(may(request.member, "ledgers.verify")),
        can_keep=bool(may(request.member, "ledgers.keep")),
        can_import=can_write and bool(may(request.member, "ledgers.import")),
        wide=True,
    )


def _excel(request: InstitutionRequest, row: Book, rows: QuerySet[Entry]) -> HttpResponse:
    made, count = workbook(row, rows)
    record(actor=request.member, action="ledgers.exported", target=row, count=count)
    return as_download(made, f"{row.title}.xlsx")


def _note(row: Book) -> str:
    kept = "随对象长期保存" if row.keeps_with_object else ""
    if row.retention_months:
        kept = f"保存 {row.retention_months} 个月"
    parts = (row.get_domain_display(), row.purpose, row.basis and f"依据：{row.basis}", kept)
    return " · ".join(part for part in parts if part)
