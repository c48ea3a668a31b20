"""Books that paper keeps on one sheet: a line for each class, room or meal, entered at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from houqin.forms import Field, FieldType
from houqin.forms.model import ATTACHMENTS
from houqin.ledgers.models import Book
from houqin.ledgers.services.reading import form_of
from houqin.org.models import Place, SchoolClass, Staff, Student

_WIDE = ATTACHMENTS | {FieldType.TABLE, FieldType.CHECKLIST}
MOST_LINES = 60


@dataclass(frozen=True, slots=True)
class SheetLine:
    """What a line is about: the value of the book's key field, and its name."""

    key: str
    name: str


def narrow_fields(book: Book) -> list[Field]:
    """What fits into a line: all but the key, photos, tables and checklists."""
    if book.current is None:
        return []
    return [
        field
        for field in form_of(book.current).fields
        if field.type not in _WIDE
        and field.type is not FieldType.COMPUTED
        and field.code != book.per_field
    ]


def photo_field(book: Book) -> Field | None:
    """Where a line's photo goes, if the form has a field for photos."""
    fields = form_of(book.current).fields if book.current is not None else ()
    return next((field for field in fields if field.type is FieldType.PHOTOS), None)


def can_be_sheet(book: Book) -> bool:
    """A book kept by something that can be listed, with no wide field that must be filled in."""
    if book.current is None or not book.per_field:
        return False
    form = form_of(book.current)
    if any(field.required for field in form.fields if field.type in _WIDE):
        return False
    key = form.by_code.get(book.per_field)
    listed = {
        FieldType.CLASS,
        FieldType.PLACE,
        FieldType.CHOICE,
        FieldType.STUDENT,
        FieldType.STAFF,
    }
    return key is not None and key.type in listed


def lines_of(book: Book, within: str = "") -> list[SheetLine]:
    """A line for each thing; ``within`` narrows rooms to a building and students to a class."""
    if book.current is None:
        return []
    field = form_of(book.current).by_code[book.per_field]
    if field.type is FieldType.CHOICE:
        return [SheetLine(option.value, option.label) for option in field.options]
    rows, named = _rows(field.type, within)
    found = rows.values_list("pk", named)[:MOST_LINES]
    if field.type is FieldType.PLACE:  # the floor and the room; which school is known
        return [SheetLine(str(pk), " ".join(name.split()[-2:])) for pk, name in found]
    return [SheetLine(str(pk), name) for pk, name in found]


def _rows(kind: FieldType, within: str) -> tuple[Any, str]:
    parent = int(within) if within.isascii() and within.isdigit() else None
    if kind is FieldType.CLASS:
        return SchoolClass.objects.order_by("position", "pk"), "name"
    if kind is FieldType.PLACE:
        rows = Place.objects.order_by("path")
        return (rows.filter(Q(parent=parent)) if parent else rows.filter(sort="room")), "full_name"
    if kind is FieldType.STUDENT:
        students = Student.objects.order_by("number")
        return (students.filter(school_class=parent) if parent else students), "name"
    return Staff.objects.filter(left_on=None).order_by("name"), "name"


def choices_within(book: Book) -> list[tuple[str, str]]:
    """The buildings or classes a sheet can be narrowed to."""
    if book.current is None:
        return []
    kind = form_of(book.current).by_code[book.per_field].type
    if kind is FieldType.PLACE:
        parents = Place.objects.filter(children__isnull=False).distinct().order_by("path")
        return [(str(pk), name) for pk, name in parents.values_list("pk", "full_name")]
    if kind is FieldType.STUDENT:
        rows = SchoolClass.objects.order_by("position", "pk").values_list("pk", "name")
        return [(str(pk), name) for pk, name in rows]
    return []
