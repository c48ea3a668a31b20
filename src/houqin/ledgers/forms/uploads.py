"""Uploads among what was typed, wherever they stand, replaced by keys of the files they became."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from houqin.forms import Field, FieldType, Form
from houqin.forms.model import ATTACHMENTS
from houqin.ledgers.forms.line_keys import LINE_KEY, line_keys

# Takes files in for a field and gives their keys.
Take = Callable[[Field, list[Any]], list[str]]
Kept = Mapping[str, list[str]]


def with_keys(form: Form, raw: Mapping[str, Any], kept: Kept, take: Take) -> dict[str, Any]:
    """``raw`` with keys of files: those already ``kept`` at a path first, then the new ones."""
    made = dict(raw)
    for field in form.fields:
        value = made.get(field.code)
        if field.type in ATTACHMENTS:
            _put(made, field, kept.get(field.code, []), value, take)
        elif field.type is FieldType.CHECKLIST and isinstance(value, Mapping):
            made[field.code] = {
                item: _answer(field, f"{field.code}.{item}", answer, kept, take)
                for item, answer in value.items()
            }
        elif field.type is FieldType.TABLE and isinstance(value, Mapping):
            made[field.code] = {
                number: _row(field, row, kept, take) for number, row in value.items()
            }
    return made


def _put(made: dict[str, Any], field: Field, before: list[str], value: Any, take: Take) -> None:
    sent = value if isinstance(value, list) else [value] if value else []
    keys = [*before, *(take(field, sent) if sent else [])]
    if keys:
        made[field.code] = keys if field.type is FieldType.PHOTOS else keys[-1]
    else:
        made.pop(field.code, None)


def _answer(field: Field, path: str, answer: Any, kept: Kept, take: Take) -> dict[str, Any]:
    sent = answer.get("photos") or []
    # A photo is of what was found: an item without an answer keeps none.
    before = kept.get(f"{path}.photos", []) if answer.get("result") else []
    return {**answer, "photos": [*before, *(take(field, sent) if sent else [])]}


def _row(table: Field, row: Any, kept: Kept, take: Take) -> dict[str, Any]:
    made = dict(row)
    path = f"{table.code}.{made.pop(LINE_KEY, '')}"
    for column in table.columns:
        if column.type in ATTACHMENTS:
            before = kept.get(f"{path}.{column.code}", [])
            _put(made, column, before, made.get(column.code), take)
    return made


def kept_in(form: Form, values: Mapping[str, Any]) -> dict[str, list[str]]:
    """The keys of the files that kept values hold, by path; lines of tables by their own key."""
    found = {path: _keys(value) for path, value in _attached(form.fields, values)}
    return {path: keys for path, keys in found.items() if keys}


def _attached(fields: tuple[Field, ...], values: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for field in fields:
        value = values.get(field.code)
        if not value:
            continue
        if field.type in ATTACHMENTS:
            yield field.code, value
        elif field.type is FieldType.CHECKLIST:
            for item, answer in value.items():
                yield f"{field.code}.{item}.photos", answer.get("photos") or []
        elif field.type is FieldType.TABLE:
            for key, row in zip(line_keys(value), value, strict=True):
                for path, held in _attached(field.columns, row):
                    yield f"{field.code}.{key}.{path}", held


def _keys(value: Any) -> list[str]:
    held = value if isinstance(value, list) else [value]
    return [str(one["id"]) for one in held if isinstance(one, Mapping) and "id" in one]
