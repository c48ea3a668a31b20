"""A ready-made agenda: what the last meeting of this kind decided and is still open, and what other
rooms want raised. Rooms above register with ``register_agenda``."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from houqin.planning.models import Decision, Meeting, SupportRequest, Task
from houqin.planning.models.tasks import OPEN

AgendaSource = Callable[[str, date], list[str]]
_sources: dict[str, AgendaSource] = {}
_MOST = 8
_OFFICE = {Meeting.Sort.REGULAR, Meeting.Sort.BOARD}


def register_agenda(name: str, source: AgendaSource) -> None:
    """``source(sort, today)`` → lines for the agenda of such a meeting; call it in ready()."""
    _sources[name] = source


def suggested_agenda(sort: str, today: date) -> str:
    """Numbered lines to start from (three queries and those of the sources)."""
    lines = _open_decisions(sort)
    if sort in _OFFICE:
        lines += _office_lines(today)
    for source in _sources.values():
        lines += source(sort, today)
    return "\n".join(f"{number}. {line}" for number, line in enumerate(lines, start=1))


def _open_decisions(sort: str) -> list[str]:
    rows = Decision.objects.filter(meeting__sort=sort, task__state__in=OPEN)
    found = rows.order_by("task__due_on").values_list(
        "text", "task__assignee__name", "task__due_on"
    )
    return [
        f"落实上次决定：{text}（{who or '待指派'}，{due:%m月%d日}前）"
        for text, who, due in found[:_MOST]
    ]


def _office_lines(today: date) -> list[str]:
    lines = []
    waiting = SupportRequest.objects.filter(state__in=["filed", "accepted"])
    titles = list(waiting.order_by("needed_on").values_list("title", flat=True)[:_MOST])
    if titles:
        lines.append(f"未办结的事务申请：{'、'.join(titles)}")
    late = Task.objects.overdue(today).count()
    if late:
        lines.append(f"逾期任务 {late} 项，逐项过")
    return lines
