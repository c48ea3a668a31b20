"""A book's page as a list: columns from its form, filters, search."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject

from houqin.forms import Field, FieldType, Form
from houqin.ledgers import cells
from houqin.ledgers.filters import STATES, filters_of, find_in, state_filter
from houqin.ledgers.models import Amendment, Book, Entry
from houqin.ledgers.services.reading import form_of
from houqin.ui.addresses import page_of
from houqin.ui.listing import Column, Listing

__all__ = ["STATES", "entries_of", "listing_of", "state_filter", "with_what_rows_show"]

_PLACE = Column("场所", "place_name")


def state_of(row: Entry) -> tuple[str, str] | None:
    """The one chip of a row: what matters most about it."""
    now = cells.standing(row)
    if now.is_struck:
        return "na", "已划去"
    if now.is_abnormal:
        return "late", "异常"
    if row.batch_id:
        return "review", "导入"
    if row.is_late:
        return "review", "补录"
    return ("done", "更正过") if now.amendments else None


def state_words(row: Entry) -> str:
    now = cells.standing(row)
    words = [
        ("已划去", now.is_struck), ("异常", now.is_abnormal), ("补录", row.is_late),
        ("导入", row.batch_id is not None),
        ("更正过", now.amendments > int(now.is_struck)),
    ]  # fmt: skip
    return "、".join(word for word, holds in words if holds)


def listing_of(book: Book) -> Listing:
    form = form_of(book.current) if book.current else Form("none", "", 1, ())
    forms = cells.Forms(book)
    # what the book takes its time from stands in the second column already
    listed = [field for field in cells.in_list(form) if field.code != book.time_field]
    own_place = [] if any(f.type is FieldType.PLACE for f in listed) else [_PLACE]
    columns = [
        Column("编号", "number", phone="note", css="hq-nw", width=14),
        Column("发生时间", "happened_at", sort="happened_at", format="moment", css="hq-nw"),
        *(_column(field, forms, is_first=place == 0) for place, field in enumerate(listed)),
        Column("状态", state_words, chip=state_of, phone="side"),
        *own_place,
        Column("填写人", "author_name", css="hq-nw"),
    ]
    return Listing(
        name="ledger",
        title=book.title,
        columns=columns,
        filters=filters_of(book, form),
        search=find_in(book),
        search_hint="搜内容、人员、场所",
        sort="-happened_at",
        href=page_of("ledgers:entry"),
        row_class=lambda row: "hq-struck" if cells.standing(row).is_struck else "",
        empty_title="这本台账还没有记录。",
        empty_hint=book.purpose or "记一笔不到二十秒；记下的内容谁也不能悄悄改掉。",
        counts_with_rows=True,
    )


def _column(field: Field, forms: cells.Forms, *, is_first: bool) -> Column:
    label = f"{field.label}（{field.unit}）" if field.unit else field.label
    return Column(label, _teller(field, forms), phone="title" if is_first else "note", width=18)


def _teller(field: Field, forms: cells.Forms) -> Callable[[Entry], str]:
    return lambda row: cells.cell(row, field, forms.of(row))


@cache
def _entries() -> QuerySet[Entry]:
    """Put together once; the institution is asked for when a copy runs."""
    return with_what_rows_show(Entry.objects.all())


def entries_of(book: Book) -> QuerySet[Entry]:
    """A book's rows for its list."""
    return _entries().filter(book=book)


def with_what_rows_show(rows: QuerySet[Entry]) -> QuerySet[Entry]:
    """Each row brings its corrections with it, so that a page of them is one query."""
    of_entry = Amendment.objects.filter(entry=OuterRef("pk")).order_by("sequence")
    told = JSONObject(is_strike="is_strike", after="after", flags="flags", measure="measure")
    return rows.annotate(corrections=ArraySubquery(of_entry.values(told=told))).defer(
        "search", "file_hashes"
    )
