"""What of the cases an institution takes away when it leaves: those the member may see."""

from __future__ import annotations

from typing import Any

from houqin.cases.models import CaseStep, Comment, Cooperator, Finding
from houqin.cases.policy import visible
from houqin.org.member import Member


def _below(model: Any) -> Any:
    return lambda member: model.objects.filter(case__in=visible(member).order_by())


def cases(member: Member) -> Any:
    return visible(member)


steps, comments, cooperators = _below(CaseStep), _below(Comment), _below(Cooperator)


def findings(_member: Member) -> Any:
    return Finding.objects.all()
