"""Departments and classes: lists and forms."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from houqin.core.permissions import may
from houqin.org.access import InstitutionRequest, requires
from houqin.org.forms.structure import ClassForm, DepartmentForm
from houqin.org.models import Department, SchoolClass
from houqin.org.services import structure
from houqin.org.views.home import crumbs
from houqin.org.wording import Words, words
from houqin.ui.addresses import page_of
from houqin.ui.form_pages import confirm_page, form_page
from houqin.ui.listing import Column, Listing, render_list


def _departments(said: Words, *, keeps: bool) -> Listing:
    return Listing(
        name="departments",
        title=said.department,
        columns=(
            Column("名称", "name", sort="name", phone="title"),
            Column("编号", "code", sort="code"),
            Column(f"上级{said.department}", "parent.name", sort="parent__name"),
            Column("负责人", "head.name", sort="head__name"),
        ),
        search=("name", "code", "head__name"),
        search_hint=f"搜{said.department}、编号、负责人",
        sort="position",
        href=(page_of("org:department")) if keeps else None,
        empty_title=f"还没有{said.department}。",
        empty_hint=f"{said.department}用来分派任务和统计，可以一个个添加，也可以从表格导入。",
    )


@requires("org.see")
def departments(request: InstitutionRequest) -> HttpResponse:
    said, keeps = words(request.member.kind), bool(may(request.member, "org.keep"))
    return render_list(
        request,
        _departments(said, keeps=keeps),
        Department.objects.select_related("parent", "head"),
        crumbs=crumbs(),
        add_url=reverse("org:department-add") if keeps else "",
        add_label=f"添加{said.department}",
        import_url=reverse("org:import", args=["org.departments"]) if keeps else "",
    )


@requires("org.keep")
def department(request: InstitutionRequest, pk: int | None = None) -> HttpResponse:
    said = words(request.member.kind)
    row = get_object_or_404(Department, pk=pk) if pk else None
    fields = ("name", "code", "parent_id", "head_id")
    start = {name.removesuffix("_id"): getattr(row, name) for name in fields} if row else {}
    return form_page(
        request,
        DepartmentForm(request.POST or None, said=said, initial=start),
        structure.keep_department,
        then=reverse("org:departments"),
        title=str(row) if row else f"添加{said.department}",
        crumbs=crumbs((said.department, "org:departments")),
        known={"actor": request.member, "row": row},
        template="org/form.html",
        remove_url=reverse("org:department-remove", args=[row.pk]) if row else "",
        history_of=row,
    )


@requires("org.keep")
def department_remove(request: InstitutionRequest, pk: int) -> HttpResponse:
    row, said = get_object_or_404(Department, pk=pk), words(request.member.kind)
    return confirm_page(
        request,
        lambda: structure.remove_department(actor=request.member, row=row),
        then=reverse("org:departments"),
        title=f"删除{said.department}",
        question=f"删除“{row}”吗？",
        consequence="有人员或下级的不能删除；操作日志会保留。",
        crumbs=crumbs((said.department, "org:departments")),
    )


def _classes(said: Words, *, keeps: bool) -> Listing:
    return Listing(
        name="classes",
        title=said.school_class,
        columns=(
            Column(said.school_class, "name", sort="name", phone="title"),
            Column("年级", "grade", sort="grade"),
            Column(said.homeroom, "homeroom.name", sort="homeroom__name"),
        ),
        search=("name", "grade", "homeroom__name"),
        search_hint=f"搜{said.school_class}、年级、{said.homeroom}",
        sort="position",
        href=(page_of("org:class")) if keeps else None,
        empty_title=f"还没有{said.school_class}。",
        empty_hint="可以一个个添加，也可以从表格导入。",
    )


def _said(request: InstitutionRequest) -> Words:
    """The kind's words; a hospital has no classes, so the page does not exist."""
    said = words(request.member.kind)
    if not said.has_classes:
        raise Http404
    return said


@requires("org.see")
def classes(request: InstitutionRequest) -> HttpResponse:
    said, keeps = _said(request), bool(may(request.member, "org.keep"))
    return render_list(
        request,
        _classes(said, keeps=keeps),
        SchoolClass.objects.select_related("homeroom"),
        crumbs=crumbs(),
        add_url=reverse("org:class-add") if keeps else "",
        add_label=f"添加{said.school_class}",
        import_url=reverse("org:import", args=["org.classes"]) if keeps else "",
    )


@requires("org.keep")
def school_class(request: InstitutionRequest, pk: int | None = None) -> HttpResponse:
    said = _said(request)
    row = get_object_or_404(SchoolClass, pk=pk) if pk else None
    start = {"name": row.name, "grade": row.grade, "homeroom": row.homeroom_id} if row else {}
    return form_page(
        request,
        ClassForm(request.POST or None, said=said, initial=start),
        structure.keep_class,
        then=reverse("org:classes"),
        title=str(row) if row else f"添加{said.school_class}",
        crumbs=crumbs((said.school_class, "org:classes")),
        known={"actor": request.member, "row": row},
        template="org/form.html",
        remove_url=reverse("org:class-remove", args=[row.pk]) if row else "",
        history_of=row,
    )


@requires("org.keep")
def class_remove(request: InstitutionRequest, pk: int) -> HttpResponse:
    row, said = get_object_or_404(SchoolClass, pk=pk), _said(request)
    return confirm_page(
        request,
        lambda: structure.remove_class(actor=request.member, row=row),
        then=reverse("org:classes"),
        title=f"删除{said.school_class}",
        question=f"删除“{row}”吗？",
        consequence=f"还有{said.student}的不能删除；操作日志会保留。",
        crumbs=crumbs((said.school_class, "org:classes")),
    )
