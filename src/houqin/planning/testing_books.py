"""Plans whose items are proven by record books, for tests here and in the rooms above."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import uuid4

from houqin.ledgers.models import Book
from houqin.ledgers.services.writing import Line
from houqin.ledgers.testing import make_book
from houqin.org.member import Member
from houqin.org.models import SchoolClass
from houqin.planning.models import PlanItem, Task
from houqin.planning.testing import TODAY, make_item, make_plan, run_plan

CHECK_FORM: dict[str, Any] = {
    "code": "check",
    "title": "晨检",
    "field": [
        {"code": "group", "label": "班级", "type": "class", "required": True},
        {"code": "state", "label": "情况", "type": "choice", "options": ["正常", "异常"]},
        {"code": "n", "label": "人数", "type": "integer"},
    ],
}


def running(
    author: Member, principal: Member, *cadences: str, today: date = TODAY, **fields: Any
) -> PlanItem:
    """A running plan with one item for the cook."""
    fields.setdefault("owner_role", "canteen_manager")
    fields.setdefault("on_rest", "keep")
    plan = make_plan(first=fields.pop("first", date(2026, 11, 9)))
    item = make_item(plan, *(cadences or ("FREQ=DAILY",)), title="食品留样", **fields)
    run_plan(plan, author, principal, today=today)
    return item


def task_of(item: PlanItem, day: date = TODAY) -> Task:
    return Task.objects.get(item=item, first__lte=day, last__gte=day)


def add_classes(count: int) -> list[SchoolClass]:
    return [SchoolClass.objects.create(name=f"一年级{n}班", position=n) for n in range(count)]


def check_book(**settings: Any) -> Book:
    return make_book(
        form=CHECK_FORM, code="checks", title="晨检记录", per_what="class", per_field="group",
        **settings,
    )  # fmt: skip


def lines(groups: Iterable[SchoolClass], **raw: Any) -> list[Line]:
    """A sheet of the check book: a line for each class."""
    return [Line(uuid4(), {"group": str(one.pk), "n": "30", **raw}) for one in groups]
