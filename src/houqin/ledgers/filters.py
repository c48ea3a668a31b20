"""How a book's entries are narrowed: one meaning each, for the page, Excel and every count."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from houqin.core import tenancy
from houqin.core.asked import asked_day
from houqin.core.search import matching, narrowed
from houqin.forms import FieldType, Form
from houqin.ledgers.models import Amendment, Book, Entry
from houqin.org.models import Place, SchoolClass, Staff
from houqin.ui.tables import Choice, Filter, foreign_key

STATES = (
    ("abnormal", "有异常"),
    ("late", "补录"),
    ("amended", "更正过"),
    ("struck", "已划去"),
    ("standing", "未划去"),
    ("imported", "导入"),
)


@dataclass(frozen=True, slots=True)
class Period:
    """From a day to a day, as instants: the index on the time answers it."""

    name: str = "on"
    label: str = "日期"
    widget: str = "dates"

    def _days(self, params: Any) -> tuple[date | None, date | None]:
        return asked_day(params.get(f"{self.name}_from")), asked_day(params.get(f"{self.name}_to"))

    def is_set(self, params: Any) -> bool:
        return any(self._days(params))

    def narrow(self, rows: QuerySet[Any], params: Any) -> QuerySet[Any]:
        first, last = self._days(params)
        return rows.filter(within(first, last))

    def bound(self, params: Any) -> dict[str, Any]:
        first, last = self._days(params)
        return {"first": first, "last": last}


@dataclass(frozen=True, slots=True)
class OfImport:
    """One file's records: asked for by the page of the import, offered nowhere else."""

    name: str = "import"
    label: str = "导入"
    widget: str = ""

    def _chosen(self, params: Any) -> str:
        value = str(params.get(self.name, ""))
        return value if value.isdecimal() and len(value) < 18 else ""

    def is_set(self, params: Any) -> bool:
        return bool(self._chosen(params))

    def narrow(self, rows: QuerySet[Any], params: Any) -> QuerySet[Any]:
        value = self._chosen(params)
        return rows.filter(batch_id=int(value)) if value else rows

    def bound(self, params: Any) -> dict[str, Any]:
        return {"value": self._chosen(params)}


def within(first: date | None, last: date | None) -> Q:
    """What happened from the one day to the other, both included."""
    found = Q()
    if first:
        found &= Q(happened_at__gte=_midnight(first))
    if last:
        found &= Q(happened_at__lt=_midnight(last + timedelta(days=1)))
    return found


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def state_filter(state: str) -> Q:
    """Entries by how they stand today, not by how they were written."""
    of_entry = Amendment.objects.filter(entry=OuterRef("pk"))
    struck = Q(Exists(of_entry.filter(is_strike=True)))
    return {
        "abnormal": _abnormal() & ~struck,
        "late": Q(is_late=True),
        "amended": Q(Exists(of_entry.filter(is_strike=False))),
        "struck": struck,
        "standing": ~struck,
        "imported": Q(batch__isnull=False),
    }[state]


def _abnormal() -> Q:
    """The last correction decides; where there is none, the entry itself."""
    corrections = Amendment.objects.filter(is_strike=False)
    of_entry = corrections.filter(entry=OuterRef("pk"))
    later = corrections.filter(entry=OuterRef("entry"), sequence__gt=OuterRef("sequence"))
    decided = corrections.filter(~Exists(later), is_abnormal=True).order_by()
    return Q(is_abnormal=True) & ~Q(Exists(of_entry)) | Q(pk__in=decided.values("entry"))


def filters_of(book: Book, form: Form) -> tuple[Filter, ...]:
    """A place is asked for only where the form has one: a school has hundreds."""
    filters: list[Filter] = [Period(), Choice("state", "状态", STATES, where=state_filter)]
    key = _key_filter(book, form)
    if key:
        filters.append(key)
    if any(field.type is FieldType.PLACE and field.code != book.per_field for field in form.fields):
        filters.append(foreign_key("place", "场所", _places, shown="full_name"))
    return (*filters, foreign_key("author", "填写人", _people), OfImport())


def _key_filter(book: Book, form: Form) -> Filter | None:
    """Which meal, class, room …: what can be listed; vehicles and batches are searched for."""
    field = form.by_code.get(book.per_field)
    if field is None:
        return None
    if field.options:
        options = tuple((option.value, option.label) for option in field.options)
        return Choice("key", field.label, options, lookup="key")
    rows = {
        FieldType.CLASS: (_classes, "name"),
        FieldType.PLACE: (_places, "full_name"),
        FieldType.STAFF: (_people, "name"),
    }.get(field.type)
    return foreign_key("key", field.label, rows[0], "key", shown=rows[1]) if rows else None


def _places() -> QuerySet[Place]:
    return Place.objects.order_by("path")[:500]


def _classes() -> QuerySet[SchoolClass]:
    return SchoolClass.objects.order_by("name")[:500]


def _people() -> QuerySet[Staff]:
    return Staff.objects.filter(user__isnull=False).order_by("name")


def find_in(book: Book) -> Any:
    """The search box of a book: the words written first, or those that stand since a correction.

    Where a word is common, the book's own index gives its rows newest first and the tokens are
    looked at on the way.
    """
    sources = ((Entry, "id"), (Amendment, "entry_id"))

    def narrow(rows: QuerySet[Entry], query: str) -> QuerySet[Entry]:
        said = matching(tenancy.institution_id(), query)
        corrected = Amendment.objects.filter(said, book=book).order_by().values("entry_id")
        return narrowed(rows, query, sources, said | Q(pk__in=corrected))

    return narrow
