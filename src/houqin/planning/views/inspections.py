"""迎检: the file of an outside inspection, its records, its printed folder, its findings."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from houqin.core import clock
from houqin.files.models import StoredFile
from houqin.files.public import attachments_of, take
from houqin.journal.public import record
from houqin.org.access import InstitutionRequest, requires
from houqin.planning.collecting import by_line, records_of, whole
from houqin.planning.forms.inspections import ClosingForm, FindingForm, InspectionForm
from houqin.planning.listings import state_of
from houqin.planning.models import Evidence, OutsideInspection
from houqin.planning.programme_policy import is_guest, visible_inspections
from houqin.planning.services import inspections as services
from houqin.planning.views.campaigns import leads
from houqin.planning.views.programme_tables import INSPECTIONS, records_listing
from houqin.ui.form_pages import attempt, form_page
from houqin.ui.listing import render_list

MOST_FILES = 9
_PRINTED = 3000


def crumbs(row: OutsideInspection | None = None) -> list[tuple[str, str]]:
    found = [("迎检", reverse("planning:inspections"))]
    if row is not None:
        found.append((row.title, page_of(row)))
    return found


def page_of(row: OutsideInspection) -> str:
    return reverse("planning:inspection", args=[row.pk])


def _found(request: InstitutionRequest, pk: int) -> OutsideInspection:
    return get_object_or_404(visible_inspections(request.member).select_related("lead"), pk=pk)


@require_GET
@requires("planning.see_inspections")
def inspections(request: InstitutionRequest) -> HttpResponse:
    rows = visible_inspections(request.member).select_related("lead")
    add_url = reverse("planning:inspection_new") if leads(request) else ""
    return render_list(
        request, INSPECTIONS, rows.annotate(finding_count=Count("findings", distinct=True)),
        add_url=add_url, add_label="建迎检材料",
    )  # fmt: skip


@requires("planning.run_programmes")
def new(request: InstitutionRequest) -> HttpResponse:
    return form_page(
        request, InspectionForm(request.POST or None), services.open_inspection, then=page_of,
        title="建迎检材料", crumbs=crumbs(), submit="建好",
        known={"actor": request.member, "now": clock.now()},
    )  # fmt: skip


@requires("planning.run_programmes")
def edit(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = _found(request, pk)
    start = {
        name: getattr(row, name)
        for name in (
            "title", "body", "visits_on", "first", "last", "criteria", "domains", "ledgers",
            "open_until",
        )
    }  # fmt: skip
    start |= {"lead": row.lead_id, "guests": list(row.guests.values_list("staff_id", flat=True))}
    return form_page(
        request, InspectionForm(request.POST or None, initial=start), services.change_inspection,
        then=page_of(row), title="修改迎检材料", crumbs=crumbs(row),
        known={"actor": request.member, "inspection_id": pk}, done="已保存。",
    )  # fmt: skip


def _findings(row: OutsideInspection) -> list[dict[str, Any]]:
    found = row.findings.select_related("task__item", "task__assignee")
    return [{"finding": one, "task": one.task, "state": state_of(one.task)} for one in found]


@require_GET
@requires("planning.see_inspections")
def inspection(request: InstitutionRequest, pk: int) -> HttpResponse:
    """What the file holds, line by line; for the institution also what is still missing."""
    row = _found(request, pk)
    today = clock.today()
    page = {
        "inspection": row,
        "lines": by_line(row, today),
        "whole": whole(row, today),
        "findings": _findings(row),
        "files": attachments_of([row])[row.pk],
        "guests": row.guests.select_related("staff"),
        "is_guest": is_guest(request.member),
        "leads": leads(request) and row.state != OutsideInspection.State.CLOSED,
        "title": row.title,
        "crumbs": crumbs(),
    }
    return render(request, "planning/inspections/inspection.html", page)


@require_GET
@requires("planning.see_inspections")
def records(request: InstitutionRequest, pk: int) -> HttpResponse:
    """The records of the file as a list; its export is journaled."""
    row = _found(request, pk)

    def exported(count: int) -> None:
        record(actor=request.member, action="planning.inspection_exported", target=row, count=count)

    rows = records_of(row).select_related("item", "done_by")
    return render_list(
        request, records_listing(row), rows, exported=exported, title="记录", crumbs=crumbs(row)
    )


@require_GET
@requires("planning.see_inspections")
def one_record(request: InstitutionRequest, pk: int, task_id: int) -> HttpResponse:
    """One record with its notes, readings and photos; reached from inside the file only."""
    row = _found(request, pk)
    tasks = records_of(row).select_related("item", "done_by", "checked_by", "assignee")
    task = get_object_or_404(tasks, pk=task_id)
    evidence = list(Evidence.objects.standing().filter(task=task).select_related("made_by"))
    files = attachments_of(evidence)
    page = {
        "inspection": row,
        "task": task,
        "state": state_of(task),
        "evidence": [(one, files.get(one.pk, [])) for one in evidence],
        "title": task.item.title,
        "crumbs": crumbs(row),
    }
    return render(request, "planning/inspections/record.html", page)


@require_GET
@requires("planning.see_inspections")
def folder(request: InstitutionRequest, pk: int) -> HttpResponse:
    """The printed folder: a contents page, then the records of each line of work."""
    row = _found(request, pk)
    tasks = list(
        records_of(row)
        .select_related("item", "done_by", "checked_by")
        .order_by("domain", "item__ledger", "due_on", "pk")[:_PRINTED]
    )
    parts: dict[tuple[str, str], list[dict[str, Any]]] = {}
    notes = _notes([task.pk for task in tasks])
    for number, task in enumerate(tasks, 1):
        part = parts.setdefault((task.domain, task.item.ledger), [])
        part.append({"n": number, "task": task, "note": notes.get(task.pk, "")})
    page = {
        "inspection": row,
        "parts": [(domain, ledger, rows) for (domain, ledger), rows in parts.items()],
        "total": len(tasks),
        "is_cut": len(tasks) == _PRINTED,
        "findings": _findings(row),
        "files": attachments_of([row])[row.pk],
        "today": clock.today(),
        "title": f"{row.title}材料",
        "crumbs": crumbs(row),
    }
    return render(request, "planning/inspections/folder.html", page)


def _notes(task_ids: list[int]) -> dict[int, str]:
    """The last entry of each task in words."""
    rows = Evidence.objects.standing().filter(task_id__in=task_ids)
    found: dict[int, str] = {}
    for one in rows.order_by("pk").only("task_id", "note", "reading", "unit"):
        reading = f"{one.reading.normalize():f} {one.unit}" if one.reading is not None else ""
        found[one.task_id] = " ".join(filter(None, (reading, one.note)))
    return found


@requires("planning.run_programmes")
def finding_new(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = _found(request, pk)
    return form_page(
        request, FindingForm(request.POST or None), services.add_finding, then=page_of(row),
        title="登记检查发现", crumbs=crumbs(row), submit="登记并派整改",
        lock="整改会派成任务，要拍照留据，办完由另一位复查。", done="已登记，整改任务已派出。",
        known={
            "actor": request.member, "inspection_id": pk, "now": clock.now(),
            "today": clock.today(),
        },
    )  # fmt: skip


@requires("planning.run_programmes")
def close(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = _found(request, pk)
    form = ClosingForm(request.POST or None, initial={"outcome": row.outcome})
    return form_page(
        request, form, services.close_inspection, then=page_of(row), title="办结这次检查",
        crumbs=crumbs(row), submit="办结", lock="办结后材料留档，不能再改。",
        known={"actor": request.member, "inspection_id": pk}, done="已办结。",
    )  # fmt: skip


@require_POST
@requires("planning.run_programmes")
def add_files(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = _found(request, pk)
    uploads = request.FILES.getlist("files")[:MOST_FILES]
    if not uploads:
        messages.error(request, "还没有选文件。请先选文件或照片，再点“附上”。")
        return redirect(page_of(row))
    try:
        now = clock.now()
        files = [take(actor=request.member, upload=upload, now=now) for upload in uploads]
        services.file_papers(actor=request.member, inspection_id=pk, files=files)
        messages.success(request, f"已附上 {len(files)} 件。")
    except ValidationError as error:
        messages.error(request, "；".join(error.messages))
    return redirect(page_of(row))


@require_POST
@requires("planning.run_programmes")
def drop_file(request: InstitutionRequest, pk: int, file_id: int) -> HttpResponse:
    row = _found(request, pk)
    file = get_object_or_404(StoredFile, pk=file_id)
    problem = attempt(
        partial(services.drop_paper, actor=request.member, inspection_id=pk, file=file)
    )
    if problem:
        messages.error(request, problem)
    return redirect(page_of(row))
