from houqin.cases.models.approvals import Approval, CollectiveDecision, Turn
from houqin.cases.models.cases import (
    Case,
    CaseQuerySet,
    Cooperator,
    DueAlarm,
    Source,
    new_follow_code,
)
from houqin.cases.models.rules import GradePromise, RequestRule, WorkHours
from houqin.cases.models.steps import CaseAlarm, CaseStep, Comment, Finding, FlowRule

__all__ = [
    "Approval",
    "Case",
    "CaseAlarm",
    "CaseQuerySet",
    "CaseStep",
    "CollectiveDecision",
    "Comment",
    "Cooperator",
    "DueAlarm",
    "Finding",
    "FlowRule",
    "GradePromise",
    "RequestRule",
    "Source",
    "Turn",
    "WorkHours",
    "new_follow_code",
]
