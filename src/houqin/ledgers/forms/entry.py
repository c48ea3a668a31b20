"""The page's form of one entry, built from the book's declared form."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from houqin.forms import Field, FieldType, Form
from houqin.forms.model import ATTACHMENTS
from houqin.forms.portable import portable
from houqin.ledgers.forms.controls import field_for
from houqin.ledgers.forms.line_keys import with_keys_of_files
from houqin.ledgers.forms.picking import Offers, offers_for
from houqin.ledgers.forms.presenting import presented, shown
from houqin.ledgers.forms.wide import ChecklistInput, TableInput
from houqin.ui.controls import kind as control_kind
from houqin.ui.forms import fixed_field

PREFIX = "v-"


@dataclass(frozen=True, slots=True)
class Part:
    """A declared field as the page shows it; what is computed has no control."""

    field: Field
    bound: Any
    is_off: bool
    kept: int

    @property
    def kind(self) -> str:
        if self.bound is None:
            return "computed"
        widget = self.bound.field.widget
        if isinstance(widget, ChecklistInput):
            return "checklist"
        return "table" if isinstance(widget, TableInput) else control_kind(self.bound)

    @property
    def is_signature(self) -> bool:
        return self.field.type is FieldType.SIGNATURE

    @property
    def is_demanded(self) -> bool:
        return self.field.required

    @property
    def says_limits(self) -> str:
        return "" if self.bound is None else self.bound.field.widget.attrs.get("data-range", "")


class DeclaredForm(forms.Form):
    """Base of the pages that show a book's own fields.

    ``hidden`` are codes of fields that do not show with these values, ``kept`` how many files each
    path holds already.
    """

    def __init__(
        self,
        *args: Any,
        declared: Form,
        values: Mapping[str, Any] | None = None,
        offers: Offers | None = None,
        hidden: Container[str] = (),
        kept: Mapping[str, int] | None = None,
        lines: Mapping[str, Mapping[str, Any]] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.declared, self.hidden, self.kept = declared, hidden, kept or {}
        rows = offers if offers is not None else offers_for(declared)
        own = dict(self.fields)
        self.fields = {}
        for field in declared.fields:
            control = field_for(field, rows)
            if control is not None:
                self.fields[f"{PREFIX}{field.code}"] = control
                self._fit_out(field, control.widget)
        self.fields |= own
        self.begin(values or {}, lines or {})

    def offer(self, offers: Offers) -> None:
        """The lists to choose from, where a form that was only read comes back after all."""
        for field in self.declared.fields:
            name = f"{PREFIX}{field.code}"
            control = field_for(field, offers) if name in self.fields else None
            if control is not None:
                self.fields[name] = control
                self._fit_out(field, control.widget)
                self._bound_fields_cache.pop(name, None)  # type: ignore[attr-defined]

    def begin(self, values: Mapping[str, Any], lines: Mapping[str, Mapping[str, Any]]) -> None:
        """What the controls hold before anything is typed, and each new line of a table."""
        for field in self.declared.fields:
            control = self.fields.get(f"{PREFIX}{field.code}")
            if control is None:
                continue
            value = values.get(field.code)
            if isinstance(control.widget, TableInput):
                value = with_keys_of_files(field.code, value, self.kept)
            control.initial = presented(control.widget, value)
            if isinstance(control.widget, TableInput):
                control.widget.beginning = lines.get(field.code, {})

    def _fit_out(self, field: Field, widget: forms.Widget) -> None:
        """Tell a control which files are there already, and what a new line begins with."""
        is_sure = field.required and not field.show_when
        if field.type in ATTACHMENTS and is_sure and not self.kept.get(field.code):
            widget.attrs["required"] = True
        if isinstance(widget, ChecklistInput | TableInput):
            above = f"{field.code}."
            widget.kept = {
                path.removeprefix(above): count
                for path, count in self.kept.items()
                if path.startswith(above)
            }

    def raw(self) -> dict[str, Any]:
        """What was typed, for the form engine; uploads are still uploads."""
        return {
            name.removeprefix(PREFIX): value
            for name, value in self.cleaned_data.items()
            if name.startswith(PREFIX) and value not in (None, "")
        }

    def parts(self) -> list[tuple[str, list[Part]]]:
        """Every declared field under its heading."""
        return [
            (heading, [self._part(field) for field in fields])
            for heading, fields in self.declared.sections()
        ]

    def _part(self, field: Field) -> Part:
        name = f"{PREFIX}{field.code}"
        bound = self[name] if name in self.fields else None
        return Part(field, bound, field.code in self.hidden, self.kept.get(field.code, 0))

    def pages(self) -> list[tuple[str, list[Any]]]:
        """The bound fields under their headings, without what is computed."""
        return [
            (heading, [part.bound for part in parts if part.bound is not None])
            for heading, parts in self.parts()
        ]

    def has_photos(self) -> bool:
        return any(field.type is FieldType.PHOTOS for field in self.declared.fields)

    def is_live(self) -> bool:
        """Whether what shows, or what is wrong, follows from what is typed elsewhere."""
        form = self.declared
        every = [*form.fields, *(column for field in form.fields for column in field.columns)]
        return bool(form.rules) or any(
            field.show_when
            or field.checks
            or field.type in {FieldType.COMPUTED, FieldType.CHECKLIST}
            or any(option.abnormal for option in field.options)
            for field in every
        )

    def rules(self) -> dict[str, Any]:
        """By which a phone without a network judges; the same as the server's."""
        return portable(self.declared)

    def refuse(self, error: ValidationError) -> None:
        """Put the service's sentences beside the controls they are about."""
        told = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
        for path, messages in told.items():
            self.add_error(
                self._beside(path, messages), ValidationError(self._said(path, messages))
            )

    def _beside(self, path: str, messages: list[str]) -> str | None:
        name, inner = path, ""
        if path.startswith("values."):
            code, _, inner = path.removeprefix("values.").partition(".")
            name = PREFIX + code
        if name not in self.fields:
            return None
        widget = self.fields[name].widget
        if inner and isinstance(widget, ChecklistInput | TableInput):
            widget.errors[inner] = list(messages)
        return name

    def _said(self, path: str, messages: list[str]) -> list[str]:
        """A table's line is named, because its sentence stands below the whole table too."""
        _values, _, inner = path.partition(".")
        code, _, below = inner.partition(".")
        number = below.partition(".")[0]
        field = self.declared.by_code.get(code)
        if field is None or field.type is not FieldType.TABLE or not number.isdecimal():
            return messages
        return [f"第 {int(number) + 1} 行：{message}" for message in messages]


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
    is_fixed = fixed_field("异常怎么办")
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
    is_fixed = EntryForm.base_fields["is_fixed"]
    # How often the entry had been corrected when the page was opened.
    since = forms.IntegerField(required=False, widget=forms.HiddenInput)
    reason = forms.CharField(
        label="更正原因",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "请写明为什么更正。"},
        help_text="原来的内容仍然看得到。",
    )


__all__ = [
    "PREFIX",
    "AmendForm",
    "DeclaredForm",
    "EntryForm",
    "Offers",
    "Part",
    "StrikeForm",
    "offers_for",
    "shown",
]


class StrikeForm(forms.Form):
    reason = forms.CharField(
        label="划去原因",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "请写明为什么划去。"},
    )
