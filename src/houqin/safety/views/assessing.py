"""安全责任考核: the year's list, an assessment, and its result for whom it concerns."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from houqin.core import clock
from houqin.core.permissions import may
from houqin.org.access import InstitutionRequest, requires
from houqin.safety.forms.assessing import AssessForm, WhomForm
from houqin.safety.models import Accountability, Assessment
from houqin.safety.services import assessing as services
from houqin.safety.services.accountability import barring
from houqin.ui.addresses import page_of
from houqin.ui.form_pages import form_page
from houqin.ui.listing import Listing, render_list
from houqin.ui.tables import Choice, Column

_TONES = {"excellent": "done", "good": "done", "passed": "todo", "failed": "late"}


def rated(row: Assessment) -> tuple[str, str]:
    return _TONES[row.rating], row.get_rating_display()


LISTING: Listing = Listing(
    name="assessments",
    title="安全责任考核",
    columns=(
        Column("年度", "year", sort="year"),
        Column("被考核的人、部门", "who", phone="title"),
        Column("等次", "get_rating_display", chip=rated, phone="side"),
        Column("得分", "score", sort="score", format="number"),
        Column("一票否决", lambda row: row.barred_by.case.number if row.barred_by else ""),
        Column("考核人", "by.name"),
        Column("考核时间", "at", format="moment"),
    ),
    filters=(Choice("rating", "等次", Assessment.Rating.choices, lookup="rating"),),
    search=("person__name", "department__name"),
    search_hint="搜姓名、部门",
    sort="-year",
    href=page_of("safety:assessment"),
    empty_title="还没有考核。",
    empty_hint="每年六月，按责任状逐条考核；漏巡、缺岗、逾期的数字自动带出来。",
)  # fmt: skip


def crumbs() -> list[tuple[str, str]]:
    return [("安全责任考核", reverse("safety:assessments"))]


@requires("safety.account")
def assessments(request: InstitutionRequest) -> HttpResponse:
    rows = Assessment.objects.select_related("person", "department", "by", "barred_by__case")
    year = clock.today().year
    return render_list(
        request, LISTING, rows, template="safety/assessments.html", year=year,
        missing=services.not_assessed(year), add_label="考核",
        add_url="" if request.member.is_read_only else reverse("safety:assess"),
    )  # fmt: skip


@requires("safety.account")
def assess(request: InstitutionRequest) -> HttpResponse:
    """Choose whom; then the clauses with what the records say."""
    asked = WhomForm(request.GET if "year" in request.GET else None,
                     initial={"year": clock.today().year})  # fmt: skip
    if not asked.is_valid():
        page = {"form": asked, "title": "考核谁", "crumbs": crumbs(), "method": "get",
                "submit": "下一步", "cancel_url": crumbs()[0][1]}  # fmt: skip
        return render(request, "safety/whom.html", page)
    whom = {name: asked.cleaned_data[name] for name in ("year", "person", "department")}
    known = Assessment.objects.filter(**whom).first()
    clauses = known.lines if known else services.clauses_for(whom["person"])
    start = {"rating": known.rating, "said": known.said} if known else {}
    form = AssessForm(request.POST or None, clauses=clauses, initial=start)
    today, now = clock.today(), clock.now()
    return form_page(
        request, form, services.assess, then=lambda row: _here(row.pk), crumbs=crumbs(),
        title=f"考核{whom['person'] or whom['department']}", template="safety/assess.html",
        known={**whom, "actor": request.member, "today": today, "now": now}, submit="保存并告知",
        year=whom["year"], done="已保存，并告知本人。",
        **_grounds(whom["year"], whom["person"], whom["department"]),
        figures=services.figures_of(whom["year"], whom["person"], whom["department"], today, now),
    )  # fmt: skip


def _here(pk: int) -> str:
    return reverse("safety:assessment", args=[pk])


def _grounds(year: int, person: Any, department: Any) -> dict[str, Any]:
    """What bars from "excellent", and what the party was held responsible for."""
    held = Accountability.objects.filter(
        person=person, department=department, opened_at__year=year
    ).select_related("case", "person", "department", "lifted_by")
    return {"bars": barring(year, staff=person, department=department), "held": list(held)}


@requires("safety.see")
def assessment(request: InstitutionRequest, pk: int) -> HttpResponse:
    """The result, for leaders, for the person, and for the head of the department."""
    rows = Assessment.objects.select_related(
        "person", "department", "by", "barred_by__case", "barred_by__lifted_by"
    )
    row = get_object_or_404(rows, pk=pk)
    leads = bool(may(request.member, "safety.account"))
    me = request.member.staff.pk
    if not leads and me != (row.person_id or (row.department and row.department.head_id)):
        raise Http404("another's assessment")
    may_change = leads and not request.member.is_read_only
    page = {
        "title": f"{row}安全责任考核", "crumbs": crumbs() if leads else None, "row": row,
        "rating": rated(row), "leads": leads, "may_change": may_change,
        **_grounds(row.year, row.person, row.department),
    }  # fmt: skip
    return render(request, "safety/assessment.html", page)
