"""Addresses of many rows of one page."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.urls import get_script_prefix, reverse

_NUMBER = 987_654_321


def addresses(url_name: str) -> Callable[[int], str]:
    """``addresses("planning:task")(7)`` is what reverse() gives for 7, asked once for all rows."""
    before, after = _around(url_name, get_script_prefix())
    return lambda number: f"{before}{number}{after}"


def page_of(url_name: str) -> Callable[[Any], str]:
    """A row's own page, for a list's ``href``."""
    return lambda row: addresses(url_name)(row.pk)


@lru_cache(maxsize=4096)
def _around(url_name: str, _prefix: str) -> tuple[str, str]:
    before, after = reverse(url_name, args=[_NUMBER]).split(str(_NUMBER))
    return before, after
