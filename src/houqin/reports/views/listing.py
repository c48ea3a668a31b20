"""All summaries, by plan and month; each is one click away."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from houqin.core import clock
from houqin.core.asked import asked_day, asked_number
from houqin.org.access import InstitutionRequest, requires
from houqin.planning.models import Task, WorkPlan
from houqin.planning.numbers import Tally, tally_by
from houqin.reports import rules
from houqin.reports.models import Report
from houqin.reports.services import generating
from houqin.reports.views.found import may_write, sentence_of

PLANS_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Place:
    """A summary that is there, or can be made."""

    period: rules.Period
    report: Report | None


@dataclass(frozen=True, slots=True)
class PlanRow:
    plan: WorkPlan
    tally: Tally
    half_year: Place | None
    months: list[Place]


@require_GET
@requires("reports.see")
def reports(request: InstitutionRequest) -> HttpResponse:
    """The plans in force and closed, the latest first, with what has been written of each."""
    today = clock.today()
    at = min(asked_number(request.GET.get("from")) or 0, 99_999)
    rows = WorkPlan.objects.filter(version__gte=1).exclude(sort=WorkPlan.Sort.ADHOC)
    ordered = rows.order_by("-last", "sort", "-pk").defer("source", "guiding")
    plans = list(ordered[at : at + PLANS_SHOWN + 1])
    more = plans[PLANS_SHOWN:]
    plans = plans[:PLANS_SHOWN]
    made: dict[tuple[int, str, object], Report] = {
        (one.plan_id, one.sort, one.first): one
        for one in Report.objects.filter(plan__in=plans).defer("figures", "texts", "photos")
    }
    tallies: dict[int, Tally] = tally_by(Task.objects.filter(plan__in=plans), today, "plan_id")
    context = {
        "title": "总结",
        "note": "数字由系统按任务和佐证统计，点数字看任务；句子由人写，更新数字时不会动。",
        "plans": [
            PlanRow(
                plan,
                tallies.get(plan.pk, Tally()),
                _half_year(plan, made, rules.half_year(plan.first, plan.last, today)),
                [
                    Place(one, made.get((plan.pk, "month", one.first)))
                    for one in rules.months(plan.first, plan.last, today)
                ],
            )
            for plan in plans
        ],
        "writes": may_write(request),
        "next": f"?from={at + PLANS_SHOWN}" if more else "",
        "is_first": not at,
        "plans_url": reverse("planning:plans"),
    }
    return render(request, "reports/list.html", context)


def _half_year(
    plan: WorkPlan, made: dict[tuple[int, str, object], Report], period: rules.Period | None
) -> Place | None:
    return Place(period, made.get((plan.pk, "half", plan.first))) if period else None


@require_POST
@requires("reports.write")
def generate(request: InstitutionRequest) -> HttpResponse:
    """Make a summary in one click; where there is one already, open it as it stands."""
    plan_id, sort = asked_number(request.POST.get("plan")), request.POST.get("sort", "")
    first = asked_day(request.POST.get("first", ""))
    if plan_id is None or not WorkPlan.objects.filter(pk=plan_id).exists():
        messages.error(request, "没有找到这份计划，请刷新页面再选。")
        return redirect("reports:reports")
    known = Report.objects.filter(plan_id=plan_id, sort=sort)
    if sort == Report.Sort.MONTH and first:
        known = known.filter(first=first.replace(day=1))
    report = known.only("pk").first()
    if report is None:
        try:
            report = generating.generate(
                actor=request.member, plan_id=plan_id, sort=sort, first=first,
                now=clock.now(), today=clock.today(),
            )  # fmt: skip
        except ValidationError as error:
            messages.error(request, sentence_of(error))
            return redirect("reports:reports")
        messages.success(request, f"已生成“{report.title}”。看一遍数字，再补上几句话。")
    return redirect("reports:report", pk=report.pk)
