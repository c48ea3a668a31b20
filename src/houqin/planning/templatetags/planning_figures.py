"""A tally as a bar and words. A plan draws it beside every item, so it is written here at once."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString, mark_safe

from houqin.planning.numbers import Tally

register = template.Library()


@register.simple_tag
def tally_bar(tally: Tally | None) -> SafeString:
    """What is done, late and still to come; nothing where nothing is planned."""
    if not tally or not tally.planned:
        return SafeString("")
    due, finished, late, upcoming = tally.due, tally.finished, tally.overdue, tally.upcoming
    waived = f"，不适用 {tally.waived}" if tally.waived else ""
    said = f"{finished}/{due}" if due else f'<span class="hq-ink3">未到期 {upcoming}</span>'
    behind = f'<span class="hq-late">，逾期 {late}</span>' if late else ""
    return mark_safe(  # noqa: S308 - every value is a number
        f'<span class="rv-bar" title="应做 {due}，已办 {finished}（逾期补办 {tally.done_late}），'
        f'逾期未办 {late}，未到期 {upcoming}{waived}"><i class="done" style="flex-grow:{finished}">'
        f'</i><i class="late" style="flex-grow:{late}"></i>'
        f'<i class="next" style="flex-grow:{upcoming}"></i></span> {said}{behind}'
    )
