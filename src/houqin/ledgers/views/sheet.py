"""Thirty lines on one screen: all are ticked and filled in, only exceptions are touched."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from houqin.core import clock
from houqin.files.public import take_all
from houqin.forms import Field, FieldType, Form, revive, text_of
from houqin.forms.portable import portable
from houqin.ledgers.beginning import Beginning, asked_by, beginning
from houqin.ledgers.forms.picking import offers_for
from houqin.ledgers.forms.sheet import Layout, LineForm, Row, SheetForm, refuse
from houqin.ledgers.models import Book
from houqin.ledgers.services import writing
from houqin.ledgers.services.reading import form_of
from houqin.ledgers.sheets import (
    A_PAGE,
    SheetLine,
    can_be_sheet,
    choices_within,
    lines_of,
    narrow_fields,
    photo_field,
)
from houqin.ledgers.views.books import of_book, visible_book
from houqin.ledgers.views.writing import led_back, phrases
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
    begun = beginning(request.member, book, declared, asked_by(request.GET), clock.now())
    layout = _layout(book, declared, begun)
    lines = lines_of(book, within)
    part = _Part.of(request, lines)
    rows = _rows(request, part.lines, layout, begun)
    if request.method == "POST" and shared.is_valid():
        count = _hand_in(request.member, book, shared, rows)
        if count:
            messages.success(request, f"已记 {count} 条：{book.title}{part.said}")
            after = part.url(request, part.number + 1) if part.number < part.of_all else ""
            then = led_back(request) or reverse("ledgers:book", args=[book.code])
            return redirect(after or then)
    is_bad = bool(shared.errors) or any(row.form.errors for row in rows)
    page = _page(book, layout, begun) | {
        "form": shared,
        "rows": rows,
        "within": within,
        "choices": choices_within(book),
        "part": part,
        "parts": part.others(request),
    }
    return render(request, "ledgers/sheet.html", page, status=422 if is_bad else 200)


def _page(book: Book, layout: Layout, begun: Beginning) -> dict[str, Any]:
    seen = [layout.seen(column) for column in layout.columns]
    return {
        "title": "整张填",
        "crumbs": of_book(book),
        "book": book,
        "columns": list(zip(layout.columns, seen, strict=True)),
        "is_single": seen.count("always") == 1,
        "usual": _usual(layout.columns, begun.values, layout.declared),
        "key_field": book.per_field,
        "key_label": layout.declared.by_code[book.per_field].label,
        "is_by_class": layout.declared.by_code[book.per_field].type is FieldType.CLASS,
        "phrases": phrases(book),
        "rules": portable(layout.declared),
        "wide": True,
    }


def _usual(columns: list[Field], values: Mapping[str, Any], declared: Form) -> str:
    """What every line already says, in one sentence above them."""
    typed = revive(declared, values)
    said = (f"{c.label} {text_of(declared, typed, c.code)}" for c in columns if c.code in typed)
    return "，".join(said)


def _layout(book: Book, declared: Form, begun: Beginning) -> Layout:
    return Layout(
        declared,
        narrow_fields(book),
        photo_field(book),
        offers_for(declared, book),
        begun.hidden,
        begun.values.keys(),
    )


@dataclass(frozen=True, slots=True)
class _Part:
    """The lines of one page, of all that the sheet has."""

    lines: list[SheetLine]
    number: int
    of_all: int

    @classmethod
    def of(cls, request: InstitutionRequest, every: list[SheetLine]) -> _Part:
        pages = max((len(every) - 1) // A_PAGE + 1, 1)
        asked = request.GET.get("part", "")
        number = min(max(int(asked), 1), pages) if asked.isdecimal() and len(asked) < 5 else 1
        if request.method == "POST":  # what was shown, wherever it would stand today
            lines = [one for one in every if f"{one.prefix}-measure" in request.POST]
        else:
            lines = every[(number - 1) * A_PAGE : number * A_PAGE]
        return cls(lines, number, pages)

    @property
    def said(self) -> str:
        """What is told of the page that opens next."""
        return f"。接着填第 {self.number + 1} 页" if self.number < self.of_all else ""

    def url(self, request: InstitutionRequest, number: int) -> str:
        query = request.GET.copy()
        query["part"] = str(number)
        return f"{request.path}?{query.urlencode()}"

    def others(self, request: InstitutionRequest) -> list[tuple[int, str]]:
        if self.of_all == 1:
            return []
        return [(number, self.url(request, number)) for number in range(1, self.of_all + 1)]


def _rows(
    request: InstitutionRequest, about: list[SheetLine], layout: Layout, begun: Beginning
) -> list[Row]:
    return [
        Row(
            one,
            LineForm(
                request.POST or None,
                request.FILES or None,
                prefix=one.prefix,
                layout=layout,
                values=begun.values,
            ),
        )
        for one in about
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
