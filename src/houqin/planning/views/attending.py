"""Signing in, asking for leave, the roll call, the QR on the wall, who attended what."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from houqin.core import clock
from houqin.core.elsewhere import address_elsewhere
from houqin.core.permissions import may
from houqin.org.access import InstitutionRequest, demand, requires
from houqin.org.labels import qr_svg
from houqin.org.models import Staff
from houqin.org.terms import term_view
from houqin.planning import meeting_numbers
from houqin.planning.forms.meetings import ReasonForm
from houqin.planning.meeting_listing import OWN_MEETINGS, PEOPLE
from houqin.planning.models import Activity, Attendance, Meeting
from houqin.planning.services import attending
from houqin.planning.views.meetings import crumbs, visible_meeting
from houqin.ui.form_pages import attempt, form_page
from houqin.ui.listing import render_list


@requires("planning.attend")
def sign_in(request: InstitutionRequest, pk: int) -> HttpResponse:
    """The page behind the meeting's QR, and the button on its page.

    Who scans the code in the room need not be on the list; nothing of the agenda is shown here.
    """
    row = get_object_or_404(Meeting.objects.select_related("host", "cohost"), pk=pk)
    code = request.POST.get("code", "") or request.GET.get("code", "")
    problem = attending.sign_in_state(row, clock.now())
    if request.method == "POST":
        problem = attempt(
            lambda: attending.sign_in(
                actor=request.member, meeting_id=pk, code=code[:20], now=clock.now()
            )
        )
        if not problem:
            messages.success(request, "已签到")
            return redirect("planning:meeting", pk=pk)
    page = {"meeting": row, "code": code[:20], "problem": problem, "title": "会议签到"}
    status = 422 if problem and request.method == "POST" else 200
    return render(request, "planning/meetings/sign_in.html", page, status=status)


@requires("planning.attend")
def leave(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = visible_meeting(request.member, pk)
    return form_page(
        request,
        ReasonForm(request.POST or None, label="请假的原因", most=100, name="excuse"),
        attending.ask_leave,
        then=reverse("planning:meeting", args=[pk]),
        title=f"向“{row.title}”请假",
        crumbs=crumbs((row.title, reverse("planning:meeting", args=[pk]))),
        known={"actor": request.member, "meeting_id": pk, "now": clock.now()},
        done="已请假，主持人会看到",
        submit="请假",
    )


@requires("planning.see_meetings")
def qr(request: InstitutionRequest, pk: int) -> HttpResponse:
    """To show on the wall; only who leads the meeting sees the code."""
    row = visible_meeting(request.member, pk)
    demand(request.member, "planning.lead_meeting", row)
    path = reverse("planning:meeting_sign_in", args=[pk])
    address = address_elsewhere(request, f"{path}?code={row.code}")
    page = {"meeting": row, "svg": qr_svg(address), "title": "签到码", "crumbs": _inside(row)}
    return render(request, "planning/meetings/qr.html", page)


def _inside(row: Meeting) -> list[tuple[str, str]]:
    return crumbs((row.title, reverse("planning:meeting", args=[row.pk])))


@requires("planning.see_meetings")
def roll_call(request: InstitutionRequest, pk: int) -> HttpResponse:
    """点名: everybody on one page, one answer each."""
    row = visible_meeting(request.member, pk)
    demand(request.member, "planning.lead_meeting", row)
    people = list(row.attendance.select_related("staff__department").order_by("staff__name"))
    problem = ""
    if request.method == "POST":
        states = {one.pk: request.POST.get(f"state-{one.pk}", "") for one in people}
        spoken = {one.pk: request.POST.get(f"spoken-{one.pk}", "") for one in people}
        try:
            changed = attending.mark(
                actor=request.member, meeting_id=pk, states=states, spoken=spoken, now=clock.now()
            )
            messages.success(request, f"点名已存，改了 {changed} 人")
            return redirect("planning:meeting", pk=pk)
        except ValidationError as error:
            problem = error.messages[0]
    choices = [c for c in Attendance.State.choices if c[0] != "invited"]
    page = {
        "meeting": row, "people": people, "choices": choices, "problem": problem, "title": "点名",
        "crumbs": _inside(row),
    }  # fmt: skip
    status = 422 if problem else 200
    return render(request, "planning/meetings/roll_call.html", page, status=status)


@require_POST
@requires("planning.attend")
def confirm_read(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = visible_meeting(request.member, pk)
    problem = attempt(
        lambda: attending.confirm_read(actor=request.member, meeting_id=row.pk, now=clock.now())
    )
    if problem:
        messages.error(request, problem)
    else:
        messages.success(request, "已确认")
    return redirect("planning:meeting", pk=pk)


def _this_term(today: date) -> tuple[date, date, str]:
    term = term_view(today)
    if term is None:
        return today.replace(month=1, day=1), today, "今年"
    return term.first, term.last, f"{term.name}，"


@requires("planning.see_meetings")
def attendance_of(request: InstitutionRequest, pk: int) -> HttpResponse:
    """One person's meetings of the term: attendance, study hours, what they said."""
    member = request.member
    if pk != member.staff.pk and not may(member, "planning.see_all"):
        raise Http404("another's file, and not for this member")
    person = get_object_or_404(Staff, pk=pk)
    first, last, said = _this_term(clock.today())
    rows = meeting_numbers.held_with(person, first, last)
    return render_list(
        request,
        OWN_MEETINGS,
        rows,
        template="planning/meetings/own.html",
        activities=Activity.objects.filter(
            people__staff=person, people__came=True, day__range=(first, last)
        ).order_by("day"),
        title=f"{person.name}的会议和学习",
        crumbs=crumbs(("出勤", reverse("planning:attendance"))),
        note=f"{said}已出纪要的会议",
    )


@requires("planning.see_meetings")
def attendance(request: InstitutionRequest) -> HttpResponse:
    """Per person and per type, this term; without the right to see all, only the own line."""
    today = clock.today()
    first, last, said = _this_term(today)
    sort = request.GET.get("type", "")
    sort = sort if sort in Meeting.Sort.values else ""
    topic = request.GET.get("topic", "")
    topic = topic if topic in Meeting.Topic.values else ""
    rows = meeting_numbers.people(first, last, sort, topic)
    sees_all = bool(may(request.member, "planning.see_all"))
    if not sees_all:
        rows = rows.filter(pk=request.member.staff.pk)
    figures: dict[str, Any] = {}
    if sees_all:
        figures = {
            "sorts": meeting_numbers.by_sort(first, last, clock.now()),
            "recurring": meeting_numbers.recurring(first, last, today),
        }
    return render_list(
        request,
        PEOPLE,
        rows,
        template="planning/meetings/attendance.html",
        crumbs=crumbs(),
        note=f"{said}已出纪要的会议",
        chosen=sort,
        **figures,
    )
