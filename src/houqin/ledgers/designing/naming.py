"""Codes that people never have to think of: made from the initials of what they wrote."""

from __future__ import annotations

import keyword
import re
import unicodedata
from collections.abc import Collection

from houqin.core.initials import initials

_KEEP = re.compile(r"[^a-z0-9]+")
# What an expression reads as something else.
_TAKEN = frozenset({"today", "now", "score", "full", "passed", "failed", "na", "min", "max", "sum",
                    "count", "round", "abs", "len", "days", "hours", "minutes", "empty", "filled",
                    "true", "false", "none"})  # fmt: skip


def code_for(label: str, taken: Collection[str], fallback: str = "f") -> str:
    """检查温度 → ``jcwd``, or ``jcwd2`` where that is taken."""
    plain = unicodedata.normalize("NFKC", label).lower()
    stem = _KEEP.sub("", initials(plain))[:24]
    if not stem or not stem[0].isalpha():
        stem = f"{fallback}{stem}"
    used = {*taken, *_TAKEN}
    if stem not in used and not keyword.iskeyword(stem):
        return stem
    number = 2
    while f"{stem}{number}" in used:
        number += 1
    return f"{stem}{number}"


def label_for(label: str, taken: Collection[str]) -> str:
    """The label of a copy: 温度 → 温度 2."""
    number = 2
    while f"{label} {number}" in taken:
        number += 1
    return f"{label} {number}"
