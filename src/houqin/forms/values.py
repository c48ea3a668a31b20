"""What fields hold: plain Python values, and three small shapes of our own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Ref:
    """A person, class, place or entry, with the name it had when it was chosen."""

    id: str
    name: str

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class Attachment:
    """A photo, file or signature. The digest makes it part of the proof."""

    id: str
    sha256: str
    name: str

    def __str__(self) -> str:
        return self.name


class Result(StrEnum):
    PASS = "pass"  # noqa: S105 - a result, not a password
    FAIL = "fail"
    NA = "na"

    @property
    def label(self) -> str:
        return {"pass": "合格", "fail": "不合格", "na": "不适用"}[self.value]


@dataclass(frozen=True, slots=True)
class Answer:
    result: Result
    note: str = ""
    photos: tuple[Attachment, ...] = ()
    is_fixed: bool = False  # 不合格, and put right on the spot; a photo shows it


@dataclass(frozen=True, slots=True)
class Checked:
    """The answers of a checklist by item; `score` of `full` points, what is 不适用 left out."""

    answers: Mapping[str, Answer]
    weights: Mapping[str, Decimal] = field(compare=False)

    def number(self, result: Result) -> int:
        return sum(answer.result is result for answer in self.answers.values())

    @property
    def score(self) -> Decimal:
        return sum(
            (self.weights[c] for c, a in self.answers.items() if a.result is Result.PASS), Decimal()
        )

    @property
    def full(self) -> Decimal:
        return sum(
            (self.weights[c] for c, a in self.answers.items() if a.result is not Result.NA),
            Decimal(),
        )


# A row of a table by the codes of its columns; what is empty is absent.
Row = dict[str, "Value"]
Value = (
    str
    | int
    | bool
    | Decimal
    | date
    | time
    | datetime
    | Ref
    | Attachment
    | Checked
    | tuple[str, ...]
    | tuple[Ref, ...]
    | tuple[Attachment, ...]
    | tuple[Row, ...]
)
Values = dict[str, Value]
