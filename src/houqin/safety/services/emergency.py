"""Keeping emergency plans and contacts; planning, holding and calling off drills."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from django.core.exceptions import ValidationError
from django.db import transaction

from houqin.cases.public import Case, open_case
from houqin.core.saving import save_with
from houqin.files.public import StoredFile, attach
from houqin.journal.public import record
from houqin.org.access import demand
from houqin.org.member import Member
from houqin.org.models import Staff
from houqin.safety.models import Drill, EmergencyContact, EmergencyPlan, PlanEdition

_A_YEAR = timedelta(days=365)


@transaction.atomic
def keep_plan(
    *,
    actor: Member,
    title: str,
    danger: str,
    review_by: date,
    steps: str,
    now: datetime,
    posts: str = "",
    routes: str = "",
    change: str = "",
    is_active: bool = True,
    plan_id: int | None = None,
) -> EmergencyPlan:
    """Add a plan, or give it another edition where what is to be done changes."""
    demand(actor, "safety.manage")
    rows = EmergencyPlan.objects.select_for_update(of=("self",)).select_related("current")
    row = rows.get(pk=plan_id) if plan_id else EmergencyPlan()
    row.title, row.danger, row.review_by, row.is_active = title, danger, review_by, is_active
    row.full_clean(exclude=["current"])
    row.save()
    said = {"steps": steps.strip(), "posts": posts.strip(), "routes": routes.strip()}
    old = row.current
    if old is None or any(getattr(old, name) != value for name, value in said.items()):
        edition = PlanEdition(
            plan=row, number=(old.number if old else 0) + 1, change=change.strip(),
            made_by=actor.staff, made_at=now, **said,
        )  # fmt: skip
        edition.full_clean(exclude=["plan", "made_by"])
        edition.save(force_insert=True)
        row.current = edition
        row.save(update_fields=["current"])
    number = row.current.number if row.current else 1
    record(actor=actor, action="safety.plan_kept", target=row, number=number)
    return row


@transaction.atomic
def review_plan(*, actor: Member, plan_id: int, review_by: date, today: date) -> EmergencyPlan:
    """Say that the plan was gone over and still holds, until the next date."""
    demand(actor, "safety.manage")
    row = EmergencyPlan.objects.select_for_update(of=("self",)).get(pk=plan_id)
    if not today < review_by <= today + 2 * _A_YEAR:
        raise ValidationError({"review_by": "下次复审日期要在两年之内，而且在今天以后。"})
    row.review_by = review_by
    row.save(update_fields=["review_by"])
    record(actor=actor, action="safety.plan_reviewed", target=row, day=review_by)
    return row


@transaction.atomic
def keep_contact(*, actor: Member, contact_id: int | None = None, **given: Any) -> EmergencyContact:
    demand(actor, "safety.manage")
    row = EmergencyContact.objects.get(pk=contact_id) if contact_id else EmergencyContact()
    save_with(row, given)
    record(actor=actor, action="safety.contact_kept", target=row)
    return row


@transaction.atomic
def drop_contact(*, actor: Member, contact_id: int) -> None:
    demand(actor, "safety.manage")
    row = EmergencyContact.objects.get(pk=contact_id)
    record(actor=actor, action="safety.contact_dropped", target=row)
    row.delete()


@transaction.atomic
def plan_drill(
    *,
    actor: Member,
    plan: EmergencyPlan,
    title: str,
    day: date,
    scenario: str,
    lead: Staff,
    posts: str = "",
    drill_id: int | None = None,
) -> Drill:
    """Plan a drill of an emergency plan, or change one that was not held yet."""
    demand(actor, "safety.manage")
    row = _planned(drill_id) if drill_id else Drill()
    row.plan, row.title, row.day, row.lead = plan, title.strip(), day, lead
    row.scenario, row.posts = scenario.strip(), posts.strip()
    row.full_clean(exclude=["plan", "lead"])
    row.save()
    record(actor=actor, action="safety.drill_planned", target=row, day=day)
    return row


def _planned(drill_id: int) -> Drill:
    rows = Drill.objects.select_for_update(of=("self",)).select_related("plan", "lead")
    row = rows.get(pk=drill_id)
    if row.state != Drill.State.PLANNED:
        raise ValidationError(f"这次演练{row.get_state_display()}，不能再改。")
    return row


@transaction.atomic
def hold_drill(
    *,
    actor: Member,
    drill_id: int,
    held_on: date,
    people: int,
    now: datetime,
    today: date,
    seconds: int | None = None,
    absent: str = "",
    minutes: str = "",
    improvements: str = "",
    problems: Sequence[str] = (),
    photos: Sequence[StoredFile] = (),
) -> Drill:
    """Record a drill as held. Each problem becomes a case, the drill leader's until it is given to
    somebody, that another has to verify."""
    row = _planned(drill_id)
    if row.lead_id != actor.staff.pk:
        demand(actor, "safety.manage")
    if held_on > today:
        raise ValidationError({"held_on": "演练日期还没到，演练以后再记。"})
    row.held_on, row.people, row.seconds = held_on, people, seconds
    row.absent, row.minutes = absent.strip(), minutes.strip()
    row.improvements, row.state = improvements.strip(), Drill.State.HELD
    row.full_clean(exclude=["plan", "lead"])
    row.save()
    for file in photos:
        attach(actor=actor, file=file, owner=row)
    found = [line.strip() for line in problems if line.strip()]
    for number, problem in enumerate(found):
        open_case(
            actor=actor, flow="matter", title=f"{row.title}：{problem}"[:120], text=problem,
            pointer=row, owner=row.lead, now=now,
            token=uuid5(NAMESPACE_OID, f"drill:{row.pk}:{number}"),
        )  # fmt: skip
    record(
        actor=actor, action="safety.drill_held", target=row, people=people,
        time=row.time_said or "没有计时", problems=len(found),
    )  # fmt: skip
    return row


@transaction.atomic
def call_off(*, actor: Member, drill_id: int, reason: str) -> Drill:
    demand(actor, "safety.manage")
    row = _planned(drill_id)
    row.state, row.called_off_for = Drill.State.CALLED_OFF, reason.strip()
    row.full_clean(exclude=["plan", "lead"])
    row.save()
    record(actor=actor, action="safety.drill_called_off", target=row, reason=row.called_off_for)
    return row


def problems_of(drill: Drill) -> list[Case]:
    """The cases that came of a drill."""
    rows = Case.objects.filter(pointer_type=Drill._meta.label_lower, pointer_id=drill.pk)
    return list(rows.defer("search").select_related("owner").order_by("pk"))
