"""What exists against what is wanted: keep what is done, move what is not yet due. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from houqin.planning.services.windows import Wanted


@dataclass(frozen=True, slots=True)
class Existing:
    """A task as it stands; ``is_touched`` when it is done, late, or has an entry."""

    pk: int
    item_id: int
    cadence: str
    first: date
    last: date
    times: int
    is_touched: bool


@dataclass(slots=True)
class Changes:
    added: list[Wanted] = field(default_factory=list)
    moved: list[tuple[Existing, Wanted]] = field(default_factory=list)
    withdrawn: list[Existing] = field(default_factory=list)
    kept: int = 0

    @property
    def is_empty(self) -> bool:
        return not (self.added or self.moved or self.withdrawn)


def reconcile(
    existing: Iterable[Existing], wanted: Iterable[Wanted], today: date, *, with_past: bool
) -> Changes:
    """Touched tasks stay where they are and answer for every window they overlap.

    Untouched ones are matched in order, first by equal windows, so that running this twice changes
    nothing. Windows that ended before ``today`` are wanted only ``with_past``.
    """
    changes = Changes()
    have: dict[tuple[int, str], list[Existing]] = defaultdict(list)
    want: dict[tuple[int, str], list[Wanted]] = defaultdict(list)
    for task in existing:
        have[task.item_id, task.cadence].append(task)
    for window in wanted:
        if with_past or window.last >= today:
            want[window.item_id, window.cadence].append(window)
    for key in [*have, *(k for k in want if k not in have)]:
        _one(have.get(key, []), want.get(key, []), changes)
    return changes


def _got_its_day(task: Existing, want: list[Wanted]) -> bool:
    """Work of a month or of a time of the term, for which somebody chose the day."""
    return (
        "FREQ=" not in task.cadence
        and task.first == task.last
        and any(window.first <= task.first <= window.last for window in want)
    )


def _one(have: list[Existing], want: list[Wanted], changes: Changes) -> None:
    kept = [task for task in have if task.is_touched or _got_its_day(task, want)]
    settled = {task.pk for task in kept}
    open_tasks = {(t.first, t.last, t.times): t for t in have if t.pk not in settled}
    changes.kept += len(kept)
    missing: list[Wanted] = []
    for window in want:
        if any(t.first <= window.last and window.first <= t.last for t in kept):
            continue
        if open_tasks.pop((window.first, window.last, window.times), None) is None:
            missing.append(window)
        else:
            changes.kept += 1
    spare = sorted(open_tasks.values(), key=lambda t: t.first)
    pairs = min(len(spare), len(missing))
    changes.moved += list(zip(spare[:pairs], missing[:pairs], strict=True))
    changes.withdrawn += spare[pairs:]
    changes.added += missing[pairs:]
