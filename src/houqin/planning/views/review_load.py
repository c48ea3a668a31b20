"""What the plan asks of each week, by line of work: the strip below the review page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from houqin.cadence import Cadence, Freq
from houqin.core.domains import DOMAINS, Domain
from houqin.org.calendar import rest_days
from houqin.org.weeks import monday, week_number
from houqin.planning.services.windows import Wanted
from houqin.planning.views.review_rows import UNSORTED
from houqin.planning.views.review_sheet import Sheet

WEEK = timedelta(days=7)
# Beyond this a strip of weeks is unreadable: the built-in plans run for years.
MOST_WEEKS = 30
_ROUTINE = frozenset({Freq.HOURLY, Freq.DAILY, Freq.WEEKLY})


@dataclass(frozen=True, slots=True)
class Week:
    n: int
    first: date
    last: date
    is_past: bool
    is_now: bool
    is_rest: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """Tasks due in one week; ``special`` of them are not routine."""

    week: Week
    tasks: int
    special: int

    @property
    def say(self) -> str:
        if not self.tasks:
            return f"第{self.week.n}周没有任务"
        rare = f"，其中 {self.special} 次汇总、评比或专项" if self.special else ""
        return f"第{self.week.n}周 {self.tasks} 次{rare}"


@dataclass(frozen=True, slots=True)
class Line:
    domain: Domain
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class Load:
    weeks: list[Week]
    lines: list[Line]
    total: int
    finding: str


def load_of(sheet: Sheet) -> Load:
    """The strip for the plan as proposed."""
    weeks = _weeks(sheet)
    by_cell: dict[tuple[str, int], list[Wanted]] = defaultdict(list)
    domains = {item.pk: item.domain for item in sheet.items}
    origin = monday(weeks[0].first)
    coming = 0
    for item_id, windows in sheet.windows.items():
        for window in windows:
            at = (window.last - origin).days // 7
            if 0 <= at < len(weeks):
                by_cell[domains[item_id], at].append(window)
                coming += window.last >= sheet.today
    used = {code for code, _ in by_cell}
    lines = [
        Line(
            domain,
            [_cell(week, by_cell.get((domain.code, at), ())) for at, week in enumerate(weeks)],
        )
        for domain in [*DOMAINS.values(), UNSORTED]
        if domain.code in used
    ]
    return Load(weeks, lines, coming, _finding(lines, weeks, coming))


def _weeks(sheet: Sheet) -> list[Week]:
    first, last = sheet.plan.first, sheet.plan.last
    if (last - first).days // 7 > MOST_WEEKS:
        first = max(first, monday(sheet.today) - 2 * WEEK)
        last = min(last, first + (MOST_WEEKS - 1) * WEEK)
    rest = rest_days(sheet.calendar)
    term_first = sheet.plan.term.first if sheet.plan.term else first
    weeks = []
    start = monday(first)
    while start <= last:
        end = start + WEEK - timedelta(days=1)
        days = [start + timedelta(days=n) for n in range(5)]
        weeks.append(
            Week(
                n=week_number(term_first, start),
                first=max(start, first),
                last=min(end, last),
                is_past=end < sheet.today,
                is_now=start <= sheet.today <= end,
                is_rest=sum(day in rest for day in days) >= 3,
            )
        )
        start += WEEK
    return weeks


def _cell(week: Week, windows: Sequence[Wanted]) -> Cell:
    return Cell(
        week,
        sum(w.times for w in windows),
        sum(w.times for w in windows if not _is_routine(w.cadence)),
    )


def _is_routine(cadence: str) -> bool:
    return Cadence.from_text(cadence).freq in _ROUTINE


def _finding(lines: Sequence[Line], weeks: Sequence[Week], coming: int) -> str:
    """One sentence that says what the strip shows."""
    totals = {
        week.n: sum(line.cells[at].tasks for line in lines)
        for at, week in enumerate(weeks)
        if not week.is_past
    }
    if not coming or not totals:
        return "往后没有要派发的任务。"
    most = max(totals.values())
    busiest = [str(n) for n, tasks in totals.items() if tasks == most][:4]
    return f"往后派发 {coming} 次任务，最多的一周 {most} 次（第{'、'.join(busiest)}周）"
