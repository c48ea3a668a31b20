"""Whole numbers, decimals, money and ratings: Decimal or int, never float."""

from __future__ import annotations

import math
import re
import unicodedata
from decimal import Decimal
from typing import Any

from houqin.forms.context import Context
from houqin.forms.errors import UnreadableError
from houqin.forms.fieldtypes.codec import Cell, Codec
from houqin.forms.model import Field, FieldType

# Whole digits a number may have, and significant digits a spreadsheet keeps.
MOST_DIGITS = 15
LONGEST = 60
_TOO_LARGE = f"数太大，最多 {MOST_DIGITS} 位，请核对。"
_NUMBER = re.compile(r"([+-]?)(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d*))?")


def read_number(field: Field, raw: Any) -> Decimal | None:
    """The number meant, exactly; full-width digits, thousands' commas and the unit may be there."""
    if isinstance(raw, float):
        # A spreadsheet calculates 0.30000000000000004.
        raw = format(Decimal(repr(round(raw, 9))), "f") if math.isfinite(raw) else "?"
    if isinstance(raw, bool) or not isinstance(raw, str | int | Decimal):
        raise UnreadableError("请填数字。")
    if isinstance(raw, int | Decimal) and not abs(raw) < 10**MOST_DIGITS:
        raise UnreadableError(_TOO_LARGE)
    text = format(raw, "f") if isinstance(raw, Decimal) else unicodedata.normalize("NFKC", str(raw))
    if len(text) > LONGEST:
        raise UnreadableError("请填数字。")
    text = text.strip().removesuffix(unicodedata.normalize("NFKC", field.unit)).strip()
    if not text:
        return None
    found = _NUMBER.fullmatch(text.replace("−", "-"))
    if not found:
        raise UnreadableError(f"请填数字，{'“' + text[:20] + '”'}看不懂。")
    sign, whole, fraction = found[1], found[2].replace(",", "").lstrip("0"), found[3] or ""
    if len(whole) > MOST_DIGITS:
        raise UnreadableError(_TOO_LARGE)
    return Decimal(f"{sign}{whole or 0}.{fraction.rstrip('0') or 0}")


def to_places(number: Decimal, places: int) -> Decimal:
    """With exactly so many places, never as minus nothing."""
    return number.quantize(Decimal(1).scaleb(-places)) + Decimal(0)


class DecimalCodec(Codec):
    """Also money: yuan with two places."""

    def read(self, field: Field, raw: Any, context: Context) -> Decimal | None:
        number = read_number(field, raw)
        if number is None:
            return None
        exponent = number.normalize().as_tuple().exponent
        if isinstance(exponent, int) and -exponent > field.places:
            raise UnreadableError(
                f"最多填 {field.places} 位小数。" if field.places else "请填整数，不带小数。"
            )
        return to_places(number, field.places)

    def plain(self, field: Field, value: Any) -> str:
        return format(value, "f")

    def revive(self, field: Field, data: Any) -> Decimal:
        return Decimal(data)

    def text(self, field: Field, value: Any) -> str:
        shown = f"{value:,f}" if field.type is FieldType.MONEY else format(value, "f")
        return f"{shown} {field.unit}".rstrip()

    def cell(self, field: Field, value: Any) -> Cell:
        digits = len(value.as_tuple().digits)
        return value if digits <= MOST_DIGITS else format(value, "f")


class IntegerCodec(Codec):
    def read(self, field: Field, raw: Any, context: Context) -> int | None:
        number = read_number(field, raw)
        if number is None:
            return None
        if number != number.to_integral_value():
            raise UnreadableError("请填整数，不带小数。")
        if field.type is FieldType.RATING and not 1 <= number <= field.scale:
            raise UnreadableError(f"评分应在 1 到 {field.scale} 之间。")
        return int(number)

    def plain(self, field: Field, value: Any) -> str:
        return str(value)

    def canonical(self, field: Field, value: Any) -> int:
        return int(value)

    def text(self, field: Field, value: Any) -> str:
        if field.type is FieldType.RATING:
            return f"{value} / {field.scale}"
        return f"{value} {field.unit}".rstrip()

    def cell(self, field: Field, value: Any) -> Cell:
        return int(value)

    def operand(self, field: Field, value: Any) -> Decimal:
        return Decimal(value)
