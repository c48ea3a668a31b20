"""活动: the list, planning one, its page, holding it, its report, its duties."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from houqin.core import clock
from houqin.core.permissions import may
from houqin.files.public import attachments_of, take_all
from houqin.journal.public import history, record
from houqin.org.access import InstitutionRequest, demand, requires
from houqin.org.member import Member
from houqin.planning.activity_listing import ACTIVITIES, state_of
from houqin.planning.activity_numbers import by_organiser
from houqin.planning.forms.activities import ActivityForm, DutyForm, HoldForm, ReportForm
from houqin.planning.forms.meetings import ReasonForm
from houqin.planning.models import Activity
from houqin.planning.services import activities as services
from houqin.planning.views.doing import state_code
from houqin.ui.form_pages import form_page
from houqin.ui.listing import render_list

_FIELDS = (
    "sort", "organiser", "title", "demanded", "aim", "day", "place", "budget", "report_due",
)  # fmt: skip


def _crumbs(row: Activity | None = None) -> list[tuple[str, str]]:
    found = [("活动", reverse("planning:activities"))]
    return [*found, (row.title, _page_of(row))] if row else found


def _page_of(row: Activity) -> str:
    return reverse("planning:activity", args=[row.pk])


@requires("planning.see_activities")
def activities(request: InstitutionRequest) -> HttpResponse:
    member, today = request.member, clock.today()
    plans = bool(may(member, "planning.plan_activity"))
    rows = Activity.objects.select_related("lead", "department").annotate(
        came=Count("people", filter=Q(people__came=True), distinct=True)
    )
    return render_list(
        request,
        ACTIVITIES,
        rows,
        template="planning/activities/list.html",
        exported=lambda count: record(
            actor=member, action="planning.activities_exported", count=count
        ),
        add_url=reverse("planning:activity_new") if plans else "",
        add_label="计划活动",
        organisers=by_organiser(
            today.replace(month=1, day=1), today.replace(month=12, day=31), today
        ),
    )


@requires("planning.plan_activity")
def new(request: InstitutionRequest) -> HttpResponse:
    start = {"lead": request.member.staff.pk, "budget": 0}
    return form_page(
        request,
        ActivityForm(request.POST or None, initial=start),
        services.plan_activity,
        then=_page_of,
        title="计划活动",
        crumbs=_crumbs(),
        known={"actor": request.member, "now": clock.now()},
        done="已计划，参加的人会收到通知",
        submit="计划进来",
    )


@requires("planning.see_activities")
def activity(request: InstitutionRequest, pk: int) -> HttpResponse:
    member, today = request.member, clock.today()
    with_people = Activity.objects.select_related("lead", "department", "made_by", "reported_by")
    row = get_object_or_404(with_people, pk=pk)
    people = list(row.people.select_related("staff"))
    duties = [one.task for one in row.duties.select_related("task__item", "task__assignee")]
    runs = bool(may(member, "planning.run_activity", row)) and not member.is_read_only
    page: dict[str, Any] = {
        "row": row,
        "crumbs": _crumbs(),
        "state": state_of(row),
        "people": people,
        "came": sum(one.came for one in people),
        "duties": [(task, state_code(task, today)) for task in duties],
        "photos": attachments_of([row]).get(row.pk, []),
        "runs": runs,
        "can_hold": runs and row.state == "planned" and row.day <= today,
        "can_report": runs and row.state == "held" and not row.reported_at,
        "lines": history(row, limit=20),
    }
    return render(request, "planning/activities/activity.html", page)


def _led(request: InstitutionRequest, pk: int) -> Activity:
    row = get_object_or_404(Activity.objects.select_related("lead"), pk=pk)
    demand(request.member, "planning.run_activity", row)
    return row


def _step(
    request: InstitutionRequest, row: Activity, form: Any, act: Callable[..., Any], **words: Any
) -> HttpResponse:
    known = {"actor": request.member, "activity_id": row.pk, **words.pop("known", {})}
    return form_page(
        request, form, act, then=_page_of(row), crumbs=_crumbs(row), known=known, **words
    )


@requires("planning.see_activities")
def edit(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = _led(request, pk)
    start: dict[str, Any] = {name: getattr(row, name) for name in _FIELDS}
    start |= {"department": row.department_id, "lead": row.lead_id}
    start["people"] = list(row.people.values_list("staff_id", flat=True))
    form = ActivityForm(request.POST or None, initial=start)
    return _step(request, row, form, services.change_activity, title="修改活动", done="已改好")


@requires("planning.see_activities")
def cancel(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = _led(request, pk)
    form = ReasonForm(request.POST or None, label="取消的原因")
    return _step(
        request, row, form, services.cancel_activity, title=f"取消“{row.title}”",
        submit="取消活动", done="已取消",
    )  # fmt: skip


@requires("planning.see_activities")
def hold(request: InstitutionRequest, pk: int) -> HttpResponse:
    """What there was, who came, what it cost."""
    row = _led(request, pk)
    everybody = list(row.people.values_list("staff_id", flat=True))
    start = {"came": everybody, "guests": 0}
    form = HoldForm(request.POST or None, request.FILES or None, initial=start)
    return _step(
        request, row, form, _hold_with_photos, title=f"登记开展：{row.title}",
        note=f"预算 {row.budget} 元，超过要写原因。", submit="登记", done="已登记",
        known={"today": clock.today()},
    )  # fmt: skip


def _hold_with_photos(*, actor: Member, photos: list[Any], **given: Any) -> Activity:
    files = take_all(actor=actor, uploads=photos, now=clock.now()) if photos else []
    return services.hold_activity(actor=actor, photos=files, **given)


@requires("planning.see_activities")
def report(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = _led(request, pk)
    return _step(
        request, row, ReportForm(request.POST or None), services.report,
        title=f"交报告：{row.title}", submit="交报告", done="报告已交", draft=f"activity-{pk}",
        known={"now": clock.now(), "today": clock.today()},
    )  # fmt: skip


@requires("planning.see_activities")
def duty(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = _led(request, pk)
    act = partial(services.give_duty, now=clock.now(), today=clock.today())
    held = row.state == Activity.State.HELD
    return _step(
        request, row, DutyForm(request.POST or None), act,
        title="把采用的做法派成任务" if held else "派分工", submit="派发", done="已派成任务",
    )  # fmt: skip
