"""Thirty lines on one screen: all are ticked and filled in, only exceptions are touched."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from houqin.core import clock
from houqin.files.public import take_all
from houqin.forms import Field, Form, revive, text_of
from houqin.ledgers.beginning import Asked, Beginning, beginning
from houqin.ledgers.forms.picking import offers_for
from houqin.ledgers.forms.sheet import Layout, LineForm, Row, SheetForm, refuse
from houqin.ledgers.models import Book
from houqin.ledgers.services import writing
from houqin.ledgers.services.reading import form_of
from houqin.ledgers.sheets import (
    can_be_sheet,
    choices_within,
    lines_of,
    narrow_fields,
    photo_field,
)
from houqin.ledgers.views.books import of_book, visible_book
from houqin.ledgers.views.writing import phrases
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
    declared = form_of(book.current)
    begun = beginning(request.member, book, declared, Asked(), clock.now())
    rows = _rows(request, book, declared, begun)
    if request.method == "POST" and shared.is_valid():
        count = _hand_in(request.member, book, shared, rows)
        if count:
            messages.success(request, f"已记 {count} 条：{book.title}")
            return redirect("ledgers:book", code=book.code)
    is_bad = bool(shared.errors) or any(row.form.errors for row in rows)
    columns = narrow_fields(book)
    usual = begun.values
    page = {
        "title": "整张填",
        "crumbs": of_book(book),
        "book": book,
        "form": shared,
        "rows": rows,
        "columns": [(column, column.code in usual) for column in columns],
        "usual": _usual(columns, usual, declared),
        "has_photos": photo_field(book) is not None,
        "key_field": book.per_field,
        "key_label": declared.by_code[book.per_field].label,
        "within": within,
        "choices": choices_within(book),
        "phrases": phrases(book),
        "wide": True,
    }
    return render(request, "ledgers/sheet.html", page, status=422 if is_bad else 200)


def _usual(columns: list[Field], values: Mapping[str, Any], declared: Form) -> str:
    """What every line already says, in one sentence above them."""
    typed = revive(declared, values)
    said = (f"{c.label} {text_of(declared, typed, c.code)}" for c in columns if c.code in typed)
    return "，".join(said)


def _rows(request: InstitutionRequest, book: Book, declared: Form, begun: Beginning) -> list[Row]:
    layout = Layout(declared, narrow_fields(book), photo_field(book), offers_for(declared))
    about = lines_of(book, request.GET.get("within", ""))
    return [
        Row(
            one,
            LineForm(
                request.POST or None,
                request.FILES or None,
                prefix=f"r{place}",
                layout=layout,
                values=begun.values,
            ),
        )
        for place, one in enumerate(about)
    ]


def _hand_in(member: Member, book: Book, shared: SheetForm, rows: list[Row]) -> int:
    """How many were entered; 0 with the reasons on the forms."""
    used = [row for row in rows if row.form.is_valid() and row.form.cleaned_data["use"]]
    given: dict[str, Any] = shared.cleaned_data
    now = clock.now()

    def take(_field: Field, uploads: list[Any]) -> list[str]:
        return [str(file.pk) for file in take_all(actor=member, uploads=uploads, now=now)]

    try:
        made = writing.write_many(
            actor=member,
            book_id=book.pk,
            lines=[row.line(book.per_field, given, take) for row in used],
            now=now,
            made_at=given.get("done_at"),
            version=given.get("version"),
        )
    except ValidationError as error:
        refuse(shared, used, error)
        return 0
    return len(made)
