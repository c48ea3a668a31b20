"""Which names the expressions of a form may use, and of what kind each is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from houqin.forms.expressions import Kind, Scope
from houqin.forms.expressions.kinds import (
    DATE,
    INSTANT,
    NUMBER,
    TEXT,
    THING,
    TIME,
    TRUTH,
    Base,
)
from houqin.forms.model import ATTACHMENTS, NUMBERS, REFERENCES, TEXTS, Field, FieldType

# What every expression may name besides fields.
ALWAYS: Mapping[str, Kind] = {"today": DATE, "now": INSTANT}
# The parts of a checklist besides its items; an item may not be called so.
CHECKLIST_PARTS = ("score", "full", "passed", "failed", "na")

_PLAIN: dict[FieldType, Kind] = {
    **dict.fromkeys(TEXTS, TEXT),
    **dict.fromkeys(NUMBERS, NUMBER),
    FieldType.DATE: DATE,
    FieldType.TIME: TIME,
    FieldType.INSTANT: INSTANT,
    FieldType.CHOICE: TEXT,
    FieldType.CHOICES: Kind(Base.TEXT, many=True),
    FieldType.YES_NO: TRUTH,
    FieldType.TABLE: Kind(Base.THING, many=True),
    FieldType.PHOTOS: Kind(Base.THING, many=True),
}


def kind_of_field(field: Field) -> Kind:
    if field.type is FieldType.COMPUTED:
        return Kind(field.result or Base.NUMBER)
    if field.type in REFERENCES and field.many:
        return Kind(Base.THING, many=True)
    return _PLAIN.get(field.type, THING)


def scope_of(fields: Iterable[Field], outer: Iterable[Field] = ()) -> Scope:
    """The names of `fields` (and of the form around a table's row)."""
    names, parts, options = (
        dict(ALWAYS),
        dict[str, Mapping[str, Kind]](),
        dict[str, frozenset[str]](),
    )
    for field in (*outer, *fields):
        names[field.code] = kind_of_field(field)
        if found := _parts(field):
            parts[field.code] = found
        if field.options:
            options[field.code] = frozenset(option.value for option in field.options)
    return Scope(names, parts, options)


def _parts(field: Field) -> Mapping[str, Kind]:
    if field.type is FieldType.TABLE:
        kinds = ((column.code, kind_of_field(column)) for column in field.columns)
        return {code: Kind(kind.base, many=True) for code, kind in kinds if not kind.many}
    if field.type is FieldType.CHECKLIST:
        answers = {item.code: TEXT for item in field.items}
        return {**answers, **dict.fromkeys(CHECKLIST_PARTS, NUMBER)}
    if field.type in REFERENCES and not field.many:
        return {"id": TEXT, "name": TEXT}
    if field.type in ATTACHMENTS and field.type is not FieldType.PHOTOS:
        return {"name": TEXT}
    return {}
