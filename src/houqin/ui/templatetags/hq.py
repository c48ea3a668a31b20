"""How dates, numbers and states read on the page (DESIGN_LANGUAGE §2, §7); a builtin library."""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any, NamedTuple

from django import template
from django.conf import settings
from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.template.loader_tags import BLOCK_CONTEXT_KEY, BlockContext
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from houqin.core.domains import DOMAINS, Domain
from houqin.core.roles import role_name
from houqin.ui import controls, dates, frontend, mistakes

register = template.Library()

Day = date | datetime | None
Number = Decimal | int | float | str | None


class State(NamedTuple):
    """One of the six words every room uses; a room may change the word, never the class."""

    css: str
    word: str
    icon: str


STATES = {
    "todo": State("hq-todo", "待办", "circle"),
    "doing": State("hq-doing", "进行中", "progress"),
    "late": State("hq-late", "逾期", "alert-triangle"),
    "review": State("hq-review", "需复查", "eye-check"),
    "done": State("hq-done", "已完成", "circle-check"),
    "na": State("hq-na", "不适用", "minus"),
    # 四色风险: the colours that the norm prescribes, each with its word
    "risk-red": State("hq-risk-red", "重大风险", "alert-octagon"),
    "risk-orange": State("hq-risk-orange", "较大风险", "alert-triangle"),
    "risk-yellow": State("hq-risk-yellow", "一般风险", "alert-circle"),
    "risk-blue": State("hq-risk-blue", "低风险", "info-circle"),
}
UNKNOWN_DOMAIN = Domain("", "其他", "folder", "people")
TICKS = {"s": "circle-check", "e": "alert-circle", "w": "alert-triangle", "i": "info-circle"}
LEVELS = {"debug": "info", "info": "info", "success": "success", "warning": "warning"}


@register.filter
def state(code: str) -> State:
    """``{{ task.state|state }}`` → class, word and icon; an unknown code reads as 待办."""
    return STATES.get(str(code).removeprefix("hq-"), STATES["todo"])


@register.filter
def domain(code: str | Domain) -> Domain:
    """The line of work with that code: ``{% with d=code|domain %}{{ d.name }} {{ d.icon }}``."""
    return code if isinstance(code, Domain) else DOMAINS.get(str(code), UNKNOWN_DOMAIN)


@register.filter
def role(code: str, kind: str) -> str:
    """``{{ "principal"|role:institution.kind }}`` → 校长, 园长 or 院长."""
    return role_name(code, kind)


@register.filter
def note_icon(kind: str) -> str:
    return TICKS.get(kind, "info-circle")


@register.filter
def toast_kind(level: str) -> str:
    """Django's message level as the toast's kind."""
    return LEVELS.get(level, "error")


@register.simple_tag
@lru_cache(maxsize=512)
def icon(name: str, css: str = "") -> SafeString:
    """A decorative icon; what it means must also stand beside it in words."""
    return format_html(
        '<i class="ti ti-{}{}" aria-hidden="true"></i>', name, f" {css}" if css else ""
    )


@register.simple_tag
@lru_cache(maxsize=512)
def state_chip(kind: str, text: str = "") -> SafeString:
    """c-state for long lists, where a component for every row would cost more than the page."""
    look = state(kind)
    return format_html(
        '<span class="hq-chip {}"><i class="ti ti-{}" aria-hidden="true"></i>{}</span>',
        look.css, look.icon, text or look.word,
    )  # fmt: skip


@register.simple_tag
@lru_cache(maxsize=64)
def domain_mark(code: str) -> SafeString:
    """c-domain for long lists: icon and name in the family's colour."""
    line = domain(code)
    return format_html(
        '<span class="hq-dom d-{}"><i class="ti ti-{}" aria-hidden="true"></i>{}</span>',
        line.family, line.icon, line.name,
    )  # fmt: skip


@register.filter
def day(value: Day) -> str:
    """``11月22日 星期日``; the year only when it is not obvious."""
    return dates.long_day(value, _now()) if value else ""


@register.filter
def day_plain(value: Day) -> str:
    """``11月22日``."""
    return dates.plain_day(value, _now()) if value else ""


@register.filter
def day_short(value: Day) -> str:
    """``11/24``, for tables."""
    return dates.short_day(value, _now()) if value else ""


@register.filter
def clock(value: datetime | None) -> str:
    """``17:42``."""
    return dates.clock(value) if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    """``今天 17:38`` within a day or so, else ``11月20日 17:38``."""
    return dates.moment(value, _now()) if value else ""


@register.filter
def weekday(value: Day) -> str:
    """``周一``."""
    return dates.weekday(value) if value else ""


@register.simple_tag
def day_range(first: Day, last: Day) -> str:
    """``11月16日—22日``, ``8月31日—1月24日``."""
    return dates.day_range(first, last, _now()) if first and last else day_plain(first or last)


def _now() -> datetime:
    return timezone.localtime()


def _decimal(value: Number) -> Decimal | None:
    if value in (None, ""):
        return None
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


@register.filter
def number(value: Number, places: int | None = None) -> str:
    """``1,207``; with ``places`` that many decimals."""
    amount = _decimal(value)
    if amount is None:
        return "" if value is None else str(value)
    return f"{amount:,.{places}f}" if places is not None else f"{amount:,}"


@register.filter
def money(value: Number) -> str:
    """``2,680.00 元``."""
    amount = _decimal(value)
    return "" if amount is None else f"{amount:,.2f} 元"


@register.filter
def amount(value: Number) -> str:
    """``2,680.00``: money in a column whose head says 元."""
    return number(value, 2)


@register.filter
def percent(ratio: Number) -> str:
    """``0.891`` → ``89.1%``."""
    part = _decimal(ratio)
    return "" if part is None else f"{part * 100:.1f}%"


@register.simple_tag
def percent_of(done: Number, total: Number) -> str:
    """``41`` of ``46`` → ``89.1%``; nothing to do is 不适用, not 0%."""
    part, whole = _decimal(done), _decimal(total)
    return "不适用" if not whole or part is None else f"{part / whole * 100:.1f}%"


@register.filter
def json_block(value: Any) -> SafeString:
    """JSON that is safe inside ``<script type="application/json">``."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    for risky, escaped in (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026")):
        text = text.replace(risky, escaped)
    return mark_safe(text)  # noqa: S308 - the three characters that could end the block are escaped


@register.simple_tag
def built(name: str) -> str:
    """Address of a built file, with the build's stamp so that a browser never runs yesterday's."""
    return f"{static(f'houqin/dist/{name}')}?v={frontend.stamp()}"


@register.simple_tag
def login_url() -> str:
    return str(settings.LOGIN_URL)


@register.simple_tag(takes_context=True)
def again(context: template.Context, name: str) -> SafeString:
    """Render a block a second time: the page's title stands in ``<title>`` and in ``<h1>``."""
    blocks = context.render_context.get(BLOCK_CONTEXT_KEY)
    block = blocks.get_block(name) if isinstance(blocks, BlockContext) else None
    if block is None:
        return SafeString("")
    with context.push():
        return SafeString(block.nodelist.render(context))


@register.filter
def initial(person: Any) -> str:
    """The one character of an avatar: the family name's first."""
    return str(person or "").strip()[:1] or "人"


@register.filter
def ruler_class(week_state: str) -> str:
    return {"past": "p", "now": "now", "break": "hol"}.get(week_state, "f")


def _names(listed: str) -> set[str]:
    return {name.strip() for name in listed.split(",") if name.strip()}


@register.filter
def chosen_fields(form: BaseForm, only: str = "") -> list[BoundField]:
    """The visible fields, or those named in ``only`` in the order they are named there."""
    if not isinstance(form, BaseForm):
        return []
    if only:
        return [form[name.strip()] for name in only.split(",") if name.strip() in form.fields]
    return list(form.visible_fields())


@register.filter
def without_fields(fields: list[BoundField], but: str = "") -> list[BoundField]:
    return [field for field in fields if field.name not in _names(but)]


@register.filter
def control_kind(field: BoundField) -> str:
    return controls.kind(field)


@register.filter
def said_wrong(field: BoundField) -> str:
    return mistakes.said(field)


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """The control alone, with the class and keyboard its kind of value wants."""
    return controls.render(field)


@register.filter
def unit_of(attrs: dict[str, Any]) -> str:
    """The unit written inside the box: ``attrs={"data-unit": "g"}``."""
    return str(attrs.get("data-unit", ""))


@register.filter
def is_signature(attrs: dict[str, Any]) -> bool:
    """Drawn with a finger instead of taken with the camera."""
    return "data-sign" in attrs


@register.filter
def most_photos(attrs: dict[str, Any]) -> str:
    return str(attrs.get("data-max", 9))
