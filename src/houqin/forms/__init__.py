"""Declared forms: ledger entries, checklists, surveys and quizzes. Pure Python, no Django.

A form is data (TOML, JSON) that says which fields there are, when they show, what they may hold
and what is abnormal. `read` takes what a page, a phone, an API or a spreadsheet sent and gives
typed values, refusals and abnormal findings. See docs/engineers/forms.md.
"""

from houqin.forms.context import Context
from houqin.forms.declaration import form_from, form_from_toml
from houqin.forms.errors import ExpressionError, FormError
from houqin.forms.model import (
    Basis,
    Check,
    CheckKind,
    Confidence,
    Field,
    FieldType,
    Form,
    Item,
    Option,
    Rule,
    Severity,
)
from houqin.forms.values import Answer, Attachment, Checked, Ref, Result, Value, Values
from houqin.forms.writing import form_to_dict

__all__ = [
    "Answer",
    "Attachment",
    "Basis",
    "Check",
    "CheckKind",
    "Checked",
    "Confidence",
    "Context",
    "ExpressionError",
    "Field",
    "FieldType",
    "Form",
    "FormError",
    "Item",
    "Option",
    "Ref",
    "Result",
    "Rule",
    "Severity",
    "Value",
    "Values",
    "form_from",
    "form_from_toml",
    "form_to_dict",
]
