"""A change of the calendar re-plans what is not yet done, and says beforehand what would move."""

from __future__ import annotations

from datetime import date

from houqin.cadence import SchoolCalendar
from houqin.core.roles import Kind
from houqin.journal.public import record
from houqin.org.member import Member
from houqin.planning.models import PlanItem, WorkPlan
from houqin.planning.services.reconciling import reconcile
from houqin.planning.services.scheduling import existing_tasks, reschedule
from houqin.planning.services.windows import timing_of, wanted_of_plan


def preview(_before: SchoolCalendar, after: SchoolCalendar, today: date) -> list[str]:
    """One sentence per running plan that the new calendar would move; writes nothing."""
    lines = []
    for plan in WorkPlan.objects.scheduled().select_related("institution"):
        items = {item.pk: item for item in PlanItem.objects.filter(plan=plan)}
        kind = Kind(plan.institution.kind)
        wanted = wanted_of_plan(map(timing_of, items.values()), plan, after, kind)
        every = [window for windows in wanted.values() for window in windows]
        with_past = plan.past == WorkPlan.Past.RECORD
        changes = reconcile(existing_tasks(plan, today), every, today, with_past=with_past)
        if changes.is_empty:
            continue
        example = ""
        if changes.moved:
            old, to = changes.moved[0]
            title = items[old.item_id].title
            was, now = (old.first, to.first) if old.first != to.first else (old.last, to.last)
            example = f"，如“{title}”{_day(was)} → {_day(now)}"
        lines.append(
            f"“{plan.title}”：移动 {len(changes.moved)} 次{example}；新增 {len(changes.added)} 次，"
            f"撤销 {len(changes.withdrawn)} 次；其余 {changes.kept} 次不动。"
        )
    return lines


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日"


def follow(actor: Member, today: date) -> None:
    """Bring every running plan in step with the calendar as it now is."""
    for plan in WorkPlan.objects.scheduled():
        changes = reschedule(plan, today=today)
        if not changes.is_empty:
            record(
                actor=actor,
                action="planning.calendar_followed",
                target=plan,
                moved=len(changes.moved),
                added=len(changes.added),
                withdrawn=len(changes.withdrawn),
            )
