"""A survey's life: drafted, opened, closed, published; and the round that follows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from houqin.core.saving import save_with
from houqin.core.tenancy import institution_scope
from houqin.forms import FormError, form_from
from houqin.journal.public import record
from houqin.notify.public import page, send
from houqin.org.access import demand
from houqin.org.member import Member
from houqin.org.models import RoleHolding, Staff
from houqin.planning.services.builtin import add_task
from houqin.voice.models import Survey, SurveyAnswer, SurveyDoor, SurveyPromise
from houqin.voice.models.surveys import new_key
from houqin.voice.questions import GIVEN, declared, next_code, question
from houqin.voice.services.stirring import stir

_ELSEWHERE = ["institution", "declared", "former", "made_by"]
MOST_QUESTIONS = 40


@transaction.atomic
def make_survey(*, actor: Member, sort: str, title: str, **fields: Any) -> Survey:
    """A draft with the questions that surveys of this sort begin with."""
    demand(actor, "voice.keep_surveys")
    name, given = GIVEN[sort]
    survey = Survey(sort=sort, title=title.strip() or name, made_by=actor.staff, **fields)
    survey.declared = declared(survey.title, given)
    survey.full_clean(exclude=_ELSEWHERE)
    survey.save()
    record(actor=actor, action="voice.survey_made", target=survey)
    return survey


@transaction.atomic
def change_survey(*, actor: Member, survey_id: int, **fields: Any) -> Survey:
    """Another name, other days. Once it is open nobody may make it name people."""
    demand(actor, "voice.keep_surveys")
    survey = locked(survey_id)
    if survey.is_over:
        raise ValidationError("问卷已经截止，不能再改。要重做请新建一份。")
    if survey.state == Survey.State.OPEN and fields.get("is_anonymous") != survey.is_anonymous:
        raise ValidationError(
            {"is_anonymous": "问卷已经开始，匿名与否不能再改：填的人是照当时的话填的。"}
        )
    save_with(survey, fields, unchecked=_ELSEWHERE)
    record(actor=actor, action="voice.survey_changed", target=survey)
    return survey


def locked(survey_id: int) -> Survey:
    return Survey.objects.select_for_update(of=("self",)).get(pk=survey_id)


def _draft(actor: Member, survey_id: int) -> Survey:
    demand(actor, "voice.keep_surveys")
    survey = locked(survey_id)
    if survey.state != Survey.State.DRAFT:
        raise ValidationError("问卷已经开始，题目不能再改，否则前后的答案对不上。")
    return survey


@transaction.atomic
def keep_question(
    *, actor: Member, survey_id: int, label: str, sort: str, options: Sequence[str] = (),
    required: bool = True, code: str = "",
) -> Survey:  # fmt: skip
    """Add a question, or put another in the place of ``code``."""
    survey = _draft(actor, survey_id)
    fields = list(survey.questions)
    made = question(code or next_code(fields), label.strip(), sort, options, required=required)
    places = [n for n, one in enumerate(fields) if one["code"] == code]
    if places:
        fields[places[0]] = made
    else:
        fields.append(made)
    if len(fields) > MOST_QUESTIONS:
        raise ValidationError(f"一份问卷最多 {MOST_QUESTIONS} 题，再多没有人填得完。")
    return _save_questions(actor, survey, fields)


@transaction.atomic
def drop_question(*, actor: Member, survey_id: int, code: str) -> Survey:
    survey = _draft(actor, survey_id)
    return _save_questions(actor, survey, [one for one in survey.questions if one["code"] != code])


@transaction.atomic
def move_question(*, actor: Member, survey_id: int, code: str, by: int) -> Survey:
    """One place up (-1) or down (1)."""
    survey = _draft(actor, survey_id)
    fields = list(survey.questions)
    at = next((n for n, one in enumerate(fields) if one["code"] == code), None)
    if at is not None and 0 <= at + by < len(fields):
        fields.insert(at + by, fields.pop(at))
    return _save_questions(actor, survey, fields)


def _save_questions(actor: Member, survey: Survey, fields: Sequence[Mapping[str, Any]]) -> Survey:
    survey.declared = declared(survey.title, [dict(one) for one in fields])
    if fields:
        try:
            form_from(survey.declared)
        except FormError as error:
            raise ValidationError(str(error)) from error
    survey.save(update_fields=["declared"])
    record(actor=actor, action="voice.questions_changed", target=survey, count=len(fields))
    return survey


@transaction.atomic
def open_survey(*, actor: Member, survey_id: int, today: date, now: datetime) -> Survey:
    """From now on people may answer; the questions stay as they are. Staff who are asked to
    answer signed in are told."""
    survey = _draft(actor, survey_id)
    if not survey.questions:
        raise ValidationError("还没有题目，请先加题目。")
    if not survey.doors.exists():
        raise ValidationError("还没有说请谁填，请先加填写入口。")
    if survey.last < today:
        raise ValidationError("截止日期已经过去，请先改日期。")
    survey.state = Survey.State.OPEN
    survey.save(update_fields=["state"])
    record(actor=actor, action="voice.survey_opened", target=survey)
    send(
        recipients=_asked(survey, today), kind="survey.open", title=f"请您填：{survey.title}",
        body=f"{survey.last:%m月%d日}截止，{'匿名' if survey.is_anonymous else '实名'}。",
        url=page("voice:answer", survey.pk), target=survey, key=f"survey-{survey.pk}", now=now,
    )  # fmt: skip
    return survey


def _asked(survey: Survey, today: date) -> list[Staff]:
    """Who is to answer signed in."""
    doors = list(survey.doors.filter(entry=SurveyDoor.Entry.SIGNED_IN))
    if not doors:
        return []
    people = Staff.objects.filter(left_on=None, user__isnull=False)
    if all(door.roles and "staff" not in door.roles for door in doors):
        wanted = {role for door in doors for role in door.roles}
        held = RoleHolding.objects.on(today).filter(role__in=wanted)
        people = people.filter(pk__in=held.values("staff"))
    return list(people)


@transaction.atomic
def close_survey(*, actor: Member | None, survey_id: int) -> Survey:
    """No more answers. What tells in which order they came is wiped out."""
    if actor is not None:
        demand(actor, "voice.keep_surveys")
    survey = locked(survey_id)
    if survey.state != Survey.State.OPEN:
        raise ValidationError("这份问卷不在收集中。请刷新后再看。")
    if survey.is_anonymous:
        stir(survey)
    survey.state = Survey.State.CLOSED
    survey.save(update_fields=["state"])
    count = SurveyAnswer.objects.filter(survey=survey).count()
    record(actor=actor, action="voice.survey_closed", target=survey, count=count)
    return survey


@transaction.atomic
def publish_survey(*, actor: Member, survey_id: int, conclusion: str, today: date) -> Survey:
    """Show the result to everybody; refused below the promised number of answers."""
    demand(actor, "voice.publish")
    survey = locked(survey_id)
    if survey.state != Survey.State.CLOSED:
        raise ValidationError("先截止，再公布。已公布的不用再公布。")
    count = SurveyAnswer.objects.filter(survey=survey).count()
    if count < survey.min_answers:
        raise ValidationError(
            f"只有 {count} 份，不到说好的 {survey.min_answers} 份，结果不能公布。"
        )
    survey.state, survey.published_on = Survey.State.PUBLISHED, today
    survey.conclusion = conclusion.strip()
    survey.save(update_fields=["state", "published_on", "conclusion"])
    record(actor=actor, action="voice.survey_published", target=survey, count=count)
    return survey


@transaction.atomic
def promise(
    *, actor: Member, survey_id: int, text: str, assignee: Staff, due_on: date, now: Any,
    today: date, question: str = "",
) -> SurveyPromise:  # fmt: skip
    """What will be better, by when: a task, named on the published page."""
    demand(actor, "voice.keep_surveys")
    survey = locked(survey_id)
    if not survey.is_over:
        raise ValidationError("问卷截止、看到结果以后再写整改承诺。")
    task = add_task(
        actor=actor, title=text, assignee=assignee, due_on=due_on, now=now, today=today,
        domain="canteen" if survey.sort == Survey.Sort.CANTEEN else "",
        note=f"《{survey.title}》的整改承诺。", permission="voice.keep_surveys",
    )  # fmt: skip
    made = SurveyPromise(survey=survey, text=text.strip(), question=question, task=task)
    made.full_clean(exclude=["institution", "survey", "task"])
    made.save()
    record(actor=actor, action="voice.promised", target=survey, text=made.text)
    return made


def turn_surveys(institution_id: int) -> int:
    """The night's job: close what is over, open the next round of what is repeated."""
    from houqin.core import clock

    with institution_scope(institution_id):
        return turn(clock.today())


def turn(today: date) -> int:
    over = Survey.objects.filter(state=Survey.State.OPEN, last__lt=today).order_by("pk")
    closed = 0
    for survey in over:
        close_survey(actor=None, survey_id=survey.pk)
        closed += 1
        if survey.repeat:
            next_round(survey_id=survey.pk, today=today)
    return closed


@transaction.atomic
def next_round(*, survey_id: int, today: date) -> Survey:
    """The same questions and doors for the days that follow; links and posters stay good."""
    former = locked(survey_id)
    known = Survey.objects.filter(former=former).first()
    if known is not None:
        return known
    first, last = _following(former, today)
    made = Survey.objects.create(
        title=former.title, sort=former.sort, intro=former.intro, declared=former.declared,
        is_anonymous=former.is_anonymous, min_answers=former.min_answers, repeat=former.repeat,
        former=former, state=Survey.State.OPEN, first=first, last=last, made_by=former.made_by,
    )  # fmt: skip
    for door in former.doors.all():
        _hand_over(door, made)
    record(actor=None, action="voice.round_opened", target=made, first=f"{first:%m月%d日}")
    return made


def _following(former: Survey, today: date) -> tuple[date, date]:
    """The days of the next round that is not over yet."""
    first, last = former.first, former.last
    while last < today:
        if former.repeat == Survey.Repeat.WEEKLY:
            first, last = first + timedelta(days=7), last + timedelta(days=7)
        else:
            first, last = month_on(first), month_on(last)
    return first, last


def month_on(day: date) -> date:
    year, month = day.year + day.month // 12, day.month % 12 + 1
    after = date(year + month // 12, month % 12 + 1, 1)
    return min(date(year, month, 1) + timedelta(days=day.day - 1), after - timedelta(days=1))


def _hand_over(door: SurveyDoor, survey: Survey) -> None:
    """The printed key leads to the new round; the old door keeps its answers."""
    key = door.key
    SurveyDoor.objects.filter(pk=door.pk).update(key=new_key())
    fresh = SurveyDoor.objects.create(
        survey=survey, entry=door.entry, who=door.who, key=key, school_class=door.school_class,
        department=door.department, roles=door.roles, expected=door.expected,
    )  # fmt: skip
    slips = door.slips.all()
    for slip in slips:
        slip.pk, slip.door, slip.is_used = None, fresh, False
    door.slips.model.objects.bulk_create(slips)
