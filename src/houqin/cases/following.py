"""What a stranger with the follow code may read and do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from houqin.cases.flow import Transition
from houqin.cases.models import Case
from houqin.cases.policy import public_steps


@dataclass(frozen=True, slots=True)
class PublicStep:
    at: datetime
    name: str
    said: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PublicComment:
    at: datetime
    who: str
    text: str


@dataclass(frozen=True, slots=True)
class PublicCase:
    """Names of staff are not in it; nor is anything that ``Flow.publishes`` does not name."""

    case_id: int
    number: str
    title: str
    state: str
    word: str
    opened_at: datetime
    due_at: datetime | None
    closed_at: datetime | None
    steps: tuple[PublicStep, ...]
    comments: tuple[PublicComment, ...]
    answer: str
    rating: int | None
    may: tuple[Transition, ...]


def by_follow_code(code: str) -> Case | None:
    """The case with this code, in the institution in scope."""
    wanted = code.strip().upper()
    if len(wanted) != 10:
        return None
    rows = Case.objects.filter(follow_code=wanted).defer("search")
    found: Case | None = rows.select_related("place", "owner", "verifier", "reporter").first()
    return found


def public_view(case: Case) -> PublicCase:
    """Two queries."""
    flow = case.declared
    labels = {
        f"{step.code}.{need.code}": need.label for step in flow.transitions for need in step.needs
    }
    steps = []
    for one in case.steps.all():
        if one.transition != "open" and one.transition not in flow.transition_of:
            continue
        said = tuple(
            (labels[f"{one.transition}.{code}"], str(value))
            for code, value in one.given.items()
            if f"{one.transition}.{code}" in flow.publishes
        )
        steps.append(PublicStep(one.at, one.name, said))
    said_openly = case.comments.filter(is_public=True)
    comments = [
        PublicComment(one.at, "单位" if one.by_id else one.by_name, one.text) for one in said_openly
    ]
    shows_answer = not case.is_open or "answer" in flow.publishes
    return PublicCase(
        case_id=case.pk,
        number=case.number,
        title=case.title,
        state=case.standing.public or case.standing.name,
        word=case.standing.word,
        opened_at=case.opened_at,
        due_at=case.due_at,
        closed_at=case.closed_at,
        steps=tuple(steps),
        comments=tuple(comments),
        answer=case.answer if shows_answer else "",
        rating=case.rating,
        may=tuple(public_steps(case)),
    )


__all__ = ["PublicCase", "PublicComment", "PublicStep", "by_follow_code", "public_view"]
