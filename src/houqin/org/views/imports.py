"""One set of pages for every table: template, upload, preview, import, undo, whole table out."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from houqin.core import clock
from houqin.org.access import InstitutionRequest, demand, requires
from houqin.org.models import ImportBatch, ImportUpload
from houqin.org.recording import record
from houqin.org.resources import resource_for
from houqin.org.services import imports as services
from houqin.org.views.home import crumbs
from houqin.ui import exporting
from houqin.ui.importing import MOST_BYTES, UnreadableFileError
from houqin.ui.resources import Resource

SHOWN = 100


def _resource(request: InstitutionRequest, code: str) -> Resource:
    """The table, for who may see and keep it."""
    resource = resource_for(request.member, code)
    if resource is None:
        raise Http404
    demand(request.member, resource.see)

    demand(request.member, resource.permission)
    return resource


def _page(resource: Resource, **more: Any) -> dict[str, Any]:
    return {
        "resource": resource,
        "title": f"导入{resource.title}",
        "crumbs": crumbs((resource.title, resource.back)),
        **more,
    }


@requires("org.see")
def upload(request: InstitutionRequest, code: str) -> HttpResponse:
    """Choose a file; an unreadable one is told in a sentence, a readable one is previewed."""
    resource = _resource(request, code)
    problem = ""
    if request.method == "POST":
        try:
            kept = _keep(request, resource)
            return redirect("org:import-preview", code=code, pk=kept.pk)
        except UnreadableFileError as error:
            problem = str(error)
    batches = ImportBatch.objects.filter(resource=code).defer("added", "changes")
    page = _page(resource, problem=problem, batches=batches.select_related("made_by")[:10])
    return render(request, "org/import.html", page, status=422 if problem else 200)


def _keep(request: InstitutionRequest, resource: Resource) -> ImportUpload:
    file = request.FILES.get("file")
    if file is None:
        raise UnreadableFileError("还没有选文件。请先选填好的表格，再点“检查这张表”。")
    if (file.size or 0) > MOST_BYTES:
        raise UnreadableFileError("文件超过 5 MB。请删去图片和空白页，或分成几个文件再上传。")
    return services.keep_upload(
        actor=request.member,
        resource=resource,
        name=str(file.name),
        content=file.read(),
        now=clock.now(),
    )


def _upload(request: InstitutionRequest, resource: Resource, pk: int) -> ImportUpload:
    return get_object_or_404(
        ImportUpload, pk=pk, resource=resource.code, made_by=request.member.staff
    )


@requires("org.see")
def preview(request: InstitutionRequest, code: str, pk: int) -> HttpResponse:
    """How many are new, changed, the same, wrong; posted, import."""
    resource = _resource(request, code)
    kept = _upload(request, resource, pk)
    problem = ""
    if request.method == "POST":
        try:
            batch = services.take_in(actor=request.member, resource=resource, upload=kept)
        except ValidationError as error:
            problem = "；".join(error.messages)
        else:
            messages.success(
                request, f"已导入：新增 {batch.rows_added} 条，更新 {batch.rows_changed} 条。"
            )
            return redirect("org:import", code=code)
    found = services.checked(resource, kept)
    page = _page(
        resource,
        upload=kept,
        found=found,
        problem=problem,
        rows=len(found.new) + len(found.changed),
        problems=found.problems[:SHOWN],
        more=max(0, len(found.problems) - SHOWN),
        new=[_cells(resource, change.after) for change in found.new[:8]],
        changed=[_changes(resource, change) for change in found.changed[:20]],
    )
    return render(request, "org/import_preview.html", page, status=422 if problem else 200)


def _cells(resource: Resource, cells: Any) -> list[str]:
    return [cells.get(field.name, "") for field in resource.fields]


def _changes(resource: Resource, change: Any) -> dict[str, Any]:
    before = change.before or {}
    return {
        "key": "　".join(part for part in change.key if part),
        "fields": [
            (field.header, before.get(field.name, "") or "空", change.after[field.name] or "空")
            for field in resource.fields
            if before.get(field.name, "") != change.after[field.name]
        ],
    }


@requires("org.see")
def marked(request: InstitutionRequest, code: str, pk: int) -> HttpResponse:
    """The upload handed back with its bad cells marked."""
    resource = _resource(request, code)
    kept = _upload(request, resource, pk)
    found = services.checked(resource, kept)
    book = exporting.marked_workbook(resource, resource.labels(), found.rows, found.problems)
    return exporting.as_download(book, f"{resource.title}（标出问题）.xlsx")


@requires("org.see")
def template(request: InstitutionRequest, code: str) -> HttpResponse:
    resource = _resource(request, code)
    book = exporting.template_workbook(resource, resource.labels())
    return exporting.as_download(book, f"{resource.title}导入模板.xlsx")


@requires("org.see")
def table(request: InstitutionRequest, code: str) -> HttpResponse:
    """The whole table in the template's columns, to be changed and sent back."""
    resource = _resource(request, code)
    rows = list(resource.current().values())
    book, count = exporting.table_workbook(resource, resource.labels(), rows)
    record(actor=request.member, action="org.table_exported", title=resource.title, count=count)
    return exporting.as_download(book, f"{resource.title}.xlsx")


@require_POST
@requires("org.see")
def undo(request: InstitutionRequest, pk: int) -> HttpResponse:
    batch = get_object_or_404(ImportBatch, pk=pk)
    resource = _resource(request, batch.resource)
    try:
        services.take_back(actor=request.member, resource=resource, batch=batch, now=clock.now())
        messages.success(request, "这一批已撤回，和导入前一样。")
    except ValidationError as error:
        messages.error(request, "；".join(error.messages))
    return redirect(reverse("org:import", args=[resource.code]))
