"""Limits of a field as rows that people fill in: 不大于 8，超出算异常，依据……"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from houqin.forms import CheckKind, FieldType
from houqin.forms.limits import possible
from houqin.forms.model import MOMENTS, Field
from houqin.ledgers.designing import wording
from houqin.ledgers.designing.editing import Declared
from houqin.ledgers.designing.pickers import stored_option

K = CheckKind
CONFIDENCES = [
    ("memory", "还没核对（显示“依据待核”）"),
    ("secondary", "据转述"),
    ("law_text", "已核对原文"),
]
SEVERITIES = [("abnormal", "算异常，要写处理措施"), ("refuse", "不让保存")]
_WORDS: Mapping[CheckKind, str] = {
    K.REQUIRED: "必须填", K.MIN: "不小于", K.MAX: "不大于", K.ABOVE: "大于", K.BELOW: "小于",
    K.STEP: "是它的整倍数", K.MIN_LENGTH: "至少几个字", K.MAX_LENGTH: "最多几个字",
    K.PATTERN: "格式（正则表达式）", K.ALLOWED: "只能是", K.FORBIDDEN: "不能是",
    K.CONTAINS: "必须包括", K.MIN_COUNT: "至少几个", K.MAX_COUNT: "最多几个",
}  # fmt: skip
_MOMENT_WORDS: Mapping[CheckKind, str] = {
    K.MIN: "不早于", K.MAX: "不晚于", K.ABOVE: "晚于", K.BELOW: "早于",
}  # fmt: skip
_COUNTS = frozenset({K.MIN_LENGTH, K.MAX_LENGTH, K.MIN_COUNT, K.MAX_COUNT})
_LISTS = frozenset({K.ALLOWED, K.FORBIDDEN, K.CONTAINS})
_RELATIVE = re.compile(r"(今天|现在|today|now)\s*(?:([+＋\-－])\s*(\d{1,5})\s*天?)?")
_AFTER = re.compile(r"(今天|现在)?\s*之?([前后])\s*(\d{1,5})\s*天|(\d{1,5})\s*天([前后])")
_SPLIT = re.compile(r"[、，,;；\n]+")


def kinds_for(field: Declared) -> list[tuple[str, str]]:
    """The limits that mean something for the field, in words that fit its type."""
    kind = FieldType(field["type"])
    shape = Field("x", "x", kind, many=bool(field.get("many")))
    able = possible(shape)
    if kind is FieldType.COMPUTED:
        able = frozenset({K.MIN, K.MAX, K.ABOVE, K.BELOW})
    words = {**_WORDS, **_MOMENT_WORDS} if kind in MOMENTS else _WORDS
    return [(str(one), words[one]) for one in CheckKind if one in able]


def rows_of(form: Declared, field: Declared) -> list[dict[str, str]]:
    """The limits of a field but its plain 必填, as the page shows them."""
    rows = []
    for kind in CheckKind:
        if kind is not K.REQUIRED and field.get(str(kind)) is not None:
            rows.append(_row(form, field, {str(kind): field[str(kind)]}))
    for check in field.get("checks", ()):
        if not is_plainly_required(check):
            rows.append(_row(form, field, check))
    return rows


def is_plainly_required(check: Declared) -> bool:
    return bool(check.get("required")) and not set(check) - {"required"}


def place_of_required(field: Declared) -> int | None:
    """Where among its limits a field says 必填, if not at the field itself."""
    short = sum(
        1 for kind in CheckKind if kind is not K.REQUIRED and field.get(str(kind)) is not None
    )
    checks = list(field.get("checks", ()))
    found = next((at for at, check in enumerate(checks) if is_plainly_required(check)), None)
    return None if found is None or field.get("required") else short + found


def _row(form: Declared, field: Declared, check: Declared) -> dict[str, str]:
    kind = next(kind for kind in CheckKind if str(kind) in check)
    return {
        "kind": str(kind),
        "value": _shown(field, kind, check[str(kind)]),
        "severity": check.get("severity", "refuse"),
        "message": check.get("message", ""),
        "source": check.get("source", ""),
        "confidence": check.get("confidence", "memory"),
        "when": wording.shown(form, check["when"]) if check.get("when") else "",
    }


def _shown(field: Declared, kind: CheckKind, limit: Any) -> str:
    if kind is K.REQUIRED:
        return ""
    if isinstance(limit, list | tuple):
        labels = {
            o["value"]: o.get("label", o["value"])
            for o in field.get("options", ())
            if isinstance(o, dict)
        }
        return "、".join(str(labels.get(one, one)) for one in limit)
    text = str(limit)
    found = _RELATIVE.fullmatch(text)
    if found:
        word = {"today": "今天", "now": "现在"}.get(found[1], found[1])
        return f"{word}{found[2]}{found[3]}天" if found[2] else word
    return text


class LimitError(ValueError):
    """What was typed is no limit; ``where`` is the part of the row it is about."""

    def __init__(self, message: str, where: str = "value") -> None:
        super().__init__(message)
        self.where = where


def check_from(form: Declared, field: Declared, row: Mapping[str, str]) -> Declared:
    """A row as the engine keeps it; LimitError with a sentence."""
    kind = CheckKind(row["kind"])
    check: Declared = {str(kind): _limit(field, kind, row.get("value", "").strip())}
    if row.get("severity") == "abnormal":
        check["severity"] = "abnormal"
    if message := row.get("message", "").strip():
        check["message"] = message
    if when := row.get("when", "").strip():
        check["when"] = wording.read(form, when)
    if source := row.get("source", "").strip():
        check |= {"source": source, "confidence": row.get("confidence") or "memory"}
    return check


def _limit(field: Declared, kind: CheckKind, text: str) -> Any:
    if kind is K.REQUIRED:
        return True
    if not text:
        raise LimitError("请填限值，或把这一行的限制去掉。")
    if kind in _COUNTS:
        if not text.isascii() or not text.isdigit() or len(text) > 5:
            raise LimitError(f"“{text}”不是整数，请填几个。")
        return int(text)
    if kind in _LISTS:
        try:
            return [stored_option(field, word) for word in _SPLIT.split(text) if word.strip()]
        except ValueError as error:
            raise LimitError(str(error)) from error
    if kind is K.PATTERN:
        return text
    if FieldType(field["type"]) in MOMENTS:
        return _moment(text)
    number = text.translate(str.maketrans("．－", ".-")).replace(" ", "")
    if not re.fullmatch(r"-?\d{1,12}(\.\d{1,6})?", number):
        raise LimitError(f"“{text}”不是数，请只填数字，单位另填。")
    return number


def _moment(text: str) -> str:
    """今天 → today, 今天+30天 and 30天后 → today+30; else as written."""
    if found := _RELATIVE.fullmatch(text):
        word = {"今天": "today", "现在": "now"}.get(found[1], found[1])
        sign = {"＋": "+", "－": "-"}.get(found[2], found[2])
        return f"{word}{sign}{found[3]}" if found[2] else word
    if found := _AFTER.fullmatch(text):
        word = "now" if found[1] == "现在" else "today"
        side, days = (found[2], found[3]) if found[2] else (found[5], found[4])
        return f"{word}{'-' if side == '前' else '+'}{days}"
    return text
