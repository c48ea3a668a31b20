"""值日岗位: posts, filling the roster, changing a turn."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from houqin.core import clock
from houqin.org.access import InstitutionRequest, requires
from houqin.org.models import Staff
from houqin.safety import duty_board
from houqin.safety.forms.duties import FillForm, GiveForm, PostForm
from houqin.safety.models import DutyPost
from houqin.safety.policy import manages
from houqin.safety.services import duties as services
from houqin.safety.views.duties import crumbs, turn
from houqin.ui.addresses import page_of
from houqin.ui.form_pages import form_page
from houqin.ui.listing import Listing, render_list
from houqin.ui.tables import IN_USE, Choice, Column

_NAMES = ("name", "sort", "opens", "closes", "people", "weekdays", "looks", "since", "is_active")


POSTS: Listing = Listing(
    name="posts",
    title="值日岗位",
    columns=(
        Column("岗位", "name", sort="name", phone="title", width=20),
        IN_USE,
        Column("种类", "get_sort_display"),
        Column("时间", lambda row: f"{row.opens:%H:%M}—{row.closes:%H:%M}", sort="opens"),
        Column("哪些日子", "days_said"),
        Column("人数", "people", format="number"),
        Column("场所", lambda row: row.place.full_name if row.place else ""),
        Column("要求", "looks", phone="hide", css="hq-ink3", width=36),
    ),
    filters=(
        Choice("sort", "种类", DutyPost.Sort.choices, lookup="sort"),
    ),
    search=("name", "looks"),
    search_hint="搜岗位",
    sort="opens",
    href=page_of("safety:post_fill"),
    empty_title="还没有值日岗位。",
    empty_hint="先定岗位：校门、楼梯、就餐、领导带班、节假日带班，再排班。",
)  # fmt: skip


def _back() -> list[tuple[str, str]]:
    return crumbs(("值日岗位", reverse("safety:posts")))


@requires("safety.see")
def posts(request: InstitutionRequest) -> HttpResponse:
    may_manage = manages(request.member)
    add = reverse("safety:post_new") if may_manage else ""
    rows = DutyPost.objects.select_related("place")
    shown = POSTS if may_manage else replace(POSTS, href=None)
    return render_list(request, shown, rows, crumbs=crumbs(), add_url=add, add_label="添加岗位")


@requires("safety.manage")
def post_new(request: InstitutionRequest) -> HttpResponse:
    form = PostForm(request.POST or None, initial={"since": clock.today()})
    return form_page(
        request, form, services.keep_post, title="添加值日岗位", crumbs=_back(),
        then=lambda made: reverse("safety:post_fill", args=[made.pk]),
        known={"actor": request.member}, done="岗位已添加，接着排班。",
    )  # fmt: skip


@requires("safety.manage")
def post_edit(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(DutyPost, pk=pk)
    start = {name: getattr(row, name) for name in _NAMES} | {"place": row.place_id}
    start["days"] = "work" if row.workdays_only else "rest" if row.rest_days_only else "week"
    return form_page(
        request, PostForm(request.POST or None, initial=start), services.keep_post,
        then=reverse("safety:posts"), title="修改值日岗位", crumbs=_back(), done="已保存。",
        known={"actor": request.member, "post_id": pk},
        note="已经排好的班次不变，以后排的按新的时间。",
    )  # fmt: skip


@requires("safety.manage")
def post_fill(request: InstitutionRequest, pk: int) -> HttpResponse:
    """Roster: who takes turns from when to when."""
    row = get_object_or_404(DutyPost, pk=pk)
    today = clock.today()
    start = {"first": today, "last": today + timedelta(days=27 - today.weekday())}

    def filled(made: int) -> str:
        messages.success(request, f"排了 {made} 班，已通知本人。")
        turns = row.duties.filter(day__gte=today).select_related("staff", "post")
        unsigned = duty_board.without_letter(list(turns), today)
        if unsigned:
            names = "、".join(sorted(unsigned.values()))
            messages.warning(request, f"还没有签责任状：{names}。请先签再上岗。")
        return reverse("safety:duties")

    return form_page(
        request, FillForm(request.POST or None, initial=start), services.fill, then=filled,
        template="safety/fill.html", post=row,
        title=f"排班：{row}", crumbs=crumbs(), submit="排班", note=f"{row.days_said}，"
        f"{row.opens:%H:%M}—{row.closes:%H:%M}，每班 {row.people} 人。",
        known={"actor": request.member, "post_id": pk, "now": clock.now()},
    )  # fmt: skip


@requires("safety.manage")
def duty_give(request: InstitutionRequest, pk: int) -> HttpResponse:
    """Put somebody else on a turn, or nobody."""
    row = turn(pk)
    return form_page(
        request, GiveForm(request.POST or None, initial={"staff": row.staff_id}), _change,
        then=reverse("safety:duties"), title=f"换人：{row}", crumbs=crumbs(), done="已改好。",
        known={"actor": request.member, "duty_id": pk, "now": clock.now()},
        note=f"现在是{row.staff.name}。",
    )  # fmt: skip


def _change(*, staff: Staff | None, **known: Any) -> object:
    if staff is None:
        return services.take_off(**known)
    return services.give(staff=staff, **known)
