"""Lists by key: the next page is asked for with what the last one gave."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Mapping
from functools import lru_cache
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Field as ModelField
from django.db.models import Func, Model, QuerySet, TextField
from django.http import HttpResponse
from ninja import Field, Schema

from houqin.core.prepared import PreparedRows
from houqin.ui import paging as pages

MOST = 200
S = TypeVar("S", bound=Hashable)


class Paging(Schema):
    """Which page of a list."""

    after: str | None = Field(None, description="上一页答复里的 next；不给就是第一页")
    size: int = Field(50, ge=1, le=MOST, description=f"每页几条，最多 {MOST}")


def paged(rows: QuerySet[Any], paging: Paging, sort: str) -> dict[str, Any]:
    """``items`` and the key of the next page, in one query."""
    found = pages.page(rows, sort, paging.size, after=paging.after)
    return {"items": found.rows, "next": found.after}


class JsonLine(Func):
    """A row as the text of a JSON object, its names in the order given: PostgreSQL writes it."""

    output_field = TextField()

    def __init__(self, columns: Mapping[str, Any]) -> None:
        super().__init__(*columns.values())
        self.names = tuple(columns)

    def as_sql(self, compiler: Any, _connection: Any, **_more: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        parts, params = [], []
        for name, expression in zip(self.names, self.source_expressions, strict=True):
            sql, more = compiler.compile(expression)
            parts.append(f"'{name}', {sql}")
            params += more
        return f"json_build_object({', '.join(parts)})::text", params


class Instant(Func):
    """A moment as the rest of the API writes it: ``2026-11-22T17:28:50.120Z``."""

    template = (
        "replace(to_char(%(expressions)s AT TIME ZONE 'UTC',"
        " 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"'), '.000Z', 'Z')"
    )
    output_field = TextField()


class JsonList(Generic[S]):
    """A much-read list that is neither compiled anew for each request nor put together here.

    ``rows(shape, **values)`` gives the queryset. What the query is made of (which filters are
    given, whose reach) is the shape, and each shape is compiled once; what they are compared with
    are the values, which are filled in (``core.prepared``). ``columns`` are the names of the
    answer and their paths; the schema that describes them is not asked for each row, a test holds
    the two together. ``sort`` is a column that always has a value.
    """

    def __init__(
        self,
        model: type[Model],
        rows: Callable[..., QuerySet[Any]],
        sort: str,
        columns: Mapping[str, Any],
    ) -> None:
        self.rows, self.sort = rows, sort
        self.columns = ["pk", sort, JsonLine(columns)]
        self.order = pages.Order(model, sort, backwards=False)
        self.sorted_by: ModelField[Any, Any] = model._meta.get_field(sort)  # type: ignore[assignment]
        self._prepared = lru_cache(maxsize=128)(self._prepare)

    def answer(self, paging: Paging, shape: S, values: Mapping[str, Any]) -> HttpResponse:
        key = self._key(paging.after)
        after = {"after_value": key[0], "after_pk": key[1]} if key else {}
        ask = self._prepared(shape, paging.size, later=bool(key))
        found = pages.page_from(ask(**values, **after), self.order, paging.size, is_first=not key)
        return self._said(found)

    def answer_directly(self, paging: Paging, rows: QuerySet[Any]) -> HttpResponse:
        """For rows that no shape describes."""
        return self._said(
            pages.page(rows, self.sort, paging.size, paging.after, columns=self.columns)
        )

    def _prepare(self, shape: S, size: int, *, later: bool) -> PreparedRows:
        def build(after_value: Any = None, after_pk: Any = None, **values: Any) -> QuerySet[Any]:
            rows = self.rows(shape, **values)
            wanted = pages.keyed(rows, self.order, (after_value, after_pk) if later else None)
            return pages.chosen_first(rows, wanted, size + 1, self.columns)

        return PreparedRows(build)

    def _key(self, after: str | None) -> tuple[Any, int] | None:
        """A key that cannot be read gives the first page."""
        key = pages.read_key(after)
        if key is None or key[0] is None:
            return None
        try:
            return self.sorted_by.to_python(key[0]), key[1]
        except ValidationError:
            return None

    @staticmethod
    def _said(found: pages.Page) -> HttpResponse:
        lines = ",\n".join(row[-1] for row in found.rows)
        body = f'{{"items": [{lines}], "next": {json.dumps(found.after)}}}'
        return HttpResponse(body, content_type="application/json")
