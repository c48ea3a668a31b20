"""What reading an entry comes to."""

from __future__ import annotations

from dataclasses import dataclass, field

from houqin.forms.values import Values


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an entry cannot be saved. `path`: `grams`, `dishes.2.grams`, `cabinet.clean`."""

    path: str
    message: str


@dataclass(frozen=True, slots=True)
class Abnormal:
    """What is saved, flagged, and demands a handling measure; `source` says by which rule."""

    path: str
    message: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """`values` holds what is filled in (nothing empty); after a refusal only what could be read."""

    values: Values = field(default_factory=dict)
    refusals: list[Refusal] = field(default_factory=list)
    abnormal: list[Abnormal] = field(default_factory=list)
    # Fields that do not show with these values: `reason`, `dishes.2.reason`.
    hidden: list[str] = field(default_factory=list)

    @property
    def accepted(self) -> bool:
        return not self.refusals
