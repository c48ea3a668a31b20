"""Defaults: the words that are resolved when an entry is begun, and literal values."""

from __future__ import annotations

import re
from datetime import datetime

from houqin.forms.context import Context
from houqin.forms.errors import UnreadableError
from houqin.forms.fieldtypes import codec_of
from houqin.forms.model import ATTACHMENTS, MOMENTS, REFERENCES, Default, Field, FieldType
from houqin.forms.moments import CHINA

TASK = re.compile(r"task\.([a-z][a-z0-9_]*)")
_WORDS = {
    "now": MOMENTS,
    "today": frozenset({FieldType.DATE}),
    "me": frozenset({FieldType.STAFF}),
    "last": frozenset(FieldType) - ATTACHMENTS - {FieldType.COMPUTED},
}
_WITHOUT_LITERAL = (
    ATTACHMENTS
    | REFERENCES
    | {
        FieldType.TABLE,
        FieldType.CHECKLIST,
        FieldType.COMPUTED,
    }
)
_NOWHEN = Context(now=datetime(2026, 1, 1, tzinfo=CHINA))


def is_word(default: Default) -> bool:
    return isinstance(default, str) and (default in _WORDS or bool(TASK.fullmatch(default)))


def normal_default(field: Field) -> Default:
    """The default in its canonical form; ValueError with a clause where there can be none."""
    default = field.default
    if default is None:
        return None
    if isinstance(default, str) and is_word(default):
        types = _WORDS.get(default, _WORDS["last"])
        if field.type not in types:
            raise ValueError(f"这种字段的默认值不能是“{default}”")
        return default
    if field.type in _WITHOUT_LITERAL:
        raise ValueError("这种字段的默认值只能是 last 或 task.名称")
    codec = codec_of(field)
    try:
        value = codec.read(field, default, _NOWHEN)
    except UnreadableError as error:
        raise ValueError(f"默认值有误，{error.message.rstrip('。')}") from error
    if value is None:
        return None
    made = codec.canonical(field, value)
    return tuple(made) if isinstance(made, list) else made
