"""Columns and filters of a list, declared once and read by the page, the phone cards and Excel."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, Literal, Protocol

from django.db.models import Q, QuerySet, Value
from django.utils import timezone
from django.utils.safestring import SafeString

from houqin.core.asked import asked_day
from houqin.core.prepared import PreparedRows
from houqin.ui import dates
from houqin.ui.templatetags.hq import STATES, state_chip

Format = Literal["text", "day", "moment", "number", "money", "flag"]
Phone = Literal["title", "note", "side", "hide"]
Option = tuple[str, str]
_LONG = 18
Params = Any  # QueryDict or dict[str, str]: only .get and .getlist-free access is used


def follow(row: object, path: str) -> Any:
    """``department.name`` of a row; None where a step is missing."""
    value: Any = row
    for step in _steps(path):
        if value is None:
            return None
        value = getattr(value, step)
        if callable(value) and not isinstance(value, type):
            value = value()
    return value


@lru_cache(maxsize=1024)
def _steps(path: str) -> tuple[str, ...]:
    return tuple(path.split("."))


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``value`` is a dotted path or a function; ``sort`` an ORM path, "" for unsorted.

    ``chip`` gives (state code, words) and draws the state; ``html`` draws the cell itself.
    ``exported`` replaces the value in Excel; ``in_excel=False`` leaves the column out of it.
    """

    label: str
    value: str | Callable[[Any], Any]
    sort: str = ""
    format: Format = "text"
    phone: Phone = "note"
    chip: Callable[[Any], Option | None] | None = None
    html: Callable[[Any], SafeString | str] | None = None
    exported: Callable[[Any], Any] | None = None
    in_excel: bool = True
    css: str = ""
    width: int = 16

    def raw(self, row: Any) -> Any:
        return follow(row, self.value) if isinstance(self.value, str) else self.value(row)

    def excel(self, row: Any) -> Any:
        return self.exported(row) if self.exported else self.raw(row)

    def text(self, row: Any, now: datetime | None = None) -> str:
        return as_text(self.raw(row), self.format, now or timezone.localtime())

    def cell(self, row: Any, now: datetime) -> SafeString | str:
        """What stands in the cell: escaped text, a state chip, or the column's own markup."""
        if self.html:
            return self.html(row)
        if self.chip:
            return chip(self.chip(row))
        return self.text(row, now)

    @property
    def is_numeric(self) -> bool:
        return self.format in {"number", "money"}


def _in_use(row: Any) -> Option:
    return ("done", "在用") if row.is_active else ("na", "停用")


IN_USE = Column("在用", "is_active", format="flag", phone="side", chip=_in_use)


def as_text(value: Any, form: Format, now: datetime) -> str:
    """The value as people write it (DESIGN_LANGUAGE §7)."""
    if value is None or value == "":
        return ""
    if form == "text" and isinstance(value, str):
        return value
    if form == "flag" or isinstance(value, bool):
        return "是" if value else "否"
    if form == "money":
        return f"{Decimal(value):,.2f}"
    if form == "moment" and isinstance(value, datetime):
        return dates.moment(value, now)
    if isinstance(value, date):
        return dates.plain_day(value, now)
    if form == "number":
        return f"{value:,}"
    return str(value)


def chip(state: Option | None) -> SafeString:
    """A state in its three ways at once: icon, words, colour."""
    if state is None:
        return SafeString("")
    code, words = state
    return state_chip(code if code in STATES else "na", words)


class Filter(Protocol):
    """Something that narrows a list; its values live in the address."""

    @property
    def name(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def widget(self) -> str: ...
    def narrow(self, rows: QuerySet[Any], params: Params) -> QuerySet[Any]: ...
    def bound(self, params: Params) -> dict[str, Any]: ...
    def is_set(self, params: Params) -> bool: ...


@dataclass(frozen=True, slots=True)
class Choice:
    """One of some values: a drop-down. ``options`` may be a model's choices, or a function, so that
    it is read late. ``sort`` is the order in which its rows are best read: what is late longest
    first."""

    name: str
    label: str
    options: Sequence[tuple[str, Any]] | Callable[[], Iterable[tuple[str, Any]]]
    lookup: str = ""
    where: Callable[[str], Q] | None = None
    default: str = ""
    sort: str = ""
    widget: str = "choice"

    def _options(self) -> tuple[Option, ...]:
        given = self.options() if callable(self.options) else self.options
        return tuple((str(value), str(label)) for value, label in given)

    def chosen(self, params: Params) -> str:
        return str(params.get(self.name, self.default))

    def is_set(self, params: Params) -> bool:
        return self.chosen(params) != self.default

    def narrow(self, rows: QuerySet[Any], params: Params) -> QuerySet[Any]:
        value = self.chosen(params)
        if not value or value not in dict(self._options()):
            return rows
        return rows.filter(self.where(value) if self.where else Q(**{self.lookup: value}))

    def bound(self, params: Params) -> dict[str, Any]:
        return {"options": self._options(), "value": self.chosen(params)}


@dataclass(frozen=True, slots=True)
class Related:
    """One row of another table: a drop-down of ``rows``, each shown by its field ``shown``.

    ``where`` says which rows the chosen key stands for, where it is more than its own.
    """

    name: str
    label: str
    rows: Callable[[], QuerySet[Any]]
    lookup: str
    shown: str
    widget: str = "choice"
    where: Callable[[int], Q] | None = None

    def chosen(self, params: Params) -> str:
        value = str(params.get(self.name, ""))
        return value if value.isdecimal() and len(value) < _LONG else ""

    def is_set(self, params: Params) -> bool:
        return bool(self.chosen(params))

    def narrow(self, rows: QuerySet[Any], params: Params) -> QuerySet[Any]:
        value = self.chosen(params)
        if not value:
            return rows
        return rows.filter(self.where(int(value)) if self.where else Q(**{self.lookup: int(value)}))

    def bound(self, params: Params) -> dict[str, Any]:
        return {"options": options_of([self])[self.name], "value": self.chosen(params)}


def options_of(filters: Sequence[Related]) -> dict[str, tuple[Option, ...]]:
    """What each of them offers, in one query for all."""
    if not filters:
        return {}
    found: dict[str, list[Option]] = {one.name: [] for one in filters}
    for number, pk, text in _offer(tuple(filters))():
        found[filters[number].name].append((str(pk), str(text)))
    return {name: tuple(options) for name, options in found.items()}


@lru_cache(maxsize=64)
def _offer(filters: tuple[Related, ...]) -> PreparedRows:
    def build() -> QuerySet[Any, Any]:
        parts: list[QuerySet[Any, Any]] = [
            one.rows().annotate(filter=Value(number)).values_list("filter", "pk", one.shown)
            for number, one in enumerate(filters)
        ]
        return parts[0] if len(parts) == 1 else parts[0].union(*parts[1:], all=True)

    return PreparedRows(build)


def foreign_key(
    name: str,
    label: str,
    rows: Callable[[], QuerySet[Any]],
    lookup: str = "",
    *,
    shown: str = "name",
) -> Related:
    """A drop-down of the rows of another table; a list asks for all of them in one query."""
    return Related(name, label, rows, lookup or f"{name}_id", shown)


def flag(name: str, label: str, lookup: str, yes: str = "是", no: str = "否") -> Choice:
    """Yes, no or either."""
    return Choice(
        name, label, (("1", yes), ("0", no)), where=lambda value: Q(**{lookup: value == "1"})
    )


@dataclass(frozen=True, slots=True)
class DateRange:
    """From a day to a day, both included; a wrong date counts as none."""

    name: str
    label: str
    lookup: str
    is_moment: bool = False
    widget: str = "dates"

    def _days(self, params: Params) -> tuple[date | None, date | None]:
        return asked_day(params.get(f"{self.name}_from")), asked_day(params.get(f"{self.name}_to"))

    def is_set(self, params: Params) -> bool:
        return any(self._days(params))

    def narrow(self, rows: QuerySet[Any], params: Params) -> QuerySet[Any]:
        first, last = self._days(params)
        path = f"{self.lookup}__date" if self.is_moment else self.lookup
        if first:
            rows = rows.filter(**{f"{path}__gte": first})
        if last:
            rows = rows.filter(**{f"{path}__lte": last})
        return rows

    def bound(self, params: Params) -> dict[str, Any]:
        first, last = self._days(params)
        return {"first": first, "last": last}
