"""The page's form of one entry, built from the book's declared form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone

from houqin.forms import Field, FieldType, Form
from houqin.forms.model import ATTACHMENTS, REFERENCES
from houqin.ledgers.forms.controls import field_for
from houqin.ledgers.models import Entry
from houqin.org.models import Place, SchoolClass, Staff, Student

PREFIX = "v-"
MOST_OFFERED = 2_000
Offers = dict[str, list[tuple[str, str]]]


def references(fields: tuple[Field, ...]) -> Iterator[Field]:
    for field in fields:
        if field.type in REFERENCES:
            yield field
        yield from references(field.columns)


def _rows(field: Field) -> tuple[QuerySet[Any], str]:
    if field.type is FieldType.STAFF:
        return Staff.objects.filter(left_on=None).order_by("name"), "name"
    if field.type is FieldType.CLASS:
        return SchoolClass.objects.order_by("position", "pk"), "name"
    if field.type is FieldType.PLACE:
        return Place.objects.order_by("path"), "full_name"
    if field.type is FieldType.STUDENT:
        rows = Student.objects.order_by("school_class__position", "number")
        return rows, "name"
    return Entry.objects.filter(book__code=field.book).order_by("-happened_at"), "number"


def offers_for(form: Form) -> Offers:
    """What each reference field offers: one query for each kind of row."""
    found: Offers = {}
    asked: dict[tuple[FieldType, str], list[tuple[str, str]]] = {}
    for field in references(form.fields):
        key = (field.type, field.book)
        if key not in asked:
            rows, named = _rows(field)
            most = 200 if field.type is FieldType.ENTRY else MOST_OFFERED
            asked[key] = [(str(pk), name) for pk, name in rows.values_list("pk", named)[:most]]
        found[field.code] = asked[key]
    return found


def shown(value: Any) -> Any:
    """A kept value as its control wants it."""
    if isinstance(value, Mapping) and set(value) == {"id", "name"}:
        return value["id"]
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return [shown(one) for one in value]
    if isinstance(value, Mapping):
        return {key: shown(one) for key, one in value.items()}
    if isinstance(value, str) and value.endswith("Z") and "T" in value:
        local = timezone.localtime(datetime.fromisoformat(value))
        return local.strftime("%Y-%m-%dT%H:%M")
    return value


class DeclaredForm(forms.Form):
    """Base of the pages that show a book's own fields."""

    def __init__(
        self,
        *args: Any,
        declared: Form,
        values: Mapping[str, Any] | None = None,
        offers: Offers | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.declared = declared
        rows = offers if offers is not None else offers_for(declared)
        own = dict(self.fields)
        self.fields = {}
        for field in declared.fields:
            control = field_for(field, rows)
            if control is not None:
                control.initial = shown((values or {}).get(field.code))
                self.fields[f"{PREFIX}{field.code}"] = control
        self.fields |= own

    def raw(self) -> dict[str, Any]:
        """What was typed, for the form engine; uploads are still uploads."""
        return {
            name.removeprefix(PREFIX): value
            for name, value in self.cleaned_data.items()
            if name.startswith(PREFIX) and value not in (None, "")
        }

    def uploads(self) -> dict[str, list[Any]]:
        """The new files of each attachment field."""
        found = {}
        for field in self.declared.fields:
            if field.type in ATTACHMENTS:
                value = self.cleaned_data.get(f"{PREFIX}{field.code}") or []
                found[field.code] = value if isinstance(value, list) else [value]
        return {code: files for code, files in found.items() if files}

    def pages(self) -> list[tuple[str, list[Any]]]:
        """The bound fields under their headings."""
        return [
            (
                title,
                [self[f"{PREFIX}{f.code}"] for f in fields if f"{PREFIX}{f.code}" in self.fields],
            )
            for title, fields in self.declared.sections()
        ]

    def refuse(self, error: ValidationError) -> None:
        """Put the service's sentences beside the controls they are about."""
        told = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
        for path, messages in told.items():
            self.add_error(self._beside(path), ValidationError(messages))

    def _beside(self, path: str) -> str | None:
        name = path
        if path.startswith("values."):
            name = PREFIX + path.split(".")[1]
        return name if name in self.fields else None


class EntryForm(DeclaredForm):
    """A new entry: the book's fields, then what every entry has."""

    happened_at = forms.DateTimeField(
        label="发生时间",
        required=False,
        help_text="默认现在；补录请改成事情发生的时间。",
        error_messages={"invalid": "请填写正确的时间，例如 2026-09-01 07:30。"},
    )
    late_reason = forms.CharField(
        label="补录原因",
        required=False,
        max_length=200,
        help_text="只在补记以前的事时填写。",
    )
    measure = forms.CharField(
        label="处理措施",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="有异常时必填：怎么处理的，结果如何。",
    )
    token = forms.UUIDField(widget=forms.HiddenInput)
    done_at = forms.DateTimeField(required=False, widget=forms.HiddenInput)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    place_id = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, has_own_time: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if has_own_time:
            del self.fields["happened_at"]


class AmendForm(DeclaredForm):
    """Other values in the place of those that stand, and why."""

    measure = EntryForm.base_fields["measure"]
    reason = forms.CharField(
        label="更正原因",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "请写明为什么更正。"},
        help_text="原来的内容仍然看得到。",
    )


class StrikeForm(forms.Form):
    reason = forms.CharField(
        label="划去原因",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "请写明为什么划去。"},
    )
