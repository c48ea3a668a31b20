"""A book of the shelf as one piece of markup: a hundred of them are most of what the page costs."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from houqin.ui.rows import escape
from houqin.ui.templatetags.hq import icon, moment

register = template.Library()


class _Words(NamedTuple):
    """What every row says, looked up once for each language and ready for the page."""

    month: str
    entries: str
    timely: str
    write: str
    pencil: str
    none_yet: str
    last: str
    late: str
    more: str
    menu: str
    design: str
    settings: str


@lru_cache(maxsize=8)
def _words(_language: str | None) -> _Words:
    said = {
        "month": "本月", "entries": "条", "timely": "及时程度", "write": "记一笔",
        "none_yet": "还没有记录", "last": "最近", "more": "更多",
    }  # fmt: skip
    words = {name: escape(gettext(text)) for name, text in said.items()}
    return _Words(
        **words,
        pencil=icon("pencil-plus"),
        late=icon("clock-exclamation"),
        menu=icon("dots-vertical"),
        design=icon("forms") + escape(gettext("设计表格")),
        settings=icon("settings") + escape(gettext("设置")),
    )


@register.simple_tag(takes_context=True)
def book_row(context: template.Context, one: Mapping[str, Any]) -> SafeString:
    """``{% book_row one %}``: its name and how fresh it is, this month's number, what to do."""
    words = _words(get_language())
    title, url = escape(one["book"].title), escape(one["book_url"])
    parts = [
        f'<div class="hq-row-x hq-pad bk" role="listitem"><a class="hq-grow" href="{url}">'
        f'<b>{title}</b><span class="bk-sub hq-num">{_last(one, words)}</span></a>'
    ]
    if one["book"].this_month:
        parts.append(
            f'<a class="bk-n hq-num hq-only-desk" href="{url}?on_from={context["month"]:%Y-%m-%d}">'
            f"{words.month} {one['book'].this_month} {words.entries}</a>"
        )
    fresh = one["fresh"]
    if fresh.score is not None:
        parts.append(
            f'<span class="bk-score is-{fresh.state} hq-num" title="{escape(fresh.said)}">'
            f'<span class="visually-hidden">{words.timely} </span>{fresh.score}</span>'
        )
    if one["can_write"]:
        parts.append(
            f'<a class="btn hq-btn-line" href="{escape(one["new_url"])}"'
            f' aria-label="{words.write}：{title}">{words.pencil}{words.write}</a>'
        )
    if context["can_keep"]:
        parts.append(_more(one, title, words, str(context.get("csrf_token", ""))))
    return mark_safe("".join([*parts, "</div>\n"]))  # noqa: S308 - every value is escaped


def _last(one: Mapping[str, Any], words: _Words) -> str:
    if not one["last_at"]:
        return f"<span>{words.none_yet}</span>"
    said = f"<span>{words.last} {escape(moment(one['last_at']))}</span>"
    fresh = one["fresh"]
    if not fresh.is_stale:
        return said
    late = f"{words.late}{escape(fresh.said)}"
    return f'{said}<span class="bk-fresh is-{fresh.state}">{late}</span>'


def _more(one: Mapping[str, Any], title: str, words: _Words, token: str) -> str:
    return (
        '<details class="hq-menu bk-more" data-menu><summary class="btn hq-btn-text"'
        f' aria-label="{words.more}：{title}">{words.menu}</summary>'
        f'<div class="hq-menu-box"><form method="post" action="{escape(one["design_book_url"])}">'
        f'<input type="hidden" name="csrfmiddlewaretoken" value="{escape(token)}">'
        f'<button class="it">{words.design}</button></form>'
        f'<a class="it" href="{escape(one["settings_url"])}">{words.settings}</a></div></details>'
    )
