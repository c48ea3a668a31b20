"""What a new entry begins with: a word of the engine, or something fixed."""

from __future__ import annotations

import re
from typing import Any

from houqin.forms import FieldType
from houqin.ledgers.designing.editing import Declared
from houqin.ledgers.designing.palette import default_choices
from houqin.ledgers.designing.pickers import stored_option

T = FieldType
FIXED = "="
_WORDS = frozenset({"now", "today", "me", "last"})
_SPLIT = re.compile(r"[、，,;；]+")


def choices_for(field: Declared) -> list[tuple[str, str]]:
    """The usual ones, and what the field has now if that is none of them."""
    choices = default_choices(FieldType(field["type"]))
    now = field.get("default")
    if now == "today":
        choices = [("today" if code == "now" else code, word) for code, word in choices]
    elif isinstance(now, str) and now.startswith("task."):
        choices.insert(1, (now, "由任务带来"))
    return choices


def start_of(field: Declared) -> dict[str, Any]:
    now = field.get("default")
    if now is None:
        return {}
    if isinstance(now, str) and (now in _WORDS or now.startswith("task.")):
        return {"default": now}
    return {"default": FIXED, "default_value": _shown(field, now)}


def _shown(field: Declared, value: Any) -> str:
    if isinstance(value, bool):
        return str(field.get("yes", "是") if value else field.get("no", "否"))
    held = value if isinstance(value, list) else [value]
    labels = {
        one["value"]: one.get("label", one["value"])
        for one in field.get("options", ())
        if isinstance(one, dict)
    }
    return "、".join(str(labels.get(one, one)) for one in held)


def default_from(field: Declared, chosen: str, typed: str) -> Any:
    """As the engine keeps it, None for none; ValueError with a sentence."""
    typed = typed.strip()
    if chosen != FIXED:
        return chosen or None
    if not typed:
        raise ValueError("请写固定填什么，或选别的。")
    kind = FieldType(field["type"])
    if kind is T.CHOICE:
        return stored_option(field, typed)
    if kind is T.CHOICES:
        return [stored_option(field, word) for word in _SPLIT.split(typed) if word.strip()]
    if kind is T.YES_NO:
        yes, no = field.get("yes", "是"), field.get("no", "否")
        if typed not in {yes, no}:
            raise ValueError(f"请填“{yes}”或“{no}”。")
        return typed == yes
    return typed
