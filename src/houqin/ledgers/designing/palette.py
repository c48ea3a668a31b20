"""The types of fields as an office clerk meets them: a name, a picture, one line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from houqin.forms import FieldType
from houqin.forms.model import ATTACHMENTS, NUMBERS, REFERENCES

T = FieldType


@dataclass(frozen=True, slots=True)
class Sort:
    """One type in the palette. ``start`` is what a new field of it begins with."""

    type: FieldType
    name: str
    icon: str
    says: str
    group: str
    start: tuple[tuple[str, Any], ...] = ()


WRITE, PICK, COUNT, WHEN, WHO, PROVE, MORE = (
    "写字", "选择", "数字", "时间", "人和地方", "凭证", "成组和计算",
)  # fmt: skip
_FIRST_OPTIONS = ("options", ["选项一", "选项二"])

SORTS: dict[FieldType, Sort] = {
    sort.type: sort
    for sort in (
        Sort(T.TEXT, "短文字", "letter-case", "一行字，如名称、牌号、单位", WRITE),
        Sort(T.LONG_TEXT, "长文字", "align-left", "几行字，如经过、处理情况", WRITE),
        Sort(T.SCAN, "扫码", "qrcode", "扫条码或二维码，也可手输", WRITE),
        Sort(T.CHOICE, "单选", "circle-dot", "几个里选一个，如早餐、午餐、晚餐", PICK,
             (_FIRST_OPTIONS,)),
        Sort(T.CHOICES, "多选", "checkbox", "几个里选几个，如用过的器具", PICK, (_FIRST_OPTIONS,)),
        Sort(T.YES_NO, "是或否", "toggle-left", "两个按钮，说法可改，如已锁、未锁", PICK),
        Sort(T.RATING, "打分", "star", "从 1 分打到几分", PICK),
        Sort(T.CHECKLIST, "逐项检查", "list-check", "每一项选合格、不合格或不适用", PICK,
             (("items", [{"code": "i1", "label": "检查项一"}]),)),
        Sort(T.INTEGER, "整数", "number", "个数、人数、次数；可设单位和正常范围", COUNT),
        Sort(T.DECIMAL, "带小数的数", "temperature", "温度、重量、浓度；可设单位和正常范围", COUNT),
        Sort(T.MONEY, "金额", "currency-yuan", "元，两位小数", COUNT),
        Sort(T.DATE, "日期", "calendar", "哪一天", WHEN),
        Sort(T.TIME, "钟点", "clock", "几点几分", WHEN),
        Sort(T.INSTANT, "日期和钟点", "calendar-time", "哪天几点；默认就是现在", WHEN,
             (("default", "now"),)),
        Sort(T.STAFF, "教职工", "user", "从本单位人员里选；可默认填写人自己", WHO,
             (("default", "me"),)),
        Sort(T.STUDENT, "学生", "school", "从学生名册里选", WHO),
        Sort(T.CLASS, "班级", "users-group", "从班级里选", WHO),
        Sort(T.PLACE, "场所", "map-pin", "从楼和房间里选；扫墙上的码自动填", WHO),
        Sort(T.PHOTOS, "照片", "camera", "当场拍，自动压缩", PROVE),
        Sort(T.SIGNATURE, "签名", "signature", "手写签名", PROVE),
        Sort(T.FILE, "文件", "paperclip", "合同、检测报告等", PROVE),
        Sort(T.TABLE, "明细表", "table", "一次记好几行，如每样菜一行", MORE,
             (("columns", [{"code": "name", "label": "名称", "type": "text", "required": True}]),)),
        Sort(T.ENTRY, "另一本台账的记录", "link", "引用别的台账里的一条", MORE),
        Sort(T.COMPUTED, "自动计算", "calculator", "由别的字段算出来，不用填", MORE),
    )
}  # fmt: skip
GROUPS = (WRITE, PICK, COUNT, WHEN, WHO, PROVE, MORE)
# What cannot be a column of a table.
NO_COLUMNS = frozenset({T.TABLE, T.CHECKLIST})
WITH_UNIT = frozenset({T.INTEGER, T.DECIMAL, T.COMPUTED})
WITH_PLACES = frozenset({T.DECIMAL, T.COMPUTED})
WITH_OPTIONS = frozenset({T.CHOICE, T.CHOICES})
_WIDE = ATTACHMENTS | {T.TABLE, T.CHECKLIST, T.COMPUTED}


def sort_of(kind: str) -> Sort:
    """KeyError for what is no type."""
    return SORTS[FieldType(kind)] if kind in set(FieldType) else SORTS[FieldType.TEXT]


def grouped(*, inside: bool = False) -> Iterator[tuple[str, list[Sort]]]:
    """The palette under its headings; ``inside``: for a column."""
    for group in GROUPS:
        held = [
            sort
            for sort in SORTS.values()
            if sort.group == group and not (inside and sort.type in NO_COLUMNS)
        ]
        yield group, held


def type_choices(*, inside: bool = False) -> list[tuple[str, list[tuple[str, str]]]]:
    return [
        (group, [(str(sort.type), sort.name) for sort in sorts])
        for group, sorts in grouped(inside=inside)
    ]


def default_choices(kind: FieldType) -> list[tuple[str, str]]:
    """What may stand in a new entry before anybody types."""
    words = [("", "空着")]
    if kind in {T.DATE, T.TIME, T.INSTANT}:
        words.append(("now", "现在"))
    if kind is T.STAFF:
        words.append(("me", "填写人自己"))
    if kind not in ATTACHMENTS | {T.COMPUTED}:
        words.append(("last", "和上一条一样"))
    if kind not in _WIDE | REFERENCES:
        words.append(("=", "固定的内容"))
    return words


__all__ = [
    "GROUPS",
    "NO_COLUMNS",
    "NUMBERS",
    "SORTS",
    "Sort",
    "default_choices",
    "grouped",
    "sort_of",
    "type_choices",
]
