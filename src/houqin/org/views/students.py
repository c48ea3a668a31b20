"""Students (幼儿): names are masked in the list; opening or taking them away is journaled."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from houqin.core.permissions import may
from houqin.org.access import InstitutionRequest, requires
from houqin.org.forms.structure import StudentForm
from houqin.org.models import SchoolClass, Student
from houqin.org.services import students as services
from houqin.org.views.home import crumbs
from houqin.org.wording import Words, words
from houqin.ui.addresses import page_of
from houqin.ui.form_pages import confirm_page, form_page
from houqin.ui.listing import Column, Listing, render_list
from houqin.ui.tables import flag, foreign_key


def masked(name: str) -> str:
    """``王小明`` → ``王*明``: enough to find, not enough to read out."""
    if len(name) <= 1:
        return name
    return f"{name[0]}*" if len(name) == 2 else f"{name[0]}{'*' * (len(name) - 2)}{name[-1]}"


def _listing(said: Words, *, keeps: bool) -> Listing:
    return Listing(
        name="students",
        title=said.student,
        columns=(
            Column(
                "姓名", lambda row: masked(row.name), phone="title", exported=lambda row: row.name
            ),
            Column(said.number, "number", sort="number"),
            Column(said.school_class, "school_class.name", sort="school_class__position"),
            Column("住宿", lambda row: "住宿" if row.is_boarding else "走读", sort="is_boarding"),
        ),
        filters=(
            foreign_key("school_class", said.school_class, SchoolClass.objects.all),
            flag("is_boarding", "住宿", "is_boarding", "住宿", "走读"),
        ),
        search="search",
        search_hint=f"搜姓名、{said.number}",
        sort="number",
        href=(page_of("org:student")) if keeps else None,
        empty_title=f"还没有{said.student}名单。",
        empty_hint=f"只登记姓名、{said.number}、{said.school_class}和是否住宿，够用就好。",
    )


def _said(request: InstitutionRequest) -> Words:
    said = words(request.member.kind)
    if not said.has_classes:
        raise Http404
    return said


@requires("org.see_students")
def students(request: InstitutionRequest) -> HttpResponse:
    said, keeps = _said(request), bool(may(request.member, "org.keep"))
    return render_list(
        request,
        _listing(said, keeps=keeps),
        Student.objects.select_related("school_class"),
        exported=lambda count: services.note_exported(actor=request.member, count=count),
        crumbs=crumbs(),
        note="姓名已遮挡。查看全名和导出会记入操作日志。",
        add_url=reverse("org:student-add") if keeps else "",
        add_label=f"添加{said.student}",
        import_url=reverse("org:import", args=["org.students"]) if keeps else "",
    )


@requires("org.see_students")
def student(request: InstitutionRequest, pk: int | None = None) -> HttpResponse:
    said = _said(request)
    row = get_object_or_404(Student, pk=pk) if pk else None
    if row and request.method == "GET":
        services.note_seen(actor=request.member, row=row)
    names = ("name", "number", "school_class_id", "is_boarding")
    start = {name.removesuffix("_id"): getattr(row, name) for name in names} if row else {}
    return form_page(
        request,
        StudentForm(request.POST or None, said=said, initial=start),
        services.keep_student,
        then=reverse("org:students"),
        title=f"{said.student}资料" if row else f"添加{said.student}",
        crumbs=crumbs((said.student, "org:students")),
        known={"actor": request.member, "row": row},
        template="org/form.html",
        remove_url=reverse("org:student-remove", args=[row.pk]) if row else "",
    )


@requires("org.see_students")
def student_remove(request: InstitutionRequest, pk: int) -> HttpResponse:
    said, row = _said(request), get_object_or_404(Student, pk=pk)
    return confirm_page(
        request,
        lambda: services.remove_student(actor=request.member, row=row),
        then=reverse("org:students"),
        title=f"删除{said.student}",
        question=f"删除“{masked(row.name)}”（{row.number}）吗？",
        consequence="已被别处用到的不能删除；操作日志会保留。",
        crumbs=crumbs((said.student, "org:students")),
    )
