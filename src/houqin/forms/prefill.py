"""What an entry begins with."""

from __future__ import annotations

from typing import Any

from houqin.forms.context import Context
from houqin.forms.errors import UnreadableError
from houqin.forms.fieldtypes import codec_of
from houqin.forms.literals import TASK
from houqin.forms.model import Field, FieldType, Form
from houqin.forms.values import Row, Value, Values


def prefill(form: Form, context: Context) -> Values:
    """The defaults that can be told now, as typed values."""
    return _defaults(form.fields, context)


def prefill_row(table: Field, context: Context) -> Row:
    """A new row of a table."""
    return _defaults(table.columns, context)


def _defaults(fields: tuple[Field, ...], context: Context) -> Values:
    found = ((field.code, _default(field, context)) for field in fields)
    return {code: value for code, value in found if value is not None}


def _default(field: Field, context: Context) -> Value | None:
    default = field.default
    if default is None:
        return None
    if default == "last":
        return _readable(field, context.last.get(field.code), context)
    if isinstance(default, str) and (named := TASK.fullmatch(default)):
        return _readable(field, context.task.get(named[1]), context)
    return _readable(
        field, _WORDS.get(str(default), lambda field, context: default)(field, context), context
    )


def _now(field: Field, context: Context) -> Any:
    return context.now.replace(second=0, microsecond=0)


_WORDS: dict[str, Any] = {
    "now": _now,
    "today": lambda field, context: context.today,
    "me": lambda field, context: [context.me] if field.many and context.me else context.me,
}


def _readable(field: Field, raw: Any, context: Context) -> Value | None:
    """What another book or an older version left need not fit this field."""
    if raw is None or field.type is FieldType.TABLE:
        value: Value | None = raw if isinstance(raw, tuple) else None
        return value
    try:
        return codec_of(field).read(field, raw, context)
    except UnreadableError:
        return None
