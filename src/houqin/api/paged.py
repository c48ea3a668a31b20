"""Lists by key: the next page is asked for with what the last one gave."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse, JsonResponse
from ninja import Field, Schema

from houqin.ui.paging import page

MOST = 200


class Paging(Schema):
    """Which page of a list."""

    after: str | None = Field(None, description="上一页答复里的 next；不给就是第一页")
    size: int = Field(50, ge=1, le=MOST, description=f"每页几条，最多 {MOST}")


def paged(rows: QuerySet[Any], paging: Paging, sort: str) -> dict[str, Any]:
    """``items`` and the key of the next page, in one query."""
    found = page(rows, sort, paging.size, after=paging.after)
    return {"items": found.rows, "next": found.after}


def answered(
    rows: QuerySet[Any],
    paging: Paging,
    sort: str,
    columns: Mapping[str, str],
    texts: Iterable[str] = (),
) -> HttpResponse:
    """A page of a much-read list, written as it was read. ``columns``: path of a value → its name.

    ``texts`` are names whose missing value is the empty text. The schema that describes the rows
    is not asked again for each of them; a test holds the two together.
    """
    found = page(rows, sort, paging.size, after=paging.after, columns=[*columns])
    items = [dict(zip(columns.values(), row, strict=True)) for row in found.rows]
    for name in texts:
        for item in items:
            item[name] = item[name] or ""
    return JsonResponse({"items": items, "next": found.after})
