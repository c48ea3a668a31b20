"""One criterion: its self-score and what proves it."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from houqin.core import clock
from houqin.core.permissions import may
from houqin.files.models import StoredFile
from houqin.files.public import take
from houqin.org.access import InstitutionRequest, demand, requires
from houqin.planning.forms.standards import CriterionForm, ScoreForm
from houqin.planning.models import Criterion
from houqin.planning.policy import visible_tasks
from houqin.planning.services import proving, standards
from houqin.planning.standard_sheet import lines_of
from houqin.planning.views.campaigns import leads
from houqin.planning.views.picking import items_in_force, pick_items, pick_tasks
from houqin.planning.views.standards import crumbs as standard_crumbs
from houqin.planning.views.standards import page_of as standard_page
from houqin.ui.form_pages import attempt, form_page
from houqin.ui.forms import submit

MOST_FILES = 9


def _found(pk: int) -> Criterion:
    rows = Criterion.objects.select_related("standard", "owner", "scored_by")
    return get_object_or_404(rows, pk=pk)


def _crumbs(row: Criterion) -> list[tuple[str, str]]:
    return standard_crumbs(row.standard)


def _page(row: Criterion) -> str:
    return reverse("planning:criterion", args=[row.pk])


@requires("planning.see")
def criterion(request: InstitutionRequest, pk: int) -> HttpResponse:
    """Read the criterion; who answers for it scores it here."""
    row = _found(pk)
    known = row.self_score
    start = {"self_score": known and f"{known.normalize():f}", "remark": row.remark}
    form = ScoreForm(request.POST or None, initial=start)
    if request.method == "POST":
        demand(request.member, "planning.score", row)
        done = submit(form, standards.score, actor=request.member, criterion_id=pk, now=clock.now())
        if done is not None:
            messages.success(request, f"第 {row.number} 条已自评。")
            return redirect(f"{standard_page(row.standard)}#c{row.pk}")
        row = _found(pk)
    page: dict[str, Any] = {
        "row": row,
        "line": lines_of([row], clock.today())[0],
        "form": form,
        "scores": bool(may(request.member, "planning.score", row))
        and row.standard.is_open
        and not request.member.is_read_only,
        "leads": leads(request) and row.standard.is_open,
        "title": f"{row.number} {row.section}".strip(),
        "crumbs": _crumbs(row),
    }
    return render(
        request, "planning/standards/criterion.html", page, status=422 if form.errors else 200
    )


@requires("planning.run_programmes")
def edit(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = _found(pk)
    start = {
        "number": row.number, "section": row.section, "text": row.text,
        "max_score": row.max_score, "owner": row.owner_id, "due_on": row.due_on,
    }  # fmt: skip
    return form_page(
        request, CriterionForm(request.POST or None, initial=start), standards.keep_criterion,
        then=_page(row), title="修改评分条目", crumbs=_crumbs(row),
        known={
            "actor": request.member, "standard_id": row.standard_id, "criterion_id": pk,
            "now": clock.now(),
        },
    )  # fmt: skip


@requires("planning.score")
def prove_with(request: InstitutionRequest, pk: int, what: str) -> HttpResponse:
    """Attach finished tasks one may see, or items of plans in force."""
    row = _found(pk)
    demand(request.member, "planning.score", row)
    known: dict[str, Any] = {"actor": request.member, "criterion_id": pk, "now": clock.now()}
    shown: dict[str, Any] = {"then": _page(row), "crumbs": _crumbs(row)}
    tabs = [
        ("办完的任务", reverse("planning:criterion_prove", args=[pk, "tasks"]), what == "tasks"),
        ("计划事项", reverse("planning:criterion_prove", args=[pk, "items"]), what == "items"),
    ]
    if what == "items":
        items = items_in_force().exclude(pk__in=row.links.values("item_id").exclude(item=None))
        return pick_items(
            request, items, lambda ids: proving.prove(item_ids=ids, **known),
            title=f"给 {row.number} 附计划事项", tabs=tabs, **shown,
        )  # fmt: skip
    tasks = visible_tasks(request.member).filter(state__in=proving.FINISHED)
    tasks = tasks.exclude(pk__in=row.links.values("task_id").exclude(task=None))
    return pick_tasks(
        request, tasks, lambda ids: proving.prove(task_ids=ids, **known),
        title=f"给 {row.number} 附办完的任务", tabs=tabs, **shown,
    )  # fmt: skip


@require_POST
@requires("planning.score")
def add_files(request: InstitutionRequest, pk: int) -> HttpResponse:
    """Attach photos or documents."""
    row = _found(pk)
    demand(request.member, "planning.score", row)
    uploads = request.FILES.getlist("files")[:MOST_FILES]
    if not uploads:
        messages.error(request, "还没有选文件。请先选文件或照片，再点“附上”。")
        return redirect(_page(row))
    try:
        now = clock.now()
        files = [take(actor=request.member, upload=upload, now=now) for upload in uploads]
        proving.prove(actor=request.member, criterion_id=pk, now=now, files=files)
        messages.success(request, f"已附上 {len(files)} 件。")
    except ValidationError as error:
        messages.error(request, "；".join(error.messages))
    return redirect(_page(row))


@require_POST
@requires("planning.score")
def drop_link(request: InstitutionRequest, pk: int, link_id: int) -> HttpResponse:
    return _drop(request, pk, link_id=link_id)


@require_POST
@requires("planning.score")
def drop_file(request: InstitutionRequest, pk: int, file_id: int) -> HttpResponse:
    return _drop(request, pk, file=get_object_or_404(StoredFile, pk=file_id))


def _drop(request: InstitutionRequest, pk: int, **what: Any) -> HttpResponse:
    row = _found(pk)
    problem = attempt(partial(proving.drop_proof, actor=request.member, criterion_id=pk, **what))
    if problem:
        messages.error(request, problem)
    return redirect(_page(row))
