"""The settings of what is promised for repairs."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from houqin.maintenance.flows import GRADES
from houqin.maintenance.forms.promises import LimitForm, PromiseForm
from houqin.maintenance.models import RepairPromise
from houqin.maintenance.services import promises as services
from houqin.maintenance.services import small_works
from houqin.org.access import InstitutionRequest, requires
from houqin.ui.form_pages import confirm_page, form_page

_NAMES = ("grade", "fault", "respond_hours", "finish_hours", "finish_days")


def _crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    return [("维修服务", reverse("maintenance:month")), *more]


@requires("maintenance.settle")
def promises(request: InstitutionRequest) -> HttpResponse:
    general, others = services.published()
    usual = RepairPromise.objects.filter(fault="", place=None)
    page = {
        "title": "服务承诺", "crumbs": _crumbs(), "others": others,
        "limit": small_works.limit(),
        "general": [(grade, _of(list(usual), grade.code)) for grade in general],
    }  # fmt: skip
    return render(request, "maintenance/promises.html", page)


def _of(rows: list[RepairPromise], grade: str) -> RepairPromise | None:
    return next((row for row in rows if row.grade == grade), None)


@requires("maintenance.settle")
def promise(request: InstitutionRequest, pk: int | None = None) -> HttpResponse:
    """One promise; ``?grade=`` begins with what holds for that urgency now."""
    row = get_object_or_404(RepairPromise.objects.select_related("place"), pk=pk) if pk else None
    if row is not None:
        start = {name: getattr(row, name) for name in _NAMES} | {"place": row.place_id}
    else:
        asked = request.GET.get("grade", "")
        grade = next((one for one in GRADES if one.code == asked), None)
        start = {name: getattr(grade, name) for name in _NAMES[2:]} if grade else {}
        start["grade"] = asked
    back = reverse("maintenance:promises")
    return form_page(
        request,
        PromiseForm(request.POST or None, initial=start),
        services.keep_promise,
        then=back,
        title=str(row) if row else "添加承诺",
        crumbs=_crumbs(("服务承诺", back)),
        known={"actor": request.member, "row": row},
        note="紧急的昼夜都算，其他只算上班时间。以后报的维修按新的承诺算期限。",
        done="已保存",
    )


@requires("maintenance.settle")
def promise_drop(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(RepairPromise.objects.select_related("place"), pk=pk)
    back = reverse("maintenance:promises")
    return confirm_page(
        request,
        lambda: services.drop_promise(actor=request.member, row=row),
        then=back,
        title="删去承诺",
        question=f"删去“{row}”的承诺吗？",
        consequence="以后报的按通用的承诺算。",
        crumbs=_crumbs(("服务承诺", back)),
    )


@requires("maintenance.settle")
def limit(request: InstitutionRequest) -> HttpResponse:
    back = reverse("maintenance:promises")
    return form_page(
        request,
        LimitForm(request.POST or None, initial={"approved_from": small_works.limit()}),
        small_works.keep_limit,
        then=back,
        title="小修缮报批",
        crumbs=_crumbs(("服务承诺", back)),
        known={"actor": request.member},
        note="花费达到这个数的维修，先“小修缮报批”，批了再交工；谁来批按金额走审批。",
        done="已保存",
    )
