"""The tasks of a day as one piece of markup, each like c-task-row: a day holds sixty, and a
component or a tag for each would cost more than the rest of the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from houqin.ui.dates import weekday
from houqin.ui.rows import escape
from houqin.ui.templatetags.hq import domain, domain_mark, state

if TYPE_CHECKING:
    from houqin.planning.public import TaskLine
    from houqin.web.today import Row

register = template.Library()
_TONES = {"late": " is-late", "done": " is-done"}


@register.simple_tag(takes_context=True)
def today_rows(context: template.Context, rows: Sequence[Row]) -> SafeString:
    """``{% today_rows rows %}``: of each what it is, how it stands, and its one action."""
    asks = any(row.urge_url for row in rows)
    token = escape(str(context.get("csrf_token", ""))) if asks else ""
    drawn = "".join([_row(row, token) for row in rows])
    return mark_safe(f'<div class="hq-tasks" data-rows>{drawn}</div>')  # noqa: S308 - escaped


@register.simple_tag
def coming_rows(lines: Iterable[tuple[TaskLine, str]]) -> SafeString:
    """``{% coming_rows next_week %}``: the day, what it is, how often, and its line of work."""
    return mark_safe("".join([_coming(line, url) for line, url in lines]))  # noqa: S308 - escaped


def _row(row: Row, token: str) -> str:
    line, look, url = domain(row.line.domain), state(row.state), escape(row.url)
    meta = "".join([f"<span>{escape(text)}</span>" for text in row.meta])
    name = escape(line.name)
    return (
        f'<div class="hq-task{_TONES.get(row.state, "")}" data-row data-href="{url}">'
        f'<span class="hq-di" title="{name}"><i class="ti ti-{line.icon}'
        f' d-{line.family}" aria-hidden="true"></i>'
        f'<span class="visually-hidden">{name}</span></span>'
        f'<div><div class="tt"><a href="{url}" data-open-row>{escape(row.line.title)}</a></div>'
        f'<div class="meta hq-num">{meta}</div></div>'
        f'<span class="hq-chip {look.css}"><i class="ti ti-{look.icon}" aria-hidden="true"></i>'
        f"{escape(row.state_text or look.word)}</span>"
        f'<div class="act">{_action(row, token)}</div></div>\n'
    )


def _coming(line: TaskLine, url: str) -> str:
    often = f' <small class="hq-ink3 hq-num">{line.count} 次</small>' if line.count > 1 else ""
    return (
        f'<a class="nx" href="{escape(url)}"><time class="hq-num">{weekday(line.due_on)}</time>'
        f'<span class="hq-grow">{escape(line.title)}{often}</span>{domain_mark(line.domain)}</a>'
    )


def _action(row: Row, token: str) -> str:
    if row.urge_url:
        hidden = f'<input type="hidden" name="csrfmiddlewaretoken" value="{token}">'
        return (
            f'<form method="post" action="{escape(row.urge_url)}">{hidden}'
            f'<button class="btn btn-sm hq-btn-line">{escape(gettext("催办"))}</button></form>'
        )
    if not row.action:
        return ""
    css = "btn-primary" if row.look == "primary" else f"hq-btn-{row.look}"
    url = escape(row.action_url or row.url)
    return f'<a class="btn btn-sm {css}" href="{url}">{escape(row.action)}</a>'
