"""What the designer's page says of a draft: each field as a line, its limits in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from typing import Any

from houqin.ledgers.designing import limiting, pickers, wording
from houqin.ledgers.designing.editing import Declared
from houqin.ledgers.designing.palette import Sort, sort_of
from houqin.ledgers.designing.problems import Problem


@dataclass(slots=True)
class Line:
    """A field (or a column, with ``inside``) as the list shows it."""

    path: str
    field: Declared
    sort: Sort
    limits: list[str]
    condition: str
    reason: str
    problems: list[str]
    first: bool
    last: bool
    inside: bool = False
    columns: list[Line] = dataclass_field(default_factory=list)

    @property
    def dom_id(self) -> str:
        return "dz-" + self.path.replace(".", "-")

    @property
    def required(self) -> bool:
        checks = self.field.get("checks", ())
        return bool(self.field.get("required")) or any(map(limiting.is_plainly_required, checks))


def lines_of(form: Declared, problems: Iterable[Problem], reasons: dict[str, str]) -> list[Line]:
    told: dict[str, list[str]] = {}
    for problem in problems:
        told.setdefault(problem.path, []).append(problem.text)
    return list(_lines(form, form["field"], "", told, reasons))


def _lines(
    form: Declared,
    fields: list[Declared],
    parent: str,
    told: dict[str, list[str]],
    reasons: dict[str, str],
) -> Iterator[Line]:
    for place, one in enumerate(fields):
        path = f"{parent}.{one['code']}" if parent else one["code"]
        line = Line(
            path=path,
            field=one,
            sort=sort_of(one["type"]),
            limits=limits_in_words(form, one),
            condition=_condition(form, one),
            reason=reasons.get(path, ""),
            problems=told.get(path, []),
            first=place == 0,
            last=place == len(fields) - 1,
            inside=bool(parent),
        )
        line.columns = list(_lines(form, one.get("columns", []), path, told, reasons))
        yield line


_COUNTED = {"photos": "张", "table": "行", "staff": "人", "student": "人"}


def limits_in_words(form: Declared, one: Declared) -> list[str]:
    """不大于 8 ℃（异常）."""
    words = dict(limiting.kinds_for(one))
    unit = one.get("unit", "元" if one["type"] == "money" else "")
    said = []
    for row in limiting.rows_of(form, one):
        word = words.get(row["kind"], row["kind"])
        if row["kind"] == "required":
            text = "有时必填"
        elif "几个" in word:  # 最多几个字 → 最多 60 字
            text = word.replace("几个", f" {row['value']} ", 1)
            text = text if text[-1] != " " else f"{text}{_COUNTED.get(one['type'], '个')}"
        else:
            text = f"{word} {row['value']}"
            if unit and row["kind"] in {"min", "max", "above", "below"}:
                text = f"{text} {unit}"
        if row["when"]:
            text = f"{text}，{_only(form, wording.read(form, row['when']))}"
        said.append(f"{text}（异常）" if row["severity"] == "abnormal" else text)
    return said


def _condition(form: Declared, one: Declared) -> str:
    return f"{_when(form, one['show_when'])}时显示" if one.get("show_when") else ""


def _only(form: Declared, expression: str) -> str:
    """When a limit binds, if one sentence can say it; the window shows the rest."""
    fields = {field["code"]: field for field in form["field"]}
    picked = pickers.condition_of(expression, fields)
    return f"当{pickers.sentence_of(picked, fields)}时" if picked is not None else "有条件"


def _when(form: Declared, expression: str) -> str:
    fields = {field["code"]: field for field in form["field"]}
    picked = pickers.condition_of(expression, fields)
    if picked is not None:
        return f"当{pickers.sentence_of(picked, fields)}"
    return f"当 {wording.shown(form, expression)} "


def rules_of(form: Declared, problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """The rules between fields, with what is wrong with each."""
    told = [problem for problem in problems if problem.path.startswith("rule.")]
    return [
        {
            "number": number,
            "rule": rule,
            "text": wording.shown(form, rule["expression"]),
            "problems": [one.text for one in told if one.path == f"rule.{number}"],
        }
        for number, rule in enumerate(form.get("rule", ()), 1)
    ]
