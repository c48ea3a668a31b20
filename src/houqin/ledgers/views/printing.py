"""A book on paper: what is offered, the browser's own print page, PDF, Word, blank forms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_GET, require_POST

from houqin.core import clock
from houqin.core.elsewhere import site_elsewhere
from houqin.core.permissions import may
from houqin.journal.public import record
from houqin.ledgers.bundles.making import base_of
from houqin.ledgers.forms.paper import PrintForm
from houqin.ledgers.models import Book, BookLayout, Entry, PaperOrder
from houqin.ledgers.paper import printing, word
from houqin.ledgers.paper.fonts import NoChineseFont
from houqin.ledgers.paper.sheets import About, form_now, with_all
from houqin.ledgers.services import orders
from houqin.ledgers.views.books import of_book, visible_book
from houqin.ledgers.views.entries import visible_entry
from houqin.org.access import InstitutionRequest, requires
from houqin.ui.exporting import as_file


def base_for(request: InstitutionRequest) -> str:
    return base_of(site_elsewhere(request), request.institution.code)


def about_for(request: InstitutionRequest, **period: Any) -> About:
    return About(request.institution.name, request.member.name, clock.now(), **period)


def _journal(request: InstitutionRequest, book: Book, count: int) -> None:
    record(actor=request.member, action="ledgers.printed", target=book, count=count)


def _offer(
    request: InstitutionRequest, book: Book, form: PrintForm, *, big: int = 0, problem: str = ""
) -> HttpResponse:
    page = {
        "title": "打印和导出",
        "crumbs": of_book(book),
        "book": book,
        "form": form,
        "big": big,
        "problem": problem,
        "layout": BookLayout.objects.filter(book=book).only("pk", "name").first(),
        "can_keep": bool(may(request.member, "ledgers.keep")),
        "can_bundle": bool(may(request.member, "ledgers.bundle")),
    }
    is_refused = bool(form.errors or problem or big)
    return render(request, "ledgers/paper.html", page, status=422 if is_refused else 200)


@require_GET
@requires("ledgers.see")
def paper(request: InstitutionRequest, code: str) -> HttpResponse:
    """What can be had of the book on paper."""
    return _offer(request, visible_book(request.member, code), PrintForm())


@dataclass(frozen=True, slots=True)
class _Chosen:
    """What is to stand on the paper."""

    book: Book
    form: PrintForm
    rows: list[Entry]
    about: About


def _chosen(request: InstitutionRequest, code: str, too_many: str = "") -> _Chosen | HttpResponse:
    """The book's entries of the period; the page that offers, where it is wrong or too long."""
    book, form = visible_book(request.member, code), PrintForm(request.GET)
    if not form.is_valid():
        return _offer(request, book, form)
    first, last = form.cleaned_data["first"], form.cleaned_data["last"]
    rows = printing.of_period(book, first, last)
    found = list(with_all(rows)[: printing.AT_ONCE + 1])
    if len(found) > printing.AT_ONCE:
        big = 0 if too_many else rows.count()
        return _offer(request, book, form, big=big, problem=too_many)
    return _Chosen(book, form, found, about_for(request, first=first, last=last))


@require_GET
@requires("ledgers.see")
def pdf(request: InstitutionRequest, code: str) -> HttpResponse:
    """The period as PDF; a long one is offered to be made in the background."""
    chosen = _chosen(request, code)
    if isinstance(chosen, HttpResponse):
        return chosen
    book, photos = chosen.book, chosen.form.cleaned_data["photos"]
    try:
        made = printing.book_pdf(
            book, chosen.rows, chosen.about, base=base_for(request), photos=photos
        )
    except NoChineseFont as error:
        return _offer(request, book, chosen.form, problem=str(error))
    _journal(request, book, len(chosen.rows))
    return as_file(made, f"{book.title}.pdf", "application/pdf", inline=True)


@require_POST
@requires("ledgers.see")
def order_pdf(request: InstitutionRequest, code: str) -> HttpResponse:
    """The same for a long period, by volumes, in the background."""
    book, form = visible_book(request.member, code), PrintForm(request.POST)
    if not form.is_valid():
        return _offer(request, book, form)
    period = {name: str(form.cleaned_data[name] or "") for name in ("first", "last")}
    try:
        row = orders.place(
            actor=request.member, kind=PaperOrder.Kind.PRINT, title=f"{book.title} 打印件",
            asked={"books": [book.pk], "photos": form.cleaned_data["photos"], **period},
            site=site_elsewhere(request), now=clock.now(),
        )  # fmt: skip
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return redirect("ledgers:paper", code=code)
    return redirect("ledgers:order", pk=row.pk)


@require_GET
@requires("ledgers.see")
def print_page(request: InstitutionRequest, code: str) -> HttpResponse:
    """The sheet as a page that the browser prints; works without any font on the server."""
    chosen = _chosen(request, code)
    if isinstance(chosen, HttpResponse):
        return chosen
    book, about = chosen.book, chosen.about
    shown = printing.context_of(book, chosen.rows, about, base_for(request))
    query = urlencode({"first": about.first or "", "last": about.last or ""})
    page = {
        "title": book.title,
        "crumbs": of_book(book),
        "book": book,
        "pdf_url": f"{reverse('ledgers:pdf', args=[code])}?{query}",
        "qr": _qr(shown["mark"][0]) if shown["mark"] else "",
        "wide": True,
        **shown,
    }
    _journal(request, book, len(chosen.rows))
    return render(request, "ledgers/print.html", page)


def _qr(address: str) -> SafeString:
    import segno

    drawn = segno.make(address, error="m", micro=False).svg_inline(border=1, scale=2)
    return mark_safe(drawn)  # noqa: S308 - drawn by us


@require_GET
@requires("ledgers.see")
def blank(request: InstitutionRequest, code: str) -> HttpResponse:
    """An empty form for the pen."""
    book = visible_book(request.member, code)
    try:
        made = printing.blank_pdf(book, about_for(request))
    except NoChineseFont as error:
        return _offer(request, book, PrintForm(), problem=str(error))
    return as_file(made, f"{book.title}-空白表.pdf", "application/pdf", inline=True)


@require_GET
@requires("ledgers.see")
def entry_pdf(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = visible_entry(request.member, pk)
    try:
        made = printing.entry_pdf(row, about_for(request), base=base_for(request))
    except NoChineseFont as error:
        messages.error(request, str(error))
        return redirect("ledgers:entry", pk=pk)
    _journal(request, row.book, 1)
    return as_file(made, f"{row.book.title}-{row.number}.pdf", "application/pdf", inline=True)


@require_GET
@requires("ledgers.see")
def word_file(request: InstitutionRequest, code: str) -> HttpResponse:
    """The period in the book's own Word layout, or in ours where it has none."""
    said = f"这段时间超过 {printing.AT_ONCE:,} 条，请把时间选短一些再做 Word。"
    chosen = _chosen(request, code, too_many=said)
    if isinstance(chosen, HttpResponse):
        return chosen
    book, about = chosen.book, chosen.about
    layout = BookLayout.objects.filter(book=book).first()
    declared = form_now(book)
    content = bytes(layout.content) if layout else word.sample(declared, book.title, guide=False)
    context = word.context_of(chosen.rows, declared, about, book.title)
    try:
        made = word.filled(content, context, printing.mark_of(book, chosen.rows, base_for(request)))
    except ValidationError as error:
        return _offer(request, book, chosen.form, problem=error.messages[0])
    _journal(request, book, len(chosen.rows))
    return as_file(made, word.name_of(book.title, about.now), word.DOCX)
