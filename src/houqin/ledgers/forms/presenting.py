"""Kept values as the controls of a page want them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone

from houqin.ledgers.forms.picking import PickInput


def shown(value: Any) -> Any:
    """A kept value as a plain control shows it."""
    if isinstance(value, Mapping) and set(value) == {"id", "name"}:
        return value["id"]
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return [shown(one) for one in value]
    if isinstance(value, Mapping):
        return {key: shown(one) for key, one in value.items()}
    if isinstance(value, str) and value.endswith("Z") and "T" in value:
        local = timezone.localtime(datetime.fromisoformat(value))
        return local.strftime("%Y-%m-%dT%H:%M")
    return value


def presented(widget: forms.Widget, value: Any) -> Any:
    """The same, with the name beside the key where the control searches by name."""
    return written(value) if isinstance(widget, PickInput) else shown(value)


def written(value: Any) -> Any:
    """People and places as the form engine reads them from one line each: 王芳 #17."""
    if isinstance(value, Mapping) and set(value) == {"id", "name"}:
        return f"{value['name']} #{value['id']}"
    if isinstance(value, list):
        return "\n".join(str(written(one)) for one in value)
    return value
