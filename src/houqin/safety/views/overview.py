"""安全: the month on one page, the checks, and safety lessons by class."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from houqin.core import clock
from houqin.core.permissions import may
from houqin.org.access import InstitutionRequest, requires
from houqin.org.models import Place
from houqin.org.terms import term_view
from houqin.org.wording import words
from houqin.safety import overview, rules, themes
from houqin.safety.services import noticing
from houqin.ui.exporting import as_download, list_workbook
from houqin.ui.tables import Column

crumbs = [("安全总览", "safety:home")]


def _crumbs() -> list[tuple[str, str]]:
    return [(name, reverse(url)) for name, url in crumbs]


@requires("safety.see_hazards")
def home(request: InstitutionRequest) -> HttpResponse:
    """What was planned, done, found and closed in a month; each number opens its list."""
    today = clock.today()
    first = rules.month_of(request.GET.get("month"), today)
    page = {
        "title": "安全总览", "month": first, "before": (first - rules.ONE_DAY).replace(day=1),
        "after": rules.next_month(first), "figures": overview.figures(first, today, clock.now()),
        "guards": overview.guards_of(first, clock.now()),
        "may_account": bool(may(request.member, "safety.account")),
        "has_classes": words(request.member.kind).has_classes,
    }  # fmt: skip
    return render(request, "safety/home.html", page)


@requires("safety.see_hazards")
def checks(request: InstitutionRequest) -> HttpResponse:
    """The checklist books with their last round, score and open findings; of one building."""
    first = rules.month_of(request.GET.get("month"), clock.today())
    buildings = list(Place.objects.filter(sort="building").only("pk", "name", "path"))
    asked = request.GET.get("place", "")
    chosen = next((one for one in buildings if str(one.pk) == asked), None)
    found = overview.checks_of(request.member, first, chosen.path if chosen else "")
    if request.GET.get("export") == "xlsx":
        columns = (
            Column("检查", "book.title", width=28), Column("本月", "done", format="number"),
            Column("有问题", "abnormal", format="number"),
            Column("没销号", "open", format="number"), Column("最近得分", "score", format="number"),
            Column("最近一次", lambda one: one.last.happened_at if one.last else None,
                   format="moment"),
        )  # fmt: skip
        book, _count = list_workbook("安全检查", columns, found)
        return as_download(book, f"{first:%Y年%m月}安全检查.xlsx")
    page = {
        "title": "安全检查", "crumbs": _crumbs(), "month": first, "checks": found,
        "before": (first - rules.ONE_DAY).replace(day=1), "after": rules.next_month(first),
        "buildings": buildings, "chosen": chosen,
    }  # fmt: skip
    return render(request, "safety/checks.html", page)


def _count_of(at: int) -> Callable[[overview.Lessons], int]:
    return lambda row: row.counts[at]


@requires("safety.see_hazards")
def lessons(request: InstitutionRequest) -> HttpResponse:
    """Which class had which safety lesson this term; gaps are named."""
    today = clock.today()
    term = term_view(today)
    first = term.first if term else today.replace(month=1, day=1)
    last = (term.last if term else today) + timedelta(days=1)
    topics, rows = overview.lessons_of(
        datetime.combine(first, time(0), rules.HERE), datetime.combine(last, time(0), rules.HERE)
    )
    gaps = [
        (topic, [row.room for row in rows if not row.counts[topics.index(topic)]])
        for topic in (noticing.lessons_due(term, today) if term else [])
    ]
    page = {
        "title": "安全教育", "crumbs": _crumbs(), "term": term, "topics": topics, "rows": rows,
        "gaps": [(topic, rooms) for topic, rooms in gaps if rooms],
    }  # fmt: skip
    if request.GET.get("export") == "xlsx":
        columns = [
            Column("班级", "room.name"),
            *(Column(topic, _count_of(at), format="number") for at, topic in enumerate(topics)),
        ]
        book, _count = list_workbook("安全教育", columns, rows)
        return as_download(book, "安全教育.xlsx")
    return render(request, "safety/lessons.html", page)


@requires("safety.see_hazards")
def activities(request: InstitutionRequest) -> HttpResponse:
    """A month's safety activities, which classes took part, their photos; to be printed."""
    first = rules.month_of(request.GET.get("month"), clock.today())
    found = themes.activities_of(first)
    page = {
        "title": "安全主题活动", "crumbs": [*_crumbs(), ("安全教育", reverse("safety:lessons"))],
        "month": first, "before": (first - rules.ONE_DAY).replace(day=1),
        "after": rules.next_month(first), "activities": found, "rows": themes.taking_part(found),
    }  # fmt: skip
    return render(request, "safety/themes.html", page)
