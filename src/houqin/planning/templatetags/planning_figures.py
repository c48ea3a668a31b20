"""A tally as a bar and words. A plan draws it beside every item, so it is written here at once."""

from __future__ import annotations

from html import escape
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from houqin.planning.numbers import Tally

register = template.Library()


@register.simple_tag
def tally_bar(tally: Tally | None, url: str = "") -> SafeString:
    """What is done, late and still to come; nothing where nothing is planned.

    With the ``url`` of the tasks counted, each figure leads to exactly those it stands for.
    """
    if not tally or not tally.planned:
        return SafeString("")
    due, finished, late, upcoming = tally.due, tally.finished, tally.overdue, tally.upcoming
    waived = f"，不适用 {tally.waived}" if tally.waived else ""
    said = (
        _led(
            f"{finished}/{due}", url, "due", f"{finished}/{due}：应做 {due} 次，已办 {finished} 次"
        )
        if due
        else _led(f"未到期 {upcoming}", url, "open", f"未到期 {upcoming} 次", css="hq-ink3")
    )
    behind = (
        _led(f"，逾期 {late}", url, "late", f"未办的，逾期 {late} 次", "hq-late") if late else ""
    )
    return mark_safe(  # noqa: S308 - every value is a number, or escaped
        f'<span class="rv-bar" title="应做 {due}，已办 {finished}（逾期补办 {tally.done_late}），'
        f'逾期未办 {late}，未到期 {upcoming}{waived}"><i class="done" style="flex-grow:{finished}">'
        f'</i><i class="late" style="flex-grow:{late}"></i>'
        f'<i class="next" style="flex-grow:{upcoming}"></i></span> {said}{behind}'
    )


@register.simple_tag
def plan_line(line: Any) -> SafeString:
    """One item of a plan in force: what, when, who and how it stands."""
    item, title, url = line.item, escape(line.item.title), escape(line.url)
    counts = line.tally.planned
    named = (
        f'<a class="rowlink" href="{url}">{title}</a>'
        if counts
        else f'<span class="hq-ink2">{title}</span>'
    )
    leads = f' data-href="{url}"' if counts else ""
    gone = ' <span class="hq-chip hq-na">已撤销</span>' if item.status == "withdrawn" else ""
    return mark_safe(  # noqa: S308 - every value is escaped
        f"<tr{leads}>"
        f'<td><span class="hq-di"><i class="ti ti-{line.domain.icon} d-{line.domain.family}"'
        f' aria-hidden="true"></i></span>{named}{gone}{_note(item.basis)}</td>'
        f'<td><span class="hq-chip {"hq-cad" if line.when else "hq-na"}">{_when(line)}</span></td>'
        f'<td class="hq-t13">{escape(line.owner)}'
        f"{_note(f'协办 {line.helpers}' if line.helpers else '')}</td>"
        f'<td class="hq-num">{tally_bar(line.tally)}</td></tr>'
    )


@register.simple_tag
def routine_line(row: dict[str, Any]) -> SafeString:
    """Work of every day or week, summed up over a month."""
    tally: Tally = row["tally"]
    late = f'<span class="hq-late">{tally.overdue}</span>' if tally.overdue else "0"
    figures = "".join(
        f'<td class="text-end hq-num">{figure}</td>' for figure in (tally.due, tally.finished, late)
    )
    return mark_safe(  # noqa: S308 - every value is escaped
        f'<tr><th scope="row"><a href="{escape(row["url"])}">{escape(row["title"])}</a></th>'
        f"<td>{escape(row['when'])}</td>{figures}</tr>"
    )


def _note(text: str) -> str:
    return f'<div class="hq-ink3 hq-t12">{escape(text)}</div>' if text else ""


def _when(line: Any) -> str:
    if line.when:
        return escape(line.when)
    if line.item.kind == "principle":
        return "一贯要求"
    if not line.item.is_included:
        return "不派发"
    return "随事件" if line.item.kind == "event" else "没写时间"


def _led(words: str, url: str, state: str, name: str, css: str = "") -> str:
    """Words of figures, as a link to the tasks in that state where there is an address."""
    shown = f'<span class="{css}">{words}</span>' if css else words
    if not url:
        return shown
    return f'<a href="{escape(url)}&amp;state={state}" aria-label="{name}">{shown}</a>'
