"""Numbers: the limits that always bind are told to the page, with the sentence the engine says."""

from __future__ import annotations

import json

from django import forms

from houqin.forms import CheckKind, Field, FieldType, Severity, range_text, sentence

_RANGES = (CheckKind.MIN, CheckKind.MAX, CheckKind.ABOVE, CheckKind.BELOW)


def number_widget(field: Field) -> forms.Widget:
    unit = "元" if field.type is FieldType.MONEY else field.unit
    attrs = {
        "inputmode": "numeric" if field.type is FieldType.INTEGER else "decimal",
        "data-unit": unit,
        "data-pad": field.label,
        "class": "hq-num hq-big",
        "autocomplete": "off",
    }
    if limits := _limits(field):
        attrs |= {"data-limits": json.dumps(limits, ensure_ascii=False)}
    if said := range_text(field):
        attrs |= {"data-range": said}
    if not _never_negative(field):
        attrs |= {"data-signed": ""}
    return forms.TextInput(attrs=attrs)


def _limits(field: Field) -> list[list[str | bool]]:
    """``[kind, limit, sentence, is it only abnormal]`` of what binds without a condition.

    The page judges these by itself at each key; what has a condition, and everything else, it asks
    the server (``views/live.py``), or without a network the form's own rules.
    """
    return [
        [str(check.kind), str(check.limit), sentence(field, check), _is_abnormal(check.severity)]
        for check in field.checks
        if check.kind in _RANGES and not check.when
    ]


def _is_abnormal(severity: Severity) -> bool:
    return severity is Severity.ABNORMAL


def _never_negative(field: Field) -> bool:
    """A refused lower limit of 0 or more: the key pad needs no minus."""
    return any(
        check.kind in {CheckKind.MIN, CheckKind.ABOVE}
        and check.severity is Severity.REFUSE
        and not check.when
        and float(str(check.limit)) >= 0
        for check in field.checks
    )
