"""One option, several options, yes or no."""

from __future__ import annotations

import re
from typing import Any

from houqin.forms.context import Context
from houqin.forms.errors import UnreadableError
from houqin.forms.fieldtypes.codec import Codec
from houqin.forms.fieldtypes.texts import as_text, one_line
from houqin.forms.model import Field

_SEPARATORS = re.compile("[、,，;；\n]")
_YES = frozenset({"true", "1", "yes", "on", "是", "√", "✓"})
_NO = frozenset({"false", "0", "no", "off", "否", "×", "✗"})


def _option(field: Field, text: str) -> str:
    """The value of the option meant by its value or its label."""
    for option in field.options:
        if text in (option.value, option.label):
            return option.value
    raise UnreadableError(f"没有“{text[:20]}”这个选项，请从列出的选项中选。")


def _label(field: Field, value: str) -> str:
    return next((o.label for o in field.options if o.value == value), value)


class ChoiceCodec(Codec):
    def read(self, field: Field, raw: Any, context: Context) -> str | None:
        text = one_line(as_text(raw))
        return _option(field, text) if text else None

    def plain(self, field: Field, value: Any) -> str:
        return _label(field, value)

    def canonical(self, field: Field, value: Any) -> str:
        return str(value)


class ChoicesCodec(Codec):
    """In the order of the options, each once."""

    def read(self, field: Field, raw: Any, context: Context) -> tuple[str, ...] | None:
        written = raw if isinstance(raw, list | tuple) else _SEPARATORS.split(as_text(raw))
        texts = [one_line(as_text(item)) for item in written]
        chosen = {_option(field, text) for text in texts if text}
        return tuple(option.value for option in field.options if option.value in chosen) or None

    def plain(self, field: Field, value: Any) -> str:
        return "、".join(_label(field, item) for item in value)

    def canonical(self, field: Field, value: Any) -> list[str]:
        return list(value)

    def revive(self, field: Field, data: Any) -> tuple[str, ...]:
        return tuple(data)


class YesNoCodec(Codec):
    def read(self, field: Field, raw: Any, context: Context) -> bool | None:
        if isinstance(raw, bool):
            return raw
        text = one_line(as_text(raw))
        if not text:
            return None
        if text in (field.yes, field.no):
            return text == field.yes
        if text.lower() in _YES | _NO:
            return text.lower() in _YES
        raise UnreadableError(f"请选“{field.yes}”或“{field.no}”。")

    def plain(self, field: Field, value: Any) -> str:
        return field.yes if value else field.no

    def canonical(self, field: Field, value: Any) -> bool:
        return bool(value)
