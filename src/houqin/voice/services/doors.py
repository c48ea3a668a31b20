"""The ways into a survey: links, one-time slips, representatives drawn by lot."""

from __future__ import annotations

import base64
from collections import defaultdict
from collections.abc import Iterable, Sequence
from random import SystemRandom

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count
from django.utils.crypto import constant_time_compare, salted_hmac

from houqin.journal.public import record
from houqin.org.access import demand
from houqin.org.member import Member
from houqin.org.models import SchoolClass, Staff, Student
from houqin.voice.models import Survey, SurveyDoor, SurveySlip, Who
from houqin.voice.services.surveys import locked

MOST_SLIPS = 3000
_random = SystemRandom()


def code_of(slip: SurveySlip) -> str:
    """What is printed on the slip. It follows from the installation's secret: a copy of the
    database alone votes for nobody."""
    digest = salted_hmac("houqin.voice.slip", f"{slip.door_id}:{slip.number}").digest()
    letters = base64.b32encode(digest).decode()[:8].lower()
    return f"{slip.number}-{letters}"


def slip_of(door: SurveyDoor, code: str) -> SurveySlip | None:
    """The slip that carries this code, or None."""
    number = code.partition("-")[0]
    if not number.isdecimal() or len(number) > 6:
        return None
    slip = SurveySlip.objects.filter(door=door, number=int(number)).first()
    if slip is None or not constant_time_compare(code_of(slip), code.strip().lower()):
        return None
    return slip


@transaction.atomic
def add_doors(
    *, actor: Member, survey_id: int, entry: str, who: str, classes: Sequence[SchoolClass] = (),
    roles: Sequence[str] = (), count: int = 0, is_drawn: bool = False,
) -> list[SurveyDoor]:  # fmt: skip
    """One door for each class, or one for all. ``count`` slips each; ``is_drawn``: for people
    chosen by lot."""
    demand(actor, "voice.keep_surveys")
    survey = locked(survey_id)
    if survey.is_over:
        raise ValidationError("问卷已经截止，不能再加入口。")
    _check(survey, entry, who)
    if entry == SurveyDoor.Entry.SLIPS:
        _check_slips(who, count, classes, is_drawn=is_drawn)
    sizes = _sizes(classes)
    made = []
    wanted: Sequence[SchoolClass | None] = classes or [None]
    for school_class in wanted:
        door = SurveyDoor(
            survey=survey, entry=entry, who=who, school_class=school_class, roles=list(roles),
            expected=sizes.get(school_class.pk) if school_class else None,
        )  # fmt: skip
        door.full_clean(exclude=["institution", "survey", "school_class", "department", "roles"])
        door.save()
        made.append(door)
    if entry == SurveyDoor.Entry.SLIPS:
        _give_slips(made, count, is_drawn=is_drawn)
    record(
        actor=actor, action="voice.doors_added", target=survey, count=len(made), who=str(made[0])
    )
    return made


def _check_slips(who: str, count: int, classes: Sequence[SchoolClass], *, is_drawn: bool) -> None:
    if not 1 <= count <= MOST_SLIPS:
        raise ValidationError({"count": f"填写码请填 1 到 {MOST_SLIPS} 个。"})
    if is_drawn and who == Who.STUDENT and not classes:
        raise ValidationError({"classes": "抽学生代表请选班级：每班各抽几名。"})
    if is_drawn and who not in {Who.STUDENT, Who.STAFF}:
        raise ValidationError(
            {"is_drawn": "只能从登记的学生、教职工里抽；别的人请发不记名的填写码。"}
        )


def _check(survey: Survey, entry: str, who: str) -> None:
    if entry == SurveyDoor.Entry.SIGNED_IN and who != Who.STAFF:
        raise ValidationError({"who": "登录后填写只能请教职工；别的人请用链接或填写码。"})
    if not survey.is_anonymous and entry != SurveyDoor.Entry.SIGNED_IN:
        raise ValidationError({"entry": "实名问卷要登录后填写；用链接或填写码的请改成匿名。"})


def _sizes(classes: Iterable[SchoolClass]) -> dict[int, int]:
    rows = Student.objects.filter(school_class__in=list(classes)).values("school_class")
    return {row["school_class"]: row["n"] for row in rows.annotate(n=Count("pk"))}


def _give_slips(doors: Sequence[SurveyDoor], count: int, *, is_drawn: bool) -> None:
    slips = []
    for door, people in zip(
        doors, _drawn(doors, count) if is_drawn else [[]] * len(doors), strict=True
    ):
        for number in range(1, (len(people) if is_drawn else count) + 1):
            person = people[number - 1] if is_drawn else None
            slips.append(
                SurveySlip(
                    door=door, number=number,
                    student=person if isinstance(person, Student) else None,
                    staff=person if isinstance(person, Staff) else None,
                )
            )  # fmt: skip
        door.expected = len(people) if is_drawn else count
        door.save(update_fields=["expected"])
    SurveySlip.objects.bulk_create(slips, batch_size=500)


def _drawn(doors: Sequence[SurveyDoor], count: int) -> list[list[Student | Staff]]:
    """The lot falls on ``count`` of each class, or of the staff."""
    pools: dict[int | None, list[Student | Staff]] = defaultdict(list)
    if doors[0].who == Who.STUDENT:
        for student in Student.objects.filter(school_class__in=[d.school_class for d in doors]):
            pools[student.school_class_id].append(student)
    else:
        pools[None] = list(Staff.objects.filter(left_on=None))
    found = []
    for door in doors:
        pool = pools[door.school_class_id if doors[0].who == Who.STUDENT else None]
        found.append(_random.sample(pool, min(count, len(pool))))
    if not all(found):
        raise ValidationError({"is_drawn": "有的班级没有登记学生，抽不出代表。请先导入名单。"})
    return found


@transaction.atomic
def remove_door(*, actor: Member, door_id: int) -> None:
    """Only while nobody could have come in by it."""
    demand(actor, "voice.keep_surveys")
    door = SurveyDoor.objects.select_related("survey").get(pk=door_id)
    survey = locked(door.survey_id)
    if survey.state != Survey.State.DRAFT:
        raise ValidationError("问卷已经开始，入口不能删除：可能有人已经填了。")
    record(actor=actor, action="voice.door_removed", target=survey, who=str(door))
    door.delete()
