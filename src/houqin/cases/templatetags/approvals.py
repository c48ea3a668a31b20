"""What the page of a request says beside its chain."""

from __future__ import annotations

from collections.abc import Sequence

from django import template

from houqin.cases.models import Case, Turn
from houqin.org.member import Member

register = template.Library()


@register.filter
def vote(code: str) -> str:
    from houqin.cases.approvals.meeting import VOTES  # every page loads the libraries of tags

    return VOTES.get(code, code)


@register.simple_tag
def awaited_meeting(case: Case, member: Member, turns: Sequence[Turn]) -> str:
    """That a meeting has to decide first, to whoever may enter what it decided; else ""."""
    from houqin.cases.approvals.meeting import why_not_record, why_not_yet

    asked = {turn.person_id for turn in turns if turn.decision == Turn.Decision.OPEN}
    return "" if why_not_record(case, member, asked) else why_not_yet(case.subject)
