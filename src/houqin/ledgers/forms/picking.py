"""Controls for people, places and entries: a list where they are few, a search where many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from django import forms
from django.db.models import QuerySet

from houqin.core.prepared import PreparedRows
from houqin.forms import Field, FieldType, Form
from houqin.forms.model import REFERENCES
from houqin.ledgers.models import Book, Entry
from houqin.org.colleagues import colleagues
from houqin.org.models import Place, SchoolClass, Student

FEW = 30  # more are not looked through on a phone: they are searched by name or initials
# What each reference field offers; None: too many, the page searches.
Offers = dict[str, list[tuple[str, str]] | None]


class PickInput(forms.Textarea):
    """One ``名称 #key`` a line. A script makes it a search; typed by hand it is read as well."""

    template_name = "django/forms/widgets/textarea.html"

    def __init__(self, field: Field) -> None:
        attrs = {"data-pick": field.code, "rows": 3 if field.many else 1, "autocomplete": "off"}
        if field.many:
            attrs["data-many"] = ""
        super().__init__(attrs)

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """Also what ticks of a list send: each under the same name."""
        sent = data.getlist(name) if hasattr(data, "getlist") else []
        return "\n".join(sent) if len(sent) > 1 else super().value_from_datadict(data, files, name)


class NamedInput(forms.TextInput):
    """A text whose usual values are known: the vehicles, the boilers. Others may be typed."""

    template_name = "ledgers/controls/named.html"

    def __init__(self, offered: Sequence[tuple[str, str]]) -> None:
        super().__init__({"autocomplete": "off"})
        self.offered = offered

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["offered"] = [key for key, _name in self.offered]
        context["list"] = f"list-{name}"
        context["widget"]["attrs"]["list"] = context["list"]
        return context


def reference_widget(field: Field, offered: list[tuple[str, str]] | None) -> forms.Widget:
    if field.many:
        return (
            PickInput(field) if offered is None else forms.CheckboxSelectMultiple(choices=offered)
        )
    choices = [("", "（请选择）"), *(offered or ())]
    widget = PickInput(field) if offered is None else forms.Select(choices=choices)
    if field.type is FieldType.CLASS:
        widget.attrs["data-class"] = ""  # the page's search for students begins in it
    return widget


def references(fields: tuple[Field, ...]) -> Iterator[Field]:
    for field in fields:
        if field.type in REFERENCES:
            yield field
        yield from references(field.columns)


def rows_of(field: Field) -> tuple[QuerySet[Any], str]:
    """The rows a reference field may name, in the order people look for them, and their name."""
    if field.type is FieldType.STAFF:
        return colleagues().order_by("name", "pk"), "name"
    if field.type is FieldType.CLASS:
        return SchoolClass.objects.order_by("position", "pk"), "name"
    if field.type is FieldType.PLACE:
        return Place.objects.order_by("path"), "full_name"
    if field.type is FieldType.STUDENT:
        return Student.objects.order_by("school_class__position", "number"), "name"
    return Entry.objects.filter(book__code=field.book).order_by("-happened_at"), "number"


def unoffered(form: Form) -> Offers:
    """Nothing is asked of the database: enough to read what was sent."""
    return {field.code: None for field in references(form.fields)}


@cache
def _first(sort: FieldType) -> PreparedRows:
    """The first rows of a kind, one more than a drop-down offers."""

    def build() -> QuerySet[Any, Any]:
        rows, named = rows_of(Field("", "", sort))
        return rows.values_list("pk", named)[: FEW + 1]

    return PreparedRows(build)


def offers_for(form: Form, book: Book | None = None) -> Offers:
    """What each reference field offers: one small query for each kind of row.

    With ``book`` also what is usually typed into the field that its entries are told apart by.
    """
    found: Offers = {}
    asked: dict[tuple[FieldType, str], list[tuple[str, str]] | None] = {}
    for field in references(form.fields):
        key = (field.type, field.book)
        if key not in asked:
            # A student or an entry is known by more than its name: those are always searched.
            searched = field.type in {FieldType.STUDENT, FieldType.ENTRY}
            some = [] if searched else [(str(pk), name) for pk, name in _first(field.type)()]
            asked[key] = None if searched or len(some) > FEW else some
        found[field.code] = asked[key]
    if book is not None and book.expected and book.per_field not in found:
        found[book.per_field] = [(name, name) for name in book.expected]
    return found
