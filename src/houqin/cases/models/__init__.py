from houqin.cases.models.approvals import Approval, CollectiveDecision, Turn
from houqin.cases.models.cases import Case, CaseQuerySet, Cooperator, Source, new_follow_code
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
    "Finding",
    "FlowRule",
    "Source",
    "Turn",
    "new_follow_code",
]
