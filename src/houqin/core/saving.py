"""Save a row with what a form gave: set it, check the row whole, then store it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, TypeVar

from django.db.models import Model

M = TypeVar("M", bound=Model)


def save_with(row: M, given: Mapping[str, Any], *, unchecked: Collection[str] = ()) -> M:
    """The same row, stored. ``unchecked``: fields that the program itself fills."""
    for name, value in given.items():
        setattr(row, name, value)
    row.full_clean(exclude=unchecked)
    row.save()
    return row
