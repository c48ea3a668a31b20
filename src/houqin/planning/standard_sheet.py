"""A standard as it stands: criteria by section with their evidence, totals and gaps."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from houqin.files.public import AttachedFile, attachments_of
from houqin.planning.models import Criterion, CriterionProof, Standard, Task
from houqin.planning.numbers import Tally, tally_by
from houqin.planning.services.proving import FINISHED


@dataclass(frozen=True, slots=True)
class Proof:
    """A linked task or item; ``stands`` when it still proves something."""

    link: CriterionProof
    tally: Tally

    @property
    def stands(self) -> bool:
        if self.link.task is not None:
            return self.link.task.state in FINISHED
        return self.tally.finished > 0

    @property
    def title(self) -> str:
        return str(self.link.task.item if self.link.task else self.link.item)


@dataclass(frozen=True, slots=True)
class Line:
    """One criterion with everything that proves it."""

    criterion: Criterion
    proofs: tuple[Proof, ...]
    files: tuple[AttachedFile, ...]
    today: date

    @property
    def standing(self) -> int:
        return sum(proof.stands for proof in self.proofs) + len(self.files)

    @property
    def is_full(self) -> bool:
        return self.criterion.self_score == self.criterion.max_score

    @property
    def state(self) -> tuple[str, str]:
        """Chip: state code and words."""
        row = self.criterion
        if row.self_score is None:
            late = row.due_on is not None and row.due_on < self.today
            return ("late", "逾期没自评") if late else ("todo", "没自评")
        if not self.standing:
            return "review", "缺佐证"
        return ("done", "满分") if self.is_full else ("doing", f"差 {row.gap.normalize():f} 分")


@dataclass(slots=True)
class Section:
    name: str
    lines: list[Line] = field(default_factory=list)

    @property
    def full(self) -> Decimal:
        return sum((line.criterion.max_score for line in self.lines), Decimal(0))

    @property
    def own(self) -> Decimal:
        return sum((line.criterion.self_score or Decimal(0) for line in self.lines), Decimal(0))


@dataclass(frozen=True, slots=True)
class Sheet:
    """Totals over all sections; the gaps are what keeps the full score away, the dearest first."""

    standard: Standard
    sections: tuple[Section, ...]

    @property
    def lines(self) -> list[Line]:
        return [line for section in self.sections for line in section.lines]

    @property
    def full(self) -> Decimal:
        return sum((section.full for section in self.sections), Decimal(0))

    @property
    def own(self) -> Decimal:
        return sum((section.own for section in self.sections), Decimal(0))

    @property
    def gap(self) -> Decimal:
        return self.full - self.own

    @property
    def unscored(self) -> int:
        return sum(line.criterion.self_score is None for line in self.lines)

    @property
    def bare(self) -> int:
        return sum(not line.standing for line in self.lines)

    @property
    def gaps(self) -> list[Line]:
        lines = [line for line in self.lines if line.criterion.gap > 0]
        return sorted(lines, key=lambda line: -line.criterion.gap)

    @property
    def fallen(self) -> list[Line]:
        """Full scores whose evidence has been taken back since."""
        return [line for line in self.lines if line.is_full and not line.standing]

    @property
    def passes(self) -> bool | None:
        """Whether the own score reaches the pass mark; None where there is none."""
        mark = self.standard.pass_score
        return None if mark is None or not self.lines else self.own >= mark


def sheet_of(standard: Standard, today: date) -> Sheet:
    """The whole standard in five queries."""
    rows = list(standard.criteria.select_related("owner", "scored_by"))
    lines = lines_of(rows, today)
    sections: dict[str, Section] = {}
    for line in lines:
        name = line.criterion.section
        sections.setdefault(name, Section(name)).lines.append(line)
    return Sheet(standard, tuple(sections.values()))


def lines_of(rows: list[Criterion], today: date) -> list[Line]:
    """Criteria with their evidence: three queries for any number."""
    links: dict[int, list[CriterionProof]] = defaultdict(list)
    found = CriterionProof.objects.filter(criterion__in=[row.pk for row in rows])
    for link in found.select_related("task__item", "task__done_by", "item"):
        links[link.criterion_id].append(link)
    items = {link.item_id for group in links.values() for link in group if link.item_id}
    tallies = tally_by(Task.objects.filter(item_id__in=items), today, "item_id") if items else {}
    files = attachments_of(rows)
    return [
        Line(
            row,
            tuple(Proof(link, tallies.get(link.item_id, Tally())) for link in links[row.pk]),
            tuple(files.get(row.pk, ())),
            today,
        )
        for row in rows
    ]
