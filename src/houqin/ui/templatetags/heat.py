"""The cells of a heat map as one piece of markup: a term of twenty lines of work holds 400."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.simple_tag
def heat_cells(cells: Iterable[Any]) -> SafeString:
    """The ``<td>``s of one row: cells of {text, level, late, after, now, url, say}."""
    return mark_safe("".join(map(_cell, cells)))  # noqa: S308 - every value is escaped


def _cell(cell: Any) -> str:
    said, url = escape(cell.say), escape(cell.url)
    link = f' href="{url}"' if url else ""
    title = f' title="{said}"' if said else ""
    spoken = f'<span class="visually-hidden"> {said}</span>' if said else ""
    after = ' class="o"' if cell.after else ""
    late = f"<em{after}>{cell.late}</em>" if cell.late else ""
    css = f"c l-{cell.level}{' now' if cell.now else ''}"
    return f'<td><a class="{css}"{link}{title}>{escape(cell.text)}{spoken}{late}</a></td>'
