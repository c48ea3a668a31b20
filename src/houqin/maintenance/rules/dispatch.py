"""Who gets a job, and why: trade, zone and load, each with its points, so that it can be read.

A job goes to whoever has most points. Nobody who is away is asked. Who has no trade for it is
asked only when nobody has it. The words are those shown on the order's page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

TRADE, ZONE, PER_JOB, SAME_PIECE = 40, 30, 8, 10
NO_TRADE = "没有登记这个工种"


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be dispatched: its trade, its place's path from the root, and how pressing."""

    trade: str
    trade_name: str
    place_path: str
    is_urgent: bool = False
    last_repairer: int | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A repairer as the settings and today's open jobs show them."""

    staff_id: int
    name: str
    trades: frozenset[str] = frozenset()
    zones: tuple[tuple[str, str], ...] = ()  # (path, name) of each place looked after
    open_jobs: int = 0
    most_jobs: int = 8
    away: str = ""


@dataclass(frozen=True, slots=True)
class Score:
    candidate: Candidate
    points: int
    reasons: tuple[str, ...]
    is_out: bool = False

    @property
    def sentence(self) -> str:
        return f"{self.candidate.name}：{'，'.join(self.reasons)}"


@dataclass(frozen=True, slots=True)
class Chosen:
    """The person, or None with the reason; ``ranking`` holds everybody that was looked at."""

    staff_id: int | None
    reason: str
    ranking: tuple[Score, ...] = field(default=())


def choose(job: Job, candidates: Iterable[Candidate]) -> Chosen:
    """The fittest repairer. Ties go to who has least to do, then by name: never by chance."""
    scores = sorted((_score(job, one) for one in candidates), key=_order)
    fit = [score for score in scores if not score.is_out]
    if not fit:
        why = "没有可派的维修人员，请手工指派。" if scores else "还没有登记维修人员。"
        return Chosen(None, why, tuple(scores))
    skilled = [score for score in fit if job.trade in score.candidate.trades]
    best = (skilled or fit)[0]
    ranking = (best, *(score for score in scores if score is not best))
    return Chosen(best.candidate.staff_id, best.sentence, ranking)


def _order(score: Score) -> tuple[bool, int, int, str]:
    return score.is_out, -score.points, score.candidate.open_jobs, score.candidate.name


def _score(job: Job, one: Candidate) -> Score:
    if one.away:
        return Score(one, 0, (one.away,), is_out=True)
    if one.open_jobs >= one.most_jobs and not job.is_urgent:
        return Score(one, 0, (f"手头已有 {one.open_jobs} 件，到了上限",), is_out=True)
    points, reasons = 0, []
    if job.trade in one.trades:
        points += TRADE
        reasons.append(f"会{job.trade_name}（+{TRADE}）")
    else:
        reasons.append(f"{NO_TRADE}（0）")
    zone = zone_of(job.place_path, one.zones)
    if zone:
        points += ZONE
        reasons.append(f"负责{zone}（+{ZONE}）")
    if job.last_repairer == one.staff_id:
        points += SAME_PIECE
        reasons.append(f"上次在这里修过（+{SAME_PIECE}）")
    if one.open_jobs:
        points -= PER_JOB * one.open_jobs
        reasons.append(f"手头 {one.open_jobs} 件（-{PER_JOB * one.open_jobs}）")
    else:
        reasons.append("手头没有活")
    return Score(one, points, tuple(reasons))


def zone_of(path: str, zones: Sequence[tuple[str, str]]) -> str:
    """The name of the zone that holds the place, "" for none: the same place or one above."""
    for above, name in zones:
        if path == above or path.startswith(f"{above}/"):
            return name
    return ""
