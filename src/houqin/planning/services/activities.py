"""Activities: planned, called off, held with cost and people, reported on; duties are tasks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from houqin.files.models import StoredFile
from houqin.files.public import attach
from houqin.journal.public import record
from houqin.notify.public import page, send
from houqin.org.access import demand
from houqin.org.member import Member
from houqin.org.models import Staff
from houqin.planning.models import Activity, ActivityTask, Participation, Task
from houqin.planning.services.builtin import add_task

_SET_ELSEWHERE = ["institution", "department", "lead", "made_by", "reported_by"]
_RUN = "planning.run_activity"
_OWES_REPORT = frozenset({Activity.Sort.VISIT})


@transaction.atomic
def plan_activity(
    *, actor: Member, now: datetime, people: Iterable[Staff] = (), **fields: Any
) -> Activity:
    """Put an activity into the plan; who is to take part is told."""
    demand(actor, "planning.plan_activity")
    row = Activity(made_by=actor.staff, made_at=now, **fields)
    _keep(row)
    _name_people(row, people)
    record(actor=actor, action="planning.activity_planned", target=row)
    _tell(row, actor, now)
    return row


@transaction.atomic
def change_activity(
    *, actor: Member, activity_id: int, people: Iterable[Staff] = (), **fields: Any
) -> Activity:
    row = _planned(actor, activity_id)
    for name, value in fields.items():
        setattr(row, name, value)
    _keep(row)
    _name_people(row, people)
    record(actor=actor, action="planning.activity_changed", target=row)
    return row


@transaction.atomic
def cancel_activity(*, actor: Member, activity_id: int, reason: str) -> Activity:
    row = _planned(actor, activity_id)
    row.state, row.cancel_reason = Activity.State.CANCELLED, reason.strip()
    _keep(row)
    record(actor=actor, action="planning.activity_cancelled", target=row, reason=row.cancel_reason)
    return row


@transaction.atomic
def hold_activity(
    *,
    actor: Member,
    activity_id: int,
    came: Iterable[Staff],
    summary: str,
    cost: Decimal,
    safety: str,
    today: date,
    over_reason: str = "",
    guests: int = 0,
    rating: Decimal | None = None,
    photos: Sequence[StoredFile] = (),
) -> Activity:
    """It took place: who came, what it cost, what there was; over budget only with a reason."""
    row = _planned(actor, activity_id)
    if row.day > today:
        raise ValidationError(f"活动定在 {row.day:%m月%d日}，开展以后再登记。")
    row.state, row.summary, row.cost = Activity.State.HELD, summary.strip(), cost
    row.safety, row.over_reason = safety.strip(), over_reason.strip()
    row.guests, row.rating = guests, rating
    if cost > row.budget and not row.over_reason:
        raise ValidationError({"over_reason": f"花费超过预算 {row.budget} 元，请写明原因。"})
    _keep(row)
    here = {staff.pk for staff in came}
    _name_people(row, [*(one.staff for one in row.people.select_related("staff")), *came])
    row.people.filter(staff__in=here).update(came=True)
    for photo in photos:
        attach(actor=actor, file=photo, owner=row)
    record(
        actor=actor, action="planning.activity_held", target=row,
        people=len(here) + guests, cost=str(cost),
    )  # fmt: skip
    return row


@transaction.atomic
def report(*, actor: Member, activity_id: int, report: str, now: datetime, today: date) -> Activity:
    """What was learned and will be adopted; a late report is kept as late. Once only."""
    row = _locked(activity_id)
    demand(actor, _RUN, row)
    if row.state != Activity.State.HELD:
        raise ValidationError("活动开展以后再写报告。")
    if row.reported_at:
        raise ValidationError("报告已经交了，不能再改。要补充，请在下面派任务。")
    row.report, row.reported_at, row.reported_by = report.strip(), now, actor.staff
    row.is_report_late = row.report_due is not None and today > row.report_due
    _keep(row)
    record(actor=actor, action="planning.activity_reported", target=row)
    return row


@transaction.atomic
def give_duty(
    *, actor: Member, activity_id: int, text: str, owner: Staff, due_on: date, now: datetime,
    today: date,
) -> Task:  # fmt: skip
    """A duty for the activity, or what is adopted from it, becomes somebody's task."""
    row = _locked(activity_id)
    demand(actor, _RUN, row)
    if row.state == Activity.State.CANCELLED:
        raise ValidationError("活动已经取消，不用再派。")
    task = add_task(
        actor=actor, title=text, assignee=owner, due_on=due_on, now=now, today=today,
        note=f"活动“{row.title}”", permission=_RUN, about=row,
    )  # fmt: skip
    ActivityTask.objects.create(activity=row, task=task)
    return task


def _locked(activity_id: int) -> Activity:
    row: Activity = Activity.objects.select_for_update(of=("self",)).get(pk=activity_id)
    return row


def _planned(actor: Member, activity_id: int) -> Activity:
    row = _locked(activity_id)
    demand(actor, _RUN, row)
    if row.state != Activity.State.PLANNED:
        raise ValidationError(f"这项活动{row.get_state_display()}，不能再改。请刷新后再看。")
    return row


def _keep(row: Activity) -> None:
    row.title = row.title.strip()
    if row.organiser == Activity.Organiser.DEPARTMENT and row.department_id is None:
        raise ValidationError({"department": "部门、科室主办的，请选是哪个部门。"})
    if row.report_due and row.report_due < row.day:
        raise ValidationError({"report_due": "报告期限不能早于活动那天。"})
    if row.sort in _OWES_REPORT and row.report_due is None:
        raise ValidationError({"report_due": "外出学习要交报告，请定期限。"})
    row.fill_search()
    row.full_clean(exclude=_SET_ELSEWHERE)
    row.save()


def _name_people(row: Activity, people: Iterable[Staff]) -> None:
    """Exactly these, and the one who leads."""
    wanted = {staff.pk for staff in people} | {row.lead_id}
    row.people.exclude(staff__in=wanted).delete()
    known = set(row.people.values_list("staff_id", flat=True))
    Participation.objects.bulk_create(
        Participation(activity=row, staff_id=pk) for pk in sorted(wanted - known)
    )


def _tell(row: Activity, actor: Member, now: datetime) -> None:
    named = Staff.objects.filter(pk__in=row.people.values("staff"))
    send(
        recipients=[staff for staff in named if staff.pk != actor.staff.pk],
        kind="activity.planned",
        title=f"活动：{row.title}",
        body=f"{row.day.month}月{row.day.day}日，{row.place}。{row.aim[:200]}",
        url=page("planning:activity", row.pk),
        target=row,
        key=f"activity-{row.pk}",
        now=now,
    )


def remind_reports(*, today: date, now: datetime) -> int:
    """Each morning: whoever leads an activity whose report is overdue, once a week."""
    told = 0
    for row in Activity.objects.report_missing(today).select_related("lead"):
        due = row.report_due or today
        late = (today - due).days
        told += send(
            recipients=[row.lead],
            kind="activity.report",
            title=f"活动报告逾期：{row.title}",
            body=f"应在 {due.month}月{due.day}日 前交报告，已过 {late} 天。",
            url=page("planning:activity", row.pk),
            target=row,
            key=f"activity-report-{row.pk}-{late // 7}",
            now=now,
        )
    return told
