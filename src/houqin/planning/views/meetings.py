"""会议: the list, calling one, changing it, calling it off, its page."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from houqin.core import clock
from houqin.core.asked import asked_number
from houqin.core.permissions import may
from houqin.files.public import attachments_of
from houqin.journal.public import history, record
from houqin.org.access import InstitutionRequest, demand, requires
from houqin.org.member import Member
from houqin.planning.forms.meetings import MeetingForm, ReasonForm
from houqin.planning.meeting_listing import MEETINGS
from houqin.planning.meeting_rules import SOUNDS_LIKE_MEETING
from houqin.planning.models import Attendance, Meeting, Task
from houqin.planning.models.meetings import CAME
from houqin.planning.models.tasks import OPEN
from houqin.planning.office_policy import visible_meetings
from houqin.planning.policy import visible_tasks
from houqin.planning.services import meetings as services
from houqin.planning.services.attending import sign_in_state
from houqin.planning.views.meeting_prefill import prefill
from houqin.ui.form_pages import form_page
from houqin.ui.listing import render_list

CRUMB = "会议"
# Everybody's own taps; the list of people shows them better than the history.
_PERSONAL = {"planning.meeting_signed", "planning.meeting_read"}
_PEOPLE = ("host", "cohost", "recorder", "called_by", "minuted_by", "task__item")


def crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    return [(CRUMB, reverse("planning:meetings")), *more]


def visible_meeting(member: Member, pk: int) -> Meeting:
    """The meeting with the people its page names, or 404."""
    return get_object_or_404(visible_meetings(member).select_related(*_PEOPLE), pk=pk)


def meeting_tasks(member: Member, chosen: int | None = None) -> QuerySet[Task]:
    """Open planned work that is a meeting and near enough to be called now."""
    today = clock.today()
    near = Q(first__lte=today + timedelta(days=30), due_on__gte=today - timedelta(days=7))
    planned = ~Q(cadence="")  # an ad-hoc task that names a meeting is seldom the meeting itself
    wanted = near & planned & Q(item__title__regex=SOUNDS_LIKE_MEETING, state__in=OPEN)
    if chosen:
        wanted |= Q(pk=chosen)
    called = Meeting.objects.exclude(state="cancelled").exclude(task=None)
    if chosen:
        called = called.exclude(task_id=chosen)
    rows = visible_tasks(member).filter(wanted).exclude(pk__in=called.values("task"))
    return rows.exclude(item__proof="reading").select_related("item").order_by("due_on")


@requires("planning.see_meetings")
def meetings(request: InstitutionRequest) -> HttpResponse:
    member, now = request.member, clock.now()
    can_call = bool(may(member, "planning.call_meeting"))
    rows = visible_meetings(member).annotate(
        expected=Count("attendance"),
        came=Count("attendance", filter=Q(attendance__state__in=CAME)),
    )
    mine = Attendance.objects.filter(staff=member.staff).select_related("meeting__host")
    day_start = now - timedelta(hours=12)
    return render_list(
        request,
        MEETINGS,
        rows.select_related("host"),
        template="planning/meetings/list.html",
        exported=lambda count: record(
            actor=member, action="planning.meetings_exported", count=count
        ),
        add_url=reverse("planning:meeting_new") if can_call else "",
        add_label="召集会议",
        coming=[
            {"row": row, "can_sign": not row.came and not sign_in_state(row.meeting, now)}
            for row in mine.filter(
                meeting__state="called", meeting__starts_at__gte=day_start
            ).order_by("meeting__starts_at")[:5]
        ],
        unread=list(
            mine.filter(meeting__state="held", confirmed_at=None)
            .exclude(state__in=CAME)
            .order_by("-meeting__starts_at")[:5]
        ),
        unminuted=_unminuted(member, now) if can_call else [],
        to_call=list(meeting_tasks(member).filter(first__lte=clock.today())[:5])
        if can_call
        else [],
    )


def _unminuted(member: Member, now: Any) -> list[Meeting]:
    """Over and without minutes: so far not held."""
    over = visible_meetings(member).filter(state="called", starts_at__lt=now - timedelta(hours=3))
    return list(over.select_related("host").order_by("starts_at")[:5])


@requires("planning.call_meeting")
def new(request: InstitutionRequest) -> HttpResponse:
    """召集, perhaps for a planned task (?task=) or like an earlier meeting (?like=)."""
    task_id = asked_number(request.GET.get("task"))
    start = {} if request.POST else prefill(request.member, request.GET, clock.today())
    return form_page(
        request,
        MeetingForm(
            request.POST or None, tasks=meeting_tasks(request.member, task_id), initial=start
        ),
        services.call_meeting,
        then=lambda made: reverse("planning:meeting", args=[made.pk]),
        title="召集会议",
        crumbs=crumbs(),
        known={"actor": request.member, "now": clock.now()},
        done="已通知参会人",
        submit="通知参会人",
    )


@requires("planning.see_meetings")
def edit(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = visible_meeting(request.member, pk)
    demand(request.member, "planning.lead_meeting", row)
    names = (
        "sort",
        "topic",
        "speaker",
        "title",
        "starts_at",
        "duration",
        "place",
        "agenda",
        "guests",
    )
    start: dict[str, Any] = {name: getattr(row, name) for name in names}
    start |= {name: getattr(row, f"{name}_id") for name in ("host", "cohost", "recorder", "task")}
    start["attendees"] = list(row.attendance.values_list("staff_id", flat=True))
    return form_page(
        request,
        MeetingForm(
            request.POST or None, tasks=meeting_tasks(request.member, row.task_id), initial=start
        ),
        services.change_meeting,
        then=reverse("planning:meeting", args=[pk]),
        title="修改会议",
        crumbs=crumbs((row.title, reverse("planning:meeting", args=[pk]))),
        known={"actor": request.member, "meeting_id": pk, "now": clock.now()},
        done="已改好，并通知参会人",
        lock="保存后，名单上的人会收到变动通知。",
    )


@requires("planning.see_meetings")
def cancel(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = visible_meeting(request.member, pk)
    demand(request.member, "planning.lead_meeting", row)
    return form_page(
        request,
        ReasonForm(request.POST or None, label="取消的原因"),
        services.cancel_meeting,
        then=reverse("planning:meeting", args=[pk]),
        title=f"取消“{row.title}”",
        crumbs=crumbs((row.title, reverse("planning:meeting", args=[pk]))),
        known={"actor": request.member, "meeting_id": pk, "now": clock.now()},
        done="已取消，并通知参会人",
        submit="取消会议",
    )


@requires("planning.see_meetings")
def meeting(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = visible_meeting(request.member, pk)
    return render(request, "planning/meetings/meeting.html", meeting_page(request.member, row))


def meeting_page(member: Member, row: Meeting) -> dict[str, Any]:
    now = clock.now()
    people = list(row.attendance.select_related("staff__department"))
    mine = next((one for one in people if one.staff_id == member.staff.pk), None)
    leads = bool(may(member, "planning.lead_meeting", row))
    is_called = row.state == Meeting.State.CALLED
    problem = sign_in_state(row, now)
    return {
        "meeting": row,
        "crumbs": crumbs(),
        "people": people,
        "groups": _groups(people),
        "mine": mine,
        "leads": leads,
        "is_called": is_called,
        "has_begun": row.starts_at <= now,
        "can_sign": mine is not None and is_called and not mine.came and not problem,
        "sign_problem": problem,
        "can_call": bool(may(member, "planning.call_meeting")),
        "can_request": bool(may(member, "planning.request_support")),
        "decisions": list(row.decisions.select_related("task__assignee")),
        "notes": list(row.notes.select_related("made_by")),
        "requests": list(row.requests.all()),
        "photos": attachments_of([row]).get(row.pk, []),
        "unread": [one for one in people if not one.confirmed_at],
        "have_read": sum(bool(one.confirmed_at) for one in people),
        "spoken": [one for one in people if one.contribution],
        "lines": [line for line in history(row, limit=80) if line.action not in _PERSONAL][:20],
        "today": clock.today(),
    }


def _groups(people: list[Attendance]) -> list[tuple[str, str, list[Attendance]]]:
    """State code, word and people: who came first, then who did not."""
    looks = {"present": "done", "late": "doing", "leave": "na", "absent": "late", "invited": "todo"}
    groups = []
    for state, look in looks.items():
        rows = [one for one in people if one.state == state]
        if rows:
            groups.append((look, str(Attendance.State(state).label), rows))
    return groups
