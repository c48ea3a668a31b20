"""Everything that keeps a draft from being published, each beside what it is about.

The form engine stops at the first fault. Here the faulty field is made harmless and the reading
goes on, so that a clerk sees all of it at once, in words without the engine's own keys.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass

from houqin.forms import Field, FieldType, Form, FormError, form_from
from houqin.forms.versions import compatible
from houqin.ledgers.designing.editing import Declared, fields_of

_MOST = 40
_START = re.compile(r"^表单“[^”]*”(?:的)?")
_WORDS = {
    "show_when": "显示条件", "expression": "算式", "when": "只在…时", "message": "提示语",
    "default": "默认值", "min": "不小于", "max": "不大于", "above": "大于", "below": "小于",
    "step": "整倍数", "min_length": "最少字数", "max_length": "最多字数", "pattern": "格式",
    "allowed": "只能是", "forbidden": "不能是", "contains": "必须包括", "min_count": "最少个数",
    "max_count": "最多个数", "label": "名称", "options": "选项", "items": "检查项",
    "columns": "列", "unit": "单位", "places": "小数位数", "yes": "“是”的说法",
    "no": "“否”的说法", "scale": "最高分", "book": "引用的台账", "code": "代码",
    "last": "和上一条一样", "source": "依据", "confidence": "可靠程度",
    "field": "字段", "rule": "规则",
}  # fmt: skip
_KEY = re.compile("“(" + "|".join(_WORDS) + ")”")


@dataclass(frozen=True, slots=True)
class Problem:
    """``path`` is the field's, ``rule.2`` a rule's, or "" for the book as a whole."""

    path: str
    text: str


def problems_of(
    form: Declared, *, published: Mapping[str, Field], per_field: str = "", time_field: str = ""
) -> list[Problem]:
    """All of it. ``published``: every field that any published version has had."""
    found = [*_missing(form), *_doubled(form), *_engine(form)]
    if not found:
        found += _meanings(form_from(form), published)
    codes = {field["code"] for field in form["field"]}
    for code, what in ((per_field, "分别记"), (time_field, "发生时间")):
        if code and code not in codes:
            was = published[code].label if code in published else code
            found.append(
                Problem("", f"“{was}”是这本台账“{what}”所用的字段，不能去掉。请撤回，或先改设置。")
            )
    return found


def _missing(form: Declared) -> Iterable[Problem]:
    if not str(form.get("title", "")).strip():
        yield Problem("", "台账还没有名称，请填写。")
    if not form["field"]:
        yield Problem("", "还没有字段，请至少添加一个。")
    for path, field in fields_of(form):
        if not str(field.get("label", "")).strip():
            yield Problem(path, "这个字段还没有名称，请填写。")


def _doubled(form: Declared) -> Iterable[Problem]:
    """Two columns of one name could not be told apart in Excel or on paper."""
    rows = [form["field"], *(field.get("columns", []) for field in form["field"])]
    for row in rows:
        many = Counter(field["label"].strip() for field in row)
        for path, field in fields_of(form):
            if field in row and field["label"].strip() and many[field["label"].strip()] > 1:
                yield Problem(path, f"有两个字段都叫“{field['label']}”，请改一个。")


def _engine(form: Declared) -> list[Problem]:
    return _read(form)[0]


def sound_part(form: Declared) -> Form | None:
    """What can be shown of a draft: faulty fields without what is wrong; None without fields."""
    return _read(form)[1]


def _read(form: Declared) -> tuple[list[Problem], Form | None]:
    """What the engine finds, field by field, and the form once all of it is taken out."""
    left = deepcopy(form)
    left["title"] = str(left.get("title", "")).strip() or "台账"
    left["field"] = [field for field in left["field"] if field.get("label", "").strip()]
    found: list[Problem] = []
    labels = {path.rpartition(".")[2]: field["label"] for path, field in fields_of(form)}
    for _again in range(_MOST):
        if not left["field"]:
            break
        try:
            return found, form_from(left)
        except FormError as error:
            found.append(Problem(_where(form, error.path), plain(error.message, labels)))
            if not _calm(left, error.path):
                break
    return found, None


def _where(form: Declared, path: str) -> str:
    """The longest part of the engine's path that is a field or a rule of the form."""
    if path.startswith("rule."):
        return ".".join(path.split(".")[:2])
    known = {known for known, _field in fields_of(form)}
    while path and path not in known:
        path = path.rpartition(".")[0]
    return path


def _calm(form: Declared, path: str) -> bool:
    """Take out what is wrong, so that the rest can be read; False where nothing is left to take."""
    if path.startswith("rule."):
        place = int(path.split(".")[1]) - 1
        del form["rule"][place]
        form["rule"].insert(place, {"expression": "True", "message": "。"})
        return True
    where = _where(form, path)
    for known, field in fields_of(form):
        if known == where:
            bare = {"code": field["code"], "label": field["label"], "type": field["type"]}
            parts = {key: field[key] for key in ("options", "items", "columns") if field.get(key)}
            if field == {**bare, **parts} or field["type"] == "computed":
                bare, parts = {**bare, "type": "text"}, {}
            if field == {**bare, **parts}:
                return False
            field.clear()
            field.update({**bare, **parts})
            return True
    return False


def plain(message: str, labels: Mapping[str, str]) -> str:
    """The engine's sentence for a clerk: its keys in Chinese, fields by their names."""
    text = _START.sub("", message).lstrip("：")
    text = re.sub(r"^字段“[^”]*”(的列“[^”]*”)?(的第 (\d+) 条检查)?：", _short, text)
    text = re.sub(r"^第 (\d+) 条规则：", "", text)
    text = _KEY.sub(lambda found: f"“{_WORDS[found[1]]}”", text)
    return re.sub("“([a-z][a-z0-9_]*)”", lambda m: f"“{labels.get(m[1], m[1])}”", text)


def _short(found: re.Match[str]) -> str:
    return f"第 {found[3]} 条限制：" if found[3] else ""


def _meanings(form: Form, published: Mapping[str, Field]) -> Iterable[Problem]:
    """A code that was published once never comes to mean something else."""
    for field in form.fields:
        old = published.get(field.code)
        if old is None:
            continue
        before = Form(form.code, form.title, form.version - 1, (old,))
        after = Form(form.code, form.title, form.version, (field,))
        for sentence in compatible(before, after):
            yield Problem(field.code, sentence)


_SHAPE = (
    "code", "label", "type", "unit", "places", "many", "scale", "options", "items", "columns",
    "book", "yes", "no",
)  # fmt: skip


def speaks_otherwise(field: Declared, was: Field) -> bool:
    """Whether a published field would come to mean something else by its type, unit or number.

    Then it is a new field under a new code. (Options that trade names are told as a problem.)
    """
    if FieldType.COMPUTED in {was.type, field["type"]}:
        return bool(field["type"] != str(was.type) or field.get("unit", "") != was.unit)
    shape = {key: field[key] for key in _SHAPE if key in field}
    try:
        new = form_from({"code": "book", "title": "台账", "field": [shape]})
    except FormError:
        return bool(field["type"] != str(was.type))
    (now,) = new.fields
    same = (was.type, was.unit, was.many, was.scale) == (now.type, now.unit, now.many, now.scale)
    return not same and bool(compatible(Form("book", "台账", 0, (was,)), new))
