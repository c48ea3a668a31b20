"""迎检准备: if they came in two weeks, what would be missing, and whose is it."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from houqin.core import clock
from houqin.core.permissions import may
from houqin.ledgers.expiring import expiring
from houqin.ledgers.models import Book, Entry
from houqin.org.access import InstitutionRequest, requires
from houqin.org.calendar import term_on
from houqin.planning.models import PlanItem, WorkPlan
from houqin.radar.figures import SCOPES, tasks_of
from houqin.radar.views.radar import scope_of
from houqin.radar.windows import gaps, unassigned, ways_to

DAYS = (7, 14, 30)
_USUAL = 14
_QUARTER = timedelta(days=90)


@require_safe
@requires("radar.see")
def readiness(request: InstitutionRequest) -> HttpResponse:
    """What is missed, what must be done until then, and which books have nothing to show."""
    today, scope = clock.today(), scope_of(request)
    asked = request.GET.get("days", "")
    days = int(asked) if asked.isdecimal() and int(asked) in DAYS else _USUAL
    tasks = tasks_of(request.member, scope)
    missed = gaps(tasks, None, today - timedelta(days=1))
    coming = gaps(tasks, today, today + timedelta(days=days))
    since = _since(today)
    ways = iter(ways_to(request.member, [*missed, *coming], today))
    page = {
        "title": "迎检准备",
        "crumbs": [("责任雷达", reverse("radar:radar"))],
        "today": today,
        "until": today + timedelta(days=days),
        "days": days,
        "choices": DAYS,
        "scope": scope,
        "scopes": SCOPES,
        "missed": [{"gap": gap, **next(ways)} for gap in missed],
        "coming": [{"gap": gap, **next(ways)} for gap in coming],
        "unassigned": unassigned([*missed, *coming]),
        "empty": empty_books(since, scope),
        "expiring": expiring(request.member, today, today + timedelta(days=days)),
        "since": since,
        "may_assign": bool(may(request.member, "planning.assign")),
    }
    return render(request, "radar/readiness.html", page)


def _since(today: date) -> date:
    """From the term's first day; in the holidays a quarter back."""
    term = term_on(today)
    return term.first if term else today - _QUARTER


def empty_books(since: date, scope: str) -> list[Book]:
    """Open books that a plan in force relies on and that have no entry since; one query."""
    items = PlanItem.objects.filter(
        is_included=True, status=PlanItem.Status.ACTIVE, plan__state=WorkPlan.State.RUNNING
    ).exclude(book="")
    if scope == "law":
        items = items.filter(plan__sort=WorkPlan.Sort.STATUTORY)
    elif scope == "plan":
        items = items.exclude(plan__sort=WorkPlan.Sort.STATUTORY)
    written = Entry.objects.filter(book=OuterRef("pk"), happened_at__date__gte=since)
    rows = Book.objects.filter(is_active=True, code__in=items.order_by().values("book"))
    return list(rows.filter(~Exists(written)))
