"""Search tokens for Chinese: single characters, pairs, and pinyin initials, per institution.

Two-character words defeat trigrams, and the embedded PostgreSQL has no contrib extensions, so a row
keeps an array of tokens under a GIN index. Each token starts with the institution's number: one
common word in fifty institutions then costs one institution's rows, not fifty's.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from django.contrib.postgres.fields import ArrayField
from django.db import models

from houqin.core.initials import readings

MAX_TEXT = 400
_RUNS = re.compile(r"[一-鿿㐀-䶿]+|[a-z0-9]+")
_HAN = re.compile(r"[一-鿿㐀-䶿]")


def _grams(run: str) -> set[str]:
    return {*run, *(run[i : i + 2] for i in range(len(run) - 1))}


def _spelled(run: str) -> set[str]:
    """First letters alone and in pairs; a character read in two ways is found by both."""
    letters = readings(run)
    pairs = {a + b for one, two in pairwise(letters) for a in one for b in two}
    return {*"".join(letters), *pairs}


def _runs(text: str) -> list[str]:
    return _RUNS.findall(unicodedata.normalize("NFKC", text).lower())


def tokens(institution_id: int | None, *texts: str) -> list[str]:
    """What a row is found by; texts are cut at 400 characters each."""
    found: set[str] = set()
    for text in texts:
        for run in _runs(text[:MAX_TEXT]):
            found |= _grams(run)
            if _HAN.match(run):
                found |= {f"~{gram}" for gram in _spelled(run)}
    return sorted(f"{institution_id}{token}" for token in found)


def _wanted(institution_id: int, run: str) -> list[str]:
    grams = [run] if len(run) < 3 else [run[i : i + 2] for i in range(len(run) - 1)]
    return [f"{institution_id}{gram}" for gram in grams]


def matching(institution_id: int, query: str, field: str = "search") -> models.Q:
    """Rows that hold every run of ``query``; letters also match pinyin initials.

    Under row security PostgreSQL looks at the tokens only after the policy, so the table that holds
    them is narrowed to the institution in words that its index understands.
    """
    above = field.rpartition("__")[0]
    condition = models.Q(**{f"{above}__institution_id": institution_id}) if above else models.Q()
    for run in _runs(query)[:8]:
        direct = models.Q(**{f"{field}__contains": _wanted(institution_id, run)})
        if run.isascii() and run.isalpha():
            spelled = [
                token.replace(str(institution_id), f"{institution_id}~", 1)
                for token in _wanted(institution_id, run)
            ]
            direct |= models.Q(**{f"{field}__contains": spelled})
        condition &= direct
    return condition


def search_field() -> ArrayField[list[str], list[str]]:
    """The column that ``tokens`` fills; index it with GinIndex."""
    return ArrayField(models.TextField(), default=list, editable=False)
