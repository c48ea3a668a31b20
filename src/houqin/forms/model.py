"""The shapes of a declared form: frozen, so that a cached form can be shared by every caller."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from houqin.forms.expressions.kinds import Base


class FieldType(StrEnum):
    TEXT = "text"
    LONG_TEXT = "long_text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    MONEY = "money"
    DATE = "date"
    TIME = "time"
    INSTANT = "instant"
    CHOICE = "choice"
    CHOICES = "choices"
    YES_NO = "yes_no"
    RATING = "rating"
    CHECKLIST = "checklist"
    PHOTOS = "photos"
    FILE = "file"
    SIGNATURE = "signature"
    SCAN = "scan"
    STAFF = "staff"
    STUDENT = "student"
    CLASS = "class"
    PLACE = "place"
    ENTRY = "entry"
    TABLE = "table"
    COMPUTED = "computed"


T = FieldType
TEXTS = frozenset({T.TEXT, T.LONG_TEXT, T.SCAN})
NUMBERS = frozenset({T.INTEGER, T.DECIMAL, T.MONEY, T.RATING})
MOMENTS = frozenset({T.DATE, T.TIME, T.INSTANT})
REFERENCES = frozenset({T.STAFF, T.STUDENT, T.CLASS, T.PLACE, T.ENTRY})
ATTACHMENTS = frozenset({T.PHOTOS, T.FILE, T.SIGNATURE})


class Severity(StrEnum):
    """refuse: cannot be saved. abnormal: saved, flagged, and demands a handling measure."""

    REFUSE = "refuse"
    ABNORMAL = "abnormal"


class Confidence(StrEnum):
    """How surely a legal source was read; what is from memory is shown as 依据待核."""

    LAW_TEXT = "law_text"
    SECONDARY = "secondary"
    MEMORY = "memory"


class CheckKind(StrEnum):
    REQUIRED = "required"
    MIN = "min"
    MAX = "max"
    ABOVE = "above"
    BELOW = "below"
    STEP = "step"
    MIN_LENGTH = "min_length"
    MAX_LENGTH = "max_length"
    PATTERN = "pattern"
    ALLOWED = "allowed"
    FORBIDDEN = "forbidden"
    CONTAINS = "contains"
    MIN_COUNT = "min_count"
    MAX_COUNT = "max_count"


# A limit: a number, a text (a day, `today+30`, a pattern) or several values.
Limit = bool | int | Decimal | str | tuple[str, ...]
# A default as declared: `now`, `today`, `me`, `last`, `task.<name>`, or a literal.
Default = bool | int | Decimal | str | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Basis:
    """Where a limit comes from."""

    source: str
    confidence: Confidence = Confidence.MEMORY

    def __str__(self) -> str:
        return f"{self.source}（依据待核）" if self.confidence is Confidence.MEMORY else self.source


@dataclass(frozen=True, slots=True)
class Check:
    """One constraint of a field. Where `when` is given it binds only if that is true."""

    kind: CheckKind
    limit: Limit
    severity: Severity = Severity.REFUSE
    message: str = ""
    basis: Basis | None = None
    when: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """`value` is what is stored, `label` what is shown. Abnormal: choosing it flags the entry."""

    value: str
    label: str
    abnormal: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a checklist: 合格, 不合格 or 不适用."""

    code: str
    label: str
    weight: Decimal = Decimal(1)
    photo_on_fail: bool = False
    abnormal_on_fail: bool = True
    basis: Basis | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a form, or a column of a table. What a type does not use keeps its default."""

    code: str
    label: str
    type: FieldType
    help: str = ""
    section: str = ""
    checks: tuple[Check, ...] = ()
    show_when: str = ""
    default: Default = None
    # Shown as a column of lists; masked there where it is nobody else's business.
    listed: bool = False
    sensitive: bool = False
    unit: str = ""
    places: int = 2
    options: tuple[Option, ...] = ()
    # The two words of yes_no.
    yes: str = "是"
    no: str = "否"
    # The best grade of a rating.
    scale: int = 5
    items: tuple[Item, ...] = ()
    # Several people, classes, places or entries instead of one.
    many: bool = False
    # The book whose entries are offered.
    book: str = ""
    columns: tuple[Field, ...] = ()
    expression: str = ""
    # What a computed field comes to; found by the reader, never declared.
    result: Base | None = None

    @property
    def required(self) -> bool:
        """Always required; a requirement with a condition shows only once it binds."""
        return any(
            check.kind is CheckKind.REQUIRED
            and check.severity is Severity.REFUSE
            and not check.when
            for check in self.checks
        )

    def limit(self, kind: CheckKind) -> Check | None:
        """The first check of a kind that binds always: for the widgets of a page."""
        return next((c for c in self.checks if c.kind is kind and not c.when), None)


@dataclass(frozen=True, slots=True)
class Rule:
    """What must be true between fields; `path` is the field beside which the message stands."""

    expression: str
    message: str
    severity: Severity = Severity.REFUSE
    basis: Basis | None = None
    path: str = ""


@dataclass(frozen=True)
class Form:
    """A form in one version. An entry is always read with the version it was made with."""

    code: str
    title: str
    version: int
    fields: tuple[Field, ...]
    rules: tuple[Rule, ...] = ()

    @cached_property
    def by_code(self) -> dict[str, Field]:
        return {field.code: field for field in self.fields}

    @cached_property
    def listed(self) -> tuple[Field, ...]:
        """The columns of a list: those declared, else the first four that fit into a cell."""
        wide = ATTACHMENTS | {T.TABLE, T.CHECKLIST, T.LONG_TEXT}
        declared = tuple(field for field in self.fields if field.listed)
        return declared or tuple(f for f in self.fields if f.type not in wide)[:4]

    def sections(self) -> Iterator[tuple[str, list[Field]]]:
        """Fields under their headings, in order; a field without one belongs to the one before."""
        heading, fields = "", list[Field]()
        for field in self.fields:
            if field.section and field.section != heading:
                if fields:
                    yield heading, fields
                heading, fields = field.section, []
            fields.append(field)
        if fields:
            yield heading, fields
