"""上级工作要点: what a plan is guided by, point by point, and which items carry it out."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from houqin.core import clock
from houqin.core.prepared import Prepared
from houqin.files.public import AttachedFile, attachments_of, take
from houqin.org.access import InstitutionRequest, requires
from houqin.planning.forms.points import DocumentForm, PointForm, ReasonForm
from houqin.planning.models import CitedDocument, CitedPoint, PlanItem, PointItem, WorkPlan
from houqin.planning.pointing import nearest
from houqin.planning.services import points as services
from houqin.planning.views.picking import pick_items
from houqin.planning.views.plans_found import find_plan
from houqin.planning.views.review import may_draft
from houqin.ui.exporting import as_download, list_workbook
from houqin.ui.form_pages import attempt, confirm_page, form_page
from houqin.ui.tables import Column


@dataclass(frozen=True, slots=True)
class Taken:
    """A point with the items that carry it out; withdrawn ones do not count."""

    point: CitedPoint
    items: tuple[PlanItem, ...]

    @property
    def is_taken(self) -> bool:
        return any(_is_live(item) for item in self.items)

    @property
    def state(self) -> tuple[str, str]:
        if self.is_taken:
            return "done", f"{len(self.items)} 项"
        return ("na", "不列入") if self.point.reason else ("review", "没有对应的事项")


@dataclass(frozen=True, slots=True)
class Cited:
    document: CitedDocument
    points: tuple[Taken, ...]
    files: tuple[AttachedFile, ...]

    @property
    def taken(self) -> int:
        return sum(one.is_taken for one in self.points)


def _is_live(item: PlanItem) -> bool:
    leaving = (item.draft or {}).get("status") == PlanItem.Status.WITHDRAWN
    return item.is_included and item.status != PlanItem.Status.WITHDRAWN and not leaving


_DOCUMENTS = Prepared[CitedDocument](lambda plan: CitedDocument.objects.filter(plan=plan))


def cited_by(plan: WorkPlan) -> list[Cited]:
    """The plan's documents with points and items: four queries, one where it cites nothing."""
    documents = _DOCUMENTS(plan=plan.pk)
    if not documents:
        return []
    files = attachments_of(documents)
    links: dict[int, list[PlanItem]] = defaultdict(list)
    rows = PointItem.objects.filter(point__document__plan=plan).select_related("item")
    for link in rows:
        links[link.point_id].append(link.item)
    points: dict[int, list[Taken]] = defaultdict(list)
    for point in CitedPoint.objects.filter(document__plan=plan).order_by("position", "pk"):
        points[point.document_id].append(Taken(point, tuple(links[point.pk])))
    return [Cited(one, tuple(points[one.pk]), tuple(files.get(one.pk, ()))) for one in documents]


def crumbs(plan: WorkPlan) -> list[tuple[str, str]]:
    return [
        ("计划", reverse("planning:plans")),
        (plan.title, reverse("planning:plan", args=[plan.pk])),
        ("依据文件", page_of(plan)),
    ]


def page_of(plan: WorkPlan) -> str:
    return reverse("planning:points", args=[plan.pk])


_COLUMNS = (
    Column("文件", lambda row: row[0].title, width=30),
    Column("编号", lambda row: row[1].point.number, width=10),
    Column("要点", lambda row: row[1].point.text, width=60),
    Column("对应的事项", lambda row: "；".join(item.title for item in row[1].items), width=50),
    Column("不列入的原因", lambda row: row[1].point.reason, width=40),
)


@require_GET
@requires("planning.see")
def points(request: InstitutionRequest, pk: int) -> HttpResponse:
    plan = find_plan(request, pk)
    cited = cited_by(plan)
    if request.GET.get("export") == "xlsx":
        rows = [(one.document, taken) for one in cited for taken in one.points]
        book, _count = list_workbook(f"{plan.title}依据要点", _COLUMNS, rows)
        return as_download(book, f"{plan.title}依据要点.xlsx")
    page = {
        "plan": plan,
        "cited": cited,
        "drafts": may_draft(request),
        "title": "依据文件",
        "crumbs": crumbs(plan)[:-1],
    }
    return render(request, "planning/points/points.html", page)


@requires("planning.draft")
def cite(request: InstitutionRequest, pk: int) -> HttpResponse:
    plan = find_plan(request, pk)
    form = DocumentForm(request.POST or None, request.FILES or None)

    def keep(*, file: Any = None, **given: Any) -> CitedDocument:
        now = clock.now()
        files = [take(actor=request.member, upload=file, now=now)] if file else []
        return services.cite(actor=request.member, plan_id=plan.pk, now=now, files=files, **given)

    return form_page(
        request, form, keep, then=page_of(plan), title="引用文件", crumbs=crumbs(plan),
        submit="引用", known={}, done="已引用，把每条要点挂到计划的事项上。",
    )  # fmt: skip


def _document(request: InstitutionRequest, pk: int) -> CitedDocument:
    row = get_object_or_404(CitedDocument.objects.select_related("plan"), pk=pk)
    find_plan(request, row.plan_id)
    return row


@requires("planning.draft")
def drop(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = _document(request, pk)
    return confirm_page(
        request, partial(services.drop_document, actor=request.member, document_id=pk),
        then=page_of(row.plan), title="不再引用", question=f"去掉引用的《{row.title}》？",
        consequence="要点和挂接一起去掉，计划的事项不变。", crumbs=crumbs(row.plan),
    )  # fmt: skip


@requires("planning.draft")
def point_new(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = _document(request, pk)
    return form_page(
        request, PointForm(request.POST or None), services.keep_point, then=page_of(row.plan),
        title="添加要点", crumbs=crumbs(row.plan),
        known={"actor": request.member, "document_id": pk},
    )  # fmt: skip


def _point(request: InstitutionRequest, pk: int) -> CitedPoint:
    row = get_object_or_404(CitedPoint.objects.select_related("document__plan"), pk=pk)
    find_plan(request, row.document.plan_id)
    return row


@requires("planning.draft")
def point_edit(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = _point(request, pk)
    form = PointForm(request.POST or None, initial={"number": row.number, "text": row.text})
    return form_page(
        request, form, services.keep_point, then=page_of(row.document.plan), title="修改要点",
        crumbs=crumbs(row.document.plan),
        known={"actor": request.member, "document_id": row.document_id, "point_id": pk},
    )  # fmt: skip


@require_POST
@requires("planning.draft")
def point_remove(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = _point(request, pk)
    services.remove_point(actor=request.member, point_id=pk)
    messages.success(request, f"已去掉要点 {row.number}。")
    return redirect(page_of(row.document.plan))


@requires("planning.draft")
def point_items(request: InstitutionRequest, pk: int) -> HttpResponse:
    """Choose among the plan's own items; those that read alike stand first."""
    row = _point(request, pk)
    plan = row.document.plan
    rows = PlanItem.objects.filter(plan=plan).exclude(status=PlanItem.Status.WITHDRAWN)
    rows = rows.exclude(pk__in=row.links.values("item_id"))
    offered = [(p, f"{title}{text}") for p, title, text in rows.values_list("pk", "title", "text")]
    return pick_items(
        request, rows,
        lambda ids: services.link_items(actor=request.member, point_id=pk, item_ids=ids),
        then=page_of(plan), title=f"哪些事项落实要点 {row.number}", crumbs=crumbs(plan),
        likely=nearest(row.text, offered), lead=row.text, only_plan=True,
    )  # fmt: skip


@require_POST
@requires("planning.draft")
def point_item_remove(request: InstitutionRequest, pk: int, item_id: int) -> HttpResponse:
    row = _point(request, pk)
    problem = attempt(
        partial(services.unlink_item, actor=request.member, point_id=pk, item_id=item_id)
    )
    if problem:
        messages.error(request, problem)
    return redirect(page_of(row.document.plan))


@requires("planning.draft")
def point_reason(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = _point(request, pk)
    form = ReasonForm(request.POST or None, initial={"reason": row.reason})
    return form_page(
        request, form, services.give_reason, then=page_of(row.document.plan),
        title=f"要点 {row.number} 为什么不列入", crumbs=crumbs(row.document.plan),
        template="planning/points/reason.html", point=row,
        known={"actor": request.member, "point_id": pk},
    )  # fmt: skip
