"""The functions of the language: what each takes, and what comes out."""

from __future__ import annotations

from collections.abc import Callable

from houqin.forms.expressions.kinds import DATE, INSTANT, NUMBER, TEXT, TIME, TRUTH, Base, Kind

Signature = Callable[[tuple[Kind, ...]], Kind | None]


def _extreme(kinds: tuple[Kind, ...]) -> Kind | None:
    """Of several values, or of the one column given."""
    bases = {kind.base for kind in kinds}
    fits = len(bases) == 1 and bases <= {Base.NUMBER, Base.DATE, Base.TIME, Base.INSTANT}
    return Kind(kinds[0].base) if fits else None


def _sum(kinds: tuple[Kind, ...]) -> Kind | None:
    return NUMBER if kinds and all(kind.base is Base.NUMBER for kind in kinds) else None


def _any(kinds: tuple[Kind, ...]) -> Kind | None:
    return NUMBER if kinds else None


def _length(kinds: tuple[Kind, ...]) -> Kind | None:
    return NUMBER if len(kinds) == 1 and (kinds[0].many or kinds[0] == TEXT) else None


def _round(kinds: tuple[Kind, ...]) -> Kind | None:
    return NUMBER if kinds in {(NUMBER,), (NUMBER, NUMBER)} else None


def _absolute(kinds: tuple[Kind, ...]) -> Kind | None:
    return NUMBER if kinds == (NUMBER,) else None


def _days(kinds: tuple[Kind, ...]) -> Kind | None:
    fits = len(kinds) == 2 and all(kind in {DATE, INSTANT} for kind in kinds)
    return NUMBER if fits else None


def _span(kinds: tuple[Kind, ...]) -> Kind | None:
    return NUMBER if kinds in {(INSTANT, INSTANT), (TIME, TIME)} else None


def _presence(kinds: tuple[Kind, ...]) -> Kind | None:
    return TRUTH if len(kinds) == 1 else None


SIGNATURES: dict[str, Signature] = {
    "min": _extreme,
    "max": _extreme,
    "sum": _sum,
    "count": _any,
    "len": _length,
    "round": _round,
    "abs": _absolute,
    "days": _days,
    "hours": _span,
    "minutes": _span,
    "empty": _presence,
    "filled": _presence,
}
