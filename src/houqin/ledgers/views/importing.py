"""Put paper of past months into a book: template, upload, findings, taking in, undoing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from houqin.core import clock
from houqin.core.permissions import may
from houqin.ledgers.importing import marking, steps, taking, undoing
from houqin.ledgers.importing.table import LIMITS, Table
from houqin.ledgers.models import Book, EntryImport
from houqin.ledgers.policy import visible_books
from houqin.ledgers.views.books import of_book, visible_book
from houqin.org.access import InstitutionRequest, requires
from houqin.ui import exporting
from houqin.ui.grids import UnreadableFileError

SHOWN = 100


def _batches() -> QuerySet[EntryImport]:
    return EntryImport.objects.defer("content", "problems").select_related("made_by", "book")


def _batch(request: InstitutionRequest, pk: int) -> EntryImport:
    rows = EntryImport.objects.filter(book__in=visible_books(request.member))
    return get_object_or_404(rows.select_related("book__current", "made_by"), pk=pk)


def _book(request: InstitutionRequest, code: str) -> Book:
    row = visible_book(request.member, code)
    taking.demand_import(request.member, row)
    if row.current is None:
        raise Http404
    return row


@requires("ledgers.import")
def upload(request: InstitutionRequest, code: str) -> HttpResponse:
    """Choose a file; an unreadable one is told in a sentence, a readable one is checked."""
    row = _book(request, code)
    problem = ""
    if request.method == "POST":
        try:
            batch = _keep(request, row)
            steps.go_on(actor=request.member, batch=batch, now=clock.now())
            return redirect("ledgers:import-one", pk=batch.pk)
        except UnreadableFileError as error:
            problem = str(error)
    page = {
        "title": "导入",
        "crumbs": of_book(row),
        "book": row,
        "problem": problem,
        "columns": Table(row).resource({}).fields,
        "limits": LIMITS,
        "batches": _batches().filter(book=row).exclude(state="bad")[:10],
    }
    return render(request, "ledgers/import.html", page, status=422 if problem else 200)


def _keep(request: InstitutionRequest, row: Book) -> EntryImport:
    file = request.FILES.get("file")
    if file is None:
        raise UnreadableFileError("还没有选文件。请先选填好的表格，再点“检查这张表”。")
    if (file.size or 0) > LIMITS.bytes:
        raise UnreadableFileError(
            f"文件超过 {LIMITS.megabytes} MB。请删去图片和空白页，或分成几个文件再上传。"
        )
    return taking.keep_file(
        actor=request.member, book_id=row.pk, name=str(file.name), content=file.read(),
        now=clock.now(),
    )  # fmt: skip


@requires("ledgers.import")
def template(request: InstitutionRequest, code: str) -> HttpResponse:
    row = _book(request, code)
    return exporting.as_download(marking.template(row), f"{row.title}导入模板.xlsx")


@requires("ledgers.see")
def one(request: InstitutionRequest, pk: int) -> HttpResponse:
    """What the check found, how far the taking in is, or what was taken in."""
    return _page(request, _batch(request, pk))


def _page(
    request: InstitutionRequest, batch: EntryImport, problem: str = "", status: int = 200
) -> HttpResponse:
    member = request.member
    page: dict[str, Any] = {
        "title": f"导入 {batch.file_name}",
        "crumbs": [*of_book(batch.book), *_back(request, batch)],
        "batch": batch,
        "book": batch.book,
        "problem": problem or batch.problem,
        "problems": batch.problems[:SHOWN],
        "more": max(0, len(batch.problems) - SHOWN),
        "before": taking.taken_before(batch) if batch.state == "ready" else None,
        "can_take": bool(may(member, "ledgers.import"))
        and bool(may(member, "ledgers.write", batch.book)),
        "can_undo": batch.state == "done" and bool(undoing.may_undo(member, batch)),
        "share": 100 * batch.progress // batch.rows if batch.rows else 0,
    }
    part = request.headers.get("HX-Target") == "import-state"
    name = "ledgers/import_state.html" if part else "ledgers/import_one.html"
    return render(request, name, page, status=status)


def _back(request: InstitutionRequest, batch: EntryImport) -> list[tuple[str, str]]:
    from django.urls import reverse

    if not may(request.member, "ledgers.import"):
        return []
    return [("导入", reverse("ledgers:import", args=[batch.book.code]))]


@require_POST
@requires("ledgers.import")
def take(request: InstitutionRequest, pk: int) -> HttpResponse:
    batch = _batch(request, pk)
    reason = request.POST.get("late_reason", "")
    try:
        begun = taking.begin(actor=request.member, batch_id=pk, late_reason=reason)
    except ValidationError as error:
        return _page(request, batch, "；".join(error.messages), status=422)
    if begun:
        _go_on(request, pk)
    return redirect("ledgers:import-one", pk=pk)


@require_POST
@requires("ledgers.import")
def undo(request: InstitutionRequest, pk: int) -> HttpResponse:
    batch = _batch(request, pk)
    try:
        begun = undoing.begin_undo(
            actor=request.member, batch_id=pk, reason=request.POST.get("reason", "")
        )
    except ValidationError as error:
        return _page(request, batch, "；".join(error.messages), status=422)
    if begun:
        _go_on(request, pk)
    return redirect("ledgers:import-one", pk=pk)


def _go_on(request: InstitutionRequest, pk: int) -> None:
    batch = _batch(request, pk)
    if not steps.go_on(actor=request.member, batch=batch, now=clock.now()):
        return
    if batch.state == EntryImport.State.DONE:
        messages.success(request, f"已导入 {batch.added:,} 条。")
    elif batch.state == EntryImport.State.UNDONE:
        messages.success(request, "这一批已全部划去，原来的内容仍然看得到。")


@requires("ledgers.import")
def marked(request: InstitutionRequest, pk: int) -> HttpResponse:
    """The file handed back with its bad cells marked."""
    batch = _batch(request, pk)
    if batch.content is None:
        raise Http404
    try:
        book = marking.marked(actor=request.member, batch=batch, now=clock.now())
    except UnreadableFileError as error:
        return _page(request, batch, str(error), status=422)
    return exporting.as_download(book, f"{batch.book.title}（标出问题）.xlsx")
