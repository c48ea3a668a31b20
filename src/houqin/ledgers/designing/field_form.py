"""The window in which one field is edited: from its declared table to inputs, and back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.forms.utils import ErrorDict

from houqin.forms import FieldType
from houqin.forms.model import REFERENCES
from houqin.ledgers.designing import defaults, limiting, palette, pickers, wording
from houqin.ledgers.designing.editing import Declared, find
from houqin.ledgers.designing.naming import code_for

T = FieldType
MOST_ROWS = 40
_PARTS: Mapping[str, tuple[str, ...]] = {
    "opt": ("label", "bad", "value"),
    "item": ("label", "photo", "code"),
    "lim": ("kind", "value", "severity", "message", "source", "confidence", "when"),
}
_MODES = [("", "总是显示"), ("when", "满足条件才显示"), ("text", "自己写条件")]


def _text(label: str, most: int, help_text: str = "", **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, max_length=most, help_text=help_text,
        error_messages={"max_length": f"“{label}”最多 {most} 字，请写短一点。"}, **more,
    )  # fmt: skip


def _whole(label: str, low: int, high: int, help_text: str = "") -> forms.IntegerField:
    said = f"请填 {low} 到 {high} 的整数。"
    return forms.IntegerField(
        label=label, required=False, min_value=low, max_value=high, help_text=help_text,
        error_messages={"invalid": said, "min_value": said, "max_value": said},
    )  # fmt: skip


class FieldForm(forms.Form):
    """Which inputs there are follows from the type; everything else of the field is kept."""

    label = forms.CharField(
        label="名称",
        max_length=40,
        error_messages={"required": "请给字段起个名称。", "max_length": "名称最多 40 字。"},
        widget=forms.TextInput(attrs={"autofocus": True, "autocomplete": "off"}),
    )
    type = forms.ChoiceField(label="类型")
    required = forms.BooleanField(label="必填", required=False)
    help = _text("填写说明", 200, "写在字段下面的一句话。")
    section = _text("小标题", 40, "从这一项起换一个小标题；不换就空着。")
    unit = _text("单位", 12)
    places = _whole("小数位数", 0, 6)
    scale = _whole("最高几分", 2, 100)
    yes = _text("“是”的说法", 12)
    no = _text("“否”的说法", 12)
    many = forms.BooleanField(label="可以选好几个", required=False)
    book = forms.ChoiceField(label="引用哪本台账", required=False)
    expression = _text(
        "怎么算", 500, "用字段的名称写，例如：数量 * 单价，sum(明细.重量)。",
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    default = forms.ChoiceField(label="一打开就填好", required=False)
    default_value = _text("固定的内容", 200)
    show = forms.ChoiceField(label="什么时候显示", choices=_MODES, required=False)
    show_field = forms.ChoiceField(label="看哪个字段", required=False)
    show_op = forms.ChoiceField(label="怎么比", choices=pickers.OPERATORS, required=False)
    show_value = _text("比什么", 100)
    show_text = _text("条件", 500, "用字段的名称写，例如：温度 > 8 且 餐次 == '午餐'。")
    listed = forms.BooleanField(label="在列表里单独成一列", required=False)
    sensitive = forms.BooleanField(label="在列表里遮住（个人隐私）", required=False)

    def __init__(
        self, data: Any = None, *, declared: Declared, path: str,
        books: list[tuple[str, str]], **kwargs: Any,
    ) -> None:  # fmt: skip
        self.declared, self.path = declared, path
        self.old = find(declared, path)
        self.is_column = "." in path
        chosen = (data or {}).get("type") or self.old["type"]
        self.kind = FieldType(chosen) if chosen in set(FieldType) else FieldType(self.old["type"])
        self.shape = {**self.old, "type": str(self.kind)}
        super().__init__(data, initial=start_of(declared, self.old), **kwargs)
        self.before = self._before()
        self._choices(books)
        for name in self._not_for_this_type():
            del self.fields[name]
        for part in _PARTS:
            self._rows(part, data)

    def _before(self) -> dict[str, Declared]:
        """Fields that a condition may name: those that stand before this one."""
        found: dict[str, Declared] = {}
        for field in self.declared["field"]:
            if field["code"] == self.path.partition(".")[0]:
                break
            found[field["code"]] = field
        return found

    def _choices(self, books: list[tuple[str, str]]) -> None:
        able = [(code, field["label"]) for code, field in self.before.items()]
        offered: dict[str, list[Any]] = {
            "type": palette.type_choices(inside=self.is_column),
            "default": defaults.choices_for(self.shape),
            "show_field": [("", "（请选择）"), *able],
            "book": [("", "（请选择）"), *books],
        }
        for name, choices in offered.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def _not_for_this_type(self) -> Iterator[str]:
        kind = self.kind
        wanted = {
            "unit": kind in palette.WITH_UNIT,
            "places": kind in palette.WITH_PLACES,
            "scale": kind is T.RATING,
            "yes": kind is T.YES_NO,
            "no": kind is T.YES_NO,
            "many": kind in REFERENCES,
            "book": kind is T.ENTRY,
            "expression": kind is T.COMPUTED,
            "required": kind is not T.COMPUTED,
            "default": len(defaults.choices_for(self.shape)) > 1,
            "default_value": any(code == "=" for code, _w in defaults.choices_for(self.shape)),
            "listed": not self.is_column and kind not in {T.PHOTOS, T.TABLE, T.CHECKLIST},
            "section": not self.is_column,
        }
        return (name for name, is_wanted in wanted.items() if not is_wanted)

    def quiet(self) -> FieldForm:
        """Drawn again while it is being filled in: what was typed, without reproaches."""
        self._errors, self.cleaned_data = ErrorDict(), {}
        return self

    # Rows of options, items and limits.

    def _rows(self, part: str, data: Any) -> None:
        if not self._has(part):
            return
        start = self._start_rows(part)
        count = len(start) + (1 if part != "lim" or not start else 0)
        sent = str((data or {}).get(f"{part}-n") or "")
        if sent.isdecimal():
            count = min(int(sent), MOST_ROWS) + (1 if data.get("more") == part else 0)
        elif part != "lim":  # the type has just been changed: nothing is written yet
            count = max(count, 3)
        self.fields[f"{part}-n"] = forms.IntegerField(
            initial=count, required=False, widget=forms.HiddenInput
        )
        for row in range(count):
            known = start[row] if row < len(start) else {}
            for name in _PARTS[part]:
                control = self._part(part, name)
                control.initial = known.get(name)
                self.fields[f"{part}-{row}-{name}"] = control

    def _has(self, part: str) -> bool:
        if part == "opt":
            return self.kind in palette.WITH_OPTIONS
        if part == "item":
            return self.kind is T.CHECKLIST
        return bool(limiting.kinds_for(self.shape))

    def _start_rows(self, part: str) -> list[dict[str, Any]]:
        if part == "opt":
            return [
                {"label": one, "value": one}
                if isinstance(one, str)
                else {"label": one.get("label", one["value"]), "value": one["value"],
                      "bad": one.get("abnormal", False)}
                for one in self.old.get("options", ())
            ]  # fmt: skip
        if part == "item":
            return [
                {"label": one["label"], "code": one["code"], "photo": one.get("photo_on_fail")}
                for one in self.old.get("items", ())
            ]
        if self.old["type"] != str(self.kind):
            return []
        return list(limiting.rows_of(self.declared, self.old))

    def _part(self, part: str, name: str) -> forms.Field:
        if name in {"bad", "photo"}:
            return forms.BooleanField(
                required=False, label="选它算异常" if name == "bad" else "不合格要拍照"
            )
        if name in {"value", "code"} and part != "lim":
            return forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)
        if name == "kind":
            kinds = limiting.kinds_for(self.shape)
            return forms.ChoiceField(required=False, label="限制", choices=[("", "不限"), *kinds])
        if name == "severity":
            return forms.ChoiceField(required=False, label="超出时", choices=limiting.SEVERITIES)
        if name == "confidence":
            return forms.ChoiceField(
                required=False, label="依据核过吗", choices=limiting.CONFIDENCES
            )
        labels = {
            "label": ("选项" if part == "opt" else "检查项", 60), "value": ("限值", 300),
            "message": ("超出时的提示（不写就自动写）", 200), "source": ("依据", 200),
            "when": ("只在……时才限（不写就总是）", 300),
        }  # fmt: skip
        return _text(*labels[name])

    def rows(self, part: str) -> list[dict[str, Any]]:
        """Bound inputs, row by row, for the template."""
        if f"{part}-n" not in self.fields:
            return []
        count = sum(1 for name in self.fields if name.startswith(f"{part}-")) - 1
        return [
            {name: self[f"{part}-{row}-{name}"] for name in _PARTS[part]}
            for row in range(count // len(_PARTS[part]))
        ]

    def option_rows(self) -> list[dict[str, Any]]:
        return self.rows("opt")

    def item_rows(self) -> list[dict[str, Any]]:
        return self.rows("item")

    def limit_rows(self) -> list[dict[str, Any]]:
        return self.rows("lim")

    def names_to_use(self) -> list[str]:
        return wording.names_to_use(self.declared, self.path)

    # Back to a declared table.

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        self.result = self._result(given)
        return given

    def _result(self, given: dict[str, Any]) -> Declared:
        made: Declared = {"code": self.old["code"], "label": given.get("label", "").strip(),
                          "type": str(self.kind)}  # fmt: skip
        same = self.old["type"] == str(self.kind)
        for name in ("help", "section", "unit", "yes", "no", "book"):
            if given.get(name):
                made[name] = given[name]
        for name in ("places", "scale"):
            if given.get(name) is not None:
                made[name] = given[name]
        for name in ("listed", "sensitive", "many"):
            if given.get(name):
                made[name] = True
        if "expression" in self.fields:
            made["expression"] = wording.read(self.declared, given.get("expression", ""))
            if not made["expression"]:
                self.add_error("expression", "请写怎么算，例如：数量 * 单价。")
        if self.kind is T.TABLE:
            made["columns"] = self.old.get("columns") or [
                {"code": "name", "label": "名称", "type": "text"}
            ]
        made |= self._options(given) | self._items(given)
        self._show_when(given, made)
        self._limits(given, made, same=same)
        self._default(given, made)
        return made

    def _options(self, given: dict[str, Any]) -> Declared:
        if not self._has("opt"):
            return {}
        options: list[Any] = []
        for row in range(given.get("opt-n") or 0):
            label = (given.get(f"opt-{row}-label") or "").strip()
            if not label:
                continue
            value, bad = given.get(f"opt-{row}-value") or label, given.get(f"opt-{row}-bad")
            if value == label and not bad:
                options.append(label)
            else:
                options.append(
                    {"value": value, "label": label} | ({"abnormal": True} if bad else {})
                )
        if not options:
            self.add_error(None, "请至少写一个选项。")
        return {"options": options}

    def _items(self, given: dict[str, Any]) -> Declared:
        if not self._has("item"):
            return {}
        old = {item["code"]: item for item in self.old.get("items", ())}
        items: list[Declared] = []
        taken = set(old)
        for row in range(given.get("item-n") or 0):
            label = (given.get(f"item-{row}-label") or "").strip()
            if not label:
                continue
            code = given.get(f"item-{row}-code") or code_for(label, taken, "i")
            taken.add(code)
            item = {**old.get(code, {}), "code": code, "label": label}
            item.pop("photo_on_fail", None)
            items.append(item | ({"photo_on_fail": True} if given.get(f"item-{row}-photo") else {}))
        if not items:
            self.add_error(None, "请至少写一个检查项。")
        return {"items": items}

    def _show_when(self, given: dict[str, Any], made: Declared) -> None:
        mode = given.get("show")
        if mode == "text":
            text = wording.read(self.declared, given.get("show_text", ""))
            if text:
                made["show_when"] = text
        elif mode == "when":
            picked = pickers.Condition(
                given.get("show_field", ""), given.get("show_op", ""), given.get("show_value", "")
            )
            try:
                made["show_when"] = pickers.expression_of(picked, self.before)
            except pickers.UnpickableError as error:
                self.add_error("show_value" if picked.field else "show_field", str(error))

    def _limits(self, given: dict[str, Any], made: Declared, *, same: bool) -> None:
        checks: list[Declared] = []
        for row in range(given.get("lim-n") or 0):
            typed = {name: given.get(f"lim-{row}-{name}") or "" for name in _PARTS["lim"]}
            if not typed["kind"]:
                continue
            try:
                checks.append(limiting.check_from(self.declared, made, typed))
            except limiting.LimitError as error:
                self.add_error(f"lim-{row}-{error.where}", str(error))
        if given.get("required"):
            at = limiting.place_of_required(self.old) if same else None
            if at is None:
                made["required"] = True
            else:
                checks.insert(at, {"required": True})
        if checks:
            made["checks"] = checks

    def _default(self, given: dict[str, Any], made: Declared) -> None:
        try:
            default = defaults.default_from(
                made, given.get("default", ""), given.get("default_value", "")
            )
        except ValueError as error:
            self.add_error("default_value", str(error))
            return
        if default is not None:
            made["default"] = default


def start_of(declared: Declared, field: Declared) -> dict[str, Any]:
    """What the inputs begin with."""
    plain = ("label", "type", "help", "section", "unit", "scale", "book", "yes", "no",
             "many", "listed", "sensitive")  # fmt: skip
    start: dict[str, Any] = {name: field.get(name) for name in plain}
    start["places"] = field.get("places", 2)
    start["scale"] = field.get("scale", 5)
    start["yes"], start["no"] = field.get("yes", "是"), field.get("no", "否")
    start["required"] = bool(field.get("required")) or any(
        limiting.is_plainly_required(check) for check in field.get("checks", ())
    )
    if field.get("expression"):
        start["expression"] = wording.shown(declared, field["expression"])
    start |= defaults.start_of(field)
    if field.get("show_when"):
        fields = {one["code"]: one for one in declared["field"]}
        picked = pickers.condition_of(field["show_when"], fields)
        start["show_text"] = wording.shown(declared, field["show_when"])
        start["show"] = "text"
        if picked is not None:
            start |= {"show": "when", "show_field": picked.field, "show_op": picked.op,
                      "show_value": picked.value}  # fmt: skip
    return start
