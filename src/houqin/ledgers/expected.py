"""What a book that is kept by something should have an entry of: the classes, rooms, meals here."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from houqin.forms import Field, FieldType, Form
from houqin.ledgers.models import Book
from houqin.org.facts import meals_of
from houqin.org.models import Place, SchoolClass, Staff, Student

LISTED = frozenset(
    {FieldType.CHOICE, FieldType.CLASS, FieldType.PLACE, FieldType.STAFF, FieldType.STUDENT}
)
MOST = 500


def key_field(book: Book, form: Form) -> Field | None:
    """The field that tells the things apart, where they can be listed at all."""
    field = form.by_code.get(book.per_field) if book.per_field else None
    return field if field is not None and field.type in LISTED else None


def expected_keys(
    book: Book,
    form: Form,
    *,
    features: Mapping[str, Any],
    place: str = "",
    without: Collection[str] = (),
) -> dict[str, str]:
    """Key → name of all that should have an entry, in the order of paper; at most one query.

    ``place`` (a path) narrows rooms to those below it; meals are those that are served here.
    Empty where the things cannot be listed: then any entry will do.
    """
    field = key_field(book, form)
    if field is None:
        return {}
    if field.type is FieldType.CHOICE:
        found = {option.value: option.label for option in field.options}
        if book.per_what == Book.PerWhat.MEAL:
            served = set(meals_of(features))
            found = {key: name for key, name in found.items() if key in served} or found
    else:
        rows, named = _rows(field.type, place)
        found = {str(pk): name for pk, name in rows.values_list("pk", named)[:MOST]}
    return {key: name for key, name in found.items() if key not in without}


def _rows(kind: FieldType, place: str) -> tuple[Any, str]:
    if kind is FieldType.CLASS:
        return SchoolClass.objects.order_by("position", "pk"), "name"
    if kind is FieldType.STUDENT:
        return Student.objects.order_by("number"), "name"
    if kind is FieldType.STAFF:
        return Staff.objects.filter(left_on=None).order_by("name", "pk"), "name"
    rows = Place.objects.order_by("path")
    if place:
        return rows.filter(path__startswith=f"{place}/"), "full_name"
    return rows.filter(sort=Place.Sort.ROOM), "full_name"
