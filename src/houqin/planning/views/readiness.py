"""开学准备: one page of what is still open, the checklist to hand out, the report to sign."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from houqin.core import clock
from houqin.core.asked import asked_number
from houqin.core.permissions import may
from houqin.org.access import InstitutionRequest, requires
from houqin.org.member import Member
from houqin.org.models import Term
from houqin.planning.elsewhere import progress_of
from houqin.planning.forms.readiness import ChecklistForm, SignForm
from houqin.planning.models import ReadinessLine, ReadinessReport, Task
from houqin.planning.readiness_lines import template
from houqin.planning.services import readiness as services
from houqin.ui.form_pages import form_page

# From this many days before the first day an open line is red.
RED_FROM = 7


def _term(request: InstitutionRequest) -> Term | None:
    key = asked_number(request.GET.get("term"))
    if key is not None:
        return get_object_or_404(Term, pk=key)
    return services.term_to_prepare(clock.today())


@requires("planning.see_readiness")
def readiness(request: InstitutionRequest) -> HttpResponse:
    term = _term(request)
    page: dict[str, Any] = {"term": term, "terms": list(Term.objects.order_by("-first")[:6])}
    if term is not None:
        page |= _state(request.member, term)
    return render(request, "planning/readiness/readiness.html", page)


def _state(member: Member, term: Term) -> dict[str, Any]:
    today = clock.today()
    tasks = list(services.tasks_of(term).order_by("due_on", "pk"))
    days = (term.first - today).days
    rows: list[dict[str, Any]] = [{"task": task, "state": _look(task, days)} for task in tasks]
    left = [row for row in rows if row["task"].state not in services.SETTLED]
    far = progress_of(row["task"] for row in left if row["task"].cadence)
    for row in left:
        row["far"] = far.get(row["task"].pk)
    reports = list(ReadinessReport.objects.filter(term=term).select_related("signed_by"))
    signs = bool(may(member, "planning.sign_readiness"))
    return {
        "days": days,
        "left": left,
        "done": [row for row in rows if row not in left],
        "total": len(rows),
        "reports": reports,
        "can_prepare": bool(may(member, "planning.assign")) and term.first > today,
        "can_sign": signs
        and bool(rows)
        and not left
        and all(one.signed_by_id != member.staff.pk for one in reports),
        "today": today,
    }


def _look(task: Task, days_to_term: int) -> tuple[str, str]:
    """Red once the term is near, or the line's own day has passed."""
    if task.is_open and (days_to_term <= RED_FROM or task.is_overdue(clock.today())):
        return "late", "逾期" if task.is_overdue(clock.today()) else "没完成"
    return ("na" if task.state == Task.State.WAIVED else str(task.state)), ""


@requires("planning.assign")
def checklist(request: InstitutionRequest, pk: int) -> HttpResponse:
    """Hand out what is not yet handed out."""
    term = get_object_or_404(Term, pk=pk)
    known = set(ReadinessLine.objects.filter(term=term).values_list("code", flat=True))
    lines = [one for one in template(request.member.kind) if one.code not in known]
    today = clock.today()
    form = ChecklistForm(request.POST or None, lines=lines, term=term, today=today)

    def hand_out(**_typed: Any) -> int:
        return services.hand_out(
            actor=request.member,
            term_id=pk,
            lines=form.chosen(),
            now=clock.now(),
            today=today,
        )

    return form_page(
        request,
        form,
        hand_out,
        then=f"{reverse('planning:readiness')}?term={pk}",
        title="派发检查清单",
        crumbs=[("开学准备", reverse("planning:readiness"))],
        known={},
        template="planning/readiness/checklist.html",
        note=f"{term.name} {term.first:%m月%d日} 开学，都要在这之前完成",
        done="已派出，各负责人会收到",
        submit="派出勾选的各项",
    )


@requires("planning.sign_readiness")
def sign(request: InstitutionRequest, pk: int) -> HttpResponse:
    get_object_or_404(Term, pk=pk)
    return form_page(
        request,
        SignForm(request.POST or None),
        services.sign,
        then=f"{reverse('planning:readiness')}?term={pk}",
        title="签署开学准备报告",
        crumbs=[("开学准备", reverse("planning:readiness"))],
        known={"actor": request.member, "term_id": pk, "now": clock.now()},
        lock="签署后，这时的完成情况和您的名字存入报告，不能再改。",
        done="已签署",
        submit="签署",
    )


@requires("planning.see_readiness")
def report(request: InstitutionRequest, pk: int) -> HttpResponse:
    """The signed report, for print."""
    rows = ReadinessReport.objects.select_related("term__school_year", "signed_by")
    row = get_object_or_404(rows, pk=pk)
    page = {
        "report": row,
        "others": ReadinessReport.objects.filter(term=row.term).select_related("signed_by"),
        "title": "开学准备报告",
        "crumbs": [("开学准备", f"{reverse('planning:readiness')}?term={row.term_id}")],
    }
    return render(request, "planning/readiness/report.html", page)
