"""A running plan with work behind it, and the summary of it, for tests."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from houqin.org.member import Member
from houqin.org.testing import make_member
from houqin.planning.models import WorkPlan
from houqin.planning.testing import NOW, TODAY, make_item, make_plan, run_plan
from houqin.reports.models import Report
from houqin.reports.services.generating import generate


def make_running_plan(author: Member, title: str = "2026年下半年后勤工作计划") -> WorkPlan:
    """A plan over the autumn term with a weekly and a monthly duty, approved."""
    plan = make_plan(title=title)
    make_item(plan, "FREQ=WEEKLY;BYDAY=MO", title="检查照明", headings=["一、安全"], number="1")
    make_item(plan, "FREQ=MONTHLY", title="清洗水箱", headings=["二、卫生"], number="2")
    return run_plan(plan, author, make_member(author.institution, "principal"))


def make_report(
    author: Member,
    plan: WorkPlan | None = None,
    *,
    sort: str = "half",
    first: date | None = None,
    now: datetime = NOW,
    today: date = TODAY,
) -> Report:
    plan = plan or make_running_plan(author)
    return generate(actor=author, plan_id=plan.pk, sort=sort, first=first, now=now, today=today)


def url_samples(member: Member) -> dict[str, tuple[Any, ...]]:
    """Arguments of this room's urls, of rows the member may see, for the test that walks them."""
    pk = make_report(member).pk
    names = (
        "report", "records", "text", "update", "photos", "word", "submit", "take_back", "approve",
        "send_back", "reopen",
    )  # fmt: skip
    return {f"reports:{name}": (pk,) for name in names}
