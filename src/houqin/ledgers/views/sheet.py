"""Thirty lines on one screen: all are ticked and filled in, only exceptions are touched."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from houqin.core import clock
from houqin.ledgers.forms.entry import offers_for
from houqin.ledgers.forms.sheet import LineForm, Row, SheetForm, refuse
from houqin.ledgers.models import Book
from houqin.ledgers.services import writing
from houqin.ledgers.services.reading import form_of
from houqin.ledgers.sheets import can_be_sheet, choices_within, lines_of, narrow_fields
from houqin.ledgers.views.books import of_book, visible_book
from houqin.ledgers.views.writing import beginning
from houqin.org.access import InstitutionRequest, demand, requires
from houqin.org.member import Member


@requires("ledgers.write")
def sheet(request: InstitutionRequest, code: str) -> HttpResponse:
    book = visible_book(request.member, code)
    demand(request.member, "ledgers.write", book)
    if not can_be_sheet(book):
        raise Http404
    assert book.current is not None  # noqa: S101 - can_be_sheet has looked
    within = request.GET.get("within", "")
    shared = SheetForm(
        request.POST or None, initial={"token": uuid4(), "version": book.current.number}
    )
    if book.time_field:
        del shared.fields["happened_at"]
    rows = _rows(request, book, within)
    if request.method == "POST" and shared.is_valid():
        count = _hand_in(request.member, book, shared, rows)
        if count:
            messages.success(request, f"已记 {count} 条：{book.title}")
            return redirect("ledgers:book", code=book.code)
    is_bad = bool(shared.errors) or any(row.form.errors for row in rows)
    page = {
        "title": "整张填",
        "crumbs": of_book(book),
        "book": book,
        "form": shared,
        "rows": rows,
        "columns": narrow_fields(book),
        "key_label": form_of(book.current).by_code[book.per_field].label,
        "within": within,
        "choices": choices_within(book),
        "has_measures": any("measure" in row.form.errors for row in rows),
        "wide": True,
    }
    return render(request, "ledgers/sheet.html", page, status=422 if is_bad else 200)


def _rows(request: InstitutionRequest, book: Book, within: str) -> list[Row]:
    assert book.current is not None  # noqa: S101 - can_be_sheet has looked
    declared = form_of(book.current)
    columns, offers = narrow_fields(book), offers_for(declared)
    values = beginning(request.member, book, declared)
    return [
        Row(
            about,
            LineForm(
                request.POST or None,
                prefix=f"r{place}",
                columns=columns,
                offers=offers,
                values=values,
            ),
        )
        for place, about in enumerate(lines_of(book, within))
    ]


def _hand_in(member: Member, book: Book, shared: SheetForm, rows: list[Row]) -> int:
    """How many were entered; 0 with the reasons on the forms."""
    used = [row for row in rows if row.form.is_valid() and row.form.cleaned_data["use"]]
    given: dict[str, Any] = shared.cleaned_data
    try:
        made = writing.write_many(
            actor=member,
            book_id=book.pk,
            lines=[row.line(book.per_field, given) for row in used],
            now=clock.now(),
            made_at=given.get("done_at"),
            version=given.get("version"),
        )
    except ValidationError as error:
        refuse(shared, used, error)
        return 0
    return len(made)
