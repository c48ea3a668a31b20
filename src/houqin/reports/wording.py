"""The summary in words: sentences whose every figure knows where its evidence is. Pure.

The page and the Word file are drawn from the same outline, so they cannot differ.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from houqin.reports.rules import Written

LINE_HEADS = ("应做", "完成", "补办", "不适用", "逾期")


@dataclass(frozen=True, slots=True)
class Figure:
    """A counted number and the filters of the task list that shows exactly what was counted."""

    text: str
    query: Mapping[str, Any]

    @property
    def leads_somewhere(self) -> bool:
        return self.text != "0"


Part = str | Figure
Sentence = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One promise of the plan and what came of it; ``ref`` is its number among the evidence."""

    item: int
    number: str
    title: str
    when: str
    owner: str
    cells: tuple[Figure | None, ...]
    state: str
    ref: int | None
    note: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A small table whose figures lead to their tasks."""

    heads: tuple[str, ...]
    rows: tuple[tuple[Part, ...], ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A part of the document: heading, counted sentences, tables, and the text people wrote."""

    key: str
    title: str
    level: int
    sentences: tuple[Sentence, ...] = ()
    lines: tuple[Line, ...] = ()
    grid: Grid | None = None
    text: str = ""
    is_editable: bool = True
    hint: str = ""
    written: tuple[Written, ...] = ()

    @property
    def unproved(self) -> tuple[Written, ...]:
        return tuple(one for one in self.written if one.wants_proof)


@dataclass(frozen=True, slots=True)
class Proof:
    """An entry of the list of evidence."""

    ref: int
    title: str
    said: str
    query: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ProofGroup:
    """The evidence of one section of the plan; ``anchor`` is its place on the page."""

    title: str
    anchor: str
    proofs: tuple[Proof, ...]


@dataclass(slots=True)
class Outline:
    blocks: list[Block] = field(default_factory=list)
    groups: list[ProofGroup] = field(default_factory=list)

    @property
    def proofs(self) -> list[Proof]:
        return [proof for group in self.groups for proof in group.proofs]

    @property
    def unproved(self) -> int:
        return sum(len(block.unproved) for block in self.blocks)


@dataclass(frozen=True, slots=True)
class Scope:
    """What every figure's link is limited to: the plan, and the days of a monthly report.

    ``report``: the links of an approved one lead to the records as it counted them.
    """

    plan: int
    days: Mapping[str, str] = field(default_factory=dict)
    report: int = 0

    @property
    def is_month(self) -> bool:
        return bool(self.days)

    def query(self, **more: Any) -> dict[str, Any]:
        if self.report:
            return {"report": self.report, **more}
        return {"plan": self.plan, **self.days, **more}


def percent(rate: float | None) -> str:
    return "—" if rate is None else f"{rate:.1f}%"
