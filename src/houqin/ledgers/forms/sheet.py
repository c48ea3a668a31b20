"""A sheet of many lines: each line a small form, what they share above."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from django import forms
from django.core.exceptions import ValidationError

from houqin.forms import Field
from houqin.ledgers.forms.controls import field_for
from houqin.ledgers.forms.entry import EntryForm, Offers, shown
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

    def __init__(
        self, *args: Any, columns: list[Field], offers: Offers, values: Mapping[str, Any], **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        self.columns = columns
        for column in columns:
            control = field_for(column, offers)
            if control is not None:
                if isinstance(control.widget, forms.RadioSelect):  # buttons would fill a cell
                    choices = [("", "—"), *control.widget.choices]
                    control.widget = forms.Select(choices=choices)
                control.initial = shown(values.get(column.code))
                control.widget.attrs["aria-label"] = column.label
                self.fields[f"v-{column.code}"] = control

    def cells(self) -> list[Any]:
        return [self[f"v-{column.code}"] for column in self.columns]

    def raw(self) -> dict[str, Any]:
        held = {column.code: self.cleaned_data.get(f"v-{column.code}") for column in self.columns}
        return {code: value for code, value in held.items() if value not in (None, "")}


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the sheet; its token follows from the sheet's, so a re-sent sheet adds nothing."""

    about: SheetLine
    form: LineForm

    def line(self, key_field: str, sheet: Mapping[str, Any]) -> Line:
        token: UUID = uuid5(sheet["token"], self.about.key)
        raw = {**self.form.raw(), key_field: self.about.key}
        return Line(
            token,
            raw,
            happened_at=sheet.get("happened_at"),
            late_reason=sheet.get("late_reason", ""),
            measure=self.form.cleaned_data.get("measure", ""),
        )


def refuse(sheet: SheetForm, rows: list[Row], error: ValidationError) -> None:
    """Put ``3.values.grams`` beside that cell, and what is about the day above the sheet."""
    if not hasattr(error, "error_dict"):
        sheet.add_error(None, error)
        return
    for path, messages in error.message_dict.items():
        place, _, rest = path.partition(".")
        row = rows[int(place)] if place.isdecimal() and int(place) < len(rows) else None
        name = f"v-{rest.split('.')[1]}" if rest.startswith("values.") else rest
        if rest in sheet.fields:
            if rest not in sheet.errors:
                sheet.add_error(rest, messages)
        elif row is not None and name in row.form.fields:
            row.form.add_error(name, messages)
        else:
            who = f"{row.about.name}：" if row else ""
            sheet.add_error(None, [f"{who}{message}" for message in messages])
