"""How far each aim of a campaign has come: one reading for page, Excel and what is published."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import F, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from houqin.planning.indicators import source_of
from houqin.planning.models import (
    AimItem,
    AimStep,
    Campaign,
    CampaignAim,
    Indicator,
    IndicatorFigure,
    PlanItem,
    Task,
)
from houqin.planning.numbers import Tally, tally_by, total

_EVIDENCE_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Reading:
    """An indicator with its figure; ``is_met`` is None without figure or target."""

    indicator: Indicator
    value: Decimal | None
    source: str
    as_of: date | None = None
    before: Decimal | None = None
    start: IndicatorFigure | None = None  # the first of several figures: how it was before
    url: str = ""

    @property
    def said(self) -> str:
        if self.value is None:
            return "还没有数"
        return f"{_plain(self.value)} {self.indicator.unit}".strip()

    @property
    def target_said(self) -> str:
        if self.indicator.target is None:
            return ""
        how = "不超过" if self.indicator.is_lower_better else "达到"
        return f"{how} {_plain(self.indicator.target)} {self.indicator.unit}".strip()

    @property
    def is_met(self) -> bool | None:
        target = self.indicator.target
        if self.value is None or target is None:
            return None
        return self.value <= target if self.indicator.is_lower_better else self.value >= target

    @property
    def since(self) -> str:
        """42 → 31 分钟: before the campaign and now."""
        if self.start is None or self.value is None:
            return ""
        unit = self.indicator.unit
        return f"{_plain(self.start.value)} → {_plain(self.value)} {unit}".strip()

    @property
    def change(self) -> str:
        """Against the figure before, in words: colour alone says nothing."""
        if self.value is None or self.before is None:
            return ""
        step = self.value - self.before
        if not step:
            return "与上次持平"
        return f"比上次{'升' if step > 0 else '降'} {_plain(abs(step))}"


@dataclass(frozen=True, slots=True)
class Served:
    """An item that serves the aim, and how it stands in the campaign's days."""

    item: PlanItem
    tally: Tally


@dataclass(frozen=True, slots=True)
class AimCard:
    aim: CampaignAim
    indicators: tuple[Reading, ...]
    served: tuple[Served, ...]
    evidence: tuple[Task, ...]
    steps: tuple[Task, ...] = ()

    @property
    def tally(self) -> Tally:
        return total(one.tally for one in self.served)

    @property
    def is_empty(self) -> bool:
        return not self.indicators

    @property
    def verdict(self) -> tuple[str, str]:
        """State code and words for the chip."""
        if self.is_empty:
            return "na", "没有指标"
        known = [one.is_met for one in self.indicators if one.is_met is not None]
        if any(one.value is None for one in self.indicators):
            return "review", "还缺数字"
        if not known:
            return "todo", "没有定目标值"
        return ("done", "达到") if all(known) else ("late", "没达到")


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


def tasks_of(campaign: Campaign) -> QuerySet[Task]:
    """The work of the campaign: tasks of attached items due in its days."""
    items = AimItem.objects.filter(aim__campaign=campaign).values("item_id")
    return Task.objects.filter(
        item_id__in=items, due_on__gte=campaign.first, due_on__lte=campaign.last
    )


def cards_of(campaign: Campaign, today: date) -> list[AimCard]:
    """Every aim with its figures and evidence: seven queries, and those of other rooms' figures."""
    aims = list(campaign.aims.select_related("department", "owner"))
    steps: dict[int, list[Task]] = defaultdict(list)
    for step in AimStep.objects.filter(aim__campaign=campaign).select_related(
        "task__item", "task__assignee"
    ):
        steps[step.aim_id].append(step.task)
    served: dict[int, list[PlanItem]] = defaultdict(list)
    links = AimItem.objects.filter(aim__campaign=campaign).select_related("item")
    for link in links.defer("item__search", "item__found", "item__reasons"):
        served[link.aim_id].append(link.item)
    tallies = tally_by(tasks_of(campaign), today, "item_id")
    evidence = _evidence(campaign)
    figures = _figures(campaign)
    measured: dict[int, list[Indicator]] = defaultdict(list)
    for indicator in Indicator.objects.filter(aim__campaign=campaign):
        measured[indicator.aim_id].append(indicator)
    found = []
    for aim in aims:
        items = [Served(item, tallies.get(item.pk, Tally())) for item in served[aim.pk]]
        whole = total(one.tally for one in items)
        readings = [
            _read(one, whole, figures.get(one.pk, []), campaign, today) for one in measured[aim.pk]
        ]
        shown = [task for item in items for task in evidence.get(item.item.pk, [])]
        shown.sort(key=lambda task: str(task.done_at), reverse=True)
        found.append(
            AimCard(
                aim,
                tuple(readings),
                tuple(items),
                tuple(shown[: 2 * _EVIDENCE_SHOWN]),
                tuple(steps[aim.pk]),
            )
        )
    return found


def _evidence(campaign: Campaign) -> dict[int, list[Task]]:
    """The latest finished tasks of each item."""
    finished = tasks_of(campaign).filter(state__in=["done", "review"])
    place = Window(RowNumber(), partition_by=[F("item_id")], order_by=F("done_at").desc())
    rows = finished.annotate(place=place).filter(place__lte=_EVIDENCE_SHOWN)
    found: dict[int, list[Task]] = defaultdict(list)
    for task in rows.select_related("item", "done_by").order_by("-done_at"):
        found[task.item_id].append(task)
    return found


def _figures(campaign: Campaign) -> dict[int, list[IndicatorFigure]]:
    """The last two figures of each indicator, the newest first, and the very first."""
    place = Window(
        RowNumber(),
        partition_by=[F("indicator_id")],
        order_by=[F("as_of").desc(), F("pk").desc()],
    )
    oldest = Window(
        RowNumber(),
        partition_by=[F("indicator_id")],
        order_by=[F("as_of").asc(), F("pk").asc()],
    )
    rows = IndicatorFigure.objects.filter(indicator__aim__campaign=campaign)
    found: dict[int, list[IndicatorFigure]] = defaultdict(list)
    for row in (
        rows.annotate(place=place, age=oldest)
        .filter(Q(place__lte=2) | Q(age=1))
        .order_by("-as_of", "-pk")
    ):
        found[row.indicator_id].append(row)
    return found


def _read(
    indicator: Indicator,
    whole: Tally,
    figures: Sequence[IndicatorFigure],
    campaign: Campaign,
    today: date,
) -> Reading:
    if indicator.sort == Indicator.Sort.FIGURE:
        if not figures:
            return Reading(indicator, None, "")
        last = figures[0]
        before = figures[1].value if len(figures) > 1 else None
        start = figures[-1] if len(figures) > 1 else None
        return Reading(indicator, last.value, last.source, last.as_of, before, start)
    if indicator.sort == Indicator.Sort.ROOM:
        source = source_of(indicator.source_code)
        value = source.read(campaign.first, campaign.last, today) if source else None
        said = source.title if source else "提供这个数字的功能没有启用"
        return Reading(indicator, value, said, today, url=source.url if source else "")
    counted = {
        "rate": whole.rate,
        "on_time": whole.on_time_rate,
        "overdue": whole.overdue if whole.planned else None,
    }[indicator.sort]
    said = f"应做 {whole.due}，已办 {whole.finished}，逾期未办 {whole.overdue}"
    return Reading(indicator, None if counted is None else Decimal(str(counted)), said, today)


def snapshot(found: Sequence[AimCard]) -> list[dict[str, Any]]:
    """The card as plain values: what was published stays as it was."""
    return [
        {
            "name": card.aim.name,
            "meaning": card.aim.meaning,
            "verdict": list(card.verdict),
            "indicators": [
                {
                    "title": one.indicator.title,
                    "said": one.said,
                    "target": one.target_said,
                    "source": one.source,
                    "as_of": one.as_of.isoformat() if one.as_of else "",
                    "change": one.change,
                    "since": one.since,
                }
                for one in card.indicators
            ],
            "items": [
                {
                    "item": one.item.pk,
                    "title": one.item.title,
                    "due": one.tally.due,
                    "finished": one.tally.finished,
                    "overdue": one.tally.overdue,
                }
                for one in card.served
            ],
            "evidence": [
                {
                    "task": task.pk,
                    "title": task.item.title,
                    "done_on": task.done_at.date().isoformat() if task.done_at else "",
                    "by": task.done_by.name if task.done_by else "",
                }
                for task in card.evidence
            ],
        }
        for card in found
    ]
