"""Search tokens for Chinese: single characters, pairs, and pinyin initials, per institution.

Two-character words defeat trigrams, and the embedded PostgreSQL has no contrib extensions, so a row
keeps an array of tokens under a GIN index. Each token starts with the institution's number: one
common word in fifty institutions then costs one institution's rows, not fifty's.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from time import monotonic
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.db.models.sql.compiler import SQLCompiler

from houqin.core import tenancy
from houqin.core.initials import readings

MAX_TEXT, FEW = 400, 10_000
_RUNS = re.compile(r"[一-鿿㐀-䶿]+|[a-z0-9]+")
_HAN = re.compile(r"[一-鿿㐀-䶿]")


def _grams(run: str) -> set[str]:
    return {*run, *(run[i : i + 2] for i in range(len(run) - 1))}


def _spelled(run: str) -> set[str]:
    """First letters alone and in pairs; a character read in two ways is found by both."""
    letters = readings(run)
    pairs = {a + b for one, two in pairwise(letters) for a in one for b in two}
    return {*"".join(letters), *pairs}


@lru_cache(maxsize=2048)
def _found_by(institution_id: int | None, run: str) -> frozenset[str]:
    """The same words come again and again, most of all while a table is imported."""
    grams = _grams(run)
    if _HAN.match(run):
        grams |= {f"~{gram}" for gram in _spelled(run)}
    return frozenset([f"{institution_id}{gram}" for gram in grams])


def _runs(text: str) -> list[str]:
    return _RUNS.findall(unicodedata.normalize("NFKC", text).lower())


def tokens(institution_id: int | None, *texts: str) -> list[str]:
    """What a row is found by; texts are cut at 400 characters each."""
    found: set[str] = set()
    for text in texts:
        for run in _runs(text[:MAX_TEXT]):
            found |= _found_by(institution_id, run)
    return sorted(found)


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
    for wanted, spelled in _asked(institution_id, query):
        direct = models.Q(**{f"{field}__contains": wanted})
        if spelled != wanted:
            direct |= models.Q(**{f"{field}__contains": spelled})
        condition &= direct
    return condition


def _asked(institution_id: int, query: str) -> list[tuple[list[str], list[str]]]:
    """For each run of ``query`` the tokens to hold, and those that will do instead of them."""
    asked = []
    for run in _runs(query)[:8]:
        wanted = spelled = _wanted(institution_id, run)
        if run.isascii() and run.isalpha():
            here = str(institution_id)
            spelled = [token.replace(here, f"{here}~", 1) for token in wanted]
        asked.append((wanted, spelled))
    return asked


def _at_once(institution_id: int, query: str) -> list[tuple[list[str], list[str]]]:
    """The same with all runs that are written in one way put together."""
    asked = _asked(institution_id, query)
    plain = [token for wanted, spelled in asked if wanted == spelled for token in wanted]
    return [*([(plain, plain)] if plain else []), *(one for one in asked if one[0] != one[1])]


Source = tuple[type[models.Model], str]


def narrowed(
    rows: models.QuerySet[Any], query: str, sources: Sequence[Source], otherwise: models.Q
) -> models.QuerySet[Any]:
    """Those of very many rows that hold every run of ``query``.

    ``sources`` are the tables whose tokens are asked, each with the column that names the row, the
    rows' own first. Few hits come from the tokens' index; where a word is common, ``otherwise``
    meets a page of them sooner on the way through the list's own order. Which it is is asked of
    PostgreSQL once in ten minutes.
    """
    here = tenancy.institution_id()
    if not _runs(query) or _is_common(sources[0][0], here, query, int(monotonic() // 600)):
        return rows.filter(otherwise)
    return rows.filter(_Holding(here, query, sources))


def is_narrowed(rows: models.QuerySet[Any]) -> bool:
    """Whether the rows are the few that ``narrowed`` found."""
    return _holds(rows.query.where)


def _holds(condition: Any) -> bool:
    if hasattr(condition, "children"):
        return not condition.negated and any(_holds(one) for one in condition.children)
    return isinstance(getattr(condition, "lhs", condition), _Holding)


@lru_cache(maxsize=4096)
def _is_common(model: type[models.Model], institution_id: int, query: str, _since: int) -> bool:
    wanted, spelled = max(_at_once(institution_id, query), key=lambda one: len(one[0]))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM houqin_found(%s::regclass, %s::text[], %s::text[], %s)",
            [connection.ops.quote_name(model._meta.db_table), wanted, spelled, FEW + 1],
        )
        return bool(cursor.fetchone()[0] > FEW)


class _Holding(models.Func):
    """The row's number is among those of the rows that hold every run of the query."""

    output_field = models.BooleanField()
    conditional = True

    def __init__(self, institution_id: int, query: str, sources: Sequence[Source]) -> None:
        super().__init__(models.F("pk"))
        self.asked, self.sources = _at_once(institution_id, query), tuple(sources)

    def as_sql(
        self, compiler: SQLCompiler, connection: Any, *_more: Any, **_context: Any
    ) -> tuple[str, tuple[Any, ...]]:
        number, given = compiler.compile(self.source_expressions[0])
        parts, values = list[str](), list[Any](given)
        for model, column in self.sources:
            table, key = (connection.ops.quote_name(one) for one in (model._meta.db_table, column))
            runs = []
            for wanted, spelled in self.asked:
                runs.append("SELECT houqin_found(%s::regclass, %s::text[], %s::text[], NULL)")
                values += [table, wanted, spelled]
            held = " INTERSECT ".join(runs)
            if column != "id":
                held = f"SELECT {key} FROM {table} WHERE id = ANY (ARRAY({held}))"  # noqa: S608
            parts.append(f"({held})")
        return f"{number} = ANY (ARRAY({' UNION '.join(parts)}))", tuple(values)


def search_field() -> ArrayField[list[str], list[str]]:
    """The column that ``tokens`` fills; index it with GinIndex."""
    return ArrayField(models.TextField(), default=list, editable=False)
