"""What the books of goods leave open: articles not handed back, remainders and their last count."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Upper
from django.urls import reverse

from houqin.ledgers.models import Amendment, Entry
from houqin.ledgers.standing import standing_of
from houqin.safety import rules
from houqin.safety.services import articles, stores

COUNT_EVERY = timedelta(days=31)
_MOST = 200


def _named(value: Any) -> str:
    return str(value.get("name", "")) if isinstance(value, Mapping) else ""


def _writing(book: str, then: str, **known: Any) -> str:
    """The address of the book's form with what is known filled in."""
    asked = {name.replace("__", "."): value for name, value in known.items()}
    return f"{reverse('ledgers:new', args=[book])}?{urlencode({**asked, 'then': reverse(then)})}"


@dataclass(frozen=True, slots=True)
class Held:
    """An article that was taken from a child and that no parent has fetched."""

    entry: Entry
    child: str
    item: str
    keeper: str
    days: int
    fetch_url: str


def not_fetched(today: date) -> list[Held]:
    """The longest kept first; one query."""
    fetched = Amendment.objects.filter(
        entry=OuterRef("pk"), is_strike=False, after__returned_on__gt=""
    )
    open_ones = Q(values__returned_on__isnull=True) | Q(values__returned_on="")
    rows = (
        Entry.objects.filter(open_ones, ~Exists(fetched), book__code=articles.BOOK)
        .filter(values__found=articles.FOUND)
        .standing()
    )
    return [_held(row, today) for row in rows.defer("search").order_by("happened_at")[:_MOST]]


def _held(row: Entry, today: date) -> Held:
    values = row.values
    child = values.get("child")
    known = {"key": row.key, "set__found": articles.GIVEN_BACK}
    if isinstance(child, Mapping):
        known["set__child"] = str(child.get("id", ""))
    return Held(
        row, _named(child), str(values.get("item", "")), _named(values.get("keeper")),
        (today - rules.day_of(row.happened_at)).days,
        _writing(articles.BOOK, "safety:articles", **known),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Remainder:
    """What is left of one sort of dangerous goods; ``counted``: when it was last counted."""

    item: str
    left: str
    unit: str
    entry: Entry
    counted: date | None
    is_due: bool
    take_url: str
    count_url: str


def remainders(today: date) -> list[Remainder]:
    """Each sort of goods, those that nobody counted for a month first; three queries."""
    rows: QuerySet[Entry] = Entry.objects.filter(book__code=stores.BOOK).standing()
    named = rows.annotate(sort=Upper(KeyTextTransform("item", "values")))
    counted: Any = dict(
        named.filter(values__move=stores.COUNTED).order_by()
        .values_list("sort").annotate(last=Max("happened_at"))
    )  # fmt: skip
    last = named.order_by("sort", "-pk").distinct("sort").defer("search")
    found = [
        _remainder(row, counted.get(row.sort), today) for row in last.prefetch_related("amendments")
    ]
    return sorted(found, key=lambda one: (not one.is_due, one.item))


def _remainder(row: Entry, counted: Any, today: date) -> Remainder:
    values = standing_of(row).values
    left = f"{Decimal(str(values.get('after') or 0)).normalize():f}"
    day = rules.day_of(counted) if counted else None
    item, unit = str(values.get("item", "")), str(values.get("measure", ""))
    known = {"set__item": item, "set__measure": unit, "set__before": left}
    return Remainder(
        item, left, unit, row, day, day is None or today - day > COUNT_EVERY,
        _writing(stores.BOOK, "safety:stores", set__move="领用", **known),
        _writing(stores.BOOK, "safety:stores", set__move=stores.COUNTED, **known),
    )  # fmt: skip
