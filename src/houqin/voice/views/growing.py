"""Hot issues that are taken on, key cases that are learnt from."""

from __future__ import annotations

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from houqin.cases.public import visible
from houqin.core import clock
from houqin.core.asked import asked_number
from houqin.core.permissions import may
from houqin.org.access import InstitutionRequest, requires
from houqin.org.models import Place
from houqin.ui.addresses import page_of
from houqin.ui.form_pages import form_page
from houqin.ui.listing import Listing, render_list
from houqin.ui.tables import Choice, Column
from houqin.voice.forms.opinions import (
    AnswerHotForm,
    CloseHotForm,
    EffectForm,
    KeyCaseForm,
    TakeOnForm,
)
from houqin.voice.models import HotIssue, KeyCase, Opinion
from houqin.voice.services import growing as services
from houqin.voice.subjects import NAMES, SUBJECTS
from houqin.voice.views.opinions import crumbs


def _figures() -> list[tuple[str, str]]:
    return crumbs(("统计与热点", reverse("voice:figures")))


@requires("voice.take_on")
def hot_new(request: InstitutionRequest) -> HttpResponse:
    subject, key = request.GET.get("subject", ""), asked_number(request.GET.get("place"))
    if subject not in NAMES:
        return redirect("voice:figures")  # the issues to choose from stand there
    place = get_object_or_404(Place, pk=key) if key else None
    return form_page(
        request,
        TakeOnForm(request.POST or None),
        services.take_on,
        then=lambda made: reverse("voice:hot", args=[made.pk]),
        title=f"认领热点：{place or ''}{NAMES[subject]}",
        crumbs=_figures(),
        known={
            "actor": request.member, "subject": subject, "place": place, "now": clock.now(),
            "today": clock.today(),
        },
        submit="认领，派成任务",
    )  # fmt: skip


@require_safe
@requires("voice.see_figures")
def hot(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(HotIssue.objects.select_related("owner", "taken_by", "place"), pk=pk)
    seen = visible(request.member, "opinion").filter(opinion__hot=row)
    page = {
        "title": row.title,
        "crumbs": _figures(),
        "hot": row,
        "cases": list(seen.defer("search").order_by("-pk")[:100]),
        "count": Opinion.objects.filter(hot=row).count(),
        "handles": bool(may(request.member, "voice.handle")),
        "waiting": seen.filter(state="answered").count(),
        "today": clock.today(),
    }
    return render(request, "voice/hot.html", page)


@requires("voice.handle")
def hot_answer(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(HotIssue, pk=pk)
    return form_page(
        request,
        AnswerHotForm(request.POST or None, initial={"answer": row.answer}),
        lambda **given: services.answer_hot(**given) + 1,  # none left is no refusal
        then=reverse("voice:hot", args=[pk]),
        title=f"统一答复：{row.title}",
        crumbs=[*_figures(), (row.title, reverse("voice:hot", args=[pk]))],
        known={"actor": request.member, "hot_id": pk, "now": clock.now()},
        submit="答复全部反映人",
    )


@requires("voice.handle")
def hot_close(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(HotIssue, pk=pk)
    return form_page(
        request,
        CloseHotForm(request.POST or None),
        services.close_hot,
        then=reverse("voice:hot", args=[pk]),
        title=f"审核办结：{row.title}",
        crumbs=[*_figures(), (row.title, reverse("voice:hot", args=[pk]))],
        known={"actor": request.member, "hot_id": pk, "now": clock.now()},
        note="统一答复过的一起办结；答复的人自己不能办结。",
        submit="全部办结",
    )


def _finished(row: KeyCase) -> tuple[str, str]:
    if row.checked_on:
        return ("done", "已见效") if row.is_effective else ("late", "不见效")
    if row.check_on <= clock.today():
        return "review", "该查效果了"
    return "doing", "改进中"


KEY_CASES: Listing = Listing(
    name="key_cases",
    title="重点投诉案例",
    columns=(
        Column("案例", "title", phone="title", width=30),
        Column("状态", lambda row: _finished(row)[1], chip=_finished, phone="side"),
        Column("类别", "get_category_display", sort="category"),
        Column("发生日期", "happened_on", sort="happened_on", format="day"),
        Column("责任部门", "department.name"),
        Column("薄弱环节", "weak_link", phone="hide", width=24),
        Column("怎么改进", "improvement", phone="hide", width=30),
        Column("哪天查效果", "check_on", sort="check_on", format="day"),
    ),
    filters=(Choice("category", "类别", SUBJECTS, lookup="category"),),
    search=("title", "course", "cause"),
    search_hint="搜案例、经过、原因",
    sort="-happened_on",
    href=page_of("voice:key_case"),
    empty_title="还没有重点案例。",
    empty_hint="把典型的投诉分析一遍：为什么、薄弱在哪一环、怎么改；改了以后查过效果才算完。",
)


@require_safe
@requires("voice.see_all")
def key_cases(request: InstitutionRequest) -> HttpResponse:
    """Repeated categories are counted above the list."""
    counted = KeyCase.objects.order_by().values("category").annotate(n=Count("pk")).order_by("-n")
    return render_list(
        request,
        KEY_CASES,
        KeyCase.objects.select_related("department"),
        template="voice/key_cases.html",
        crumbs=crumbs(),
        categories=[(NAMES[r["category"]], r["category"], r["n"]) for r in counted if r["n"] > 1],
        add_url=reverse("voice:key_case_new") if may(request.member, "voice.handle") else "",
        add_label="分析一个案例",
    )


@requires("voice.handle")
def key_case_new(request: InstitutionRequest) -> HttpResponse:
    key = asked_number(request.GET.get("case"))
    seen = Opinion.objects.filter(case__in=visible(request.member, "opinion"))
    row = seen.select_related("case").filter(case=key).first() if key else None
    start = {}
    if row is not None:
        start = {
            "title": row.case.title, "category": row.subject, "happened_on": row.day,
            "course": row.findings or row.case.text, "improvement": row.measure,
            "department": row.case.department_id,
        }  # fmt: skip
    return form_page(
        request,
        KeyCaseForm(request.POST or None, initial=start),
        services.keep_key_case,
        then=lambda made: reverse("voice:key_case", args=[made.pk]),
        title="分析重点案例",
        crumbs=crumbs(("重点案例", reverse("voice:key_cases"))),
        known={
            "actor": request.member, "opinion": row, "now": clock.now(), "today": clock.today(),
        },
        submit="存下，改进措施派成任务",
    )  # fmt: skip


@require_safe
@requires("voice.see_all")
def key_case(request: InstitutionRequest, pk: int) -> HttpResponse:
    rows = KeyCase.objects.select_related("department", "task__assignee", "checked_by", "opinion")
    row = get_object_or_404(rows, pk=pk)
    page = {
        "title": row.title,
        "crumbs": crumbs(("重点案例", reverse("voice:key_cases"))),
        "row": row,
        "state": _finished(row),
        "compared": services.before_and_after(row, clock.today()),
        "handles": bool(may(request.member, "voice.handle")) and row.checked_on is None,
    }
    return render(request, "voice/key_case.html", page)


@requires("voice.handle")
def effect(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(KeyCase.objects.select_related("task"), pk=pk)
    days, before, after = services.before_and_after(row, clock.today())
    return form_page(
        request,
        EffectForm(request.POST or None),
        services.check_effect,
        then=reverse("voice:key_case", args=[pk]),
        title="查效果",
        crumbs=crumbs((row.title, reverse("voice:key_case", args=[pk]))),
        known={"actor": request.member, "key_case_id": pk, "today": clock.today()},
        note=f"同类投诉：改进前 {days} 天 {before} 件，改进后同样天数 {after} 件。",
    )
