"""A book's page as a list: columns from its form, filters, search, Excel."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date

from houqin.forms import Field, FieldType, Form
from houqin.ledgers import cells
from houqin.ledgers.models import Amendment, Book, Entry
from houqin.ledgers.services.reading import form_of
from houqin.org.models import Place, Staff
from houqin.ui.listing import Column, Listing
from houqin.ui.tables import Choice, Filter, foreign_key

STATES = (
    ("abnormal", "有异常"),
    ("late", "补录"),
    ("amended", "更正过"),
    ("struck", "已划去"),
    ("standing", "未划去"),
)


@dataclass(frozen=True, slots=True)
class Period:
    """From a day to a day, as instants: the index on the time answers it."""

    name: str = "on"
    label: str = "日期"
    widget: str = "dates"

    def _days(self, params: Any) -> tuple[Any, Any]:
        return _day(params.get(f"{self.name}_from")), _day(params.get(f"{self.name}_to"))

    def is_set(self, params: Any) -> bool:
        return any(self._days(params))

    def narrow(self, rows: QuerySet[Any], params: Any) -> QuerySet[Any]:
        first, last = self._days(params)
        if first:
            rows = rows.filter(happened_at__gte=_midnight(first))
        if last:
            rows = rows.filter(happened_at__lt=_midnight(last + timedelta(days=1)))
        return rows

    def bound(self, params: Any) -> dict[str, Any]:
        first, last = self._days(params)
        return {"first": first, "last": last}


def _day(text: str | None) -> Any:
    try:
        return parse_date(text or "")
    except ValueError:
        return None


def _midnight(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def state_filter(state: str) -> Q:
    of_entry = Amendment.objects.filter(entry=OuterRef("pk"))
    struck = Q(Exists(of_entry.filter(is_strike=True)))
    return {
        "abnormal": Q(is_abnormal=True) & ~struck,
        "late": Q(is_late=True),
        "amended": Q(Exists(of_entry.filter(is_strike=False))),
        "struck": struck,
        "standing": ~struck,
    }[state]


def state_of(row: Entry) -> tuple[str, str] | None:
    """The one chip of a row: what matters most about it."""
    now = cells.standing(row)
    if now.is_struck:
        return "na", "已划去"
    if now.is_abnormal:
        return "late", "异常"
    if row.is_late:
        return "review", "补录"
    return ("done", "更正过") if now.amendments else None


def _state_words(row: Entry) -> str:
    now = cells.standing(row)
    words = [
        ("已划去", now.is_struck), ("异常", now.is_abnormal), ("补录", row.is_late),
        ("更正过", now.amendments > int(now.is_struck)),
    ]  # fmt: skip
    return "、".join(word for word, holds in words if holds)


def entry_href(row: Entry) -> str:
    return reverse("ledgers:entry", args=[row.pk])


def listing_of(book: Book) -> Listing:
    form = form_of(book.current) if book.current else Form("none", "", 1, ())
    listed = cells.in_list(form)
    columns = [
        Column("编号", "number", phone="note", css="hq-nw", width=14),
        Column("发生时间", "happened_at", sort="happened_at", format="moment", css="hq-nw"),
        *(_column(field, is_first=place == 0) for place, field in enumerate(listed)),
        Column("状态", _state_words, chip=state_of, phone="side"),
        Column("场所", "place_name"),
        Column("填写人", "author_name", css="hq-nw"),
    ]
    return Listing(
        name="ledger",
        title=book.title,
        columns=columns,
        filters=_filters(form),
        search="search",
        search_hint="搜内容、人员、场所，可用拼音首字母",
        sort="-happened_at",
        href=entry_href,
        row_class=lambda row: "hq-struck" if cells.standing(row).is_struck else "",
        empty_title="这本台账还没有记录。",
        empty_hint=book.purpose or "记一笔不到二十秒；记下的内容谁也不能悄悄改掉。",
    )


def _column(field: Field, *, is_first: bool) -> Column:
    label = f"{field.label}（{field.unit}）" if field.unit else field.label
    return Column(
        label,
        _teller(cells.cell, field),
        exported=_teller(cells.cell_in_excel, field),
        phone="title" if is_first else "note",
        width=18,
    )


def _teller(tell: Callable[[Entry, Field], str], field: Field) -> Callable[[Entry], str]:
    return lambda row: tell(row, field)


def _filters(form: Form) -> tuple[Filter, ...]:
    """A place is asked for only where the form has one: a school has hundreds."""
    filters: list[Filter] = [Period(), Choice("state", "状态", STATES, where=state_filter)]
    if any(field.type is FieldType.PLACE for field in form.fields):
        filters.append(foreign_key("place", "场所", _places))
    return (*filters, foreign_key("author", "填写人", _people))


def _places() -> QuerySet[Place]:
    return Place.objects.only("pk", "full_name", "name").order_by("path")[:500]


def _people() -> QuerySet[Staff]:
    return Staff.objects.filter(user__isnull=False).only("pk", "name").order_by("name")


def with_what_rows_show(rows: QuerySet[Entry]) -> QuerySet[Entry]:
    return rows.prefetch_related("amendments", "version").defer("search", "file_hashes")


def excel_listing(book: Book) -> Listing:
    """The same list with every field of the form as a column of its own."""
    page = listing_of(book)
    form = form_of(book.current) if book.current else Form("none", "", 1, ())
    listed = cells.in_list(form)
    more = [_column(f, is_first=False) for f in cells.in_excel(form) if f not in listed]
    own = [
        Column("记录时间", "entered_at", format="moment"),
        Column("补录原因", "late_reason"),
        Column("处理措施", lambda row: cells.standing(row).measure),
        Column("摘要", "digest", width=66),
    ]
    return replace(page, columns=(*page.columns, *more, *own))
