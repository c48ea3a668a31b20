"""Books that paper keeps on one sheet: a line for each class, room or meal, entered at once."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from houqin.core.asked import asked_number
from houqin.forms import Field, FieldType
from houqin.forms.model import ATTACHMENTS
from houqin.ledgers.expected import TYPED, expected_rows, key_field
from houqin.ledgers.models import Book
from houqin.ledgers.services.reading import form_of
from houqin.org.models import Place, SchoolClass

_WIDE = ATTACHMENTS | {FieldType.TABLE, FieldType.CHECKLIST}
A_PAGE = 60  # lines; more of them are further pages


@dataclass(frozen=True, slots=True)
class SheetLine:
    """What a line is about: the value of the book's key field, and its name."""

    key: str
    name: str

    @property
    def prefix(self) -> str:
        """Of its inputs: by what it is about, so that a line added meanwhile moves no other."""
        is_row = self.key.isascii() and self.key.isdigit()
        return f"r{self.key}" if is_row else f"r{sha256(self.key.encode()).hexdigest()[:12]}"


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
    return key_field(book, form) is not None


def lines_of(book: Book, within: str = "") -> list[SheetLine]:
    """A line for each thing there should be an entry of, in the order of paper.

    ``within`` narrows rooms to a building and students to a class.
    """
    if book.current is None:
        return []
    field = form_of(book.current).by_code[book.per_field]
    if field.type in TYPED:
        return [SheetLine(name, name) for name in book.expected]
    if field.type is FieldType.CHOICE:
        chosen = [one for one in field.options if one.value in book.expected] or field.options
        return [SheetLine(option.value, option.label) for option in chosen]
    rows, named = _rows(book, field.type, within)
    found = rows.values_list("pk", named)
    if field.type is FieldType.PLACE:  # the floor and the room; which school is known
        return [SheetLine(str(pk), " ".join(name.split()[-2:])) for pk, name in found]
    return [SheetLine(str(pk), name) for pk, name in found]


def _rows(book: Book, kind: FieldType, within: str) -> tuple[Any, str]:
    rows, named = expected_rows(book, kind)
    parent = asked_number(within)
    if parent is None:
        return rows, named
    if kind is FieldType.PLACE:
        here = rows if book.expected else Place.objects.order_by("path")
        return here.filter(parent=parent), named
    return (rows.filter(school_class=parent) if kind is FieldType.STUDENT else rows), named


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
