"""Which control each type of field gets on a page, and how its post becomes a raw value.

The control never judges: the form engine reads what was typed, so page, phone and Excel agree.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from houqin.files.forms import PhotosField
from houqin.forms import CheckKind, Field, FieldType, Result, range_text
from houqin.forms.model import NUMBERS, REFERENCES
from houqin.ui.forms import ClockInput, DayInput

T = FieldType
FEW = 7
MOST_LINES = 12


class Typed(forms.Field):
    """Hands on what was typed; ``required`` only draws the star and tells the browser."""

    def clean(self, value: Any) -> Any:
        return value

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> BoundField:
        return BoundField(form, self, field_name)


class ChecklistInput(forms.MultiWidget):
    """Each item: 合格, 不合格 or 不适用, and a note."""

    template_name = "ledgers/controls/checklist.html"

    def __init__(self, field: Field) -> None:
        self.field = field
        widgets: dict[str, forms.Widget | type[forms.Widget]] = {}
        for item in field.items:
            choices = [(str(result), result.label) for result in Result]
            widgets[f"{item.code}-result"] = forms.RadioSelect(choices=choices)
            widgets[f"{item.code}-note"] = forms.TextInput(
                attrs={"class": "form-control", "placeholder": "说明", "maxlength": 500}
            )
        super().__init__(widgets)

    def decompress(self, value: Any) -> list[Any]:
        held = value if isinstance(value, Mapping) else {}
        flat = []
        for item in self.field.items:
            answer = held.get(item.code) or {}
            flat += [answer.get("result"), answer.get("note", "")]
        return flat

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        flat = super().value_from_datadict(data, files, name)
        return {
            item.code: {"result": flat[2 * i] or "", "note": flat[2 * i + 1] or ""}
            for i, item in enumerate(self.field.items)
        }

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        parts = context["widget"]["subwidgets"]
        context["lines"] = [
            {"item": item, "result": parts[2 * i], "note": parts[2 * i + 1]}
            for i, item in enumerate(self.field.items)
        ]
        return context


class TableInput(forms.Widget):
    """A few lines of small controls; empty lines count for nothing."""

    template_name = "ledgers/controls/table.html"

    def __init__(self, field: Field, columns: list[tuple[Field, forms.Field]]) -> None:
        super().__init__()
        self.field, self.columns = field, columns

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        rows = []
        for line in range(MOST_LINES):
            row = {
                column.code: shown.widget.value_from_datadict(
                    data, files, f"{name}-{line}-{column.code}"
                )
                for column, shown in self.columns
            }
            if any(value not in (None, "", []) for value in row.values()):
                rows.append({code: value for code, value in row.items() if value is not None})
        return rows

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        held = value if isinstance(value, list | tuple) else []
        context["columns"] = [column for column, _shown in self.columns]
        context["lines"] = [
            [self._cell(name, line, held, column, shown) for column, shown in self.columns]
            for line in range(min(max(len(held) + 2, 3), MOST_LINES))
        ]
        return context

    def _cell(
        self, name: str, line: int, held: Any, column: Field, shown: forms.Field
    ) -> dict[str, Any]:
        value = held[line].get(column.code) if line < len(held) else None
        code = f"{name}-{line}-{column.code}"
        css = "form-select" if isinstance(shown.widget, forms.Select) else "form-control"
        label = f"第 {line + 1} 行 {column.label}"
        attrs = {"id": f"id_{code}", "class": css, "aria-label": label}
        return {"label": column.label, "html": shown.widget.render(code, value, attrs)}


def field_for(field: Field, offers: Mapping[str, list[tuple[str, str]]]) -> forms.Field | None:
    """The control of a field, or None for what is computed. ``offers``: rows of references."""
    if field.type is T.COMPUTED:
        return None
    if field.type is T.PHOTOS:
        most = field.limit(CheckKind.MAX_COUNT)
        count = int(str(most.limit)) if most else 9
        return PhotosField(most=count, required=False, label=field.label, help_text=_hint(field))
    if field.type is T.SIGNATURE:
        return PhotosField(most=1, required=False, label=field.label, help_text="拍下手写的签名。")
    is_sure = field.required and not field.show_when and field.type not in {T.CHECKLIST, T.TABLE}
    return Typed(
        label=field.label, help_text=_hint(field), required=is_sure, widget=_widget(field, offers)
    )


def _widget(field: Field, offers: Mapping[str, list[tuple[str, str]]]) -> forms.Widget:
    if field.type in REFERENCES:
        choices = offers.get(field.code, [])
        if field.many:
            return forms.CheckboxSelectMultiple(choices=choices)
        return forms.Select(choices=[("", "（请选择）"), *choices])
    if field.type is T.TABLE:
        made = [(column, field_for(column, offers)) for column in field.columns]
        return TableInput(field, [(column, shown) for column, shown in made if shown is not None])
    if field.type is T.CHECKLIST:
        return ChecklistInput(field)
    return _choosing(field) or _plain(field)


def _choosing(field: Field) -> forms.Widget | None:
    choices = [(option.value, option.label) for option in field.options]
    if field.type is T.CHOICES:
        return forms.CheckboxSelectMultiple(choices=choices)
    if field.type is T.CHOICE:
        if len(choices) <= FEW:
            return forms.RadioSelect(choices=choices)
        return forms.Select(choices=[("", "（请选择）"), *choices])
    if field.type is T.YES_NO:
        return forms.RadioSelect(choices=[("true", field.yes), ("false", field.no)])
    if field.type is T.RATING:
        grades = [(str(n), str(n)) for n in range(1, field.scale + 1)]
        return forms.RadioSelect(choices=grades)
    return None


def _plain(field: Field) -> forms.Widget:
    if field.type is T.LONG_TEXT:
        return forms.Textarea(attrs={"rows": 3})
    if field.type is T.DATE:
        return DayInput()
    if field.type is T.TIME:
        return ClockInput()
    if field.type is T.INSTANT:
        return forms.DateTimeInput()
    if field.type is T.FILE:
        return forms.FileInput()
    if field.type in NUMBERS:
        mode = "numeric" if field.type is T.INTEGER else "decimal"
        unit = "元" if field.type is T.MONEY else field.unit
        return forms.TextInput(
            attrs={
                "inputmode": mode,
                "data-unit": unit,
                "class": "hq-num hq-big",
                "autocomplete": "off",
            }
        )
    return forms.TextInput()


def _hint(field: Field) -> str:
    """What the field says of itself, and its limits as they will be judged."""
    said = [field.help] if field.help else []
    if field.type in NUMBERS and (limits := range_text(field)):
        said.append(f"{limits}。")
    basis = next((check.basis for check in field.checks if check.basis), None)
    if basis is not None:
        said.append(f"依据：{basis}。")
    return " ".join(said)
