"""A list's rows as markup: written here, because a template's loop over every cell costs a page
more than its queries do. What is no markup yet is escaped.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape as _escape
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from houqin.ui.tables import Column


def escape(value: Any) -> str:
    """Markup stays, everything else is escaped; without the laziness of Django's own."""
    return value if isinstance(value, SafeString) else _escape(str(value))


def escaped(value: Any) -> SafeString:
    """For a cell, which stands both in the table's line and on the card."""
    return value if isinstance(value, SafeString) else SafeString(_escape(str(value)))


_PLAIN = '<b class="hq-grow hq-m">'
Cells = Sequence[tuple[Column, SafeString]]


def table_row(cells: Cells, pk: Any, *, href: str, css: str, ticked: bool) -> SafeString:
    """One line of the desk's table; its first cell leads to ``href``, a box ticks it for bulk."""
    parts = ["<tr", _attribute("data-href", href), _attribute("class", css), ">"]
    if ticked:
        parts.append(
            '<td class="tick"><input class="form-check-input" type="checkbox" name="ids"'
            f' value="{escape(pk)}" data-bulk-one aria-label="{escape(gettext("选这一行"))}"></td>'
        )
    for index, (column, cell) in enumerate(cells):
        end = " text-end" if column.is_numeric else ""
        text: str = cell
        if index == 0 and href:
            text = f'<a class="rowlink" href="{escape(href)}">{text}</a>'
        parts.append(f'<td class="hq-num {column.css}{end}">{text}</td>')
    parts.append("</tr>\n")
    return mark_safe("".join(parts))  # noqa: S308 - every value above is escaped


def card(cells: Cells, *, href: str, css: str) -> SafeString:
    """The same row as the phone's card: what it is, its state, and the rest as notes."""
    title = [cell for column, cell in cells if column.phone == "title"]
    name = _joined(title or [cells[0][1]], " ")
    opened, closed = (f'<a href="{escape(href)}">', "</a>") if href else (_PLAIN, "</b>")
    side = _joined((cell for column, cell in cells if column.phone == "side" and cell), "")
    notes = "".join(
        f'<div><dt>{escape(column.label)}</dt><dd class="hq-num">{cell}</dd></div>'
        for column, cell in cells
        if column.phone == "note" and cell and (title or column is not cells[0][0])
    )
    body = f"<dl>{notes}</dl>" if notes else ""
    return mark_safe(  # noqa: S308 - every value above is escaped
        f'<div class="hq-card-row {escape(css)}" data-row>'
        f'<div class="hd">{opened}{name}{closed}{side}</div>{body}</div>'
    )


def _attribute(name: str, value: str) -> str:
    return f' {name}="{escape(value)}"' if value else ""


def _joined(cells: Iterable[SafeString], between: str) -> str:
    return between.join(cells)
