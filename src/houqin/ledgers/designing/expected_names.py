"""都有哪些 in a book's settings: names a clerk writes one a line, keys as the book keeps them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError

from houqin.forms import Field, FieldType
from houqin.ledgers.expected import LISTED, MOST, TYPED
from houqin.ledgers.forms.picking import rows_of

Declared = Mapping[str, Any]
LONGEST = 80


def keys_from(text: str, field: Declared) -> list[str]:
    """The keys of what is written, each once. ValidationError: which line, and what to do."""
    names = list(dict.fromkeys(" ".join(line.split()) for line in text.splitlines()))
    names = [name for name in names if name]
    if len(names) > MOST:
        raise ValidationError(f"最多写 {MOST} 个，现在有 {len(names)} 个。")
    kind = FieldType(field["type"])
    if kind in TYPED:
        long = next((name for name in names if len(name) > LONGEST), None)
        if long:
            raise ValidationError(f"“{long[:20]}…”太长，每个最多 {LONGEST} 字。")
        return names
    if names and kind not in LISTED:
        raise ValidationError(f"按“{field['label']}”分别记时列不全，请空着。")
    known = _known(kind, field)
    return [_key(name, known, str(field["label"])) for name in names]


def _key(name: str, known: Mapping[str, list[str]], label: str) -> str:
    found = known.get(name, [])
    if len(found) == 1:
        return found[0]
    if found:
        raise ValidationError(f"有 {len(found)} 个“{name}”，请写成“{name} #{found[0]}”这样。")
    raise ValidationError(f"没有找到{label}“{name}”。请写全称，和名单里的一样。")


def _known(kind: FieldType, field: Declared) -> dict[str, list[str]]:
    """Every way of naming a row → the keys that it may mean."""
    found: dict[str, list[str]] = defaultdict(list)
    for key, name in _rows(kind, field):
        for said in {name, f"{name} #{key}", *([name.split()[-1]] if name.split() else [])}:
            found[said].append(key)
    return found


def _rows(kind: FieldType, field: Declared) -> Iterable[tuple[str, str]]:
    if kind is FieldType.CHOICE:
        for option in field.get("options", ()):
            given = option if isinstance(option, dict) else {"value": option, "label": option}
            yield str(given["value"]), str(given.get("label", given["value"]))
        return
    rows, named = rows_of(Field("", "", kind))
    for pk, name in rows.values_list("pk", named):
        yield str(pk), str(name)


def text_of_keys(keys: Iterable[str], field: Declared | None) -> str:
    """The other way round: one name a line; what is gone is left out."""
    wanted = list(keys)
    if not wanted or field is None:
        return "\n".join(wanted)
    kind = FieldType(field["type"])
    if kind in TYPED or kind not in LISTED:
        return "\n".join(wanted)
    names = {key: name for key, name in _rows(kind, field) if key in set(wanted)}
    twice = {name for name in names.values() if list(names.values()).count(name) > 1}
    return "\n".join(
        f"{names[key]} #{key}" if names[key] in twice else names[key]
        for key in wanted if key in names
    )  # fmt: skip
