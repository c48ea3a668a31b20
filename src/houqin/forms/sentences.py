"""What a check says where it declares no sentence of its own, and what a widget shows of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from houqin.forms.limits import is_many
from houqin.forms.model import Check, CheckKind, Field, FieldType

K = CheckKind


def sentence(field: Field, check: Check) -> str:
    """One Chinese sentence for when the check is broken."""
    return check.message or _SENTENCES[check.kind](field, shown_limit(field, check))


def shown_limit(field: Field, check: Check) -> str:
    """The limit with its unit: `125 克`, `今天`, `早餐、午餐`."""
    limit = check.limit
    if isinstance(limit, tuple):
        labels = {option.value: option.label for option in field.options}
        return "、".join(labels.get(item, item) for item in limit)
    if check.kind in {K.MIN, K.MAX, K.ABOVE, K.BELOW, K.STEP}:
        return f"{_moment(str(limit))} {field.unit}".rstrip()
    return str(limit)


def range_text(field: Field) -> str:
    """What stands beside the keys of a number: `应为 0 到 8 ℃`; the abnormal limits before others.

    Limits with a condition are left out: which one binds is not known yet.
    """
    low = _tightest(field, {K.MIN, K.ABOVE})
    high = _tightest(field, {K.MAX, K.BELOW})
    if low and high:
        return f"应为 {_moment(str(low.limit))} 到 {shown_limit(field, high)}"
    words = {
        K.MIN: f"不{_less(field)}",
        K.ABOVE: _more(field),
        K.MAX: f"不{_more(field)}",
        K.BELOW: _less(field),
    }
    found = low or high
    return f"应{words[found.kind]} {shown_limit(field, found)}" if found else ""


def _tightest(field: Field, kinds: set[CheckKind]) -> Check | None:
    binding = [check for check in field.checks if check.kind in kinds and not check.when]
    return next((c for c in binding if c.severity == "abnormal"), binding[0] if binding else None)


def _moment(limit: str) -> str:
    """`today+30` as 今天之后 30 天."""
    for word, said in (("today", "今天"), ("now", "现在")):
        if limit == word:
            return said
        if limit.startswith(word):
            days = limit.removeprefix(word).replace(" ", "")
            return f"{said}之{'后' if days[0] == '+' else '前'} {days[1:]} 天"
    return limit


def _required(field: Field, limit: str) -> str:
    picked = {FieldType.CHOICE, FieldType.CHOICES, FieldType.YES_NO, FieldType.RATING}
    if field.type in picked:
        return f"请选择“{field.label}”。"
    verbs = {
        FieldType.PHOTOS: "请拍照或上传",
        FieldType.FILE: "请上传",
        FieldType.SIGNATURE: "请签名：",
        FieldType.SCAN: "请扫描",
        FieldType.CHECKLIST: "请逐项检查",
    }
    return f"{verbs.get(field.type, '请填写')}“{field.label}”。"


def _counted(field: Field) -> str:
    words = {FieldType.PHOTOS: "张", FieldType.TABLE: "行", FieldType.STAFF: "人"}
    return words.get(field.type, "个" if is_many(field) else "")


_SENTENCES: dict[CheckKind, Callable[[Field, Any], str]] = {
    K.REQUIRED: _required,
    K.MIN: lambda f, limit: f"“{f.label}”不能{_beside(_less(f), limit)}。",
    K.MAX: lambda f, limit: f"“{f.label}”不能{_beside(_more(f), limit)}。",
    K.ABOVE: lambda f, limit: f"“{f.label}”应{_beside(_more(f), limit)}。",
    K.BELOW: lambda f, limit: f"“{f.label}”应{_beside(_less(f), limit)}。",
    K.STEP: lambda f, limit: f"“{f.label}”应是 {limit} 的整数倍。",
    K.MIN_LENGTH: lambda f, limit: f"“{f.label}”至少 {limit} 字。",
    K.MAX_LENGTH: lambda f, limit: f"“{f.label}”最多 {limit} 字。",
    K.PATTERN: lambda f, limit: f"“{f.label}”的格式不对，请核对。",
    K.ALLOWED: lambda f, limit: f"“{f.label}”只能是 {limit}。",
    K.FORBIDDEN: lambda f, limit: f"“{f.label}”不能是 {limit}。",
    K.CONTAINS: lambda f, limit: f"“{f.label}”应包括 {limit}。",
    K.MIN_COUNT: lambda f, limit: f"“{f.label}”至少 {limit} {_counted(f)}。",
    K.MAX_COUNT: lambda f, limit: f"“{f.label}”最多 {limit} {_counted(f)}。",
}
_TIMES = frozenset({FieldType.DATE, FieldType.TIME, FieldType.INSTANT})


def _beside(word: str, limit: str) -> str:
    """A figure stands apart from the word before it; 今天 and 现在 do not."""
    return f"{word}{limit}" if limit.startswith(("今天", "现在")) else f"{word} {limit}"


def _less(field: Field) -> str:
    return "早于" if field.type in _TIMES else "小于"


def _more(field: Field) -> str:
    return "晚于" if field.type in _TIMES else "大于"
