"""Leave, with who stands in."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from houqin.org.access import demand
from houqin.org.following import people_changed
from houqin.org.member import Member
from houqin.org.models import Absence, Staff
from houqin.org.recording import record


def _said(day: date, today: date) -> str:
    year = "" if day.year == today.year else f"{day.year}年"
    return f"{year}{day.month}月{day.day}日"


@transaction.atomic
def keep_absence(
    *,
    actor: Member,
    today: date,
    staff: Staff,
    first: date,
    last: date,
    substitute: Staff | None = None,
    reason: str = "",
    row: Absence | None = None,
) -> Absence:
    """Enter leave, or change ``row``. A person may enter the own leave."""
    if staff.pk != actor.staff.pk or (row and row.staff_id != actor.staff.pk):
        demand(actor, "org.keep_people")
    made = row or Absence()
    made.staff, made.first, made.last = staff, first, last
    made.substitute, made.reason = substitute, reason
    made.full_clean()
    overlap = Absence.objects.filter(staff=staff, first__lte=last, last__gte=first)
    if overlap.exclude(pk=made.pk).exists():
        raise ValidationError("这几天已经登记过请假，请改原来的那一条。")
    made.save()
    record(
        actor=actor,
        action="org.absence_changed" if row else "org.absence_added",
        target=staff,
        first=_said(first, today),
        last=_said(last, today),
        substitute=f"，由{substitute}代班" if substitute else "",
    )
    people_changed(today)
    return made


@transaction.atomic
def remove_absence(*, actor: Member, today: date, row: Absence) -> bool:
    if row.staff_id != actor.staff.pk:
        demand(actor, "org.keep_people")
    staff = row.staff
    row.delete()
    record(actor=actor, action="org.absence_removed", target=staff)
    people_changed(today)
    return True
