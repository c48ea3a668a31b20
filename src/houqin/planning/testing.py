"""Typed factories for tests of planning and of the rooms above it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from houqin.core import clock
from houqin.org.calendar import term_on
from houqin.org.member import Member
from houqin.planning.models import PlanItem, Task, WorkPlan
from houqin.planning.services import approval, doing, drafting

SHANGHAI = ZoneInfo("Asia/Shanghai")
TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 10, 0, tzinfo=SHANGHAI)


def make_plan(*, title: str = "后勤工作计划", first: date | None = None) -> WorkPlan:
    """A draft over the autumn term without items."""
    term = term_on(TODAY)
    return WorkPlan.objects.create(
        title=title, term=term, first=first or date(2026, 8, 31), last=date(2027, 1, 24)
    )


def make_item(plan: WorkPlan, *cadences: str, title: str = "检查照明", **fields: Any) -> PlanItem:
    item = PlanItem(
        plan=plan,
        title=title,
        cadences=list(cadences),
        owner_role=fields.pop("owner_role", "technician"),
        domain=fields.pop("domain", "maintenance"),
        **fields,
    )
    item.fill_search()
    item.save()
    return item


def run_plan(plan: WorkPlan, author: Member, principal: Member, today: date = TODAY) -> WorkPlan:
    """Submit and approve, as people do."""
    now = datetime.combine(today, NOW.timetz())
    approval.submit(actor=author, plan_id=plan.pk, now=now)
    approval.approve(actor=principal, plan_id=plan.pk, now=now, today=today)
    plan.refresh_from_db()
    return plan


def hand_in(task: Task, actor: Member, now: datetime = NOW, **given: Any) -> Task:
    given.setdefault("note", "灯管两根不亮，已换。")
    given.setdefault("token", uuid4())
    return doing.hand_in(actor=actor, task_id=task.pk, now=now, **given)


def propose(plan: WorkPlan, actor: Member, item: PlanItem, **changes: Any) -> None:
    drafting.change_items(actor=actor, plan_id=plan.pk, item_ids=[item.pk], changes=changes)


def url_samples(member: Member) -> dict[str, tuple[Any, ...]]:
    """Arguments of this room's urls, of rows the member may see, for the test that walks them."""
    from houqin.org.testing import make_member

    director = make_member(member.institution, "director", name="计划人")
    principal = make_member(member.institution, "principal", name="批准人")
    plan = make_plan(title="给走查用的计划")
    make_item(plan, "FREQ=DAILY", owner=member.staff, on_rest="keep")
    run_plan(plan, director, principal, today=clock.today())
    task = Task.objects.filter(plan=plan).order_by("first").first()
    draft = make_plan(title="给走查用的草稿")
    made = make_item(draft, "FREQ=WEEKLY")
    of_plan = ("plan", "plan_print", "versions", "plan_close", "changes", "approve", "take_back")
    of_draft = (
        "review",
        "review_load",
        "review_rows",
        "read_when",
        "items",
        "submit",
        "plan_delete",
    )
    of_task = ("task", "defer", "check", "urge", "set_day", "write") if task else ()
    return {
        **{f"planning:{name}": (plan.pk,) for name in of_plan},
        **{f"planning:{name}": (draft.pk,) for name in of_draft},
        **({f"planning:{name}": (task.pk,) for name in of_task} if task else {}),
        "planning:attendance_of": (member.staff.pk,),
        "planning:version": (plan.pk, 1),
        "planning:item": (draft.pk, made.pk),
        "planning:item_edit": (draft.pk, made.pk, "when"),
    }
