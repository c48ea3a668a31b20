"""All books by domain; one book as a list of its entries."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from houqin.core.domains import DOMAINS
from houqin.core.permissions import may
from houqin.journal.public import record
from houqin.ledgers.exporting import workbook
from houqin.ledgers.listing import listing_of, with_what_rows_show
from houqin.ledgers.models import Book, Entry
from houqin.ledgers.policy import visible_books
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
    return get_object_or_404(visible_books(member).select_related("current"), code=code)


@requires("ledgers.see")
def books(request: InstitutionRequest) -> HttpResponse:
    rows = _with_last_entry(visible_books(request.member).filter(is_active=True))
    query = request.GET.get("q", "").strip()[:60]
    if query:
        rows = rows.filter(title__icontains=query)
    order = {code: place for place, code in enumerate(DOMAINS)}
    found = sorted(rows, key=lambda book: (order.get(book.domain, 99), book.title))
    groups = [
        {"domain": DOMAINS[domain], "books": _shown(request.member, of_domain)}
        for domain, of_domain in groupby(found, key=lambda book: book.domain)
        if domain in DOMAINS
    ]
    page = {
        "groups": groups,
        "count": len(found),
        "query": query,
        "can_verify": bool(may(request.member, "ledgers.verify")),
    }
    return render(request, "ledgers/books.html", page)


def _with_last_entry(rows: QuerySet[Book]) -> QuerySet[Book]:
    last = Entry.objects.filter(book=OuterRef("pk")).order_by("-happened_at", "-pk")
    return rows.annotate(last_at=Subquery(last.values("happened_at")[:1]))


def _shown(member: Member, rows: Any) -> list[dict[str, Any]]:
    return [
        {"book": book, "can_write": bool(may(member, "ledgers.write", book)) and book.current_id}
        for book in rows
    ]


@requires("ledgers.see")
def book(request: InstitutionRequest, code: str) -> HttpResponse:
    row = visible_book(request.member, code)
    can_write = bool(may(request.member, "ledgers.write", row)) and row.current_id is not None
    listing, rows = listing_of(row), Entry.objects.filter(book=row)
    if request.GET.get("export") == "xlsx":
        return _excel(request, row, narrowed(listing, rows, request.GET))
    return render_list(
        request,
        listing,
        with_what_rows_show(rows),
        template="ledgers/book.html",
        crumbs=crumbs(),
        note=_note(row),
        add_url=reverse("ledgers:new", args=[row.code]) if can_write else "",
        add_label="记一笔",
        book=row,
        can_sheet=can_write and can_be_sheet(row),
        can_verify=bool(may(request.member, "ledgers.verify")),
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
