"""What a page posts, made into the shape JSON has.

Names of inputs: `grams`; `dishes.0.grams`; `cabinet.clean.result`, `.note`, `.photos`;
`keeper` (an id) or `keeper.id` and `keeper.name`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_DEEPEST = 4


def nested(raw: Mapping[str, Any]) -> Mapping[str, Any]:
    """A flat mapping (Django's QueryDict too) as tables within tables; nested ones stay."""
    several = getattr(raw, "getlist", None)
    if several is None and not any("." in key for key in raw):
        return raw
    made: dict[str, Any] = {}
    for key in raw:
        _put(made, key.split(".", _DEEPEST), _value(raw, key, several))
    return made


def _value(raw: Mapping[str, Any], key: str, several: Any) -> Any:
    """One value, or the list where a name was sent more than once."""
    if several is None:
        return raw[key]
    found = several(key)
    return found if len(found) > 1 else raw[key]


def _put(made: dict[str, Any], parts: list[str], value: Any) -> None:
    for part in parts[:-1]:
        below = made.get(part)
        if not isinstance(below, dict):
            # `clean=fail` beside `clean.note=…`: the value itself stands under "".
            below = {} if below is None else {"": below}
            made[part] = below
        made = below
    last = parts[-1]
    if isinstance(made.get(last), dict) and not isinstance(value, dict):
        made[last][""] = value
    else:
        made[last] = value
