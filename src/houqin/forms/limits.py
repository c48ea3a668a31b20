"""The limits a type of field can have, and the value a limit has when an entry is read."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from houqin.forms.declared import as_number
from houqin.forms.errors import FormError, UnreadableError
from houqin.forms.expressions.kinds import Base
from houqin.forms.model import NUMBERS, REFERENCES, TEXTS, Check, CheckKind, Field, FieldType, Limit
from houqin.forms.moments import CHINA, read_day, read_instant, read_time

K = CheckKind
RANGES = frozenset({K.MIN, K.MAX, K.ABOVE, K.BELOW})
_LENGTHS = frozenset({K.MIN_LENGTH, K.MAX_LENGTH})
_COUNTS = frozenset({K.MIN_COUNT, K.MAX_COUNT})
_MEMBERS = frozenset({K.ALLOWED, K.FORBIDDEN})
_LONGEST_PATTERN = 200
# (a+)+ and the like take for ever on a text that nearly fits.
_RUNAWAY = re.compile(r"\([^)]*[*+}][^)]*\)\s*[*+{]")
_RELATIVE = re.compile(r"(today|now)\s*(?:([+-])\s*(\d{1,5}))?")


def possible(field: Field) -> frozenset[CheckKind]:
    """The kinds of checks that mean something for a field."""
    found = frozenset[CheckKind]() if field.type is FieldType.COMPUTED else frozenset({K.REQUIRED})
    if range_base(field):
        found |= RANGES
    if range_base(field) is Base.NUMBER:
        found |= {K.STEP}
    if field.type in TEXTS:
        found |= _LENGTHS | _MEMBERS | {K.PATTERN}
    if field.type in {FieldType.CHOICE, FieldType.CHOICES}:
        found |= _MEMBERS
    if field.type is FieldType.CHOICES:
        found |= {K.CONTAINS}
    if is_many(field):
        found |= _COUNTS
    return found


def is_many(field: Field) -> bool:
    several = {FieldType.CHOICES, FieldType.PHOTOS, FieldType.TABLE}
    return field.type in several or (field.type in REFERENCES and field.many)


def range_base(field: Field) -> Base | None:
    """What the values of a field are ordered by, if anything."""
    if field.type in NUMBERS:
        return Base.NUMBER
    if field.type is FieldType.COMPUTED:
        ordered = {Base.NUMBER, Base.DATE, Base.TIME, Base.INSTANT}
        return field.result if field.result in ordered else None
    moments = {
        FieldType.DATE: Base.DATE,
        FieldType.TIME: Base.TIME,
        FieldType.INSTANT: Base.INSTANT,
    }
    return moments.get(field.type)


def normal_limit(field: Field, check: Check) -> Limit:
    """The limit in the type the check works with; ValueError with a clause where it cannot be."""
    kind, limit = check.kind, check.limit
    if kind not in possible(field):
        raise ValueError(f"这种字段不能用“{kind}”")
    if kind is K.REQUIRED:
        return True
    if kind in _LENGTHS | _COUNTS:
        return _whole(kind, limit)
    if kind in _MEMBERS | {K.CONTAINS}:
        return _members(field, kind, limit)
    if kind is K.PATTERN:
        return _pattern(limit)
    if kind is K.STEP or range_base(field) is Base.NUMBER:
        return _number(kind, limit)
    moment_limit(field, limit, datetime(2026, 1, 1, tzinfo=CHINA))
    return str(limit)


def moment_limit(field: Field, limit: Limit, now: datetime) -> date | time | datetime:
    """A day, time or instant: as written, or counted from today or now."""
    base, text = range_base(field), str(limit)
    found = _RELATIVE.fullmatch(text.strip())
    try:
        if not found:
            return _absolute(base, text)
    except UnreadableError as error:
        raise ValueError(f"界限“{text}”看不懂") from error
    moment = now + timedelta(days=int(f"{found[2] or '+'}{found[3] or 0}"))
    if base is Base.DATE:
        return moment.astimezone(CHINA).date()
    return moment if base is Base.INSTANT else moment.astimezone(CHINA).time()


def _absolute(base: Base | None, text: str) -> date | time | datetime:
    if base is Base.DATE:
        return read_day(text)
    return read_time(text) if base is Base.TIME else read_instant(text)


def _whole(kind: CheckKind, limit: Limit) -> int:
    if isinstance(limit, bool) or not isinstance(limit, int) or not 0 <= limit <= 100_000:
        raise ValueError(f"“{kind}”应为不小于 0 的整数")
    return limit


def _number(kind: CheckKind, limit: Limit) -> Decimal:
    number = as_number(limit)
    if number is None or (kind is K.STEP and number <= 0):
        raise ValueError(f"“{kind}”应为{'大于 0 的' if kind is K.STEP else ''}数")
    return number


def _members(field: Field, kind: CheckKind, limit: Limit) -> tuple[str, ...]:
    if not isinstance(limit, tuple):
        raise ValueError(f"“{kind}”应为文字列表")
    known = {option.value for option in field.options}
    if field.options and (strange := [value for value in limit if value not in known]):
        raise ValueError(f"没有选项“{strange[0]}”")
    return limit


def _pattern(limit: Limit) -> str:
    if not isinstance(limit, str) or len(limit) > _LONGEST_PATTERN or _RUNAWAY.search(limit):
        raise ValueError(f"“pattern”应为不超过 {_LONGEST_PATTERN} 字、不重复套重复的正则表达式")
    try:
        re.compile(limit)
    except (re.error, OverflowError, RecursionError) as error:
        raise ValueError("“pattern”不是合法的正则表达式") from error
    return limit


def check_ranges(field: Field) -> None:
    """A lower limit above the upper one would refuse everything."""
    always = {check.kind: check.limit for check in field.checks if not check.when}
    pairs = ((K.MIN, K.MAX), (K.MIN_LENGTH, K.MAX_LENGTH), (K.MIN_COUNT, K.MAX_COUNT))
    for low, high in pairs:
        one, other = always.get(low), always.get(high)
        numbers = isinstance(one, int | Decimal) and isinstance(other, int | Decimal)
        if numbers and one > other:  # type: ignore[operator]
            raise FormError(f"“{field.label}”的下限大于上限，请改正。", field.code)
