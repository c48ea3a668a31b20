"""Which columns a book's sheet has on paper, and whether the paper lies on its side. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from unicodedata import east_asian_width

from houqin.forms import Field, FieldType, Form
from houqin.forms.model import ATTACHMENTS

MOST_UPRIGHT = 6
MOST_LYING = 11
REST = "其他内容"
_RUN = re.compile(r"[!-~]+")  # what no line breaks
_WIDE = {FieldType.LONG_TEXT, FieldType.TABLE, FieldType.CHECKLIST, FieldType.CHOICES}
_NARROW = {FieldType.INTEGER, FieldType.YES_NO, FieldType.RATING, FieldType.TIME}


@dataclass(frozen=True, slots=True)
class Plan:
    """``fields`` have a column each; what stands in ``rest`` shares the last one."""

    fields: tuple[Field, ...]
    rest: tuple[Field, ...]
    lying: bool

    @property
    def labels(self) -> list[str]:
        return [label_of(field) for field in self.fields] + ([REST] if self.rest else [])


def label_of(field: Field) -> str:
    return f"{field.label}（{field.unit}）" if field.unit else field.label


def plan(form: Form, *, but: str = "") -> Plan:
    """Fields as columns while they are readable; the others, the longest first, together.

    ``but`` is the field that stands in a place of its own: the time of what happened.
    """
    fields = [f for f in form.fields if f.type not in ATTACHMENTS and f.code != but]
    if len(fields) <= MOST_UPRIGHT and sum(_breadth(field) for field in fields) <= 14:
        return Plan(tuple(fields), (), lying=False)
    if len(fields) <= MOST_LYING:
        return Plan(tuple(fields), (), lying=True)
    ranked = sorted(fields, key=lambda f: (not (f.listed or f.required), f.type in _WIDE))
    kept = set(ranked[: MOST_LYING - 1])
    return Plan(
        tuple(f for f in fields if f in kept), tuple(f for f in fields if f not in kept), lying=True
    )


def _breadth(field: Field) -> int:
    if field.type in _WIDE:
        return 5
    return 1 if field.type in _NARROW else 2


def breadths(labels: list[str], rows: list[list[str]]) -> list[float]:
    """A share of the line for each column: by what usually stands in it and how often."""
    found = []
    looked = rows[:200]
    for at, label in enumerate(labels):
        lengths = sorted(min(units(row[at]), 60) for row in looked if row[at]) or [0]
        usual = lengths[int((len(lengths) - 1) * 0.9)]
        often = len(lengths) / len(looked) if looked else 1.0
        run = max((len(one) for row in looked for one in _RUN.findall(row[at])), default=0)
        least = max(min(units(label), 10), 5, 1.2 * min(run, 12))
        found.append(float(min(max(usual * (0.4 + 0.6 * often), least), 44)))
    return found


def units(text: str) -> int:
    """How wide a text is, a Chinese character being two."""
    return sum(2 if east_asian_width(c) in "WF" else 1 for c in text)
