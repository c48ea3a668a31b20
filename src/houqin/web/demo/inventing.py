"""What people might have filled in: a value for each type of field, by its limits and its label."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from django.utils import timezone

from houqin.forms import CheckKind, Field, FieldType, Form, Severity
from houqin.web.demo.wording import SAMPLES, by_label

K = CheckKind
T = FieldType
_LOW, _HIGH = frozenset({K.MIN, K.ABOVE}), frozenset({K.MAX, K.BELOW})
_USUAL = {
    "℃": (18, 25), "人": (18, 45), "公斤": (5, 40), "千克": (5, 40), "元": (60, 900),
    "克": (130, 180), "分": (86, 100), "%": (88, 99), "分钟": (5, 40), "MPa": (0.3, 0.6),
    "天": (1, 5), "小时": (1, 3), "公里": (6, 60), "升": (10, 40), "mg/L": (0.1, 0.4),
    "lx": (320, 480),
}  # fmt: skip
_LATER = re.compile("有效|到期|下次|截止|届满|复查|期限|整改完|至")
_EARLIER = re.compile("生产|上次|发证|入职|检定|体检|签订|开始|进货|购")
_BEFORE = re.compile("出发|发现")  # what happened before the moment of the entry


@dataclass(slots=True)
class About:
    """What an invented entry is about: when, by whom, and the rows that it may name."""

    moment: datetime
    me: str
    rng: Random
    refs: dict[FieldType, Sequence[str]]
    notes: Sequence[str]
    is_bad: bool = False
    fixed: dict[str, Any] = field(default_factory=dict)
    photo: Callable[[], str] | None = None
    steps: int = 0
    has_me: bool = False  # the first person of a form is who fills it in, the next another


def invent(form: Form, about: About) -> dict[str, Any]:
    """Raw values as a phone sends them; the form has the last word whether they will do."""
    raw: dict[str, Any] = {}
    for one in form.fields:
        if one.code in about.fixed:
            raw[one.code] = about.fixed[one.code]
        elif one.type is not T.COMPUTED and (one.required or about.rng.random() < _share(one)):
            value = _value(one, about)
            if value is not None:
                raw[one.code] = value
    return raw


def _share(one: Field) -> float:
    """How often a field is filled in that need not be."""
    if one.type in (T.PHOTOS, T.FILE, T.SIGNATURE):
        return 0.03
    return 0.25 if one.type is T.LONG_TEXT else 0.6


def _value(one: Field, about: About) -> Any:
    return _BY_TYPE[one.type](one, about)


def _text(one: Field, about: About) -> str | None:
    limit = next((c.limit for c in one.checks if c.kind is K.MAX_LENGTH), 200)
    patterns = [str(c.limit) for c in one.checks if c.kind is K.PATTERN]
    if patterns:
        fitting = [s for s in SAMPLES if all(re.fullmatch(p, s) for p in patterns)]
        return about.rng.choice(fitting) if fitting else None
    offered = by_label(one.label, about.notes, long=one.type is T.LONG_TEXT)
    return about.rng.choice(offered)[: int(str(limit))]


def _number(one: Field, about: About) -> str:
    """Within the limits that flag; outside of them where something is to be wrong."""
    low, high = _limits(one, Severity.ABNORMAL)
    hard_low, hard_high = _limits(one, Severity.REFUSE)
    usual = _USUAL.get(one.unit, (1, 12))
    first = low if low is not None else _clip(Decimal(str(usual[0])), hard_low, high)
    last = high if high is not None else _clip(max(first * 2, Decimal(str(usual[1]))), first, None)
    if first > last:  # limits of several conditions: one of them
        first, last = about.rng.choice([(last - 3, last), (first, first + 3)])
    if about.is_bad and (low is not None or high is not None) and about.rng.random() < 0.7:
        span = max(last - first, Decimal(2))
        over = span * about.rng.randint(1, 4) / 10 + 1
        first = last = last + over if high is not None else first - over
    first, last = _clip(first, hard_low, hard_high), _clip(last, hard_low, hard_high)
    places = {T.INTEGER: 0, T.RATING: 0, T.MONEY: 2}.get(one.type, min(one.places, 1))
    scale = 10**places
    drawn = about.rng.randint(int(first * scale), max(int(last * scale), int(first * scale)))
    return f"{Decimal(drawn) / scale:.{places}f}"


def _limits(one: Field, severity: Severity) -> tuple[Decimal | None, Decimal | None]:
    found: dict[bool, list[Decimal]] = {True: [], False: []}
    for check in one.checks:
        if check.severity is severity and check.kind in _LOW | _HIGH:
            found[check.kind in _LOW].append(Decimal(str(check.limit)))
    return max(found[True], default=None), min(found[False], default=None)


def _clip(value: Decimal, low: Decimal | None, high: Decimal | None) -> Decimal:
    value = value if low is None or value > low else low + (1 if low >= 0 else 0)
    return value if high is None or value < high else high


def _rating(one: Field, about: About) -> str:
    return str(about.rng.randint(max(1, one.scale - 1), one.scale))


def _date(one: Field, about: About) -> str:
    day = timezone.localdate(about.moment)
    past = any(c.kind is K.MAX and str(c.limit) in ("today", "now") for c in one.checks)
    if _LATER.search(one.label) and not past:
        day += timedelta(days=about.rng.randint(40, 330))
    elif _EARLIER.search(one.label):
        day -= timedelta(days=about.rng.randint(2, 25))
    return day.isoformat()


def _instant(one: Field, about: About) -> datetime:
    """Later fields are later: a gate is opened before it is closed."""
    about.steps += 1
    if _BEFORE.search(one.label):
        return about.moment - timedelta(minutes=4 * about.steps)
    return about.moment + timedelta(minutes=4 * about.steps)


def _time(_one: Field, about: About) -> str:
    about.steps += 1
    local = timezone.localtime(about.moment + timedelta(minutes=6 * about.steps))
    return f"{local:%H:%M}"


def _choice(one: Field, about: About) -> str:
    good = [option.value for option in one.options if not option.abnormal]
    bad = [option.value for option in one.options if option.abnormal]
    if bad and (not good or (about.is_bad and about.rng.random() < 0.7)):
        return about.rng.choice(bad)
    # people mostly choose what stands first
    return good[min(int(about.rng.expovariate(1.2)), len(good) - 1)]


def _choices(one: Field, about: About) -> list[str]:
    good = [option.value for option in one.options if not option.abnormal]
    wanted = min(len(good), about.rng.randint(1, 3))
    contained = [v for c in one.checks if c.kind is K.CONTAINS for v in _many(c.limit)]
    return list(dict.fromkeys([*contained, *about.rng.sample(good, wanted)]))


def _many(limit: Any) -> Sequence[str]:
    return limit if isinstance(limit, tuple) else (str(limit),)


def _yes_no(_one: Field, about: About) -> str:
    return "true" if about.rng.random() > (0.4 if about.is_bad else 0.08) else "false"


def _checklist(one: Field, about: About) -> dict[str, Any]:
    answers: dict[str, Any] = {item.code: {"result": "pass"} for item in one.items}
    for item in one.items:
        if about.rng.random() < 0.03 and not item.photo_on_fail:
            answers[item.code] = {"result": "na"}
    if about.is_bad:
        item = about.rng.choice(one.items)
        answers[item.code] = {"result": "fail", "note": about.rng.choice(by_label("问题", ()))}
        if about.photo:
            answers[item.code] |= {"photos": [about.photo()], "fixed": True}
    return answers


def _reference(one: Field, about: About) -> Any:
    offered = list(about.refs.get(one.type, ()))
    if one.type is T.STAFF:
        if not one.many and not about.has_me:
            about.has_me = True
            return about.me
        offered = [pk for pk in offered if pk != about.me]
    if not offered:
        return None
    if one.many:
        return about.rng.sample(offered, min(len(offered), about.rng.randint(1, 3)))
    return about.rng.choice(offered)


def _table(one: Field, about: About) -> list[dict[str, Any]]:
    least = next((int(str(c.limit)) for c in one.checks if c.kind is K.MIN_COUNT), 1)
    rows = []
    for _n in range(max(least, about.rng.randint(1, 3))):
        row = {c.code: _value(c, about) for c in one.columns if c.type is not T.COMPUTED}
        rows.append({code: value for code, value in row.items() if value is not None})
    return rows


def _photos(_one: Field, about: About) -> Any:
    return [about.photo()] if about.photo else None


def _file(_one: Field, about: About) -> Any:
    return about.photo() if about.photo else None


_BY_TYPE: dict[FieldType, Callable[[Field, About], Any]] = {
    T.TEXT: _text, T.LONG_TEXT: _text, T.SCAN: _text,
    T.INTEGER: _number, T.DECIMAL: _number, T.MONEY: _number, T.RATING: _rating,
    T.DATE: _date, T.TIME: _time, T.INSTANT: _instant,
    T.CHOICE: _choice, T.CHOICES: _choices, T.YES_NO: _yes_no, T.CHECKLIST: _checklist,
    T.PHOTOS: _photos, T.FILE: _file, T.SIGNATURE: _file,
    T.STAFF: _reference, T.STUDENT: _reference, T.CLASS: _reference, T.PLACE: _reference,
    T.ENTRY: _reference, T.TABLE: _table,
}  # fmt: skip
