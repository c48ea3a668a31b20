"""A sheet of many lines: each line a small form, what they share above."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from django import forms
from django.core.exceptions import ValidationError

from houqin.forms import Field, Form
from houqin.ledgers.forms.controls import field_for
from houqin.ledgers.forms.entry import PREFIX, EntryForm
from houqin.ledgers.forms.picking import Offers
from houqin.ledgers.forms.presenting import presented
from houqin.ledgers.forms.uploads import Take, with_keys
from houqin.ledgers.services.writing import Line
from houqin.ledgers.sheets import SheetLine


class SheetForm(forms.Form):
    """What all lines of a sheet share."""

    happened_at = EntryForm.base_fields["happened_at"]
    late_reason = EntryForm.base_fields["late_reason"]
    token = forms.UUIDField(widget=forms.HiddenInput)
    done_at = forms.DateTimeField(required=False, widget=forms.HiddenInput)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class LineForm(forms.Form):
    """One line: ticked when it is to be entered."""

    use = forms.BooleanField(required=False, initial=True)
    measure = forms.CharField(required=False, max_length=500)
    is_fixed = forms.BooleanField(required=False)

    def __init__(self, *args: Any, layout: Layout, values: Mapping[str, Any], **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.layout = layout
        for column in layout.columns:
            control = field_for(column, layout.offers)
            if control is not None:
                if isinstance(control.widget, forms.RadioSelect):  # buttons would fill a cell
                    choices = [("", "—"), *control.widget.choices]
                    control.widget = forms.Select(choices=choices)
                control.initial = presented(control.widget, values.get(column.code))
                control.widget.attrs["aria-label"] = column.label
                self.fields[f"{PREFIX}{column.code}"] = control
        if layout.photos is not None:
            photos = field_for(layout.photos, layout.offers)
            if photos is not None:
                photos.widget.attrs["aria-label"] = layout.photos.label
                self.fields[f"{PREFIX}{layout.photos.code}"] = photos

    def cells(self) -> list[tuple[Field, Any, str, bool]]:
        """Each column with its control, when it is seen, and whether it does not apply now."""
        hidden = () if self.is_bound else self.layout.hidden
        return [
            (
                column,
                self[f"{PREFIX}{column.code}"],
                self.layout.seen(column),
                column.code in hidden,
            )
            for column in self.layout.columns
        ]

    def photos(self) -> Any:
        field = self.layout.photos
        return self[f"{PREFIX}{field.code}"] if field is not None else None

    def is_touched(self) -> bool:
        """Something in it is wrong or out of the ordinary, so it is shown open."""
        return bool(self.errors) or bool(self["measure"].value())

    def raw(self) -> dict[str, Any]:
        """What was typed, for the form engine; uploads are still uploads."""
        held = {name.removeprefix(PREFIX): value for name, value in self.cleaned_data.items()}
        shown = {field.code for field in (*self.layout.columns, self.layout.photos) if field}
        return {c: value for c, value in held.items() if c in shown and value not in (None, "")}


@dataclass(frozen=True, slots=True)
class Layout:
    """What every line of a sheet shows: its columns, the field for a photo, rows to choose from."""

    declared: Form
    columns: list[Field]
    photos: Field | None
    offers: Offers
    hidden: Container[str] = ()
    filled: Container[str] = ()

    def seen(self, column: Field) -> str:
        """``always`` where each line needs its own value; ``cond`` where a condition says whether;
        else ``usual``: filled in, or not needed as a rule, so that a phone folds it away.
        """
        if column.show_when:
            return "cond"
        return "always" if column.required and column.code not in self.filled else "usual"


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the sheet; its token follows from the sheet's, so a re-sent sheet adds nothing."""

    about: SheetLine
    form: LineForm

    def line(self, key_field: str, sheet: Mapping[str, Any], take: Take) -> Line:
        token: UUID = uuid5(sheet["token"], self.about.key)
        typed = with_keys(self.form.layout.declared, self.form.raw(), {}, take)
        return Line(
            token,
            {**typed, key_field: self.about.key},
            happened_at=sheet.get("happened_at"),
            late_reason=sheet.get("late_reason", ""),
            measure=self.form.cleaned_data.get("measure", ""),
            is_fixed=self.form.cleaned_data.get("is_fixed", False),
        )


def refuse(sheet: SheetForm, rows: list[Row], error: ValidationError) -> None:
    """Put ``3.values.grams`` beside that cell, and what is about the day above the sheet."""
    if not hasattr(error, "error_dict"):
        sheet.add_error(None, error)
        return
    for path, messages in error.message_dict.items():
        place, _, rest = path.partition(".")
        row = rows[int(place)] if place.isdecimal() and int(place) < len(rows) else None
        name = f"{PREFIX}{rest.split('.')[1]}" if rest.startswith("values.") else rest
        if rest in sheet.fields:
            if rest not in sheet.errors:
                sheet.add_error(rest, messages)
        elif row is not None and name in row.form.fields:
            row.form.add_error(name, messages)
        else:
            who = f"{row.about.name}：" if row else ""
            sheet.add_error(None, [f"{who}{message}" for message in messages])
