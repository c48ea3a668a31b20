"""What reading yields: a plan's texts, goals, headings and work, all as spans of its source."""

from __future__ import annotations

from dataclasses import dataclass, field

from houqin.cadence import Found
from houqin.core.roles import Kind, Role

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Passage:
    """Guiding text: kept with the plan, never a task."""

    text: str
    span: Span
    heading: str


@dataclass(frozen=True, slots=True)
class Heading:
    text: str
    span: Span
    number: str
    depth: int
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Goal:
    number: str
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class ItemDraft:
    """One piece of promised work; ``reasons`` says for each suggestion which words led to it."""

    number: str
    heading: str
    headings: tuple[str, ...]
    text: str
    span: Span
    title: str
    found: tuple[Found, ...] = ()
    domain: str | None = None
    domain_candidates: tuple[tuple[str, float], ...] = ()
    owner_role: Role | None = None
    owner_is_stated: bool = False
    helper_roles: tuple[Role, ...] = ()
    ledger: str | None = None
    evidence: str = "none"
    kind: str = "duty"
    goal: str | None = None
    reasons: dict[str, str] = field(default_factory=dict)
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanDraft:
    title: str
    institution_kind: Kind | None
    institution_reason: str
    source: str
    guiding: tuple[Passage, ...] = ()
    goals: tuple[Goal, ...] = ()
    items: tuple[ItemDraft, ...] = ()
    headings: tuple[Heading, ...] = ()
    marks: tuple[Span, ...] = ()
    flags: tuple[str, ...] = ()
