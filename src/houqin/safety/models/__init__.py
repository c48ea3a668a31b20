"""Patrols, hazards, undertakings, drills, emergency plans, risk points."""

from houqin.safety.models.accountability import Accountability
from houqin.safety.models.assessments import Assessment
from houqin.safety.models.duties import Duty, DutyPost, DutySwap
from houqin.safety.models.emergency import Drill, EmergencyContact, EmergencyPlan, PlanEdition
from houqin.safety.models.norms import ClauseReport, RiskPoint, SafetyClause
from houqin.safety.models.patrols import (
    PatrolPoint,
    PatrolRound,
    PatrolRoute,
    PatrolShift,
    PatrolSighting,
)
from houqin.safety.models.tips import Tip
from houqin.safety.models.undertakings import (
    Audience,
    Undertaking,
    UndertakingIssue,
    UndertakingSignature,
    UndertakingTemplate,
)

__all__ = [
    "Accountability",
    "Assessment",
    "Audience",
    "ClauseReport",
    "Drill",
    "Duty",
    "DutyPost",
    "DutySwap",
    "EmergencyContact",
    "EmergencyPlan",
    "PatrolPoint",
    "PatrolRound",
    "PatrolRoute",
    "PatrolShift",
    "PatrolSighting",
    "PlanEdition",
    "RiskPoint",
    "SafetyClause",
    "Tip",
    "Undertaking",
    "UndertakingIssue",
    "UndertakingSignature",
    "UndertakingTemplate",
]
