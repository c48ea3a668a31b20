"""The term or month before, and what has changed since a report was made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from houqin.planning.models import Task, WorkPlan
from houqin.planning.numbers import Tally, tally_by, total
from houqin.reports.rules import Period, month_before


def before(plan: WorkPlan, period: Period, today: date) -> dict[str, Any] | None:
    """Rates of the month before, or of the plan before this one; None where nothing was due."""
    tasks: QuerySet[Task] | None
    if period.is_month:
        label, tasks = "比上月", _month_before(plan, period)
    else:
        label = "比上期"
        tasks = _plan_before(plan)
    if tasks is None:
        return None
    by_domain: dict[str, Tally] = tally_by(tasks, today, "domain")
    whole = total(by_domain.values())
    if not whole.due:
        return None
    return {
        "label": label,
        "rate": whole.rate,
        "domains": {key: one.rate for key, one in by_domain.items() if one.due},
    }


def _month_before(plan: WorkPlan, period: Period) -> QuerySet[Task]:
    earlier = month_before(period)
    return Task.objects.filter(plan=plan, due_on__range=(earlier.first, earlier.last))


def _plan_before(plan: WorkPlan) -> QuerySet[Task] | None:
    rows = WorkPlan.objects.filter(sort=plan.sort, version__gte=1, last__lt=plan.first)
    earlier = rows.only("pk").order_by("-last", "-pk").first()
    return Task.objects.filter(plan=earlier) if earlier else None


@dataclass(frozen=True, slots=True)
class Change:
    """A figure that is another one now."""

    what: str
    name: str
    old: str
    new: str


_NAMES = {
    "due": "应做",
    "done": "完成",
    "late": "补办",
    "overdue": "逾期",
    "waived": "不适用",
    "evidence": "佐证",
}


def changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Change]:
    """What replacing ``old`` by ``new`` would change: the whole first, then item by item."""
    return [*_whole(old, new), *_items(old, new)]


def _whole(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    yield from _figures("全部", old["total"], new["total"])
    for key, name in (("evidence_count", "佐证"), ("photo_count", "照片")):
        if old[key] != new[key]:
            yield Change("全部", name, str(old[key]), str(new[key]))


def _items(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    was, now = _lines(old), _lines(new)
    for pk, line in now.items():
        if pk not in was:
            yield Change(line["title"], "条目", "没有", "新增")
            continue
        if was[pk]["title"] != line["title"]:
            yield Change(line["title"], "事项", was[pk]["title"], line["title"])
        if was[pk]["withdrawn"] != line["withdrawn"]:
            states = {True: "已撤销", False: "有效"}
            yield Change(
                line["title"], "条目", states[was[pk]["withdrawn"]], states[line["withdrawn"]]
            )
        yield from _figures(line["title"], was[pk], line)
    for pk, line in was.items():
        if pk not in now:
            yield Change(line["title"], "条目", "有", "没有了")


def _figures(what: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    for key, name in _NAMES.items():
        if key in new and old.get(key, 0) != new[key]:
            yield Change(what, name, str(old.get(key, 0)), str(new[key]))


def _lines(figures: Mapping[str, Any]) -> dict[int, dict[str, Any]]:
    return {line["item"]: line for section in figures["sections"] for line in section["lines"]}
