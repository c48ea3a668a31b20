"""Typed factories for tests of this room."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from houqin.core import clock
from houqin.org.member import Member
from houqin.org.models import Department, SchoolClass, Student
from houqin.voice.models import Survey, SurveyDoor
from houqin.voice.services import growing, inspecting, opinions, visit_plans, visiting
from houqin.voice.services.doors import add_doors
from houqin.voice.services.station import keep_service
from houqin.voice.services.surveys import make_survey, open_survey


def make_class(name: str = "三（1）班", grade: str = "三年级", pupils: int = 0) -> SchoolClass:
    made = SchoolClass.objects.create(name=name, grade=grade)
    Student.objects.bulk_create(
        Student(name=f"学生{n}", number=f"{made.pk}-{n}", school_class=made) for n in range(pupils)
    )
    return made


def make_open_survey(
    actor: Member, *, sort: str = "canteen", entry: str = "link", who: str = "student",
    today: date | None = None, doors: dict[str, Any] | None = None, **fields: Any,
) -> Survey:  # fmt: skip
    """A survey that takes answers for a week, with one door (or one for each class)."""
    day = today or clock.today()
    title = fields.pop("title", "")
    survey = make_survey(
        actor=actor, sort=sort, title=title, first=day, last=day + timedelta(days=6), **fields
    )
    add_doors(actor=actor, survey_id=survey.pk, entry=entry, who=who, **(doors or {}))
    return open_survey(actor=actor, survey_id=survey.pk, today=day, now=clock.now())


def url_samples(member: Member) -> dict[str, tuple[Any, ...]]:
    """Arguments of this room's urls, of rows the member may see, for the test that walks them."""
    return {**_survey_rows(member), **_opinion_rows(member)}


def _survey_rows(member: Member) -> dict[str, tuple[Any, ...]]:
    survey = make_open_survey(member, entry="inside", who="staff", title="给走查用的问卷")
    draft = make_survey(
        actor=member, sort="dormitory", title="给走查用的草稿", first=clock.today(),
        last=clock.today(),
    )  # fmt: skip
    (door,) = add_doors(actor=member, survey_id=draft.pk, entry="link", who="parent")
    of_survey = ("survey", "survey_close", "slips", "paper", "answer", "results", "publish")
    of_draft = ("survey_edit", "survey_open", "question_new", "door_new", "promise")
    of_question = ("question", "question_move", "question_drop", "weak_point")
    return {
        **{f"voice:{name}": (survey.pk,) for name in of_survey},
        **{f"voice:{name}": (draft.pk,) for name in of_draft},
        **{f"voice:{name}": (draft.pk, "q1") for name in of_question},
        "voice:door_remove": (door.pk,),
    }


def _opinion_rows(member: Member) -> dict[str, tuple[Any, ...]]:
    now, today = clock.now(), clock.today()
    row = opinions.hear(actor=None, kind="complaint", text="走查：饮水机没水", now=now)
    hot = growing.take_on(
        actor=member, subject="water", plan="换滤芯", owner=member.staff, due_on=today, now=now,
        today=today,
    )  # fmt: skip
    key_case = growing.keep_key_case(
        actor=member, title="走查案例", category="water", happened_on=today, course="经过",
        displeased="没水", cause="坏了", weak_link="检查", improvement="换新", due_on=today,
        assignee=member.staff, check_on=today, now=now, today=today,
    )  # fmt: skip
    visit = inspecting.plan_visit(
        actor=member, title="走查督察", day=today, places="食堂", guide=member.staff,
        guests=[("张岚", "家长")], now=now, today=today,
    )  # fmt: skip
    service = keep_service(actor=member, name="走查事项", steps="来", days=1, role="clerk")
    point = visiting.keep_point(actor=member, name="走查点", department=None)
    ward = Department.objects.create(name="走查科室")
    noted = visiting.note_department_visit(
        actor=member, department=ward, day=today, work="平稳", mood="", difficulties=[],
        personal=[], told_by=None, now=now,
    )  # fmt: skip
    (plan,) = visit_plans.plan_visits(
        actor=member, departments=[ward], leader=member.staff, day=today, look_at="", now=now,
        today=today,
    )  # fmt: skip
    of_case = ("concerned", "opinion_publish", "opinion_withdraw")
    return {
        **{f"voice:{name}": (row.case_id,) for name in of_case},
        "voice:hot": (hot.pk,),
        "voice:hot_answer": (hot.pk,),
        "voice:hot_close": (hot.pk,),
        "voice:key_case": (key_case.pk,),
        "voice:effect": (key_case.pk,),
        **{f"voice:{name}": (visit.pk,) for name in ("visit", "visit_edit", "visit_letters")},
        "voice:department_visit": (noted.pk,),
        "voice:visit_plan_drop": (plan.pk,),
        "voice:service_edit": (service.pk,),
        "voice:point_edit": (point.pk,),
        "voice:check": (key_case.task_id,),
    }


def first_door(survey: Survey) -> SurveyDoor:
    return survey.doors.order_by("pk")[0]
