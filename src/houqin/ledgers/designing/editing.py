"""Changes of a form being designed. Each gives a new table; none judges whether it is sound.

A field is named by its path: ``temperature``, or ``dishes.grams`` for a column of a table.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from copy import deepcopy
from typing import Any

from houqin.ledgers.designing.naming import code_for, label_for
from houqin.ledgers.designing.palette import sort_of

Declared = dict[str, Any]
MOST_FIELDS = 80
_EXPRESSIONS = ("show_when", "expression", "when")


class GoneError(LookupError):
    """The field or rule is not in the form (any more)."""


class TooManyError(ValueError):
    """No more fields fit."""


def fields_of(form: Declared) -> Iterator[tuple[str, Declared]]:
    """Every field and column with its path."""
    for field in form["field"]:
        yield field["code"], field
        for column in field.get("columns", ()):
            yield f"{field['code']}.{column['code']}", column


def find(form: Declared, path: str) -> Declared:
    for known, field in fields_of(form):
        if known == path:
            return field
    raise GoneError(path)


def _siblings(form: Declared, path: str) -> list[Declared]:
    """The list that the field of this path stands in."""
    parent, dot, _code = path.rpartition(".")
    row: list[Declared] = find(form, parent).setdefault("columns", []) if dot else form["field"]
    return row


def _place(form: Declared, path: str) -> tuple[list[Declared], int]:
    row, code = _siblings(form, path), path.rpartition(".")[2]
    for place, field in enumerate(row):
        if field["code"] == code:
            return row, place
    raise GoneError(path)


def taken_codes(form: Declared) -> set[str]:
    """Codes that a new field may not have: of columns too, for expressions name both."""
    return {field["code"] for _path, field in fields_of(form)}


def add(
    form: Declared, kind: str, label: str, *, parent: str = "", used: Collection[str] = ()
) -> tuple[Declared, str]:
    """A new field at the end (or a column of ``parent``), and its path.

    ``used``: codes of every published version; a code is never given a second meaning.
    """
    made = deepcopy(form)
    if len(list(fields_of(made))) >= MOST_FIELDS:
        raise TooManyError(f"一本台账最多 {MOST_FIELDS} 个字段，请拆成两本。")
    sort = sort_of(kind)
    labels = {field["label"] for _path, field in fields_of(made)}
    label = label.strip() or sort.name
    if label in labels:
        label = label_for(label, labels)
    code = code_for(label, {*taken_codes(made), *used})
    field = {"code": code, "label": label, "type": str(sort.type), **deepcopy(dict(sort.start))}
    if parent:
        find(made, parent).setdefault("columns", []).append(field)
        return made, f"{parent}.{code}"
    made["field"].append(field)
    return made, code


def remove(form: Declared, path: str) -> Declared:
    made = deepcopy(form)
    row, place = _place(made, path)
    del row[place]
    for rule in made.get("rule", ()):
        if rule.get("path") == path.partition(".")[0] and "." not in path:
            rule.pop("path")
    return made


def duplicate(form: Declared, path: str, used: Collection[str] = ()) -> tuple[Declared, str]:
    """A copy right behind the field, under a name and a code of its own."""
    made = deepcopy(form)
    if len(list(fields_of(made))) >= MOST_FIELDS:
        raise TooManyError(f"一本台账最多 {MOST_FIELDS} 个字段，请拆成两本。")
    row, place = _place(made, path)
    copy = deepcopy(row[place])
    copy["label"] = label_for(copy["label"], {field["label"] for _p, field in fields_of(made)})
    known = {*taken_codes(made), *used}
    copy["code"] = code_for(copy["label"], known)
    known.add(copy["code"])
    for column in copy.get("columns", ()):
        column["code"] = code_for(column["label"], known)
        known.add(column["code"])
    copy.pop("section", None)
    row.insert(place + 1, copy)
    parent = path.rpartition(".")[0]
    return made, f"{parent}.{copy['code']}" if parent else copy["code"]


def move(form: Declared, path: str, to: int) -> Declared:
    """The field to this place among its own (0 is the first); headings move with their fields."""
    made = deepcopy(form)
    row, place = _place(made, path)
    field = row.pop(place)
    row.insert(max(0, min(to, len(row))), field)
    return made


def place_of(form: Declared, path: str) -> int:
    return _place(form, path)[1]


def replace(form: Declared, path: str, field: Declared) -> Declared:
    """The field as it is now; where its code changed, expressions follow it."""
    made = deepcopy(form)
    row, place = _place(made, path)
    old = row[place]["code"]
    row[place] = deepcopy(field)
    return renamed(made, old, field["code"]) if old != field["code"] else made


def renamed(form: Declared, old: str, new: str) -> Declared:
    """Every expression and rule with the new code in the place of the old."""
    word = re.compile(rf"(?<![\w.'\"“‘]){re.escape(old)}(?!\w)")
    for _path, field in fields_of(form):
        for part in (field, *field.get("checks", ())):
            for key in _EXPRESSIONS:
                if part.get(key):
                    part[key] = word.sub(new, part[key])
    for rule in form.get("rule", ()):
        rule["expression"] = word.sub(new, rule["expression"])
        if rule.get("path") == old:
            rule["path"] = new
    return form


def with_rule(form: Declared, place: int | None, rule: Declared) -> Declared:
    """A new rule at the end, or another in the place of one."""
    made = deepcopy(form)
    rules = made.setdefault("rule", [])
    if place is None:
        rules.append(rule)
    elif 0 <= place < len(rules):
        rules[place] = rule
    else:
        raise GoneError(str(place))
    return made


def without_rule(form: Declared, place: int) -> Declared:
    made = deepcopy(form)
    rules = made.get("rule", [])
    if not 0 <= place < len(rules):
        raise GoneError(str(place))
    del rules[place]
    if not rules:
        made.pop("rule")
    return made
