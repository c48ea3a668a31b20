"""隐患: the ledger, the month's picture by building, tips by class."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce, TruncMonth
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from houqin.cases.numbers import Row, by, numbers
from houqin.cases.public import Case
from houqin.core import clock
from houqin.core.elsewhere import address_elsewhere
from houqin.core.permissions import may
from houqin.org.access import InstitutionRequest, requires
from houqin.org.labels import qr_svg
from houqin.org.models import Place
from houqin.safety import rules
from houqin.safety.flows import KINDS
from houqin.safety.models import Tip
from houqin.ui.exporting import as_download, list_workbook
from houqin.ui.tables import Column

ELSEWHERE = "其他地方"


def crumbs() -> list[tuple[str, str]]:
    return [("隐患台账", reverse("safety:hazards"))]


@requires("safety.see_hazards")
def hazards(request: InstitutionRequest) -> HttpResponse:
    from houqin.cases.pages import case_list

    return case_list(request, flow="hazard", title="隐患台账")


@requires("safety.see_hazards")
def incidents(request: InstitutionRequest) -> HttpResponse:
    from houqin.cases.pages import case_list

    return case_list(request, flow="incident", title="事故和突发事件")


@requires("safety.see_hazards")
def picture(request: InstitutionRequest) -> HttpResponse:
    """A month's hazards by building, with how many are closed, open and overdue."""
    first = rules.month_of(request.GET.get("month"), clock.today())
    since, until = rules.month_span(first)
    now = clock.now()
    rows = Case.objects.filter(flow="hazard", opened_at__gte=since, opened_at__lt=until)
    lines = by_building(by(rows, now, "place__path", "place__full_name"))
    if request.GET.get("export") == "xlsx":
        return _excel(first, lines)
    page = {
        "title": "隐患分布",
        "crumbs": crumbs(),
        "month": first,
        "before": (first - rules.ONE_DAY).replace(day=1),
        "after": rules.next_month(first),
        "found": numbers(rows, now),
        "lines": lines,
        "trend": _trend(first),
        "repeated": _repeated(first),
        "grades": rows.filter(merged_into=None).aggregate(
            major=Count("pk", filter=Q(grade="major")), veto=Count("pk", filter=Q(is_veto=True))
        ),
    }
    return render(request, "safety/picture.html", page)


def by_building(rows: list[Row]) -> list[Row]:
    """Figures of places as those of their buildings; what lies in none stands for itself."""
    buildings = dict(Place.objects.filter(sort="building").values_list("path", "name"))
    found: dict[str, Row] = {}
    for row in rows:
        path = str(row.key or "")
        parts = path.split("/")
        above = ("/".join(parts[:depth]) for depth in range(len(parts), 0, -1))
        name = next((buildings[one] for one in above if one in buildings), row.name or ELSEWHERE)
        old = found.get(name, Row(name, name, 0, 0, 0, 0))
        found[name] = old.plus(row)
    return sorted(found.values(), key=lambda row: (-row.opened, row.name))


def _trend(first: date) -> list[Row]:
    """The six months up to this one."""
    begin = first
    for _month in range(5):
        begin = (begin - rules.ONE_DAY).replace(day=1)
    rows = Case.objects.filter(
        flow="hazard", opened_at__gte=rules.month_span(begin)[0],
        opened_at__lt=rules.month_span(first)[1],
    ).annotate(month=TruncMonth("opened_at", tzinfo=rules.HERE))  # fmt: skip
    return sorted(by(rows, clock.now(), "month", "month"), key=lambda row: row.key)


def _repeated(first: date) -> list[dict[str, Any]]:
    """Places where the same kind of hazard was found or reopened again within a year."""
    since, until = rules.month_span(first)
    rows: Any = (
        Case.objects.filter(
            flow="hazard", merged_into=None, place__isnull=False, opened_at__lt=until,
            opened_at__gte=since - timedelta(days=334),
        )
        .exclude(kind="").order_by()
        .values("place", "place__full_name", "place__tag", "kind")
        .annotate(times=Count("pk") + Coalesce(Sum("reopened"), 0))
        .filter(times__gte=2)
        .order_by("-times", "place__full_name")[:20]
    )  # fmt: skip
    return [{**row, "kind": dict(KINDS).get(row["kind"], row["kind"])} for row in rows]


def _excel(first: date, lines: list[Row]) -> HttpResponse:
    columns = (
        Column("楼、场所", "name", width=28), Column("发现", "opened", format="number"),
        Column("已销号", "closed", format="number"), Column("没销号", "open", format="number"),
        Column("逾期", "overdue", format="number"),
    )  # fmt: skip
    book, _count = list_workbook("隐患分布", columns, lines)
    return as_download(book, f"{first:%Y年%m月}隐患分布.xlsx")


@requires("safety.see")
def tips(request: InstitutionRequest) -> HttpResponse:
    """What was handed in, by class, and the poster that leads there; a homeroom teacher sees what
    the own class found.
    """
    address = address_elsewhere(request, f"/safe/tip/{request.institution.code}/")
    found: Any = (
        Tip.objects.values("school_class__name")
        .annotate(
            handed=Count("pk"),
            real=Count("pk", filter=Q(case__state__in=("real", "done"))),
            waiting=Count("pk", filter=Q(case__state="new")),
            rejected=Count("pk", filter=Q(case__state="rejected")),
        )
        .order_by("-handed")
    )
    rows = Case.objects.filter(flow="hazard_tip").defer("search").order_by("-pk")
    screens = bool(may(request.member, "safety.see_hazards"))
    if not screens:
        rows = rows.filter(tip__school_class__homeroom=request.member.staff)
    page = {
        "title": "寻找身边的安全隐患", "crumbs": crumbs() if screens else [], "classes": found,
        "address": address, "svg": qr_svg(address), "tips": rows[:50], "screens": screens,
    }  # fmt: skip
    return render(request, "safety/tips.html", page)
