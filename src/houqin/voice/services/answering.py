"""Take an answer in: by a link, by a one-time slip, signed in, or from paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from houqin.core.tenancy import institution_id
from houqin.forms import Context, canonical, from_cells, read
from houqin.journal.public import record
from houqin.org.access import demand
from houqin.org.member import Member
from houqin.org.models import SchoolClass
from houqin.voice.models import Survey, SurveyAnswer, SurveyDoor, SurveySlip, SurveyTurn, Who
from houqin.voice.services.stirring import stir
from houqin.voice.services.surveys import locked

MOST_SHEETS = 500
USED = "这个填写码已经用过了，每个码只能填一次。"
TWICE = "这份问卷已经填过了，每人一份。"


def _open(survey_id: int, now: datetime) -> Survey:
    survey = locked(survey_id)
    today = timezone.localdate(now)
    if not survey.takes(today):
        when = (
            f"{survey.first.month}月{survey.first.day}日—{survey.last.month}月{survey.last.day}日"
        )
        raise ValidationError(f"这份问卷现在不收。填写时间：{when}。")
    return survey


def _read(survey: Survey, raw: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    reading = read(survey.form, raw, Context(now=now))
    if not reading.accepted:
        told: dict[str, list[str]] = {}
        for refusal in reading.refusals:
            told.setdefault(f"values.{refusal.path}", []).append(refusal.message)
        raise ValidationError(told)
    if not reading.values:
        raise ValidationError("一题也没有填，请填了再交。")
    return canonical(survey.form, reading.values)


@transaction.atomic
def answer_by_door(
    *, door: SurveyDoor, raw: Mapping[str, Any], now: datetime, slip: SurveySlip | None = None
) -> None:
    """Without a slip whoever holds the link counts; the page keeps one answer for each device."""
    survey = _open(door.survey_id, now)
    values = _read(survey, raw, now)
    if door.entry == SurveyDoor.Entry.SLIPS:
        if slip is None:
            raise ValidationError("请填写码上的填写码。")
        taken = SurveySlip.objects.filter(pk=slip.pk, door=door, is_used=False)
        if not taken.update(is_used=True):
            raise ValidationError(USED)
    made = SurveyAnswer(
        survey=survey, who=door.who, school_class_id=door.school_class_id,
        department_id=door.department_id, values=values, day=timezone.localdate(now),
    )  # fmt: skip
    stir(survey, made)


@transaction.atomic
def answer_signed_in(
    *, actor: Member, survey_id: int, raw: Mapping[str, Any], now: datetime
) -> None:
    """Once for each member of staff. Of an anonymous survey only that they answered is kept."""
    demand(actor, "voice.answer")
    survey = _open(survey_id, now)
    if not may_answer(survey, actor):
        raise ValidationError("这份问卷没有请您填。")
    values = _read(survey, raw, now)
    try:
        with transaction.atomic():
            SurveyTurn.objects.create(survey=survey, staff=actor.staff)
    except IntegrityError as error:
        raise ValidationError(TWICE) from error
    made = SurveyAnswer(
        survey=survey, who=Who.STAFF, department_id=actor.staff.department_id, values=values,
        day=timezone.localdate(now), staff=None if survey.is_anonymous else actor.staff,
    )  # fmt: skip
    if survey.is_anonymous:
        stir(survey, made)
    else:
        made.save(force_insert=True)
        record(actor=actor, action="voice.answered", target=survey)


def may_answer(survey: Survey, member: Member) -> bool:
    """Some door lets this member in."""
    held = {str(role) for role in member.roles}
    inside = [door for door in survey.doors.all() if door.entry == SurveyDoor.Entry.SIGNED_IN]
    return any(not door.roles or held & set(door.roles) for door in inside)


@transaction.atomic
def enter_paper(
    *, actor: Member, survey_id: int, who: str, now: datetime,
    sheets: Sequence[tuple[int, str, Mapping[str, Any]]],
) -> int:  # fmt: skip
    """Forms that were filled in on paper, as (the table's line, class, cells by question): all of
    them or none."""
    demand(actor, "voice.keep_surveys")
    survey = _open(survey_id, now)
    if not sheets:
        raise ValidationError("表里没有内容。请从第二行起一行填一份，再上传。")
    if len(sheets) > MOST_SHEETS:
        raise ValidationError(f"一次最多录 {MOST_SHEETS} 份，请分几次。")
    classes = {one.name: one for one in SchoolClass.objects.all()}
    labels = {field.code: field.label for field in survey.form.fields}
    made, wrong = [], []
    for number, name, cells in sheets:
        if name and name not in classes:
            wrong.append(f"第 {number} 行：没有“{name}”这个班级。")
            continue
        reading = read(survey.form, from_cells(survey.form, cells), Context(now=now))
        wrong += [
            f"第 {number} 行“{labels.get(refusal.path, refusal.path)}”：{refusal.message}"
            for refusal in reading.refusals
        ]
        made.append(
            SurveyAnswer(
                institution_id=institution_id(), survey=survey, who=who, is_paper=True,
                school_class=classes.get(name), day=timezone.localdate(now),
                values=canonical(survey.form, reading.values),
            )
        )  # fmt: skip
    if wrong:
        more = [f"还有 {len(wrong) - 10} 处，改好这些再看。"] if len(wrong) > 10 else []
        raise ValidationError([*wrong[:10], *more])
    SurveyAnswer.objects.bulk_create(made, batch_size=500)
    record(actor=actor, action="voice.paper_entered", target=survey, count=len(made))
    return len(made)
