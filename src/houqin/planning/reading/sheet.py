"""The drafts as an Excel workbook, one sheet a plan."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from houqin.planning.reading.draft import ItemDraft, PlanDraft
from houqin.planning.reading.wording import (
    EVIDENCE,
    KINDS,
    cadence_words,
    domain_name,
    institution_name,
    owner_name,
)

_COLUMNS = (
    ("序号", 10),
    ("标题", 22),
    ("工作", 26),
    ("原文", 60),
    ("时程", 28),
    ("领域", 8),
    ("责任人", 14),
    ("佐证", 20),
    ("证据", 8),
    ("性质", 8),
    ("目标", 8),
    ("提醒", 34),
    ("理由", 60),
)
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")


def to_xlsx(plans: Sequence[PlanDraft], path: str | Path) -> None:
    import xlsxwriter

    # Plan text may begin with "=": it is text, never a formula.
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        heading = book.add_format({"bold": True, "bg_color": "#EEF2F6", "border": 1})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        used: set[str] = set()
        for plan in plans:
            sheet = book.add_worksheet(_sheet_name(plan.title, used))
            _fill(sheet, plan, heading, wrapped)


def _fill(sheet: Any, plan: PlanDraft, heading: Any, wrapped: Any) -> None:
    sheet.write_string(0, 0, f"{plan.title}({institution_name(plan)})", heading)
    for column, (name, size) in enumerate(_COLUMNS):
        sheet.set_column(column, column, size)
        sheet.write_string(1, column, name, heading)
    for row, item in enumerate(plan.items, 2):
        for column, cell in enumerate(_cells(item, plan)):
            sheet.write_string(row, column, cell, wrapped)
    sheet.freeze_panes(2, 0)
    sheet.autofilter(1, 0, 1 + len(plan.items), len(_COLUMNS) - 1)


def _cells(item: ItemDraft, plan: PlanDraft) -> tuple[str, ...]:
    return (
        item.number,
        item.heading,
        item.title,
        item.text,
        cadence_words(item),
        domain_name(item),
        owner_name(item, plan),
        item.ledger or "",
        EVIDENCE[item.evidence],
        KINDS[item.kind],
        item.goal or "",
        ";".join(item.flags),
        "\n".join(item.reasons.values()),
    )


def _sheet_name(title: str, used: set[str]) -> str:
    base = _FORBIDDEN.sub("", title).strip() or "计划"
    name = base[-31:]  # collections differ in the end of the title: …计划篇3
    number = 2
    while name.lower() in used:
        suffix = f"({number})"
        name, number = base[-(31 - len(suffix)) :] + suffix, number + 1
    used.add(name.lower())
    return name
