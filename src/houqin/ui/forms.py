"""Hand a form to a service, and bring the service's refusal back onto the form."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

from django import forms
from django.apps import apps
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError
from django.db.models import ProtectedError, RestrictedError

R = TypeVar("R")
IN_USE = "这一条还被别处使用，不能删除。请先处理用到它的记录。"
CLASHES = "这样改会和已有的记录冲突，没有保存。请刷新后核对。"


def submit(form: forms.BaseForm, service: Callable[..., R], **known: Any) -> R | None:
    """What the service made of the form's values, or None with the reason on the form.

    PermissionDenied passes: it is no matter of what was typed.
    """
    if not form.is_valid():
        return None
    try:
        return service(**{**form.cleaned_data, **known})
    except ValidationError as error:
        refuse(form, error)
    except (ProtectedError, RestrictedError):
        form.add_error(None, IN_USE)
    except IntegrityError as error:
        form.add_error(None, violation(error))
    return None


def refuse(form: forms.BaseForm, error: ValidationError) -> None:
    """Put the error on its fields; what the form does not show stands above it."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, errors in error.error_dict.items():
        shown = name if name != NON_FIELD_ERRORS and name in form.fields else None
        form.add_error(shown, ValidationError(errors))


def violation(error: IntegrityError) -> str:
    """The kind sentence of the constraint that PostgreSQL named."""
    cause = error.__cause__
    name = getattr(getattr(cause, "diag", None), "constraint_name", None) or ""
    if name in _sentences():
        return _sentences()[name]
    return IN_USE if "foreign key" in str(error) else CLASHES


@cache
def _sentences() -> dict[str, str]:
    found: dict[str, str] = {}
    for model in apps.get_models():
        for constraint in model._meta.constraints:
            message = constraint.violation_error_message
            if message and message != constraint.default_violation_error_message:
                found[constraint.name] = str(message)
    return found


class DayInput(forms.DateInput):
    """The browser's own day picker, in the language it wants."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class ClockInput(forms.TimeInput):
    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")


def day_field(label: str, *, required: bool = True, help_text: str = "") -> forms.DateField:
    """A day; the message for a wrong one says how to write it."""
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        widget=DayInput(),
        error_messages={
            "invalid": "请填写正确的日期，例如 2026-09-01。",
            "required": f"请填写{label}。",
        },
    )


def clock_field(label: str, help_text: str = "") -> forms.TimeField:
    return forms.TimeField(
        label=label,
        help_text=help_text,
        widget=ClockInput(),
        error_messages={"invalid": "请填写正确的时间，例如 07:30。"},
    )


def fixed_field(label: str, help_text: str = "") -> forms.TypedChoiceField:
    """Was it put right on the spot, or do others take it up? Who says nothing leaves it to them."""
    return forms.TypedChoiceField(
        label=label, required=False, coerce=lambda told: told == "1",
        choices=[("0", "转为事项"), ("1", "现场已整改")], widget=forms.RadioSelect(), initial="0",
        help_text=help_text,
    )  # fmt: skip


def pick_field(
    label: str, rows: Any, *, required: bool = False, empty: str = "（未指定）", help_text: str = ""
) -> forms.ModelChoiceField[Any]:
    """A row of another table; ``rows`` is a queryset built inside the request."""
    return forms.ModelChoiceField(
        rows,
        label=label,
        required=required,
        empty_label=empty,
        help_text=help_text,
        error_messages={"invalid_choice": f"请从列表里选{label}。", "required": f"请选择{label}。"},
    )
