"""A task of today as one piece of markup, like c-task-row: a day holds sixty, and a component for
each would cost more than the rest of the page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from houqin.ui.rows import escape
from houqin.ui.templatetags.hq import domain, state

if TYPE_CHECKING:
    from houqin.web.today import Row

register = template.Library()
_TONES = {"late": " is-late", "done": " is-done"}


@register.simple_tag(takes_context=True)
def today_row(context: template.Context, row: Row) -> SafeString:
    """``{% today_row row %}``: what it is, how it stands, and its one action."""
    line, look, url = domain(row.line.domain), state(row.state), escape(row.url)
    meta = "".join(f"<span>{escape(text)}</span>" for text in row.meta)
    return mark_safe(  # noqa: S308 - every value is escaped
        f'<div class="hq-task{_TONES.get(row.state, "")}" data-row data-href="{url}">'
        f'<span class="hq-di" title="{escape(line.name)}"><i class="ti ti-{line.icon}'
        f' d-{line.family}" aria-hidden="true"></i>'
        f'<span class="visually-hidden">{escape(line.name)}</span></span>'
        f'<div><div class="tt"><a href="{url}" data-open-row>{escape(row.line.title)}</a></div>'
        f'<div class="meta hq-num">{meta}</div></div>'
        f'<span class="hq-chip {look.css}"><i class="ti ti-{look.icon}" aria-hidden="true"></i>'
        f"{escape(row.state_text or look.word)}</span>"
        f'<div class="act">{_action(row, str(context.get("csrf_token", "")))}</div></div>\n'
    )


def _action(row: Row, token: str) -> str:
    if row.urge_url:
        hidden = f'<input type="hidden" name="csrfmiddlewaretoken" value="{escape(token)}">'
        return (
            f'<form method="post" action="{escape(row.urge_url)}">{hidden}'
            f'<button class="btn btn-sm hq-btn-line">{escape(gettext("催办"))}</button></form>'
        )
    if not row.action:
        return ""
    css = "btn-primary" if row.look == "primary" else f"hq-btn-{row.look}"
    url = escape(row.action_url or row.url)
    return f'<a class="btn btn-sm {css}" href="{url}">{escape(row.action)}</a>'
