"""What a plan came to in a period, counted by ``planning.numbers`` and nothing else.

Everything returned is JSON: a report keeps it as it was on the day.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject

from houqin.cadence import Cadence, describe
from houqin.core.domains import DOMAINS
from houqin.core.roles import role_name
from houqin.planning.models import Deferral, PlanGoal, PlanItem, Task, WorkPlan
from houqin.planning.models.tasks import OPEN
from houqin.planning.numbers import Tally, tally_by, total
from houqin.reports import comparing, supervising
from houqin.reports.proofs import Kept, kept_by_item
from houqin.reports.rules import Period

REASONS_SHOWN = 3
MISSED_SHOWN = 5


def as_json(one: Tally) -> dict[str, Any]:
    return {
        "planned": one.planned,
        "due": one.due,
        "done": one.finished,
        "on_time": one.finished - one.done_late,
        "late": one.done_late,
        "overdue": one.overdue,
        "waived": one.waived,
        "upcoming": one.upcoming,
        "rate": one.rate,
    }


def tasks_of(plan: WorkPlan, period: Period) -> QuerySet[Task]:
    """All the plan's tasks, as its own page counts them; of a month those that were due in it."""
    tasks = Task.objects.filter(plan=plan)
    return tasks.filter(due_on__range=(period.first, period.last)) if period.is_month else tasks


def collect(plan: WorkPlan, period: Period, today: date) -> dict[str, Any]:
    """Every figure of the report; the same dozen queries however long the plan."""
    tasks = tasks_of(plan, period)
    by_item: dict[int, Tally] = tally_by(tasks, today, "item_id")
    rows = PlanItem.objects.filter(plan=plan).exclude(status=PlanItem.Status.NEW)
    items = list(rows.select_related("owner").defer("search", "found", "draft", "reasons"))
    told, kept = _told(tasks, today), kept_by_item(tasks)
    maker = _Lines(period, plan.institution.kind, by_item, told, kept)
    lines = [maker.line(item) for item in items]
    whole = total(by_item.values())
    by_domain: dict[str, Tally] = tally_by(tasks, today, "domain")
    return {
        "today": today.isoformat(),
        "total": as_json(whole),
        "evidence_count": sum(one.entries for one in kept.values()),
        "photo_count": sum(one.photos for one in kept.values()),
        "from_books": sum(one.from_books for one in kept.values()),
        "sections": _sections(items, lines, by_item),
        "goals": _goals(plan, items, lines, by_item),
        "domains": _domains(by_domain),
        "months": _months(tasks, today),
        "guiding": [passage["text"] for passage in plan.guiding if passage.get("text")],
        "before": comparing.before(plan, period, today),
        "supervised": supervising.collect(period),
    }


class _Lines:
    """Makes one line of an item: what was promised and what came of it."""

    def __init__(
        self,
        period: Period,
        kind: str,
        by_item: dict[int, Tally],
        told: dict[int, _Told],
        kept: dict[int, Kept],
    ) -> None:
        self.period, self.kind = period, kind
        self.by_item, self.told, self.kept = by_item, told, kept

    def line(self, item: PlanItem) -> dict[str, Any]:
        one, kept = self.by_item.get(item.pk, Tally()), self.kept.get(item.pk, Kept())
        told = self.told.get(item.pk, _Told())
        return {
            "item": item.pk,
            "goal": item.goal_id,
            "number": item.number,
            "title": item.title,
            "when": "、".join(describe(Cadence.from_text(text)) for text in item.cadences),
            "owner": self._owner(item),
            "is_work": item.kind != PlanItem.Kind.PRINCIPLE and item.is_included,
            "is_event": item.kind == PlanItem.Kind.EVENT,
            "withdrawn": item.status == PlanItem.Status.WITHDRAWN,
            "evidence": kept.entries,
            "photos": kept.photos,
            "reasons": told.reasons,
            "missed": told.missed[:MISSED_SHOWN],
            "gap": self._gap(item, one, kept),
            **as_json(one),
        }

    def _owner(self, item: PlanItem) -> str:
        if item.owner:
            return item.owner.name
        return role_name(item.owner_role, self.kind) if item.owner_role else ""

    def _gap(self, item: PlanItem, one: Tally, kept: Kept) -> str:
        """Why an item cannot be called fulfilled, honestly; empty when it can or is not due yet."""
        if item.kind == PlanItem.Kind.PRINCIPLE or item.status == PlanItem.Status.WITHDRAWN:
            return ""
        if one.overdue:
            return f"应做 {one.due} 次，{one.overdue} 次逾期没有完成"
        if one.planned and one.planned == one.waived:
            return "全部标为不适用"
        if one.finished and not kept.entries and item.proof != PlanItem.Proof.NONE:
            return "登记了完成，没有留下佐证"
        if one.planned or self.period.is_month or not item.is_included:
            return ""
        if item.kind == PlanItem.Kind.EVENT:
            return "随事件办理，没有登记过"
        return "计划里写了，没有排出时间，也没有记录"


@dataclass(slots=True)
class _Told:
    """Of an item: the windows that nothing was done in, and why others were put off or waived."""

    missed: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)


def _told(tasks: QuerySet[Task], today: date) -> dict[int, _Told]:
    """One query; the earliest windows and the latest reasons first."""
    heard = Deferral.objects.filter(task=OuterRef("pk")).exclude(verdict="refused")
    is_late = Q(state__in=OPEN, due_on__lt=today)
    rows = tasks.filter(is_late | Exists(heard)).annotate(
        put_off=ArraySubquery(heard.values(one=JSONObject(pk="pk", sort="sort", why="reason")))
    )
    found: dict[int, _Told] = defaultdict(_Told)
    said: list[tuple[int, dict[str, Any]]] = []
    for task in rows.only("item", "state", "first", "due_on").order_by("first", "pk"):
        if task.item_id is None:
            continue
        if task.state in OPEN and task.due_on < today:
            found[task.item_id].missed.append(_window(task))
        said += [(task.item_id, one) for one in task.put_off]
    for item, one in sorted(said, key=lambda told: -told[1]["pk"]):
        why = f"{Deferral.Sort(one['sort']).label}：{' '.join(one['why'].split()).rstrip('。；')}"
        if len(found[item].reasons) < REASONS_SHOWN and why not in found[item].reasons:
            found[item].reasons.append(why)
    return found


def _window(task: Task) -> str:
    first, last = (f"{day.month}月{day.day}日" for day in (task.first, task.due_on))
    return first if first == last else f"{first}—{last}"


def _sections(
    items: list[PlanItem], lines: list[dict[str, Any]], by_item: dict[int, Tally]
) -> list[dict[str, Any]]:
    """The plan's own outline: the items under one path of headings, in the order of the plan."""
    sections: dict[tuple[str, ...], dict[str, Any]] = {}
    tallies: dict[tuple[str, ...], list[Tally]] = defaultdict(list)
    for item, line in zip(items, lines, strict=True):
        path = tuple(item.headings)
        sections.setdefault(path, {"path": list(path), "anchor_item": item.pk, "lines": []})
        sections[path]["lines"].append(line)
        tallies[path].append(by_item.get(item.pk, Tally()))
    names = _titles(list(sections))
    for path, section in sections.items():
        section["title"] = names[path]
        section["key"] = " / ".join(path) or "其他"
        section["total"] = as_json(total(tallies[path]))
    return list(sections.values())


def _titles(paths: list[tuple[str, ...]]) -> dict[tuple[str, ...], str]:
    """The last heading of each path; with the one above it outside the largest part of the plan."""
    parents = Counter(path[:-1] for path in paths if path)
    usual = parents.most_common(1)[0][0] if parents else ()
    return {
        path: " / ".join(path[-1:] if path[:-1] == usual else path[-2:]) or "未分节的事项"
        for path in paths
    }


def _goals(
    plan: WorkPlan,
    items: list[PlanItem],
    lines: list[dict[str, Any]],
    by_item: dict[int, Tally],
) -> list[dict[str, Any]]:
    """Each goal with how many of its items are done, late or not begun."""
    attached: dict[int, list[tuple[PlanItem, dict[str, Any]]]] = defaultdict(list)
    for item, line in zip(items, lines, strict=True):
        if item.goal_id and (line["planned"] or not line["withdrawn"]):
            attached[item.goal_id].append((item, line))
    return [
        {
            "goal": goal.pk,
            "number": goal.number,
            "text": goal.text,
            "items": len(attached[goal.pk]),
            **_standing([line for _item, line in attached[goal.pk]]),
            **as_json(total(by_item.get(item.pk, Tally()) for item, _line in attached[goal.pk])),
        }
        for goal in PlanGoal.objects.filter(plan=plan)
    ]


def _standing(lines: list[dict[str, Any]]) -> dict[str, int]:
    behind = sum(1 for line in lines if line["overdue"])
    unbegun = sum(1 for line in lines if not line["overdue"] and not line["done"])
    return {
        "behind": behind,
        "unbegun": unbegun,
        "kept_up": len(lines) - behind - unbegun,
    }


def _domains(tallies: dict[str, Tally]) -> list[dict[str, Any]]:
    rows = [
        {"key": key, "name": DOMAINS[key].name if key in DOMAINS else "未分领域", **as_json(one)}
        for key, one in tallies.items()
    ]
    return sorted(rows, key=lambda row: (-int(str(row["due"])), str(row["key"])))


def _months(tasks: QuerySet[Task], today: date) -> list[dict[str, Any]]:
    """Month by month: how much was due and done."""
    found: dict[tuple[int, int], Tally] = tally_by(tasks, today, "due_on__year", "due_on__month")
    return [
        {"year": year, "month": number, **as_json(one)}
        for (year, number), one in sorted(found.items())
        if one.due
    ]
