"""What a book that is kept by something should have an entry of: the classes, rooms, meals here."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import Exists, Q

from houqin.forms import Field, FieldType, Form
from houqin.ledgers.models import Book
from houqin.org.colleagues import colleagues
from houqin.org.facts import meals_of
from houqin.org.models import Place, SchoolClass, Student

LISTED = frozenset(
    {FieldType.CHOICE, FieldType.CLASS, FieldType.PLACE, FieldType.STAFF, FieldType.STUDENT}
)
# What is typed can be listed only by the book's own settings: vehicles, devices.
TYPED = frozenset({FieldType.TEXT, FieldType.SCAN})
MOST = 500


def key_field(book: Book, form: Form) -> Field | None:
    """The field that tells the things apart, where they can be listed at all."""
    field = form.by_code.get(book.per_field) if book.per_field else None
    if field is None or not (field.type in LISTED or (field.type in TYPED and book.expected)):
        return None
    return field


def expected_keys(
    book: Book,
    form: Form,
    *,
    features: Mapping[str, Any],
    place: str = "",
    without: Collection[str] = (),
) -> dict[str, str]:
    """Key → name of all that should have an entry, in the order of paper; at most one query.

    Those that the book's settings name, else all there are. ``place`` (a path) narrows rooms to
    those below it; meals are those that are served here. Empty where the things cannot be listed:
    then any entry will do.
    """
    field = key_field(book, form)
    if field is None:
        return {}
    if field.type in TYPED:
        found = {name: name for name in book.expected}
    elif field.type is FieldType.CHOICE:
        found = {option.value: option.label for option in field.options}
        if book.per_what == Book.PerWhat.MEAL:
            served = set(meals_of(features))
            found = {key: name for key, name in found.items() if key in served} or found
        named_here = set(book.expected)
        found = {key: name for key, name in found.items() if key in named_here} or found
    else:
        rows, named = expected_rows(book, field.type, place)
        found = {str(pk): name for pk, name in rows.values_list("pk", named)[:MOST]}
    return {key: name for key, name in found.items() if key not in without}


def expected_rows(book: Book, kind: FieldType, place: str = "") -> tuple[Any, str]:
    """The rows there should be an entry of, in the order of paper, and what they are called by."""
    if not book.expected:
        rows, named = _rows(kind, place)
        of_beds = kind is FieldType.PLACE and not place and book.domain == "dormitory"
        return (_where_people_sleep(rows) if of_beds else rows), named
    if kind is FieldType.PLACE:  # a ground or a floor that is named is meant as well
        rows = Place.objects.order_by("path")
        rows = rows.filter(path__startswith=f"{place}/") if place else rows
        named = "full_name"
    else:
        rows, named = _rows(kind, place)
    return rows.filter(pk__in=[int(key) for key in book.expected if key.isdecimal()]), named


def _where_people_sleep(rows: Any) -> Any:
    """Nobody calls a roll in a classroom: rooms called so, else rooms of a house called so, else
    all.
    """
    called, housed = (Q(**{f"{of}__regex": "寝室|宿舍|公寓"}) for of in ("name", "full_name"))
    rooms = Place.objects.filter(sort=Place.Sort.ROOM).order_by()
    unhoused, uncalled = ~Exists(rooms.filter(housed)), ~Exists(rooms.filter(called))
    return rows.filter(called | uncalled & (housed | unhoused))


def _rows(kind: FieldType, place: str) -> tuple[Any, str]:
    if kind is FieldType.CLASS:
        return SchoolClass.objects.order_by("position", "pk"), "name"
    if kind is FieldType.STUDENT:
        return Student.objects.order_by("number"), "name"
    if kind is FieldType.STAFF:
        return colleagues().order_by("name", "pk"), "name"
    rows = Place.objects.order_by("path")
    if place:
        return rows.filter(path__startswith=f"{place}/"), "full_name"
    return rows.filter(sort=Place.Sort.ROOM), "full_name"
