"""The window in which a rule between fields is edited: two fields compared, or an expression."""

from __future__ import annotations

from typing import Any

from django import forms

from houqin.ledgers.designing import limiting, pickers, wording
from houqin.ledgers.designing.editing import Declared

_MODES = [("when", "两个字段比较"), ("text", "自己写条件")]
_OPERATORS = [(op, word) for op, word in pickers.OPERATORS if op in pickers.COMPARISONS]


class RuleForm(forms.Form):
    """What must hold; ``rule`` is the one being changed."""

    mode = forms.ChoiceField(label="怎么写", choices=_MODES, required=False)
    left = forms.ChoiceField(label="字段", required=False)
    op = forms.ChoiceField(label="应当", choices=_OPERATORS, required=False)
    right = forms.ChoiceField(label="和它比的", required=False)
    value = forms.CharField(
        label="固定的值", required=False, max_length=60, help_text="只在上面选“固定的值”时填。"
    )
    text = forms.CharField(
        label="条件",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="应当成立的条件，用字段的名称写，例如：实到 <= 应到。",
    )
    message = forms.CharField(
        label="不成立时怎么提示",
        max_length=200,
        help_text="一句话说清哪里不对、怎么办。",
        error_messages={"required": "请写一句提示，填表的人看了知道怎么改。"},
    )
    severity = forms.ChoiceField(label="不成立时", choices=limiting.SEVERITIES, required=False)
    path = forms.ChoiceField(label="提示显示在哪个字段旁", required=False)
    source = forms.CharField(label="依据", required=False, max_length=200)
    confidence = forms.ChoiceField(label="依据核过吗", choices=limiting.CONFIDENCES, required=False)

    def __init__(
        self, data: Any = None, *, declared: Declared, rule: Declared | None, **kwargs: Any
    ) -> None:
        self.declared = declared
        self.known = {field["code"]: field for field in declared["field"]}
        start = kwargs.pop("initial", None) or start_of(declared, rule, self.known)
        super().__init__(data, initial=start, **kwargs)
        able = [(c, f["label"]) for c, f in self.known.items() if pickers.can_be_compared(f)]
        everyone = [(code, field["label"]) for code, field in self.known.items()]
        choices = {
            "left": [("", "（请选择）"), *able],
            "right": [("", "固定的值"), *able],
            "path": [("", "自动"), *everyone],
        }
        for name, offered in choices.items():
            self.fields[name].choices = offered  # type: ignore[attr-defined]

    def names_to_use(self) -> list[str]:
        return wording.names_to_use(self.declared)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        expression = self._expression(given)
        made: Declared = {"expression": expression, "message": given.get("message", "").strip()}
        if given.get("severity") == "abnormal":
            made["severity"] = "abnormal"
        if given.get("path"):
            made["path"] = given["path"]
        if source := (given.get("source") or "").strip():
            made |= {"source": source, "confidence": given.get("confidence") or "memory"}
        self.result = made
        return given

    def _expression(self, given: dict[str, Any]) -> str:
        if given.get("mode") == "text":
            text = wording.read(self.declared, given.get("text") or "")
            if not text:
                self.add_error("text", "请写应当成立的条件。")
            return text
        left, right = given.get("left", ""), given.get("right", "")
        if left and left == right:
            self.add_error("right", "请选另一个字段，同一个字段不用比。")
            return ""
        value = self.known[right]["label"] if right in self.known else given.get("value", "")
        try:
            if right in self.known and self.known[left]["type"] not in pickers.ORDERED:
                return f"{left} {given.get('op') or '=='} {right}"
            return pickers.expression_of(
                pickers.Condition(left, given.get("op") or "==", value), self.known
            )
        except (pickers.UnpickableError, KeyError) as error:
            said = str(error) if isinstance(error, pickers.UnpickableError) else "请选择一个字段。"
            self.add_error("value" if left else "left", said)
            return ""


def start_of(
    declared: Declared, rule: Declared | None, known: dict[str, Declared]
) -> dict[str, Any]:
    if rule is None:
        return {"mode": "when", "severity": "refuse", "op": "<="}
    start: dict[str, Any] = {
        name: rule.get(name, "") for name in ("message", "path", "source", "confidence")
    }
    start["severity"] = rule.get("severity", "refuse")
    start["text"] = wording.shown(declared, rule["expression"])
    picked = pickers.condition_of(rule["expression"], known)
    if picked is None or picked.op not in pickers.COMPARISONS:
        return start | {"mode": "text"}
    by_label = {field["label"]: code for code, field in known.items()}
    right = by_label.get(picked.value, "")
    return start | {"mode": "when", "left": picked.field, "op": picked.op, "right": right,
                    "value": "" if right else picked.value}  # fmt: skip
