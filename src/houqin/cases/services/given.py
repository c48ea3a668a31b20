"""What was given for a step: each value checked against what the flow asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError

from houqin.cases.flow import Flow, Need, NeedKind
from houqin.cases.models import Case
from houqin.cases.services.clocks import future_day
from houqin.files.models import StoredFile
from houqin.org.colleagues import colleagues
from houqin.org.models import Place, Staff

LONGEST = 2000
MOST_MONEY = Decimal("9999999999.99")
FILES = frozenset({NeedKind.PHOTO, NeedKind.SIGNATURE})
Photos = Mapping[str, Sequence[StoredFile]]


@dataclass(slots=True)
class Given:
    """``values`` as Python values by need; ``stored`` as the timeline keeps them."""

    values: dict[str, Any] = field(default_factory=dict)
    stored: dict[str, Any] = field(default_factory=dict)
    files: list[tuple[Need, StoredFile]] = field(default_factory=list)


def read_given(needs: Sequence[Need], raw: Mapping[str, Any], photos: Photos) -> Given:
    """ValidationError names every need that lacks or cannot be read as ``given.<code>``."""
    found, problems = Given(), dict[str, str]()
    for need in needs:
        if need.kind in FILES:
            files = list(photos.get(need.code, ()))
            found.files += [(need, file) for file in files]
            if need.required and not files:
                problems[f"given.{need.code}"] = _missing(need)
            continue
        value = raw.get(need.code)
        if value is None or (isinstance(value, str) and not value.strip()):
            if need.required:
                problems[f"given.{need.code}"] = _missing(need)
            continue
        try:
            found.values[need.code], found.stored[need.code] = _READ[need.kind](need, value)
        except (ValueError, InvalidOperation, TypeError):
            problems[f"given.{need.code}"] = f"“{need.label}”{_WRONG[need.kind]}"
    if problems:
        raise ValidationError(problems)
    return found


def _missing(need: Need) -> str:
    verb = {
        NeedKind.PHOTO: "请拍照或选一张照片",
        NeedKind.SIGNATURE: "请签名",
        NeedKind.PERSON: "请选人",
        NeedKind.PLACE: "请选地点",
        NeedKind.CHOICE: "请选一项",
        NeedKind.RATING: "请打分",
        NeedKind.DATE: "请选日期",
    }
    return f"{need.label}：{verb.get(need.kind, '请填写')}。"


Pair = tuple[Any, Any]


def _text(_need: Need, value: Any) -> Pair:
    said = str(value).strip()
    if len(said) > LONGEST:
        raise ValueError(said)
    return said, said


def _money(_need: Need, value: Any) -> Pair:
    amount = Decimal(str(value))
    if not amount.is_finite() or not 0 <= amount <= MOST_MONEY:
        raise ValueError(value)
    amount = amount.quantize(Decimal("0.01"))
    return amount, f"{amount} 元"


def _person(_need: Need, value: Any) -> Pair:
    staff = colleagues().filter(pk=value.pk if isinstance(value, Staff) else int(value)).first()
    if staff is None:
        raise ValueError(value)
    return staff, staff.name


def _place(_need: Need, value: Any) -> Pair:
    place = Place.objects.filter(pk=value.pk if isinstance(value, Place) else int(value)).first()
    if place is None:
        raise ValueError(value)
    return place, place.full_name


def _date(_need: Need, value: Any) -> Pair:
    day = value if isinstance(value, date) else date.fromisoformat(str(value))
    if isinstance(day, datetime):
        day = day.date()
    return day, day.isoformat()


def _choice(need: Need, value: Any) -> Pair:
    labels = dict(need.options)
    if str(value) not in labels:
        raise ValueError(value)
    return str(value), labels[str(value)]


def _rating(_need: Need, value: Any) -> Pair:
    stars = int(value)
    if not 1 <= stars <= 5:
        raise ValueError(value)
    return stars, stars


_READ: dict[NeedKind, Callable[[Need, Any], Pair]] = {
    NeedKind.TEXT: _text,
    NeedKind.MEASURE: _text,
    NeedKind.MONEY: _money,
    NeedKind.PERSON: _person,
    NeedKind.PLACE: _place,
    NeedKind.DATE: _date,
    NeedKind.CHOICE: _choice,
    NeedKind.RATING: _rating,
}
_WRONG = {
    NeedKind.TEXT: f"太长，最多 {LONGEST} 字。",
    NeedKind.MEASURE: f"太长，最多 {LONGEST} 字。",
    NeedKind.MONEY: "请填 0 以上的金额，例如 120.50。",
    NeedKind.PERSON: "请选一位在岗的人。",
    NeedKind.PLACE: "请从列表里选地点。",
    NeedKind.DATE: "请填日期，例如 2026-11-25。",
    NeedKind.CHOICE: "请从给出的选项里选。",
    NeedKind.RATING: "请选 1 到 5 分。",
}


def fill_case(
    case: Case, flow: Flow, needs: Sequence[Need], given: Given, now: datetime
) -> datetime | None:
    """Put what was given into the case's own fields; the new deadline, where one was chosen."""
    due: datetime | None = None
    for need in needs:
        if not need.sets or need.code not in given.values:
            continue
        value = given.values[need.code]
        if need.sets == "due_on":
            try:
                due = future_day(value, now)
            except ValidationError as error:
                raise ValidationError({f"given.{need.code}": error.messages}) from error
        elif need.sets == "grade" and value not in flow.grade_of:
            raise ValidationError({f"given.{need.code}": "没有这个等级，请重新选。"})
        else:
            setattr(case, need.sets, value)
    return due
