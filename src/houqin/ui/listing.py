"""A list is declared once; one function serves its page, its htmx swaps and its Excel file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone

from houqin.core import clock, tenancy
from houqin.core.search import matching
from houqin.ui import exporting, paging
from houqin.ui.rows import Drawer
from houqin.ui.tables import Choice, Column, Filter, Related, chip, options_of

PAGE_SIZE = 50
TARGET = "hq-list"


@dataclass(frozen=True, slots=True)
class BulkAction:
    """A button above ticked rows; their numbers are posted as ``ids`` to ``url``."""

    label: str
    url: str
    icon: str = ""
    confirm: str = ""
    danger: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """What a list shows and how it can be narrowed.

    ``search``: a token column, text paths, or a function that narrows the rows to a query.
    """

    name: str
    title: str
    columns: Sequence[Column]
    filters: Sequence[Filter] = ()
    search: str | tuple[str, ...] | Callable[[QuerySet[Any], str], QuerySet[Any]] = ""
    search_hint: str = ""
    sort: str = "-pk"
    href: Callable[[Any], str] | None = None
    row_class: Callable[[Any], str] | None = None
    empty_title: str = "还没有记录。"
    empty_hint: str = ""
    page_size: int = PAGE_SIZE
    exports: bool = True
    # One query fewer; for lists whose filters are answered by an index.
    counts_with_rows: bool = False

    @property
    def is_searched(self) -> bool:
        """For templates, which would call a function that they only want to look at."""
        return bool(self.search)

    def sorts(self) -> set[str]:
        return {column.sort for column in self.columns if column.sort}


@dataclass(slots=True)
class Shown:
    """One page of a list, ready for its template."""

    listing: Listing
    params: QueryDict
    heads: list[dict[str, Any]]
    rows: list[dict[str, Any]]
    filters: list[dict[str, Any]]
    total: str
    is_narrowed: bool
    before: str
    after: str
    start: str
    excel: str
    bulk: Sequence[BulkAction] = ()
    target: str = TARGET
    path: str = ""
    kept: list[tuple[str, str]] = field(default_factory=list)
    is_swap: bool = False

    @property
    def filters_set(self) -> int:
        return sum(one["is_set"] for one in self.filters)


def narrowed(listing: Listing, rows: QuerySet[Any], params: QueryDict) -> QuerySet[Any]:
    """The rows that the address asks for: filters and the search box."""
    for one in listing.filters:
        rows = one.narrow(rows, params)
    query = params.get("q", "").strip()[:100]
    if not query or not listing.search:
        return rows
    if callable(listing.search):
        return listing.search(rows, query)
    if isinstance(listing.search, str):
        return rows.filter(matching(tenancy.institution_id(), query, listing.search))
    for word in query.split():
        condition = Q()
        for path in listing.search:
            condition |= Q(**{f"{path}__icontains": word})
        rows = rows.filter(condition)
    return rows


def render_list(
    request: HttpRequest,
    listing: Listing,
    rows: QuerySet[Any],
    *,
    template: str = "ui/listing/page.html",
    bulk: Sequence[BulkAction] = (),
    exported: Callable[[int], object] | None = None,
    **context: Any,
) -> HttpResponse:
    """The list as a page; for htmx only its changing part; as Excel with ``?export=xlsx``.

    ``exported`` is told how many rows left the program in a file, for the journal.
    """
    chosen = narrowed(listing, rows, request.GET)
    sort = _sort(listing, request.GET)
    if listing.exports and request.GET.get("export") == "xlsx":
        return _excel(listing, chosen, sort, exported)
    shown = show(request, listing, chosen, sort, bulk)
    page = {"list": shown, "title": listing.title, **context}
    htmx = getattr(request, "htmx", None)
    if htmx and htmx.target == TARGET:
        shown.is_swap = True
        template = "ui/listing/body.html"
    return render(request, template, page)


def show(
    request: HttpRequest,
    listing: Listing,
    chosen: QuerySet[Any],
    sort: str = "",
    bulk: Sequence[BulkAction] = (),
) -> Shown:
    """One page of the list: two queries, and one for the filters that offer rows."""
    params, sort = request.GET, sort or listing.sort
    keys = params.get("after"), params.get("before")
    found = paging.page(chosen, sort, listing.page_size, *keys, counted=listing.counts_with_rows)
    count = paging.count(chosen) if found.count is None else found.count
    return Shown(
        listing=listing,
        params=params,
        heads=[_head(column, sort, params) for column in listing.columns],
        rows=_rows(listing, found.rows, ticked=bool(bulk)),
        filters=_filters(listing.filters, params),
        total="超过 1 万条" if count > paging.MANY else f"{count:,} 条",
        is_narrowed=bool(params.get("q")) or any(f.is_set(params) for f in listing.filters),
        before=_address(params, before=found.before) if found.before else "",
        after=_address(params, after=found.after) if found.after else "",
        start=_address(params),
        excel=_address(params, export="xlsx") if listing.exports else "",
        bulk=bulk,
        path=request.path,
        kept=[("sort", params["sort"])] if params.get("sort") else [],
    )


def _sort(listing: Listing, params: QueryDict) -> str:
    """The order asked for, if the list offers it, else that of a filter in use, else its own."""
    asked = params.get("sort", "")
    if asked.lstrip("-") in listing.sorts():
        return asked
    own = (one.sort for one in listing.filters if isinstance(one, Choice) and one.is_set(params))
    return next(filter(None, own), listing.sort)


def _address(params: QueryDict, **changes: str | None) -> str:
    """This list with other parameters; page keys and the export never carry over."""
    copy = params.copy()
    for name in ("after", "before", "export"):
        copy.pop(name, None)
    for name, value in changes.items():
        if value is None:
            copy.pop(name, None)
        else:
            copy[name] = value
    for name in [name for name, value in copy.items() if value == ""]:
        if name not in changes:
            del copy[name]
    return f"?{copy.urlencode()}"


def _head(column: Column, sort: str, params: QueryDict) -> dict[str, Any]:
    head: dict[str, Any] = {"column": column, "label": column.label, "url": "", "aria": ""}
    if column.sort:
        ascending = sort == column.sort
        head["url"] = _address(params, sort=f"-{column.sort}" if ascending else column.sort)
        if sort.lstrip("-") == column.sort:
            head["aria"] = "ascending" if ascending else "descending"
    return head


def _filters(filters: Sequence[Filter], params: QueryDict) -> list[dict[str, Any]]:
    offered = options_of([one for one in filters if isinstance(one, Related)])
    return [
        {"name": one.name, "label": one.label, "widget": one.widget, "is_set": one.is_set(params)}
        | _bound(one, params, offered)
        for one in filters
    ]


def _bound(one: Filter, params: QueryDict, offered: dict[str, Any]) -> dict[str, Any]:
    if isinstance(one, Related):
        return {"options": offered[one.name], "value": one.chosen(params)}
    return one.bound(params)


def _rows(listing: Listing, found: list[Any], *, ticked: bool) -> list[dict[str, Any]]:
    now = timezone.localtime(clock.now())
    drawer = Drawer(listing.columns, ticked=ticked)
    return [
        drawer.draw(
            row,
            now,
            listing.href(row) if listing.href else "",
            listing.row_class(row) if listing.row_class else "",
        )
        for row in found
    ]


def _excel(
    listing: Listing,
    chosen: QuerySet[Any],
    sort: str,
    exported: Callable[[int], object] | None,
) -> HttpResponse:
    order = paging.Order(chosen.model, sort, backwards=False)
    columns = [column for column in listing.columns if column.in_excel]
    book, count = exporting.list_workbook(
        listing.title, columns, chosen.order_by(*order.terms()).iterator(chunk_size=2000)
    )
    if exported:
        exported(count)
    return exporting.as_download(book, f"{listing.title}.xlsx")


__all__ = ["BulkAction", "Column", "Listing", "Shown", "chip", "narrowed", "render_list", "show"]
