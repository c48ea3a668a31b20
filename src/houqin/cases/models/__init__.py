from houqin.cases.models.cases import Case, CaseQuerySet, Cooperator, Source, new_follow_code
from houqin.cases.models.steps import CaseAlarm, CaseStep, Comment, Finding, FlowRule

__all__ = [
    "Case",
    "CaseAlarm",
    "CaseQuerySet",
    "CaseStep",
    "Comment",
    "Cooperator",
    "Finding",
    "FlowRule",
    "Source",
    "new_follow_code",
]
