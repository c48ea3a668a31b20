"""The one way to write a record as bytes, whatever order its keys were given in."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any


class NotCanonical(TypeError):  # noqa: N818 - says what the value is
    """A value that has no single way of being written: a float, a date, a key that is no text."""


def canonical(record: Mapping[str, Any]) -> bytes:
    """UTF-8 JSON with sorted keys and no spaces; only text, whole numbers, yes/no, None, lists
    and mappings. Decimals and dates are written as text by who declares them: a float or a date
    has several spellings, so both are refused here.
    """
    _refuse(record)
    text = json.dumps(
        record, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise NotCanonical("text holds half a character (a lone surrogate)") from error


def _refuse(value: Any) -> None:
    kind = type(value)
    if kind is str:
        if "\x00" in value:  # PostgreSQL's jsonb cannot keep it
            raise NotCanonical("text holds a NUL character")
    elif kind is dict:
        for key, inner in value.items():
            if type(key) is not str:
                raise NotCanonical(f"key {key!r} is not text")
            _refuse(key)
            _refuse(inner)
    elif kind is list or kind is tuple:
        for inner in value:
            _refuse(inner)
    elif value is not None and kind is not bool and kind is not int:
        raise NotCanonical(f"{kind.__name__} {value!r} has no single spelling")
