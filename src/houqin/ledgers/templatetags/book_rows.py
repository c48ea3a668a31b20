"""A book of the shelf as one piece of markup: a hundred of them are most of what the page costs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from houqin.ui.rows import escape
from houqin.ui.templatetags.hq import icon, moment

register = template.Library()


@register.simple_tag(takes_context=True)
def book_row(context: template.Context, one: Mapping[str, Any]) -> SafeString:
    """``{% book_row one %}``: its name and how fresh it is, this month's number, what to do."""
    title, url = escape(one["book"].title), escape(one["book_url"])
    parts = [
        f'<div class="hq-row-x hq-pad bk" role="listitem"><a class="hq-grow" href="{url}">'
        f'<b>{title}</b><span class="bk-sub hq-num">{_last(one)}</span></a>'
    ]
    if one["book"].this_month:
        said = f"{gettext('本月')} {one['book'].this_month} {gettext('条')}"
        parts.append(
            f'<a class="bk-n hq-num hq-only-desk" href="{url}?on_from={context["month"]:%Y-%m-%d}">'
            f"{escape(said)}</a>"
        )
    fresh = one["fresh"]
    if fresh.score is not None:
        word = escape(gettext("及时程度"))
        parts.append(
            f'<span class="bk-score is-{fresh.state} hq-num" title="{escape(fresh.said)}">'
            f'<span class="visually-hidden">{word} </span>{fresh.score}</span>'
        )
    if one["can_write"]:
        word = escape(gettext("记一笔"))
        parts.append(
            f'<a class="btn hq-btn-line" href="{escape(one["new_url"])}"'
            f' aria-label="{word}：{title}">{icon("pencil-plus")}{word}</a>'
        )
    if context["can_keep"]:
        parts.append(_more(one, title, str(context.get("csrf_token", ""))))
    return mark_safe("".join([*parts, "</div>\n"]))  # noqa: S308 - every value is escaped


def _last(one: Mapping[str, Any]) -> str:
    if not one["last_at"]:
        return f"<span>{escape(gettext('还没有记录'))}</span>"
    said = f"<span>{escape(gettext('最近'))} {escape(moment(one['last_at']))}</span>"
    fresh = one["fresh"]
    if not fresh.is_stale:
        return said
    late = f"{icon('clock-exclamation')}{escape(fresh.said)}"
    return f'{said}<span class="bk-fresh is-{fresh.state}">{late}</span>'


def _more(one: Mapping[str, Any], title: str, token: str) -> str:
    return (
        '<details class="hq-menu bk-more" data-menu><summary class="btn hq-btn-text"'
        f' aria-label="{escape(gettext("更多"))}：{title}">{icon("dots-vertical")}</summary>'
        f'<div class="hq-menu-box"><form method="post" action="{escape(one["design_book_url"])}">'
        f'<input type="hidden" name="csrfmiddlewaretoken" value="{escape(token)}">'
        f'<button class="it">{icon("forms")}{escape(gettext("设计表格"))}</button></form>'
        f'<a class="it" href="{escape(one["settings_url"])}">{icon("settings")}'
        f"{escape(gettext('设置'))}</a></div></details>"
    )
