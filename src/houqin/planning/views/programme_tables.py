"""Lists and workbooks of campaigns, standards and inspections, declared once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import reverse

from houqin.core.domains import DOMAINS
from houqin.planning.collecting import records_of
from houqin.planning.listings import window_text
from houqin.planning.models import Campaign, OutsideInspection, Standard, Task
from houqin.planning.scorecards import AimCard, Reading
from houqin.ui.addresses import page_of
from houqin.ui.exporting import Book, list_workbook
from houqin.ui.listing import Listing
from houqin.ui.tables import Choice, Column, DateRange

_TONES = {
    "running": "doing", "closed": "na", "preparing": "doing", "applied": "review",
    "awarded": "done", "refused": "late", "visited": "review",
}  # fmt: skip


def state_chip(row: Any) -> tuple[str, str]:
    return _TONES.get(row.state, "todo"), row.get_state_display()


CAMPAIGNS: Listing = Listing(
    name="campaigns",
    title="专项活动",
    columns=(
        Column("活动", "title", phone="title", width=34),
        Column("状态", "get_state_display", chip=state_chip, phone="side"),
        Column("开始", "first", sort="first", format="day"),
        Column("结束", "last", sort="last", format="day"),
        Column("目标数", "aim_count", format="number"),
        Column("牵头人", "lead.name"),
    ),
    filters=(Choice("state", "状态", Campaign.State.choices, lookup="state"),),
    search=("title", "purpose"),
    search_hint="搜活动名称",
    sort="-first",
    href=page_of("planning:campaign"),
    empty_title="还没有专项活动。",
    empty_hint="像“四好一满意一放心”这样的活动，把它的几个目标列出来，挂上计划里的事项，完成得怎样就有数了。",
)

STANDARDS: Listing = Listing(
    name="standards",
    title="创建达标",
    columns=(
        Column("称号", "title", phone="title", width=30),
        Column("进展", "get_state_display", chip=state_chip, phone="side"),
        Column("自评", lambda row: row.self_total or 0, format="number"),
        Column("满分", lambda row: row.full_total or 0, format="number"),
        Column("未自评", "open_count", format="number"),
        Column("没有佐证", "bare_count", format="number"),
        Column("计划申报", "apply_on", sort="apply_on", format="day"),
        Column("牵头人", "lead.name"),
        Column("评定单位", "body", phone="hide"),
    ),
    filters=(Choice("state", "进展", Standard.State.choices, lookup="state"),),
    search=("title", "body", "basis"),
    search_hint="搜称号",
    href=page_of("planning:standard"),
    empty_title="还没有创建项目。",
    empty_hint="放心食堂、绿色学校这类称号，把评分标准导进来，逐条自评、附佐证，申报材料一键打印。",
)

INSPECTIONS: Listing = Listing(
    name="inspections",
    title="迎检",
    columns=(
        Column("检查", "title", phone="title", width=34),
        Column("状态", "get_state_display", chip=state_chip, phone="side"),
        Column("检查单位", "body"),
        Column("检查日期", "visits_on", sort="visits_on", format="day"),
        Column("检查发现", "finding_count", format="number"),
        Column("负责人", "lead.name", phone="hide"),
    ),
    filters=(
        Choice("state", "状态", OutsideInspection.State.choices, lookup="state"),
        DateRange("day", "检查日期", "visits_on"),
    ),
    search=("title", "body"),
    search_hint="搜检查名称、单位",
    sort="-visits_on",
    href=page_of("planning:inspection"),
    empty_title="还没有迎检材料。",
    empty_hint="收到检查通知后建一份：写上谁来、哪天、查什么，这段时间办过的事和佐证会自动归进来。",
)


def _domain_name(row: Task) -> str:
    return DOMAINS[row.domain].name if row.domain in DOMAINS else ""


_NO_LEDGER = "-"


def _ledgers(inspection: OutsideInspection) -> list[tuple[str, str]]:
    rows = records_of(inspection).order_by("item__ledger").values_list("item__ledger", flat=True)
    return [(name or _NO_LEDGER, name or "（不填台账）") for name in rows.distinct()]


def _of_ledger(name: str) -> Q:
    return Q(item__ledger="" if name == _NO_LEDGER else name)


def records_listing(inspection: OutsideInspection) -> Listing:
    """The records of one file; a row opens inside the file, so that a guest stays in it."""
    return Listing(
        name=f"inspection-{inspection.pk}",
        title=f"{inspection.title}记录",
        columns=(
            Column("事项", "item.title", phone="title", width=34),
            Column("时间", window_text, sort="due_on", width=14),
            Column("领域", _domain_name, width=8),
            Column("台账", "item.ledger"),
            Column("经手", "done_by.name"),
            Column("完成时间", "done_at", format="moment", sort="done_at"),
            Column("补办", lambda row: "补办" if row.is_late else "", phone="hide", width=8),
        ),
        search="item__search",
        search_hint="搜事项、台账",
        filters=(
            Choice("domain", "领域", [(c, d.name) for c, d in DOMAINS.items()], lookup="domain"),
            Choice("ledger", "台账", lambda: _ledgers(inspection), where=_of_ledger),
            DateRange("due", "期限", "due_on"),
        ),
        sort="-due_on",
        href=lambda row: reverse("planning:inspection_record", args=[inspection.pk, row.pk]),
        empty_title="这段时间没有记录。",
        empty_hint="办完的任务会按期限、领域和台账自动归进来。",
    )


@dataclass(frozen=True, slots=True)
class _Line:
    card: AimCard
    reading: Reading | None


_SCORECARD = (
    Column("目标", "card.aim.name", width=16),
    Column("怎样算做到", "card.aim.meaning", width=30),
    Column("结论", lambda line: line.card.verdict[1], width=12),
    Column("指标", "reading.indicator.title", width=20),
    Column("数值", "reading.value", format="number", width=10),
    Column("单位", "reading.indicator.unit", width=8),
    Column("目标值", "reading.indicator.target", format="number", width=10),
    Column("哪天的数", "reading.as_of", width=14),
    Column("来源", "reading.source", width=40),
    Column("事项数", lambda line: len(line.card.served), format="number", width=8),
    Column("应做", "card.tally.due", format="number", width=8),
    Column("已办", "card.tally.finished", format="number", width=8),
    Column("逾期未办", "card.tally.overdue", format="number", width=10),
)


def scorecard_book(campaign: Campaign, found: Sequence[AimCard]) -> Book:
    """A row for each indicator; an aim without one has a row all the same."""
    lines = [_Line(card, one) for card in found for one in card.indicators or (None,)]
    return list_workbook(f"{campaign.title}成绩单", _SCORECARD, lines)[0]
