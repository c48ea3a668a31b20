"""What a revision would change, in words: items against what stands, and their tasks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from houqin.core.domains import DOMAINS
from houqin.core.roles import Kind, role_name
from houqin.org.models import Department, Place, Staff
from houqin.planning.book_choice import conditions_said
from houqin.planning.models import PlanGoal, PlanItem, WorkPlan
from houqin.planning.services.reconciling import Changes
from houqin.planning.services.windows import Wanted
from houqin.planning.views.review_rows import roles_said, said_all, span_in_words

FIELDS = {
    "title": "名称",
    "kind": "类别",
    "domain": "领域",
    "cadences": "时间",
    "owner_role": "责任角色",
    "owner_id": "责任人",
    "department_id": "部门",
    "helper_roles": "协办",
    "goal_id": "目标",
    "ledger": "台账",
    "book_place_id": "哪里的记录",
    "each": "每一样都要记",
    "keys_off": "不用记的",
    "only": "只算哪些记录",
    "proof": "佐证",
    "unit": "读数单位",
    "reading_low": "读数最低",
    "reading_high": "读数最高",
    "needs_check": "复查",
    "on_rest": "节假日",
    "is_included": "派发",
    "helpers_close": "协办人可办结",
    "note": "本单位说明",
}
NOTHING = "（无）"
SHOWN = 200


@dataclass(frozen=True, slots=True)
class FieldChange:
    name: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class ItemChange:
    """``sort``: added, changed or withdrawn."""

    sort: str
    title: str
    item_id: int
    fields: tuple[FieldChange, ...] = ()
    detail: str = ""


class Words:
    """Values of an item's fields as people read them; names are loaded once."""

    def __init__(self, plan: WorkPlan, kind: Kind) -> None:
        self._kind = kind
        self._people = dict(Staff.objects.values_list("pk", "name"))
        self._places = dict(Department.objects.values_list("pk", "name"))
        self._goals = dict(PlanGoal.objects.filter(plan=plan).values_list("pk", "number"))

    def of(self, name: str, value: Any) -> str:
        if isinstance(value, bool):
            return "是" if value else "否"
        if not value:
            return NOTHING
        reader = getattr(self, f"_{name}", None)
        return str(reader(value)) if reader else str(value)

    def _cadences(self, value: Sequence[str]) -> str:
        return said_all(value)

    def _domain(self, value: str) -> str:
        return DOMAINS[value].name if value in DOMAINS else value

    def _owner_role(self, value: str) -> str:
        return role_name(value, self._kind)

    def _helper_roles(self, value: Sequence[str]) -> str:
        return roles_said(value, self._kind)

    def _owner_id(self, value: int) -> str:
        return self._people.get(value, NOTHING)

    def _department_id(self, value: int) -> str:
        return self._places.get(value, NOTHING)

    def _book_place_id(self, value: int) -> str:
        return str(Place.objects.filter(pk=value).first() or NOTHING)

    def _keys_off(self, value: Sequence[str]) -> str:
        return f"{len(value)} 个"

    def _only(self, value: Sequence[Sequence[str]]) -> str:
        return conditions_said(value, None)

    def _goal_id(self, value: int) -> str:
        return f"目标{self._goals.get(value, '')}"

    def _kind_of(self, value: str) -> str:
        return str(PlanItem.Kind(value).label)

    def _proof(self, value: str) -> str:
        return str(PlanItem.Proof(value).label)

    def _on_rest(self, value: str) -> str:
        return str(PlanItem.OnRest(value).label)

    def fields(self, old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[FieldChange, ...]:
        """The differing fields, in the order of the review page."""
        return tuple(
            FieldChange(
                label,
                self.of("kind_of" if name == "kind" else name, old.get(name)),
                self.of("kind_of" if name == "kind" else name, new[name]),
            )
            for name, label in FIELDS.items()
            if name in new
        )


def item_changes(plan: WorkPlan, kind: Kind) -> list[ItemChange]:
    """The proposals of a running plan, in its order."""
    words = Words(plan, kind)
    found = []
    for item in PlanItem.objects.filter(plan=plan).defer("search", "found", "reasons"):
        if item.status == PlanItem.Status.NEW:
            when = said_all(item.cadences) or "未定日期"
            found.append(ItemChange("added", item.title, item.pk, detail=when))
        elif item.draft and item.draft.get("status") == PlanItem.Status.WITHDRAWN:
            found.append(ItemChange("withdrawn", item.title, item.pk))
        elif item.draft:
            old = {name: getattr(item, name) for name in item.draft}
            fields = words.fields(old, item.draft)
            found.append(ItemChange("changed", item.title, item.pk, fields))
    return found


@dataclass(frozen=True, slots=True)
class TaskChanges:
    """What approving would do to tasks, with examples in words."""

    added: list[str]
    moved: list[str]
    withdrawn: list[str]
    counts: dict[str, int]


def task_changes(plan: WorkPlan, changes: Changes) -> TaskChanges:
    ids = {w.item_id for w in changes.added} | {t.item_id for t in changes.withdrawn}
    ids |= {old.item_id for old, _ in changes.moved}
    rows = PlanItem.objects.filter(plan=plan, pk__in=ids).values_list("pk", "title")
    titles = dict(rows)
    return TaskChanges(
        added=[f"{titles[w.item_id]} {span_in_words(w)}" for w in changes.added[:SHOWN]],
        moved=[
            f"{titles[old.item_id]} {_days(old)} → {span_in_words(new)}"
            for old, new in changes.moved[:SHOWN]
        ],
        withdrawn=[f"{titles[t.item_id]} {_days(t)}" for t in changes.withdrawn[:SHOWN]],
        counts={
            "added": len(changes.added),
            "moved": len(changes.moved),
            "withdrawn": len(changes.withdrawn),
            "kept": changes.kept,
        },
    )


def _days(task: Any) -> str:
    return span_in_words(Wanted(task.item_id, task.cadence, task.first, task.last, task.times))
