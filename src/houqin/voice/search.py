"""What the search box finds of this room; opinions are found as cases."""

from __future__ import annotations

from django.db.models import Q
from django.urls import reverse

from houqin.core.permissions import may
from houqin.org.member import Member
from houqin.voice.models import DepartmentVisit, InspectionVisit, Survey, VisitPlan

Row = tuple[str, str, str]


def find_surveys(member: Member, query: str, limit: int) -> list[Row]:
    rows = Survey.objects.filter(title__icontains=query)
    if not may(member, "voice.keep_surveys"):
        rows = rows.exclude(state=Survey.State.DRAFT)
    return [
        (row.title, str(row.get_state_display()), reverse("voice:survey", args=[row.pk]))
        for row in rows[:limit]
    ]


def find_visits(_member: Member, query: str, limit: int) -> list[Row]:
    """Representatives' visits by their guests, too; leaders' visits, planned and made."""
    said = Q(title__icontains=query) | Q(places__icontains=query) | Q(guide__name=query)
    guests = Q(guests__name__icontains=query) | Q(guests__stands_for__icontains=query)
    visits = InspectionVisit.objects.filter(said | guests).distinct()
    ward = Q(department__name__icontains=query) | Q(leader__name=query)
    plans = VisitPlan.objects.filter(ward | Q(look_at__icontains=query), visit=None)
    made = DepartmentVisit.objects.filter(ward | Q(work__icontains=query))
    found = [
        (row.title, f"代表督察 · {row.day:%Y-%m-%d}", reverse("voice:visit", args=[row.pk]))
        for row in visits[:limit]
    ]
    found += [
        (f"下科室：{row.department.name}", f"计划 · {row.day:%Y-%m-%d}",
         f"{reverse('voice:department_visit_new')}?plan={row.pk}")
        for row in plans.select_related("department")[:limit]
    ]  # fmt: skip
    found += [
        (str(row), "下科室", reverse("voice:department_visit", args=[row.pk]))
        for row in made.select_related("department")[:limit]
    ]
    return found[:limit]
