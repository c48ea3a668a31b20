"""Rules of planning that need no database: proofs, rest days, what a vague word could mean."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from houqin.cadence import Cadence, Freq, RestRule, Vague
from houqin.core.roles import Kind

# These lines of work go on at weekends and in the holidays: somebody is always at the gate, and
# boarders and patients are always there.
ROUND_THE_CLOCK = frozenset({"gate"})
UNDO_WITHIN = timedelta(minutes=10)
OFFLINE_AT_MOST = timedelta(hours=72)

CHOICES: dict[Vague, tuple[str, ...]] = {
    Vague.OFTEN: ("FREQ=WEEKLY", "FREQ=WEEKLY;TIMES=2", "FREQ=MONTHLY"),
    Vague.REGULAR: ("FREQ=MONTHLY", "FREQ=WEEKLY", "FREQ=MONTHLY;INTERVAL=3"),
    Vague.IRREGULAR: ("FREQ=MONTHLY", "FREQ=TERMLY;TIMES=2", "FREQ=WEEKLY"),
}


def proposals(cadence: Cadence) -> tuple[str, ...]:
    """Real cadences to offer for a vague one, the likeliest first."""
    return CHOICES[cadence.vague] if cadence.vague else ()


def rest_rule(on_rest: str, domain: str, kind: Kind, cadence: Cadence) -> RestRule | None:
    """How windows treat rest days; None leaves it to the cadence's own default."""
    if on_rest == "keep":
        return RestRule.KEEP
    if on_rest == "skip":
        return RestRule.SKIP
    always = kind is Kind.HOSPITAL or domain in ROUND_THE_CLOCK
    if always and cadence.freq in {Freq.DAILY, Freq.HOURLY}:
        return RestRule.KEEP
    return None


@dataclass(frozen=True, slots=True)
class Proof:
    """What somebody hands in for a task."""

    note: str = ""
    reading: bool = False
    photos: int = 0


def missing_proof(proof: str, given: Proof) -> str:
    """Why this is not enough, as a sentence; empty when it is."""
    if proof == "photo" and not given.photos:
        return "这项任务要拍照留据。请拍一张现场照片再提交。"
    if proof == "reading" and not given.reading:
        return "这项任务要填读数。请填上读数再提交。"
    if proof == "text" and not given.note.strip() and not given.photos:
        return "只打勾不算完成。请写一句做了什么，或拍一张照片。"
    return ""


def out_of_limits(reading: Decimal, low: str, high: str, unit: str) -> str:
    """Which limit the reading breaks, as words; empty when none."""
    if low and reading < Decimal(low):
        return f"低于最低值 {low}{unit}"
    if high and reading > Decimal(high):
        return f"高于最高值 {high}{unit}"
    return ""


def limits_for_page(low: str, high: str, unit: str) -> list[list[str | bool]]:
    """The same for the phone itself, which may have no network: kind, limit, what to say."""
    found: list[list[str | bool]] = []
    if low:
        found.append(["min", low, f"读数低于最低值 {low}{unit}，请写处理措施。", True])
    if high:
        found.append(["max", high, f"读数高于最高值 {high}{unit}，请写处理措施。", True])
    return found


def limits_said(low: str, high: str, unit: str) -> str:
    """2 到 8℃, 不低于 0.2mg/L; empty where there is no limit."""
    if low and high:
        return f"{low} 到 {high}{unit}"
    return f"不低于 {low}{unit}" if low else f"不高于 {high}{unit}" if high else ""


def came_late(done_on: date, due_on: date) -> bool:
    return done_on > due_on
