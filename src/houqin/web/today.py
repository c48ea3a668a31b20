"""A person's day as rows to draw: words, states and the one action of each. Reads no database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from django.urls import reverse
from django.utils import timezone

from houqin.core.domains import DOMAINS
from houqin.core.permissions import may
from houqin.org.member import Member
from houqin.planning.public import TaskLine, Today
from houqin.ui.addresses import addresses
from houqin.ui.dates import clock, weekday

CELLS = 12
NEXT_SHOWN = 10
EVERY_DAY = 4


@dataclass(frozen=True, slots=True)
class Row:
    """What a c-task-row wants. ``urge_url`` takes the place of the action where others are late."""

    line: TaskLine
    url: str
    state: str
    state_text: str
    meta: list[str]
    action: str = ""
    look: str = "soft"
    urge_url: str = ""
    # Where the action leads, if not to the row's own page.
    action_url: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A daily duty in the radar; with ``rows`` a whole line of work that opens."""

    name: str
    icon: str
    kind: str
    text: str
    url: str = ""
    code: str = ""
    rows: list[Row] = field(default_factory=list)


class Presenter:
    """Draws one member's day; told everything, asks nothing of the database."""

    def __init__(self, member: Member, day: Today) -> None:
        self.member, self.day = member, day
        self.may_urge = bool(may(member, "planning.supervise")) and not member.is_read_only
        self.url = addresses("planning:task")
        self.write_url = addresses("planning:write")
        self.may_do = bool(may(member, "planning.do")) and not member.is_read_only

    def overdue(self) -> list[Row]:
        rows = [self.row(line) for line in self.day.overdue]
        return _one_solid(rows)

    def once(self) -> list[Row]:
        """Today's work that is not the same every day."""
        return [self.row(line) for line in self.day.today if not line.is_daily]

    def cells(self) -> list[Cell]:
        """The daily duties: one cell each, or one per line of work when they are many."""
        daily = [line for line in self.day.today if line.is_daily]
        if len(daily) <= CELLS:
            return [self._cell(line) for line in daily]
        by_domain: dict[str, list[TaskLine]] = defaultdict(list)
        for line in daily:
            by_domain[line.domain].append(line)
        return [self._domain_cell(code, lines) for code, lines in by_domain.items()]

    def week(self, lines: Sequence[TaskLine]) -> list[Row]:
        return [self.row(line) for line in lines]

    def next_week(self) -> list[tuple[TaskLine, str]]:
        """What stands out of the ordinary first; duties of every day last."""
        lines = sorted(self.day.next_week, key=lambda line: line.count > EVERY_DAY)[:NEXT_SHOWN]
        return [(line, self.url(line.task_id)) for line in lines]

    def helping(self) -> list[Row]:
        """What others answer for: to look at, and to write entries for."""
        return [replace(self.row(line), action="查看", look="line") for line in self.day.helping]

    def reviews(self) -> list[Row]:
        return [
            Row(line, self.url(line.task_id), "review", "", [line.who, _done(line)], "去复查")
            for line in self.day.reviews
        ]

    def row(self, line: TaskLine) -> Row:
        state_text = f"逾期{line.days_late}天" if line.state == "late" else ""
        meta = [text for text in (self._who(line), self._when(line), _times(line)) if text]
        row = Row(line, self.url(line.task_id), line.state, state_text, meta)
        if line.state not in {"todo", "doing", "late"}:
            return row
        return self._with_action(row)

    def _with_action(self, row: Row) -> Row:
        line = row.line
        parts = (line, row.url, row.state, row.state_text, row.meta)
        if line.is_mine and self.may_do:
            if line.first > self.day.day:
                return row
            if line.book:
                return Row(*parts, "记一笔", action_url=self.write_url(line.task_id))
            return Row(*parts, "续办" if line.times_done else "去登记")
        if line.state == "late" and self.may_urge and line.who:
            return Row(*parts, urge_url=reverse("web:urge", args=[line.task_id]))
        return Row(*parts, "查看", "line")

    def _who(self, line: TaskLine) -> str:
        if line.is_mine and not self.day.is_everyone:
            return ""
        return line.who or "待指派"

    def _when(self, line: TaskLine) -> str:
        if line.is_done:
            return _done(line)
        if line.count > 1 and line.last_due:
            span = f"{_short(line.due_on)}—{_short(line.last_due)}"
            return (
                f"{span}，漏 {line.count} 次"
                if line.state == "late"
                else f"{span}，{line.count} 次"
            )
        if line.due_on == self.day.day:
            return "今天截止" if line.first < line.due_on else ""
        if line.first == line.due_on and line.state != "late":
            return f"{_short(line.due_on)} {weekday(line.due_on)}"
        return f"{line.due_on.month}月{line.due_on.day}日 {weekday(line.due_on)}截止"

    def _cell(self, line: TaskLine) -> Cell:
        domain = DOMAINS.get(line.domain)
        kind, text = _kind_of(line)
        icon = domain.icon if domain else "folder"
        return Cell(line.title, icon, kind, text, self.url(line.task_id), line.domain)

    def _domain_cell(self, code: str, lines: list[TaskLine]) -> Cell:
        domain = DOMAINS.get(code)
        done = sum(line.is_done or line.state == "na" for line in lines)
        return Cell(
            name=domain.name if domain else "其他",
            icon=domain.icon if domain else "folder",
            kind="has" if done == len(lines) else "wait",
            text=f"{done}/{len(lines)} 有据",
            code=code,
            rows=[self.row(line) for line in lines],
        )


def _one_solid(rows: list[Row]) -> list[Row]:
    """Of all the buttons only the first of one's own overdue work is solid."""
    for index, row in enumerate(rows):
        if row.action in {"去登记", "续办", "记一笔"}:
            rows[index] = replace(row, look="primary")
            break
    return rows


def _kind_of(line: TaskLine) -> tuple[str, str]:
    if line.is_done:
        return "has", f"有据 {clock(line.done_at)}" if line.done_at else "有据"
    if line.state == "na":
        return "na", "不适用"
    if line.keys_wanted:
        return "wait", f"已记 {line.keys_done}/{line.keys_wanted}"
    if line.times > 1:
        return "wait", f"{line.times_done}/{line.times} 次"
    return "wait", "待办"


def _times(line: TaskLine) -> str:
    if line.keys_wanted and not line.is_done:
        return f"已记 {line.keys_done}/{line.keys_wanted}"
    return f"已办 {line.times_done}/{line.times} 次" if line.times > 1 and not line.is_done else ""


def _done(line: TaskLine) -> str:
    if line.done_at is None:
        return "不适用" if line.state == "na" else ""
    local = timezone.localtime(line.done_at)
    return f"{local.month}月{local.day}日 {clock(local)} 完成"


def _short(day: object) -> str:
    return f"{day.month}/{day.day}"  # type: ignore[attr-defined]
