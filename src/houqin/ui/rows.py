"""A list's rows as markup: written here, because a template's loop over every cell costs a page
more than its queries do. What is no markup yet is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape as _escape
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from houqin.ui.tables import Column

# Figures stand at the right; they and days and hours are never broken.
_HELD = {
    "number": " text-end",
    "money": " text-end",
    "day": " hq-nw",
    "moment": " hq-nw",
}
_RISKY = re.compile("[&<>\"']").search


def escape(value: Any) -> str:
    """Markup stays, everything else is escaped; without the laziness of Django's own.

    Five replacements cost more than one look, and next to nothing holds what they replace.
    """
    if isinstance(value, SafeString):
        return value
    text = str(value)
    return _escape(text) if _RISKY(text) else text


class Drawer:
    """Draws the rows of one page: what is the same for each of them is written once."""

    def __init__(self, columns: Sequence[Column], *, ticked: bool) -> None:
        self.columns = columns
        self.heads = [
            f'<td class="hq-num {one.css}{_HELD.get(one.format, "")}">' for one in columns
        ]
        self.tick = escape(gettext("选这一行")) if ticked else ""
        self.title = [i for i, one in enumerate(columns) if one.phone == "title"]
        self.side = [i for i, one in enumerate(columns) if one.phone == "side"]
        self.notes = [
            (i, f'<div><dt>{escape(one.label)}</dt><dd class="hq-num">')
            for i, one in enumerate(columns)
            if one.phone == "note" and (self.title or i)
        ]

    def draw(self, row: Any, now: Any, href: str, css: str) -> dict[str, Any]:
        """For a template: the row, its line in the desk's table and its card on the phone."""
        cells = [escape(column.cell(row, now)) for column in self.columns]
        where, look = escape(href), escape(css)
        return {
            "row": row,
            "line": self._line(cells, row.pk, where, look),
            "card": self._card(cells, where, look),
        }

    def _line(self, cells: list[str], pk: Any, href: str, css: str) -> SafeString:
        """Its first cell leads to ``href``, a box ticks it for bulk."""
        first = f'<a class="rowlink" href="{href}">{cells[0]}</a>' if href else cells[0]
        parts = ["<tr"]
        if href:
            parts.append(f' data-href="{href}"')
        if css:
            parts.append(f' class="{css}"')
        parts.append(">")
        if self.tick:
            parts.append(
                '<td class="tick"><input class="form-check-input" type="checkbox" name="ids"'
                f' value="{escape(pk)}" data-bulk-one aria-label="{self.tick}"></td>'
            )
        for head, cell in zip(self.heads, [first, *cells[1:]], strict=True):
            parts += head, cell, "</td>"
        parts.append("</tr>\n")
        return mark_safe("".join(parts))  # noqa: S308 - every value above is escaped

    def _card(self, cells: list[str], href: str, css: str) -> SafeString:
        """What it is, its state, and the rest as notes."""
        name = " ".join([cells[i] for i in self.title]) if self.title else cells[0]
        head = f'<a href="{href}">{name}</a>' if href else f'<b class="hq-grow hq-m">{name}</b>'
        side = "".join([cells[i] for i in self.side])
        notes = "".join([f"{label}{cells[i]}</dd></div>" for i, label in self.notes if cells[i]])
        body = f"<dl>{notes}</dl>" if notes else ""
        return mark_safe(  # noqa: S308 - every value above is escaped
            f'<div class="hq-card-row {css}" data-row>'
            f'<div class="hd">{head}{side}</div>{body}</div>'
        )
