"""The value of a computed field."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from houqin.forms.expressions import evaluate, parse
from houqin.forms.fieldtypes.numbers import MOST_DIGITS
from houqin.forms.fieldtypes.texts import LONGEST, one_line
from houqin.forms.model import Field, FieldType
from houqin.forms.moments import FIRST, LAST, as_instant
from houqin.forms.operands import Names
from houqin.forms.values import Value


def compute(field: Field, names: Names) -> Value | None:
    """None where it is unknown, or too large to be meant."""
    return _kept(field, evaluate(parse(field.expression), names))


def _kept(field: Field, found: Any) -> Value | None:
    if isinstance(found, Decimal):
        return _rounded(found, field.places)
    if isinstance(found, str):
        return one_line(found)[: LONGEST[FieldType.TEXT]].strip() or None
    if isinstance(found, datetime):
        return as_instant(found)
    if isinstance(found, date):
        return found if FIRST <= found <= LAST else None
    return found if isinstance(found, bool | time) else None


def _rounded(number: Decimal, places: int) -> Decimal | None:
    if not number.is_finite() or number.adjusted() >= MOST_DIGITS:
        return None
    return number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP) + Decimal(0)
