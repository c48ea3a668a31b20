"""Patrols, hazards, undertakings, drills, emergency plans, risk points."""

from houqin.safety.models.patrols import (
    PatrolPoint,
    PatrolRound,
    PatrolRoute,
    PatrolShift,
    PatrolSighting,
)
from houqin.safety.models.undertakings import (
    Audience,
    Undertaking,
    UndertakingIssue,
    UndertakingSignature,
    UndertakingTemplate,
)

__all__ = [
    "Audience",
    "PatrolPoint",
    "PatrolRound",
    "PatrolRoute",
    "PatrolShift",
    "PatrolSighting",
    "Undertaking",
    "UndertakingIssue",
    "UndertakingSignature",
    "UndertakingTemplate",
]
