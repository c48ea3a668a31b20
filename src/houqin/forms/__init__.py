"""Declared forms: ledger entries, checklists, surveys and quizzes. Pure Python, no Django.

A form is data (TOML, JSON) that says which fields there are, when they show, what they may hold
and what is abnormal. `read` takes what a page, a phone, an API or a spreadsheet sent and gives
typed values, refusals and abnormal findings. See docs/engineers/forms.md.
"""

from houqin.forms.canonical import as_text, canonical, revive, text_kept, text_of
from houqin.forms.cells import Column, columns, from_cells, strange_headers, to_cells
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
from houqin.forms.outcome import Abnormal, Reading, Refusal
from houqin.forms.prefill import prefill, prefill_row
from houqin.forms.reading import read
from houqin.forms.sentences import range_text, sentence, shown_limit
from houqin.forms.values import Answer, Attachment, Checked, Ref, Result, Value, Values
from houqin.forms.versions import Change, compatible, differences
from houqin.forms.writing import form_to_dict

__all__ = [
    "Abnormal",
    "Answer",
    "Attachment",
    "Basis",
    "Change",
    "Check",
    "CheckKind",
    "Checked",
    "Column",
    "Confidence",
    "Context",
    "ExpressionError",
    "Field",
    "FieldType",
    "Form",
    "FormError",
    "Item",
    "Option",
    "Reading",
    "Ref",
    "Refusal",
    "Result",
    "Rule",
    "Severity",
    "Value",
    "Values",
    "as_text",
    "canonical",
    "columns",
    "compatible",
    "differences",
    "form_from",
    "form_from_toml",
    "form_to_dict",
    "from_cells",
    "prefill",
    "prefill_row",
    "range_text",
    "read",
    "revive",
    "sentence",
    "shown_limit",
    "strange_headers",
    "text_kept",
    "text_of",
    "to_cells",
]
