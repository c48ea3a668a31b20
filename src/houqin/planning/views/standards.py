"""创建达标: the list, a standard with its totals and gaps, its table, its application file."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q, Sum
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from houqin.core import clock
from houqin.core.asked import asked_number
from houqin.org.access import InstitutionRequest, requires
from houqin.planning.criteria_table import criteria_resource
from houqin.planning.forms.standards import CriterionForm, DecisionForm, StandardForm, TableForm
from houqin.planning.models import Standard
from houqin.planning.services import standards as services
from houqin.planning.services.criteria_import import import_criteria
from houqin.planning.standard_sheet import Line, sheet_of
from houqin.planning.views.campaigns import leads
from houqin.planning.views.programme_tables import STANDARDS
from houqin.ui import exporting
from houqin.ui.form_pages import attempt, form_page
from houqin.ui.importing import MOST_BYTES, Checked, UnreadableFileError
from houqin.ui.listing import render_list
from houqin.ui.tables import Column

_PROBLEMS_SHOWN = 50


def crumbs(standard: Standard | None = None) -> list[tuple[str, str]]:
    found = [("创建达标", reverse("planning:standards"))]
    if standard is not None:
        found.append((standard.title, page_of(standard)))
    return found


def page_of(standard: Standard) -> str:
    return reverse("planning:standard", args=[standard.pk])


@require_GET
@requires("planning.see")
def standards(request: InstitutionRequest) -> HttpResponse:
    rows = Standard.objects.select_related("lead").annotate(
        self_total=Sum("criteria__self_score"),
        full_total=Sum("criteria__max_score"),
        open_count=Count("criteria", filter=Q(criteria__self_score=None)),
        bare_count=Count("criteria", filter=Q(criteria__proofs=0)),
    )
    add_url = reverse("planning:standard_new") if leads(request) else ""
    return render_list(request, STANDARDS, rows, add_url=add_url, add_label="新建创建项目")


@requires("planning.run_programmes")
def new(request: InstitutionRequest) -> HttpResponse:
    return form_page(
        request, StandardForm(request.POST or None), services.open_standard, then=page_of,
        title="新建创建项目", crumbs=crumbs(), submit="建好，去列条目",
        known={"actor": request.member, "now": clock.now()},
    )  # fmt: skip


@requires("planning.run_programmes")
def edit(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Standard, pk=pk)
    start = {
        "title": row.title, "body": row.body, "basis": row.basis, "apply_on": row.apply_on,
        "pass_score": row.pass_score, "lead": row.lead_id,
    }  # fmt: skip
    return form_page(
        request, StandardForm(request.POST or None, initial=start), services.change_standard,
        then=page_of(row), title="修改创建项目", crumbs=crumbs(row),
        known={"actor": request.member, "standard_id": pk}, done="已保存。",
    )  # fmt: skip


@requires("planning.run_programmes")
def decide(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Standard, pk=pk)
    start = {"state": row.state, "decided_on": row.decided_on, "outcome": row.outcome}
    return form_page(
        request, DecisionForm(request.POST or None, initial=start), services.decide_standard,
        then=page_of(row), title="登记进展", crumbs=crumbs(row),
        lock="登记“已获评”或“未通过”后，材料留档，不能再改。",
        known={"actor": request.member, "standard_id": pk}, done="已登记。",
    )  # fmt: skip


@require_GET
@requires("planning.see")
def standard(request: InstitutionRequest, pk: int) -> HttpResponse:
    """Criteria by section, what each is worth, what proves it, what is still missing."""
    row = get_object_or_404(Standard.objects.select_related("lead"), pk=pk)
    sheet = sheet_of(row, clock.today())
    if request.GET.get("export") == "xlsx":
        book, _count = exporting.list_workbook(row.title, COLUMNS, sheet.lines)
        return exporting.as_download(book, f"{row.title}自评表.xlsx")
    page = {
        "standard": row,
        "sheet": sheet,
        "sections": _narrowed(request, sheet.sections),
        "owner": request.GET.get("owner", ""),
        "only": request.GET.get("only", ""),
        "gaps": sheet.gaps[:8],
        "leads": leads(request) and row.is_open,
        "title": row.title,
        "crumbs": crumbs(),
    }
    return render(request, "planning/standards/standard.html", page)


def _narrowed(request: InstitutionRequest, sections: Any) -> list[tuple[Any, list[Line]]]:
    """All lines, or one owner's, or only those with a gap or without evidence."""
    owner, only = request.GET.get("owner", ""), request.GET.get("only", "")
    key = asked_number(owner)

    def wanted(line: Line) -> bool:
        row = line.criterion
        if owner == "me" and row.owner_id != request.member.staff.pk:
            return False
        if key is not None and row.owner_id != key:
            return False
        if only == "gap":
            return row.gap > 0
        return bool(not line.standing) if only == "bare" else True

    found = [(section, [line for line in section.lines if wanted(line)]) for section in sections]
    return [pair for pair in found if pair[1]]


def _proof_titles(line: Line) -> str:
    names = [proof.title for proof in line.proofs if proof.stands]
    return "；".join([*names, *(file.name for file in line.files)])


COLUMNS = (
    Column("编号", "criterion.number", width=10),
    Column("项目", "criterion.section", width=20),
    Column("评分内容", "criterion.text", width=60),
    Column("满分", "criterion.max_score", format="number", width=8),
    Column("自评分", "criterion.self_score", format="number", width=8),
    Column("差", "criterion.gap", format="number", width=8),
    Column("自评说明", "criterion.remark", width=40),
    Column("责任人", "criterion.owner.name", width=12),
    Column("完成期限", "criterion.due_on", width=14),
    Column("佐证件数", "standing", format="number", width=10),
    Column("佐证", _proof_titles, width=60),
)


@require_GET
@requires("planning.see")
def application(request: InstitutionRequest, pk: int) -> HttpResponse:
    """The application file on paper: each criterion with its score and numbered attachments."""
    row = get_object_or_404(Standard.objects.select_related("lead"), pk=pk)
    page = {
        "standard": row,
        "sheet": sheet_of(row, clock.today()),
        "today": clock.today(),
        "title": f"{row.title}申报材料",
        "crumbs": crumbs(row),
    }
    return render(request, "planning/standards/application.html", page)


@requires("planning.run_programmes")
def criterion_new(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Standard, pk=pk)
    return form_page(
        request, CriterionForm(request.POST or None), services.keep_criterion, then=page_of(row),
        title="添加评分条目", crumbs=crumbs(row), submit="添加",
        known={"actor": request.member, "standard_id": pk, "now": clock.now()},
    )  # fmt: skip


@requires("planning.run_programmes")
def table(request: InstitutionRequest, pk: int) -> HttpResponse:
    """Import the criteria: a refused file changes nothing and says which cell and why."""
    row = get_object_or_404(Standard, pk=pk)
    form = TableForm(request.POST or None, request.FILES or None)
    found: Checked | None = None
    if request.method == "POST" and form.is_valid():
        found = _taken(request, row, form)
        if found is not None and found.is_clean:
            said = f"新增 {len(found.new)} 条，更新 {len(found.changed)} 条。"
            messages.success(request, said if found.new or found.changed else "内容没有变化。")
            return redirect(page_of(row))
    page = {
        "form": form, "standard": row, "found": found, "title": "导入评分表",
        "crumbs": crumbs(row), "problems": found.problems[:_PROBLEMS_SHOWN] if found else [],
    }  # fmt: skip
    bad = bool(form.errors) or found is not None
    return render(request, "planning/standards/import.html", page, status=422 if bad else 200)


def _taken(request: InstitutionRequest, row: Standard, form: TableForm) -> Checked | None:
    """What became of the upload; None with the reason on the form."""
    upload = form.cleaned_data["file"]
    if upload.size > MOST_BYTES:
        form.add_error("file", "文件超过 5 MB。请删去图片和空白页，再上传。")
        return None
    result: list[Checked] = []

    def act() -> None:
        result.append(
            import_criteria(
                actor=request.member, standard_id=row.pk, content=upload.read(),
                name=str(upload.name), now=clock.now(),
            )
        )  # fmt: skip

    try:
        problem = attempt(act)
    except UnreadableFileError as error:
        problem = str(error)
    if problem:
        form.add_error("file", problem)
        return None
    return result[0]


@require_GET
@requires("planning.run_programmes")
def template(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Standard, pk=pk)
    resource = criteria_resource(row)
    rows = list(resource.current().values())
    if rows:
        book, _count = exporting.table_workbook(resource, resource.labels(), rows)
    else:
        book = exporting.template_workbook(resource, resource.labels())
    return exporting.as_download(book, f"{row.title}评分表.xlsx")


@require_POST
@requires("planning.run_programmes")
def criterion_remove(request: InstitutionRequest, pk: int, criterion_id: int) -> HttpResponse:
    row = get_object_or_404(Standard, pk=pk)
    problem = attempt(
        partial(
            services.remove_criteria, actor=request.member, standard_id=pk,
            criterion_ids=[criterion_id],
        )
    )  # fmt: skip
    if problem:
        messages.error(request, problem)
    else:
        messages.success(request, "已删除这一条。")
    return redirect(page_of(row))
