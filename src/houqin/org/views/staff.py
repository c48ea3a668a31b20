"""People: the list, one person, roles, leaving."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from houqin.core import clock
from houqin.core.permissions import may
from houqin.core.roles import Kind, Role, role_name
from houqin.org.access import InstitutionRequest, requires
from houqin.org.forms.people import LeaveForm, RoleForm, StaffForm
from houqin.org.models import Absence, Department, RoleHolding, Staff
from houqin.org.resources.staff import role_labels
from houqin.org.services import people
from houqin.org.views.home import crumbs
from houqin.org.wording import words
from houqin.ui.addresses import page_of
from houqin.ui.form_pages import confirm_page, form_page
from houqin.ui.listing import BulkAction, Column, Listing, render_list
from houqin.ui.tables import Choice, foreign_key


def role_words(codes: list[str], kind: Kind) -> str:
    known = [Role(code) for code in codes if code and code != Role.STAFF]
    return "、".join(role_name(role, kind) for role in Role if role in known)


def _listing(kind: Kind, *, keeps: bool) -> Listing:
    said = words(kind)
    return Listing(
        name="staff",
        title=said.staff,
        columns=(
            Column("姓名", "name", sort="name", phone="title"),
            Column("工号", "number", sort="number", phone="hide"),
            Column(said.department, "department.name", sort="department__position"),
            Column("岗位", "position", sort="position"),
            Column("角色", lambda row: role_words(row.role_codes, kind), width=28),
            Column("上级", "superior.name", phone="hide"),
            Column(
                "手机号",
                lambda row: masked_phone(row.phone),
                phone="hide",
                exported=lambda row: row.phone if keeps else masked_phone(row.phone),
            ),
            Column("账号", lambda row: _account(row)[1], chip=_account, phone="side"),
        ),
        filters=(
            foreign_key("department", said.department, Department.objects.all),
            Choice(
                "role",
                "角色",
                [(code, name) for name, code in role_labels(kind).items()],
                where=lambda code: Q(pk__in=RoleHolding.objects.filter(role=code).values("staff")),
            ),
            Choice(
                "here",
                "在岗",
                (("1", "在岗"), ("0", "已离岗")),
                where=lambda value: Q(left_on__isnull=value == "1"),
                default="1",
            ),
        ),
        search="search",
        search_hint="搜姓名、工号",
        sort="department__position",
        href=page_of("org:person"),
        empty_title=f"还没有{said.staff}。",
        empty_hint="先下载模板填好一次导入，比一个个添加快。",
    )


def masked_phone(phone: str) -> str:
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) >= 8 else phone


def _account(row: Staff) -> tuple[str, str]:
    if row.left_on:
        return "na", "已离岗"
    if row.user is None:
        return "todo", "未开通"
    return ("done", "可登录") if row.user.is_active else ("na", "已停用")


def _rows() -> QuerySet[Any]:
    return Staff.objects.select_related("department", "superior", "user").annotate(
        role_codes=ArrayAgg("holdings__role", default=[], distinct=True)
    )


@requires("org.see")
def staff(request: InstitutionRequest) -> HttpResponse:
    keeps = bool(may(request.member, "org.keep_people"))
    bulk = (
        BulkAction("开通账号", reverse("org:accounts"), "key"),
        BulkAction(
            "停用账号", reverse("org:accounts-stop"), "lock",
            confirm="停用选中的账号吗？停用后他们马上不能登录，资料都保留。", danger=True,
        ),
    )  # fmt: skip
    return render_list(
        request,
        _listing(request.member.kind, keeps=keeps),
        _rows(),
        crumbs=crumbs(),
        bulk=bulk if keeps else (),
        add_url=reverse("org:person-add") if keeps else "",
        add_label="添加人员",
        import_url=reverse("org:import", args=["org.staff"]) if keeps else "",
    )


@requires("org.see")
def person(request: InstitutionRequest, pk: int) -> HttpResponse:
    """One person: who, which roles, leave, account."""
    row = get_object_or_404(_rows(), pk=pk)
    keeps = bool(may(request.member, "org.keep_people"))
    kind = request.member.kind
    held = RoleHolding.objects.filter(staff=row).exclude(role=Role.STAFF)
    page = {
        "title": row.name,
        "crumbs": crumbs((words(kind).staff, "org:staff")),
        "person": row,
        "phone": row.phone
        if keeps or row.pk == request.member.staff.pk
        else masked_phone(row.phone),
        "account": _account(row),
        "holdings": [
            {"row": one, "name": role_name(one.role, kind)}
            for one in held.select_related("department")
        ],
        "absences": Absence.objects.filter(staff=row).select_related("substitute")[:10],
        "keeps": keeps,
        "is_self": row.pk == request.member.staff.pk,
        "said": words(kind),
    }
    return render(request, "org/person.html", page)


@requires("org.keep_people")
def person_edit(request: InstitutionRequest, pk: int | None = None) -> HttpResponse:
    kind = request.member.kind
    row = get_object_or_404(Staff, pk=pk) if pk else None
    known: dict[str, Any] = {"actor": request.member, "today": clock.today()}
    if row:
        known["row"] = row
    start = StaffForm.start(row) if row else {}
    return form_page(
        request,
        StaffForm(request.POST or None, kind=kind, row=row, initial=start),
        people.change_staff if row else people.add_staff,
        then=lambda made: reverse("org:person", args=[made.pk]),
        title="修改资料" if row else "添加人员",
        crumbs=_trail(request, row),
        known=known,
    )


def _trail(request: InstitutionRequest, row: Staff | None) -> list[tuple[str, str]]:
    trail = crumbs((words(request.member.kind).staff, "org:staff"))
    return [*trail, (row.name, reverse("org:person", args=[row.pk]))] if row else trail


@requires("org.keep_people")
def leave(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Staff, pk=pk, left_on=None)
    return form_page(
        request,
        LeaveForm(request.POST or None, initial={"left_on": clock.today()}),
        people.leave,
        then=reverse("org:person", args=[pk]),
        title=f"{row.name}离岗",
        crumbs=_trail(request, row),
        known={"actor": request.member, "row": row, "today": clock.today()},
        submit="办离岗",
        lock="角色随离岗失效，未完成的任务会交给代理人或列入待改派。",
    )


@requires("org.keep_people")
def come_back(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Staff, pk=pk)
    return confirm_page(
        request,
        lambda: people.come_back(actor=request.member, row=row, today=clock.today()),
        then=reverse("org:person", args=[pk]),
        title="恢复在岗",
        question=f"恢复“{row.name}”在岗吗？",
        consequence="原来的角色和账号一起恢复。",
        crumbs=_trail(request, row),
        danger=False,
    )


@requires("org.keep_people")
def role_add(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Staff, pk=pk)
    return form_page(
        request,
        RoleForm(request.POST or None, kind=request.member.kind),
        people.add_role,
        then=reverse("org:person", args=[pk]),
        title=f"给{row.name}加角色",
        crumbs=_trail(request, row),
        known={"actor": request.member, "staff": row, "today": clock.today()},
        submit="加上",
    )


@requires("org.keep_people")
def role_end(request: InstitutionRequest, pk: int) -> HttpResponse:
    held = get_object_or_404(RoleHolding.objects.select_related("staff"), pk=pk)
    name = role_name(held.role, request.member.kind)
    return confirm_page(
        request,
        lambda: people.end_role(actor=request.member, row=held, today=clock.today()),
        then=reverse("org:person", args=[held.staff_id]),
        title="收回角色",
        question=f"收回“{held.staff.name}”的角色“{name}”吗？",
        consequence="以这个角色办过的事都保留。",
        crumbs=_trail(request, held.staff),
    )
