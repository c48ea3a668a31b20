"""Pages by key: the 50,000th row costs what the first costs, whatever the order.

A page is asked for by the sort value and number of the row before it, so PostgreSQL starts reading
there instead of counting its way from the top.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import (
    BooleanField,
    Count,
    F,
    Field,
    Func,
    IntegerField,
    Model,
    Q,
    QuerySet,
    Subquery,
    Window,
)
from django.db.models.expressions import OrderBy
from django.db.models.sql.where import WhereNode

from houqin.core.search import is_narrowed

MANY = 10_000


@dataclass(slots=True)
class Page:
    """The rows of one page, and the keys of the pages before and after (None: there is none).

    ``count`` is of all pages, where it was asked for together with the rows.
    """

    rows: list[Any]
    before: str | None
    after: str | None
    count: int | None = None


class _CountOf(Subquery):
    """How many rows a query gives; PostgreSQL works it out once, not for each row beside it."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) _counted)"
    output_field = IntegerField()


class _Among(Func):
    """``number = ANY (ARRAY(…))``: the numbers first, then a look-up of each by its key.

    With ``IN (…)`` PostgreSQL expects few rows of the table and reads all of them again.
    """

    template = "(%(expressions)s))"
    arg_joiner = " = ANY ("
    output_field = BooleanField()


def page(
    rows: QuerySet[Any],
    sort: str,
    size: int,
    after: str | None = None,
    before: str | None = None,
    *,
    counted: bool = False,
    columns: Sequence[Any] = (),
) -> Page:
    """One page ordered by ``sort`` ("-name" descends); the row's number breaks ties.

    ``columns`` (paths or expressions, "pk" and the sort path among them) gives named tuples
    instead of instances.

    A key that cannot be read gives the first page: an old bookmark still opens.
    """
    backwards = after is None and before is not None
    order = Order(rows.model, sort, backwards=backwards)
    key = read_key(after or before)
    try:
        wanted = keyed(rows, order, key)
    except (ValidationError, ValueError, TypeError):
        key, wanted = None, keyed(rows, order, None)
    if counted:
        wanted = wanted.annotate(_count=_count_of(rows, is_first=key is None))
    found = list(chosen_first(rows, wanted, size + 1, columns))
    many = (found[0]._count if found else 0) if counted and (found or key is None) else None
    made = page_from(found, order, size, is_first=key is None)
    made.count = many
    return made


def _count_of(rows: QuerySet[Any], *, is_first: bool) -> Subquery | Window:
    """Few rows that a search has found are counted as they pass; asked again, it searches again."""
    if is_first and is_narrowed(rows):
        return Window(Count("*"))
    return _CountOf(rows.order_by().values("pk")[: MANY + 1])


def keyed(rows: QuerySet[Any], order: Order, key: tuple[Any, Any] | None) -> QuerySet[Any]:
    """The rows in their order, from the one after the key on."""
    wanted = rows.order_by(*order.terms())
    return wanted if key is None else wanted.filter(order.beyond(*key))


def page_from(found: list[Any], order: Order, size: int, *, is_first: bool) -> Page:
    """A page of rows that were asked for with one more than fit."""
    more, found = len(found) > size, found[:size]
    has_before, has_after = not is_first, more
    if order.backwards and not is_first:
        found.reverse()
        has_before, has_after = more, True
    return Page(
        found,
        _write(order.key(found[0])) if found and has_before else None,
        _write(order.key(found[-1])) if found and has_after else None,
    )


def chosen_first(
    rows: QuerySet[Any], wanted: QuerySet[Any], most: int, columns: Sequence[Any]
) -> QuerySet[Any]:
    """Choose the page before joining what its rows show: fifty look-ups instead of thousands.

    Where a filter needs the joined table anyway, the one query is the quicker.
    """
    query = rows.query
    joins = query.select_related or any(not isinstance(one, str) or "__" in one for one in columns)
    plain = not (query.annotations or query.distinct or query.is_sliced)
    if plain and joins and not _joined(rows):
        chosen: QuerySet[Any] = wanted._chain()  # type: ignore[attr-defined]
        chosen.query.where = WhereNode()  # each was met when the page was chosen
        chosen = chosen.filter(_Among(F("pk"), ArraySubquery(wanted.values("pk")[:most])))
    else:
        chosen = wanted[:most]
    return chosen.values_list(*columns, named=True) if columns else chosen


def _joined(rows: QuerySet[Any]) -> bool:
    return sum(used > 0 for used in rows.query.alias_refcount.values()) > 1


def count(rows: QuerySet[Any]) -> int:
    """How many, but never more than MANY + 1: counting a million costs a second."""
    return rows.order_by()[: MANY + 1].count()


class Order:
    """One sort path with the primary key after it."""

    def __init__(self, model: type[Model], sort: str, *, backwards: bool) -> None:
        self.descends = sort.startswith("-") != backwards
        self.path = sort.lstrip("-")
        self.by_pk = self.path in {"pk", "id"}
        self.nullable = not self.by_pk and _nullable(model, self.path)
        # Empty values stand last in the order shown, so first when it is read backwards.
        self.backwards, self.nulls_last = backwards, not backwards

    def terms(self) -> list[OrderBy]:
        last = F("pk").desc() if self.descends else F("pk").asc()
        if self.by_pk:
            return [last]
        nulls: dict[str, Any] = {}
        if self.nullable:
            nulls = {"nulls_last": True} if self.nulls_last else {"nulls_first": True}
        value = F(self.path)
        return [value.desc(**nulls) if self.descends else value.asc(**nulls), last]

    def beyond(self, value: Any, pk: int) -> Q:
        """The rows that come after the row with this sort value and number."""
        step = "lt" if self.descends else "gt"
        later = Q(**{f"pk__{step}": pk})
        if self.by_pk:
            return later
        empty = Q(**{f"{self.path}__isnull": True})
        if value is None:
            same = empty & later
            return same if self.nulls_last else same | ~empty
        # The closed bound lets an index on the sort column start at the right place.
        ahead = Q(**{f"{self.path}__{step}e": value}) & (
            Q(**{f"{self.path}__{step}": value}) | later
        )
        return ahead | empty if self.nullable and self.nulls_last else ahead

    def key(self, row: Any) -> tuple[Any, int]:
        if self.by_pk:
            return None, row.pk
        value = row
        for part in self.path.split("__"):
            value = getattr(value, part) if value is not None else None
        return value, row.pk


def _nullable(model: type[Model], path: str) -> bool:
    """Whether the path may give NULL; an annotation may."""
    current: Any = model
    for part in path.split("__"):
        try:
            field = current._meta.get_field(part)
        except FieldDoesNotExist:
            return True
        if not isinstance(field, Field) or field.null:
            return True
        current = field.related_model
    return False


def _write(key: tuple[Any, int]) -> str:
    raw = json.dumps([None if key[0] is None else str(key[0]), key[1]], ensure_ascii=False)
    return base64.urlsafe_b64encode(raw.encode()).decode().rstrip("=")


def read_key(text: str | None) -> tuple[Any, int] | None:
    if not text:
        return None
    try:
        value, pk = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        return (value, int(pk)) if value is None or isinstance(value, str) else None
    except (ValueError, TypeError, binascii.Error):
        return None
