"""The one way to write a record as bytes, whatever order its keys were given in."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any


class NotCanonical(TypeError):  # noqa: N818 - says what the value is
    """A value that has no single way of being written: a float, a date, a key that is no text."""


# A record that holds itself does not get past ``_refuse``, so the writer need not look for one.
_WRITER = json.JSONEncoder(
    ensure_ascii=False,
    sort_keys=True,
    separators=(",", ":"),
    allow_nan=False,
    check_circular=False,
)


def canonical(record: Mapping[str, Any]) -> bytes:
    """UTF-8 JSON with sorted keys and no spaces; only text, whole numbers, yes/no, None, lists
    and mappings. Decimals and dates are written as text by who declares them: a float or a date
    has several spellings, so both are refused here.
    """
    _refuse(record)
    text = _WRITER.encode(record)
    # Looked for in the whole: to look into each of a million texts would cost more than hashing.
    if "\\u0000" in text and _holds_nul(record):
        raise NotCanonical("text holds a NUL character")  # PostgreSQL's jsonb cannot keep it
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise NotCanonical("text holds half a character (a lone surrogate)") from error


_SPELLED = frozenset({str, int, bool, type(None)})


def _refuse(value: Any) -> None:
    """Of exactly these types: a subclass may be written in a way of its own."""
    if type(value) is dict:
        for key, inner in value.items():
            if type(key) is not str:
                raise NotCanonical(f"key {key!r} is not text")
            if type(inner) not in _SPELLED:
                _refuse(inner)
    elif type(value) in (list, tuple):
        for inner in value:
            if type(inner) not in _SPELLED:
                _refuse(inner)
    else:
        raise NotCanonical(f"{type(value).__name__} {value!r} has no single spelling")


def _holds_nul(value: Any) -> bool:
    if isinstance(value, str):
        return "\x00" in value
    if isinstance(value, dict):
        return any(_holds_nul(key) or _holds_nul(inner) for key, inner in value.items())
    return isinstance(value, list | tuple) and any(_holds_nul(inner) for inner in value)
