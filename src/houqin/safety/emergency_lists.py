"""Lists of emergency plans and drills, declared once."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Max, Q, QuerySet

from houqin.safety.models import Drill, EmergencyPlan
from houqin.ui.addresses import page_of
from houqin.ui.listing import Listing
from houqin.ui.tables import Choice, Column, DateRange, foreign_key

_A_YEAR = timedelta(days=365)


def plans_drilled() -> QuerySet[EmergencyPlan]:
    """With ``drilled_on``: when it was last drilled."""
    held = Max("drills__held_on", filter=Q(drills__state=Drill.State.HELD))
    return EmergencyPlan.objects.select_related("current").annotate(drilled_on=held)


def is_outdated(row: EmergencyPlan, today: date) -> bool:
    """Past its review date, or not drilled for a year."""
    drilled: date | None = getattr(row, "drilled_on", None)
    is_stale = drilled is None or drilled < today - _A_YEAR
    edited = row.current.made_at.date() if row.current else today
    return row.review_by < today or (is_stale and edited < today - _A_YEAR)


def plan_state(row: EmergencyPlan, today: date) -> tuple[str, str]:
    if not row.is_active:
        return "na", "停用"
    if row.review_by < today:
        return "late", "该复审了"
    return ("late", "一年没演练") if is_outdated(row, today) else ("done", "有效")


def plans_listing(today: date) -> Listing:
    return Listing(
        name="emergency",
        title="应急预案",
        columns=(
            Column("预案", "title", sort="title", phone="title", width=28),
            Column(
                "情况", lambda row: plan_state(row, today)[1], phone="side",
                chip=lambda row: plan_state(row, today),
            ),
            Column("应对", "get_danger_display", sort="danger"),
            Column("版本", "current.number", format="number"),
            Column("最迟复审", "review_by", sort="review_by", format="day"),
            Column("最近演练", "drilled_on", format="day"),
        ),
        filters=(
            Choice("danger", "应对", EmergencyPlan.Danger.choices, lookup="danger"),
        ),
        search=("title",),
        search_hint="搜预案",
        sort="title",
        href=page_of("safety:plan"),
        empty_title="还没有应急预案。",
        empty_hint="防火、防盗、防破坏、食物中毒、地震：一份一份写清先做什么、谁去做、打给谁。",
    )  # fmt: skip


def drill_state(row: Drill) -> tuple[str, str]:
    word = {"planned": "todo", "held": "done", "called_off": "na"}[row.state]
    return word, row.get_state_display()


DRILLS: Listing = Listing(
    name="drills",
    title="应急演练",
    columns=(
        Column("演练", "title", phone="title", width=28),
        Column("情况", "get_state_display", chip=drill_state, phone="side"),
        Column("预案", "plan.title"),
        Column("计划日期", "day", sort="day", format="day"),
        Column("演练日期", "held_on", sort="held_on", format="day"),
        Column("人数", "people", format="number"),
        Column("用时", "time_said"),
        Column("负责人", "lead.name"),
    ),
    filters=(
        Choice("state", "情况", Drill.State.choices, lookup="state"),
        foreign_key("plan", "预案", EmergencyPlan.objects.all, shown="title"),
        DateRange("day", "日期", "day"),
    ),
    search=("title", "scenario"),
    search_hint="搜演练",
    sort="-day",
    href=page_of("safety:drill"),
    empty_title="还没有演练。",
    empty_hint="从一份预案安排演练；演练后记人数、用时和问题，问题会自动变成要办的事。",
)  # fmt: skip
