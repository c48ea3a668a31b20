"""From a weak point of a survey to a matter with an owner."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from houqin.cases.public import open_case
from houqin.journal.public import record
from houqin.org.access import demand
from houqin.org.member import Member
from houqin.voice.models import Survey
from houqin.voice.results import result_of

if TYPE_CHECKING:
    from houqin.cases.models import Case


@transaction.atomic
def open_weak_point(*, actor: Member, survey: Survey, code: str, now: datetime) -> Case:
    """Open a matter about one question, with what the survey says of it."""
    demand(actor, "voice.keep_surveys")
    line = next((one for one in result_of(survey).lines if one.figure.code == code), None)
    if line is None or line.figure.score is None:
        raise ValidationError("这一题没有可以说明问题的分数。")
    figure = line.figure
    said = f"《{survey.title}》里“{figure.label}”{figure.score:.1f} 分，{figure.count} 人作答"
    if line.change is not None:
        said += f"，比上期 {line.change:+.1f} 分"
    case = open_case(
        actor=actor, flow="matter", title=f"改进{line.figure.label}"[:60], text=f"{said}。",
        pointer=survey, now=now,
    )  # fmt: skip
    record(actor=actor, action="voice.weak_point", target=survey, what=line.figure.label)
    return case
