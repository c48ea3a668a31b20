"""From a Form to the plain, JSON-able table `form_from` reads back to an equal Form."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from houqin.forms.model import Basis, Check, Field, Form, Item, Option, Rule, Severity

_PLAIN = (
    *("help", "section", "show_when", "default", "listed", "sensitive"),
    *("unit", "places", "yes", "no", "scale", "many", "book", "expression"),
)
_FIXED = {"money": {"unit", "places"}}
_EMPTY = Field("", "", type=None)  # type: ignore[arg-type]


def form_to_dict(form: Form) -> dict[str, Any]:
    """What differs from the defaults only; numbers that need not be whole stand as text."""
    made: dict[str, Any] = {
        "code": form.code,
        "title": form.title,
        "version": form.version,
        "field": [_field(field) for field in form.fields],
    }
    if form.rules:
        made["rule"] = [_rule(rule) for rule in form.rules]
    return made


def _field(field: Field) -> dict[str, Any]:
    made: dict[str, Any] = {"code": field.code, "label": field.label, "type": str(field.type)}
    for key in _PLAIN:
        value = getattr(field, key)
        if value != getattr(_EMPTY, key) and key not in _FIXED.get(field.type, ()):
            made[key] = _json(value)
    several = {
        "options": [_option(option) for option in field.options],
        "items": [_item(item) for item in field.items],
        "columns": [_field(column) for column in field.columns],
        "checks": [_check(check) for check in field.checks],
    }
    return {**made, **{key: value for key, value in several.items() if value}}


def _option(option: Option) -> str | dict[str, Any]:
    if option.label == option.value and not option.abnormal:
        return option.value
    made: dict[str, Any] = {"value": option.value, "label": option.label}
    return {**made, "abnormal": True} if option.abnormal else made


def _item(item: Item) -> dict[str, Any]:
    made: dict[str, Any] = {"code": item.code, "label": item.label}
    if item.weight != 1:
        made["weight"] = _json(item.weight)
    if item.photo_on_fail:
        made["photo_on_fail"] = True
    if not item.abnormal_on_fail:
        made["abnormal_on_fail"] = False
    return {**made, **_basis(item.basis)}


def _check(check: Check) -> dict[str, Any]:
    made: dict[str, Any] = {str(check.kind): _json(check.limit)}
    made |= _severity(check.severity)
    if check.message:
        made["message"] = check.message
    if check.when:
        made["when"] = check.when
    return {**made, **_basis(check.basis)}


def _rule(rule: Rule) -> dict[str, Any]:
    made = {"expression": rule.expression, "message": rule.message, **_severity(rule.severity)}
    if rule.path:
        made["path"] = rule.path
    return {**made, **_basis(rule.basis)}


def _severity(severity: Severity) -> dict[str, str]:
    return {} if severity is Severity.REFUSE else {"severity": str(severity)}


def _basis(basis: Basis | None) -> dict[str, str]:
    return {"source": basis.source, "confidence": str(basis.confidence)} if basis else {}


def _json(value: Any) -> Any:
    if isinstance(value, Decimal):
        return format(value, "f")
    return list(value) if isinstance(value, tuple) else value
