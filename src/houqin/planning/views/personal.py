"""个人计划: one's own, and for leaders who has handed in and who has not."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from houqin.core import clock
from houqin.core.permissions import may
from houqin.org.access import InstitutionRequest, requires
from houqin.org.models import Staff
from houqin.planning.forms.personal import (
    CommentForm,
    ExemptForm,
    PlanForm,
    ReviewForm,
    RoundForm,
    line_forms,
)
from houqin.planning.models import PersonalPlan, PersonalRound
from houqin.planning.personal_lists import Standing, standings
from houqin.planning.programme_policy import visible_personal
from houqin.planning.services import personal as services
from houqin.ui.exporting import as_download, list_workbook
from houqin.ui.form_pages import form_page
from houqin.ui.forms import refuse, submit
from houqin.ui.tables import Column


def _reads_all(request: InstitutionRequest) -> bool:
    return bool(may(request.member, "planning.read_personal")) and not request.member.is_read_only


def crumbs(round_: PersonalRound | None = None) -> list[tuple[str, str]]:
    found = [("个人计划", reverse("planning:personal"))]
    if round_ is not None:
        found.append((str(round_), reverse("planning:personal_round", args=[round_.pk])))
    return found


def _round(pk: int) -> PersonalRound:
    return get_object_or_404(PersonalRound.objects.select_related("term"), pk=pk)


def _own(request: InstitutionRequest, round_: PersonalRound) -> PersonalPlan | None:
    mine = PersonalPlan.objects.filter(round=round_, staff=request.member.staff)
    return mine.select_related("staff").first()


@require_GET
@requires("planning.write_personal")
def personal(request: InstitutionRequest) -> HttpResponse:
    """One's plans of every term, and what the people below one have handed in."""
    rounds = list(PersonalRound.objects.select_related("term")[:12])
    mine = PersonalPlan.objects.filter(staff=request.member.staff, round__in=rounds)
    by_round = {plan.round_id: plan for plan in mine}
    me = request.member.staff
    today = clock.today()
    below = visible_personal(request.member).exclude(staff=me).filter(round__in=rounds[:1])
    page = {
        "rows": [Standing(me, by_round.get(one.pk), one, today) for one in rounds],
        "below": [] if _reads_all(request) else below.select_related("staff")[:50],
        "reads_all": _reads_all(request),
        "title": "个人计划",
    }
    return render(request, "planning/personal/personal.html", page)


@requires("planning.read_personal")
def new(request: InstitutionRequest) -> HttpResponse:
    return form_page(
        request, RoundForm(request.POST or None), services.open_round,
        then=lambda row: reverse("planning:personal_round", args=[row.pk]),
        title="布置个人计划", crumbs=crumbs(), submit="布置并通知",
        known={"actor": request.member, "now": clock.now()}, done="已布置，通知已发给每个人。",
    )  # fmt: skip


@requires("planning.read_personal")
def edit(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = _round(pk)
    start = {"due_on": row.due_on, "review_due_on": row.review_due_on, "advice": row.advice}
    return form_page(
        request, RoundForm(request.POST or None, initial=start, is_new=False),
        services.change_round, then=reverse("planning:personal_round", args=[pk]),
        title="改截止日期", crumbs=crumbs(row), known={"actor": request.member, "round_id": pk},
        lock="已经标了迟交的，仍然是迟交。",
    )  # fmt: skip


_COLUMNS = (
    Column("姓名", "staff.name", width=12),
    Column("部门", "staff.department.name", width=16),
    Column("计划", lambda row: row.state[1], width=10),
    Column("交计划时间", "plan.handed_in_at", width=18),
    Column("期末小结", lambda row: row.review_state[1], width=10),
    Column("交小结时间", "plan.reviewed_at", width=18),
    Column("不要求的原因", "plan.exempt_reason", width=24),
)


@require_GET
@requires("planning.read_personal")
def round_page(request: InstitutionRequest, pk: int) -> HttpResponse:
    """Who has handed in, who has not: the names still missing stand first."""
    row = _round(pk)
    rows = standings(row, clock.today())
    if request.GET.get("export") == "xlsx":
        book, _count = list_workbook(str(row), _COLUMNS, rows)
        return as_download(book, f"{row}.xlsx")
    asked = [one for one in rows if not one.is_exempt]
    page = {
        "round": row,
        "rows": rows,
        "missing": [one.staff for one in rows if one.is_missing],
        "asked": len(asked),
        "handed_in": sum(one.is_handed_in for one in asked),
        "late": sum(bool(one.plan and one.plan.is_late) for one in asked),
        "reviewed": sum(bool(one.plan and one.plan.reviewed_at) for one in asked),
        "is_past": clock.today() > row.due_on,
        "title": str(row),
        "crumbs": crumbs(),
    }
    return render(request, "planning/personal/round.html", page)


@requires("planning.write_personal")
def write(request: InstitutionRequest, pk: int) -> HttpResponse:
    """Write one's plan: a text and lines; saved as a draft or handed in."""
    row = _round(pk)
    plan = _own(request, row)
    lines = list(plan.lines.all()) if plan else []
    form = PlanForm(request.POST or None, initial={"text": plan.text if plan else ""})
    table = line_forms(request.POST or None, lines)
    if request.method == "POST" and form.is_valid() and table.is_valid():
        done = submit(
            form, services.write_plan, actor=request.member, round_id=pk,
            lines=[one.cleaned_data for one in table.forms],
            is_final="hand_in" in request.POST, now=clock.now(), today=clock.today(),
        )  # fmt: skip
        if done is not None:
            said = "已交。" if done.state == PersonalPlan.State.HANDED_IN else "已存，还没交。"
            messages.success(request, said + ("（迟交）" if done.is_late else ""))
            return redirect("planning:personal")
    page = {
        "round": row, "plan": plan, "form": form, "table": table, "title": f"写{row}",
        "crumbs": crumbs(), "is_past": clock.today() > row.due_on,
    }  # fmt: skip
    bad = bool(form.errors) or (table.is_bound and not table.is_valid())
    return render(request, "planning/personal/write.html", page, status=422 if bad else 200)


@requires("planning.write_personal")
def review(request: InstitutionRequest, pk: int) -> HttpResponse:
    """The term's review: an outcome for each line of the plan, and a text."""
    row = _round(pk)
    plan = _own(request, row)
    if plan is None or plan.state != PersonalPlan.State.HANDED_IN:
        messages.error(request, "请先交个人计划，再写期末小结。")
        return redirect("planning:personal_write", pk=pk)
    form = ReviewForm(
        request.POST or None, lines=list(plan.lines.all()), initial={"review": plan.review}
    )
    if request.method == "POST" and form.is_valid():
        try:
            done = services.write_review(
                actor=request.member, round_id=pk, review=form.cleaned_data["review"],
                outcomes=form.outcomes(), is_final="hand_in" in request.POST, now=clock.now(),
                today=clock.today(),
            )  # fmt: skip
            said = "小结已交。" if done.reviewed_at else "小结已存，还没交。"
            messages.success(request, said + ("（迟交）" if done.review_is_late else ""))
            return redirect("planning:personal")
        except ValidationError as error:
            refuse(form, error)
    page = {
        "round": row, "plan": plan, "form": form, "title": "写期末小结", "crumbs": crumbs(),
        "is_past": clock.today() > row.review_due_on,
    }  # fmt: skip
    return render(
        request, "planning/personal/review.html", page, status=422 if form.errors else 200
    )


@requires("planning.write_personal")
def plan(request: InstitutionRequest, pk: int) -> HttpResponse:
    """One plan with its review and comments; leaders comment here."""
    rows = visible_personal(request.member).select_related("round__term", "staff__department")
    row = get_object_or_404(rows, pk=pk)
    comments = bool(may(request.member, "planning.read_personal", row))
    form = CommentForm(request.POST or None)
    if request.method == "POST":
        made = submit(form, services.comment, actor=request.member, plan_id=pk, now=clock.now())
        if made is not None:
            messages.success(request, f"批语已发给{row.staff.name}。")
            return redirect("planning:personal_plan", pk=pk)
    page: dict[str, Any] = {
        "plan": row,
        "standing": Standing(row.staff, row, row.round, clock.today()),
        "lines": row.lines.all(),
        "comments": row.comments.select_related("made_by"),
        "form": form if comments else None,
        "is_mine": row.staff_id == request.member.staff.pk,
        "title": str(row),
        "crumbs": crumbs(row.round) if _reads_all(request) else crumbs(),
    }
    return render(request, "planning/personal/plan.html", page, status=422 if form.errors else 200)


@requires("planning.read_personal")
def exempt(request: InstitutionRequest, pk: int, staff_id: int) -> HttpResponse:
    row = _round(pk)
    person = get_object_or_404(Staff, pk=staff_id)
    kept = PersonalPlan.objects.filter(round=row, staff=person).first()
    start = {"reason": kept.exempt_reason if kept else ""}
    return form_page(
        request, ExemptForm(request.POST or None, initial=start), services.exempt,
        then=reverse("planning:personal_round", args=[pk]), title=f"{person.name}不用写",
        crumbs=crumbs(row),
        known={"actor": request.member, "round_id": pk, "staff": person},
    )  # fmt: skip


@require_POST
@requires("planning.read_personal")
def urge(request: InstitutionRequest, pk: int) -> HttpResponse:
    """催交: one notice a day to everybody who is missing."""
    _round(pk)
    try:
        count = services.urge_missing(
            actor=request.member, round_id=pk, now=clock.now(), today=clock.today()
        )
        messages.success(request, f"已提醒 {count} 人。")
    except ValidationError as error:
        messages.error(request, "；".join(error.messages))
    return redirect("planning:personal_round", pk=pk)
