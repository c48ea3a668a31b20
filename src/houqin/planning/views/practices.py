"""好做法: recommended, decided, judged by their effect."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from houqin.core import clock
from houqin.core.domains import DOMAINS, domain_choices
from houqin.core.permissions import may
from houqin.journal.public import history, record
from houqin.org.access import InstitutionRequest, requires
from houqin.planning.forms.practices import DecidePracticeForm, EffectForm, PracticeForm
from houqin.planning.models import Practice
from houqin.planning.services import practices as services
from houqin.ui.addresses import page_of
from houqin.ui.form_pages import form_page
from houqin.ui.listing import Listing, render_list
from houqin.ui.tables import Choice, Column

_LOOKS = {"proposed": "todo", "adopted": "done", "trial": "doing", "declined": "na"}


def state_of(row: Practice) -> tuple[str, str]:
    is_tried = row.state in {"adopted", "trial"} and not row.effect
    if is_tried and row.follow_on and row.follow_on <= clock.today():
        return "review", "该看效果了"
    return _LOOKS[row.state], str(row.get_state_display())


def _domain_name(row: Practice) -> str:
    found = DOMAINS.get(row.domain)
    return found.name if found else ""


PRACTICES: Listing = Listing(
    name="practices",
    title="好做法",
    columns=(
        Column("做法", "title", phone="title", width=30),
        Column("状态", lambda row: state_of(row)[1], chip=state_of, phone="side"),
        Column("从哪里看到", "source", width=24),
        Column("用在哪里", "usable", width=30),
        Column("领域", _domain_name, phone="hide", width=8),
        Column("推荐人", "made_by.name", width=10),
        Column("推荐时间", "made_at", sort="made_at", format="moment", phone="hide"),
        Column("结论", "get_verdict_display", phone="hide"),
        Column("效果", "effect", phone="hide", width=30),
    ),
    filters=(
        Choice("state", "状态", Practice.State.choices, lookup="state"),
        Choice("verdict", "结论", Practice.Verdict.choices, lookup="verdict"),
        Choice("domain", "领域", domain_choices, lookup="domain"),
    ),
    search="search",
    search_hint="搜做法、来源",
    sort="-pk",
    href=page_of("planning:practice"),
    empty_title="还没有人推荐好做法。",
    empty_hint="在别处看到好的，记下来源和怎么用；主任决定采用还是试行，到日子回头看效果。",
)


def _crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    return [("好做法", reverse("planning:practices")), *more]


@requires("planning.see_practices")
def practices(request: InstitutionRequest) -> HttpResponse:
    member = request.member
    can_add = bool(may(member, "planning.record_practice"))
    return render_list(
        request,
        PRACTICES,
        Practice.objects.select_related("made_by"),
        exported=lambda count: record(
            actor=member, action="planning.practices_exported", count=count
        ),
        add_url=reverse("planning:practice_new") if can_add else "",
        add_label="推荐一条",
    )


@requires("planning.record_practice")
def new(request: InstitutionRequest) -> HttpResponse:
    return form_page(
        request,
        PracticeForm(request.POST or None),
        services.record_practice,
        then=lambda made: reverse("planning:practice", args=[made.pk]),
        title="推荐好做法",
        crumbs=_crumbs(),
        known={"actor": request.member, "now": clock.now()},
        done="已记下，等主任决定",
        draft="practice",
    )


@requires("planning.see_practices")
def practice(request: InstitutionRequest, pk: int) -> HttpResponse:
    rows = Practice.objects.select_related(
        "made_by", "decided_by", "judged_by", "task__item", "task__assignee"
    )
    row = get_object_or_404(rows, pk=pk)
    decides = bool(may(request.member, "planning.decide_practice"))
    page = {
        "row": row,
        "crumbs": _crumbs(),
        "state": state_of(row),
        "can_decide": decides and row.state == Practice.State.PROPOSED,
        "can_judge": decides and row.state in {Practice.State.ADOPTED, Practice.State.TRIAL},
        "lines": history(row, limit=20),
    }
    return render(request, "planning/practices/practice.html", page)


@requires("planning.decide_practice")
def decide(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Practice, pk=pk)
    today = clock.today()
    start = {"due_on": today + timedelta(days=14), "follow_on": today + timedelta(days=45)}
    return form_page(
        request,
        DecidePracticeForm(request.POST or None, initial=start),
        services.decide,
        then=reverse("planning:practice", args=[pk]),
        title=f"决定：{row.title}",
        crumbs=_crumbs((row.title, reverse("planning:practice", args=[pk]))),
        known={"actor": request.member, "practice_id": pk, "now": clock.now(), "today": today},
        note=f"{row.source}。{row.usable}",
        done="已决定，推荐人会看到",
    )


@requires("planning.decide_practice")
def judge(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Practice, pk=pk)
    return form_page(
        request,
        EffectForm(
            request.POST or None, initial={"effect": row.effect, "verdict": row.verdict or None}
        ),
        services.judge,
        then=reverse("planning:practice", args=[pk]),
        title=f"看效果：{row.title}",
        crumbs=_crumbs((row.title, reverse("planning:practice", args=[pk]))),
        known={"actor": request.member, "practice_id": pk, "now": clock.now()},
        done="已登记效果",
    )
