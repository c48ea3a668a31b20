"""A book's own Word layout: upload, try, download a sample, take away."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from houqin.core import clock
from houqin.ledgers.forms.paper import LayoutForm
from houqin.ledgers.models import Book, BookLayout
from houqin.ledgers.paper import word
from houqin.ledgers.paper.sheets import form_now
from houqin.ledgers.services import layouts
from houqin.ledgers.views.books import of_book, visible_book
from houqin.ledgers.views.printing import about_for, base_for
from houqin.org.access import InstitutionRequest, requires
from houqin.ui.exporting import as_file


@requires("ledgers.keep")
def layout(request: InstitutionRequest, code: str) -> HttpResponse:
    book = visible_book(request.member, code)
    form = LayoutForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and _take(request, book, form):
        return redirect("ledgers:layout", code=code)
    page = {
        "title": "Word 版式",
        "crumbs": [*of_book(book), ("打印和导出", reverse("ledgers:paper", args=[code]))],
        "book": book,
        "form": form,
        "layout": BookLayout.objects.filter(book=book).defer("content").first(),
    }
    return render(request, "ledgers/layout.html", page, status=422 if form.errors else 200)


def _take(request: InstitutionRequest, book: Book, form: LayoutForm) -> bool:
    upload = form.cleaned_data["file"]
    try:
        content, heads = layouts.ready(book, upload.name, upload.read(word.MOST_BYTES + 1))
        layouts.set_layout(
            actor=request.member, book=book, name=upload.name, now=clock.now(),
            content=content, about=about_for(request),
        )  # fmt: skip
    except ValidationError as error:
        form.add_error("file", error)
        return False
    known = f"认出了{'、'.join(heads)}，标签已放进空格。" if heads else ""
    messages.success(request, f"版式已换好。{known}请看一下预览。")
    return True


@require_GET
@requires("ledgers.keep")
def sample(request: InstitutionRequest, code: str) -> HttpResponse:
    """A layout made from the book's fields, with the list of its tags."""
    book = visible_book(request.member, code)
    made = word.sample(form_now(book), book.title)
    return as_file(made, f"{book.title}-版式样表.docx", word.DOCX)


@require_GET
@requires("ledgers.keep")
def preview(request: InstitutionRequest, code: str) -> HttpResponse:
    """The layout filled with the last entries."""
    book = visible_book(request.member, code)
    row = BookLayout.objects.filter(book=book).first()
    if row is None:
        raise Http404
    try:
        made = layouts.tried(book, bytes(row.content), about_for(request), base_for(request))
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return redirect("ledgers:layout", code=code)
    return as_file(made, f"{book.title}-预览.docx", word.DOCX)


@require_POST
@requires("ledgers.keep")
def remove(request: InstitutionRequest, code: str) -> HttpResponse:
    book = visible_book(request.member, code)
    try:
        layouts.remove_layout(actor=request.member, book=book)
        messages.success(request, "已改回通用版式。")
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return redirect("ledgers:layout", code=code)
