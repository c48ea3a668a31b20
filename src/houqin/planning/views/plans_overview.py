"""A plan in force: what was promised and how it stands, by section, goal and department."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from houqin.core import clock
from houqin.core.domains import DOMAINS
from houqin.core.permissions import may
from houqin.core.prepared import PreparedRows
from houqin.journal.public import record
from houqin.org.access import InstitutionRequest, requires
from houqin.org.member import Member
from houqin.org.models import Department
from houqin.planning.models import PlanItem, WorkPlan
from houqin.planning.numbers import Tally, counted, tally_of, total
from houqin.planning.policy import Reach, reach_of, tasks_within
from houqin.planning.rules import limits_said
from houqin.planning.sections import sections_of, standing
from houqin.planning.views.approval import waits
from houqin.planning.views.plans_found import find_plan
from houqin.planning.views.review import back_to, may_draft
from houqin.planning.views.review_rows import UNSORTED, owner_of, roles_said, said_all
from houqin.planning.views.review_sheet import Sheet
from houqin.ui.exporting import as_download, list_workbook
from houqin.ui.tables import Column


@dataclass(frozen=True, slots=True)
class Line:
    """One item with its figures."""

    item: PlanItem
    tally: Tally
    when: str
    owner: str
    helpers: str
    section: str
    domain: Any
    url: str


def _when(item: PlanItem) -> str:
    """When, as chosen; beside it the plan's own word where that left it open."""
    if not item.is_included:
        return ""
    said = item.vague_words
    return said_all(item.cadences) + (f"（原文“{said}”）" if said else "")


@dataclass(frozen=True, slots=True)
class Part:
    """A section, goal or department with its figures."""

    name: str
    tally: Tally
    url: str = ""
    lines: tuple[Line, ...] = ()
    anchor: str = ""


def tasks_url(**query: Any) -> str:
    """The task list, narrowed to what a figure counts."""
    return f"{reverse('planning:tasks')}?{urlencode(query)}"


@cache
def _counted(reach: Reach) -> PreparedRows:
    """Compiled once for each set of roles: there are few."""
    return PreparedRows(
        lambda me, department, plan, today: counted(
            tasks_within(reach, me, department).filter(plan=plan),
            today,
            "item_id",
            "department_id",
        )
    )


class Overview:
    """The plan as it stands in force, with its tallies: the same numbers as on every screen."""

    def __init__(self, request: InstitutionRequest, plan: WorkPlan, today: date) -> None:
        self.plan, self.today = plan, today
        self.by_item: dict[int, Tally] = defaultdict(Tally)
        self.by_department: dict[int | None, Tally] = defaultdict(Tally)
        for row in self._counted(request.member):
            one = tally_of(row)
            self.by_item[row.item_id] += one
            self.by_department[row.department_id] += one
        self.tasks_url = f"{reverse('planning:tasks')}?plan={plan.pk}"
        self.sheet = Sheet(plan, request.member.kind, today)
        # The items as they stand: proposals of a revision are nobody's duty yet.
        self.sheet.items = standing(plan.pk)
        self.items = self._shown(self.sheet.items)

    def _counted(self, member: Member) -> list[Any]:
        person, plan = member.staff, self.plan.pk
        ask = _counted(reach_of(member))
        me, department = person.pk, person.department_id or 0
        return ask(me=me, department=department, plan=plan, today=self.today)

    def _of(self, item: PlanItem) -> Tally:
        return self.by_item.get(item.pk, Tally())

    def _shown(self, items: Iterable[PlanItem]) -> list[PlanItem]:
        """Those in force, and the withdrawn ones that left tasks behind."""
        return [i for i in items if i.status == PlanItem.Status.ACTIVE or self._of(i).planned]

    @property
    def total(self) -> Tally:
        return total(self.by_item.values())

    def line(self, item: PlanItem) -> Line:
        return Line(
            item=item,
            tally=self._of(item),
            when=_when(item),
            owner=owner_of(self.sheet, item),
            helpers=roles_said(item.helper_roles, self.sheet.kind),
            section=" › ".join(item.headings),
            domain=DOMAINS.get(item.domain, UNSORTED),
            url=f"{self.tasks_url}&item={item.pk}",
        )

    def sections(self) -> list[Part]:
        return [
            Part(
                name=heading or "未分节",
                tally=total(self._of(item) for item in items),
                url=tasks_url(plan=self.plan.pk, part=items[0].pk),
                lines=tuple(map(self.line, self._shown(items))),
                anchor=f"section-{at}",
            )
            for at, (heading, items) in enumerate(sections_of(self.sheet.items), 1)
            if self._shown(items)
        ]

    def goals(self) -> list[Part]:
        return [
            Part(
                f"{goal.number} {goal.text}",
                total(self._of(item) for item in self.items if item.goal_id == goal.pk),
                tasks_url(plan=self.plan.pk, goal=goal.pk),
            )
            for goal in self.sheet.goals
        ]

    def departments(self) -> list[Part]:
        tallies = self.by_department
        if set(tallies) <= {None}:
            return []
        names = dict(Department.objects.values_list("pk", "name"))
        return [
            Part(
                names[pk] if pk else "未分部门",
                tally,
                tasks_url(plan=self.plan.pk, department=pk) if pk else "",
            )
            for pk, tally in sorted(tallies.items(), key=lambda pair: -pair[1].planned)
        ]


@require_GET
@requires("planning.see")
def plan_page(request: InstitutionRequest, pk: int) -> HttpResponse:
    """Wherever the plan stands: to its review, its approval, or the overview of what runs."""
    plan = find_plan(request, pk)
    if plan.state == WorkPlan.State.SUBMITTED:
        return redirect("planning:approve", pk=plan.pk)
    if plan.is_editable and may_draft(request):
        return redirect("planning:review", pk=plan.pk)
    overview = Overview(request, plan, clock.today())
    if request.GET.get("export") == "xlsx":
        return _excel(request, overview)
    context = {
        "plan": plan,
        "back_url": reverse("planning:plans"),
        "whole": overview.total,
        "sections": overview.sections(),
        "goals": overview.goals(),
        "departments": overview.departments(),
        "waits": waits(plan),
        "drafts": may_draft(request),
        "approves": bool(may(request.member, "planning.approve"))
        and not request.member.is_read_only,
        "tasks_url": tasks_url(plan=plan.pk, state="due"),
        "late_url": tasks_url(plan=plan.pk, state="late"),
        "sees_all": bool(may(request.member, "planning.see_all")),
    }
    return render(request, "planning/plans/plan.html", context)


def _limits(line: Line) -> str:
    item = line.item
    return limits_said(item.reading_low, item.reading_high, item.unit)


COLUMNS = (
    Column("章节", "section", width=24),
    Column("序号", "item.number", width=10),
    Column("事项", "item.title", width=36),
    Column("原文", "item.text", width=60),
    Column("领域", "domain.name", width=8),
    Column("时间", "when", width=20),
    Column("责任", "owner", width=16),
    Column("协办", "helpers", width=16),
    Column("台账", "item.ledger", width=18),
    Column("读数单位", "item.unit", width=8),
    Column("读数范围", _limits, width=14),
    Column("依据", "item.basis", width=24),
    Column("计划次数", "tally.planned", format="number", width=10),
    Column("应做", "tally.due", format="number", width=8),
    Column("已办", "tally.finished", format="number", width=8),
    Column("其中逾期补办", "tally.done_late", format="number", width=12),
    Column("逾期未办", "tally.overdue", format="number", width=10),
    Column("不适用", "tally.waived", format="number", width=8),
    Column("完成率%", "tally.rate", format="number", width=10),
)


def _excel(request: InstitutionRequest, overview: Overview) -> HttpResponse:
    lines: Iterable[Line] = map(overview.line, overview.items)
    book, count = list_workbook(overview.plan.title, COLUMNS, lines)
    if not request.member.is_read_only:
        record(
            actor=request.member, action="planning.plan_exported", target=overview.plan, count=count
        )
    return as_download(book, f"{overview.plan.title}.xlsx")


@require_GET
@requires("planning.see")
def print_page(request: InstitutionRequest, pk: int) -> HttpResponse:
    """The plan on paper: guiding text, goals, and every item with when and who."""
    plan = find_plan(request, pk)
    overview = Overview(request, plan, clock.today())
    context = {
        "plan": plan,
        "back_url": back_to(plan),
        "sections": overview.sections(),
        "goals": overview.goals(),
        "whole": overview.total,
    }
    return render(request, "planning/plans/print.html", context)
