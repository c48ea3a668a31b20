"""RFC 5545 recurrence rules, where they can say what a cadence says."""

from __future__ import annotations

from houqin.cadence.model import Cadence
from houqin.cadence.vocabulary import Freq

_KEYS = ("FREQ", "INTERVAL", "BYMONTH", "BYMONTHDAY", "BYDAY")


def to_rrule(c: Cadence) -> str | None:
    """The RRULE value (without `RRULE:`), or None where RFC 5545 has no word for it.

    A count within the period, a part of it, a term, an anchor, a month said once and a vague
    frequency have none. A day said once, without its year, is one occurrence of a yearly rule.
    """
    if c.freq is None:
        return _once(c)
    if c.freq == Freq.TERMLY or c.times != 1 or c.part:
        return None
    return str(c)


def _once(c: Cadence) -> str | None:
    if c.date and len(c.date) == 5:
        month, day = (int(piece) for piece in c.date.split("-"))
        return f"FREQ=YEARLY;COUNT=1;BYMONTH={month};BYMONTHDAY={day}"
    return None


def from_rrule(rule: str) -> Cadence:
    """The cadence of an RRULE; ValueError (in Chinese) for what a cadence cannot say."""
    text = rule.strip().removeprefix("RRULE:").strip().upper()
    pairs: dict[str, str] = {}
    for piece in text.split(";"):
        key, equals, value = piece.partition("=")
        if not equals or not value or key in pairs:
            raise ValueError(f"重复规则“{rule}”写得不对，请按“键=值”用分号隔开。")
        pairs[key] = value
    if pairs.pop("WKST", "MO") != "MO":
        raise ValueError("一周从周一开始计，重复规则里的 WKST 只能是 MO。")
    if pairs.get("COUNT") == "1" and pairs.get("FREQ") == "YEARLY":
        return _from_once(pairs, rule)
    return _from_recurring(pairs, rule)


def _from_once(pairs: dict[str, str], rule: str) -> Cadence:
    try:
        month, day = int(pairs["BYMONTH"]), int(pairs["BYMONTHDAY"])
    except (KeyError, ValueError):
        raise ValueError(f"重复规则“{rule}”没有说清哪月哪日，请补上。") from None
    return Cadence(date=f"{month:02d}-{day:02d}")


def _from_recurring(pairs: dict[str, str], rule: str) -> Cadence:
    unknown = [key for key in pairs if key not in _KEYS]
    if unknown or pairs.get("FREQ") == "TERMLY":
        named = "、".join(unknown) or "TERMLY"
        raise ValueError(f"重复规则“{rule}”里的“{named}”没有对应的时程，请改写。")
    ordered = ";".join(f"{key}={pairs[key]}" for key in _KEYS if key in pairs)
    return Cadence.from_text(ordered)
