"""What people of the demo said: opinions and their answers, surveys, the station, visits, marks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from random import Random
from uuid import uuid4

from houqin.cases.public import Case, take
from houqin.core.roles import Kind, Role
from houqin.org.member import Member
from houqin.org.models import Department, Institution, Place, SchoolClass
from houqin.voice.models import PointRating, Survey, SurveyAnswer, SurveyDoor
from houqin.voice.services import growing, inspecting, opinions, visit_plans, visiting
from houqin.voice.services.doors import add_doors
from houqin.voice.services.station import keep_service, keep_station
from houqin.voice.services.surveys import close_survey, make_survey, open_survey, publish_survey
from houqin.web.demo.moment import as_of, at

Actors = Mapping[Role, Member]
# days ago, kind, words, how far: new, accepted, answered, closed, published
_SCHOOL = (
    (66, "complaint", "二楼饮水机上午没有开水，孩子喝不上热水。", "published",
     "第一节课前提前开机，换了一台。"),
    (52, "suggestion", "食堂窗口排队太久，能不能错开下课时间。", "published",
     "各年级错开五分钟下课，多开一个窗口。"),
    (40, "praise", "门卫师傅下雨天帮学生撑伞，谢谢。", "closed", "已转告并表扬。"),
    (31, "question", "转学后餐费怎么退？", "closed", "到服务站办理，三个工作日退回。"),
    (17, "complaint", "操场边的厕所有异味，地面常年是湿的。", "closed",
     "增加一次保洁，换了排风扇。"),
    (9, "complaint", "三楼饮水机出水有味道。", "answered", "已换滤芯，送检合格。"),
    (6, "complaint", "教学楼东侧饮水机又没热水了。", "accepted", ""),
    (4, "suggestion", "饮水机旁边能不能放个接水盘，地上滑。", "new", ""),
    (2, "complaint", "放学时校门口车辆太多，孩子过马路不安全。", "new", ""),
)  # fmt: skip
_HOSPITAL = (
    (66, "complaint", "门诊挂号排队一个多小时。", "published", "高峰加开窗口，推行预约。"),
    (52, "suggestion", "候诊区饮水机少，老人不便。", "published", "候诊区各加一台。"),
    (40, "praise", "导诊护士推轮椅带老人检查。", "closed", "已转告并表扬。"),
    (31, "question", "住院陪护餐怎么订？", "closed", "病区护士站登记，当天可送。"),
    (17, "complaint", "停车场出口拥堵，救护车都难进。", "closed",
     "划出急救通道，早晚派人疏导。"),
    (9, "complaint", "二楼卫生间没有扶手，地面湿。", "answered", "已装扶手和防滑垫。"),
    (6, "complaint", "检查叫号乱，排队排了两次。", "accepted", ""),
    (2, "complaint", "病房空调不制冷，报修两天没人来。", "new", ""),
)  # fmt: skip
_FAR = {"new": 0, "accepted": 1, "answered": 2, "closed": 3, "published": 4}
_SURVEY = {Kind.SCHOOL: "canteen", Kind.KINDERGARTEN: "service", Kind.HOSPITAL: "patient"}


def let_speak(institution: Institution, actors: Actors, today: date) -> None:
    """About sixty services and three bulk inserts."""
    rng = Random(f"voices {institution.code}")  # noqa: S311 - the same demo each time
    kind = Kind(institution.kind)
    _opinions(actors, _HOSPITAL if kind == Kind.HOSPITAL else _SCHOOL, today, rng)
    _station(actors, kind, today)
    _surveys(actors, _SURVEY[kind], today, rng)
    _visit(actors, today)
    if kind == Kind.HOSPITAL:
        _hospital(actors, today, rng)


def _opinions(
    actors: Actors, lines: tuple[tuple[int, str, str, str, str], ...], today: date, rng: Random
) -> None:
    places = list(Place.objects.order_by("path")[:8])
    for ago, kind, text, far, answer in lines:
        day = today - timedelta(days=ago)
        with as_of(at(day, 9, rng.randint(0, 59))) as now:
            row = opinions.hear(
                actor=None, kind=kind, text=text, now=now, token=uuid4(),
                place=rng.choice(places) if places and kind == "complaint" else None,
            )  # fmt: skip
        _handle(actors, row.case, text, answer, _FAR[far], at(day, 15), today)


def _handle(
    actors: Actors, case: Case, text: str, answer: str, far: int, now: datetime, today: date
) -> None:
    """By the clerk, judged by the director, published by the principal."""
    director, clerk = actors[Role.DIRECTOR], actors.get(Role.CLERK, actors[Role.PRINCIPAL])
    looked: dict[str, object] = {}
    judged: dict[str, object] = {}
    if case.kind == "complaint":
        looked = {
            "findings": "到现场看过，问了值班的人和反映的情况，属实。", "verdict": "true",
            "measure": answer,
        }  # fmt: skip
        judged = {"conclusion": "已提醒责任人，当月考核扣分。"}
    steps: tuple[tuple[Member, str, dict[str, object], int], ...] = (
        (director, "accept", {"owner": clerk.staff}, 0),
        (clerk, "answer", {"answer": answer, **looked}, 26),
        (director, "close", judged, 30),
    )
    for member, step, given, hours in steps[:far]:
        moment = min(now + timedelta(hours=hours), at(today, 0))
        with as_of(moment):
            take(actor=member, case_id=case.pk, transition=step, now=moment, given=given)
    if far >= _FAR["published"]:
        opinions.publish_opinion(
            actor=actors[Role.PRINCIPAL], case_id=case.pk, public_problem=text,
            public_answer=answer, today=today,
        )  # fmt: skip


def _station(actors: Actors, kind: Kind, today: date) -> None:
    director = actors[Role.DIRECTOR]
    with as_of(at(today - timedelta(days=80), 10)):
        keep_station(
            actor=director, name="阳光服务站", hours="工作日 8:00—17:30", place="行政楼一楼大厅",
            phone="", duty=director.staff, duty_note="周一、三、五总务干事，周二、四校医"
            if kind != Kind.HOSPITAL else "周一至周五导诊台",
        )  # fmt: skip
        services = (
            ("设施报修", "说清地点和现象，能拍照最好。", 2, "director"),
            ("退费", "带缴费记录和身份证明，填退费申请。", 3, "finance"),
            ("开具证明", "带身份证明，说明用途。", 1, "clerk"),
        )
        for position, (name, steps, days, role) in enumerate(services, 1):
            keep_service(
                actor=director, name=name, steps=steps, days=days, role=role, position=position,
                is_offered=True,
            )  # fmt: skip


def _surveys(actors: Actors, sort: str, today: date, rng: Random) -> None:
    """A published round, and one that takes answers now."""
    director = actors[Role.DIRECTOR]
    first = today - timedelta(days=40)
    with as_of(at(first, 9)):
        old = _survey(director, sort, first, first + timedelta(days=7))
        classes = list(SchoolClass.objects.all()[:4])
        _answers(old, classes, rng, 74)
    with as_of(at(first + timedelta(days=8), 9)):
        close_survey(actor=director, survey_id=old.pk)
        publish_survey(
            actor=actors[Role.PRINCIPAL], survey_id=old.pk, today=first + timedelta(days=8),
            conclusion="卫生得分高，价格和排队是短板，下月逐项改。",
        )  # fmt: skip
    with as_of(at(today, 0)):
        new = _survey(director, sort, today, today + timedelta(days=13))
        Survey.objects.filter(pk=new.pk).update(former=old)
        _survey(director, "opinion", today, today + timedelta(days=20), entry="inside")


def _survey(director: Member, sort: str, first: date, last: date, entry: str = "link") -> Survey:
    made = make_survey(actor=director, sort=sort, title="", first=first, last=last)
    who = "staff" if entry == "inside" else "patient" if sort == "patient" else "parent"
    add_doors(actor=director, survey_id=made.pk, entry=entry, who=who)
    return open_survey(actor=director, survey_id=made.pk, today=first, now=at(first, 0))


def _answers(survey: Survey, classes: list[SchoolClass], rng: Random, count: int) -> None:
    ratings = [str(one["code"]) for one in survey.questions if one["type"] == "rating"]
    who = SurveyDoor.objects.filter(survey=survey)[0].who
    SurveyAnswer.objects.bulk_create(
        SurveyAnswer(
            survey=survey, who=who, day=survey.first, school_class=rng.choice([*classes, None]),
            values={code: rng.choice([3, 4, 4, 5, 5]) for code in ratings},
        )
        for _ in range(count)
    )  # fmt: skip


def _visit(actors: Actors, today: date) -> None:
    director, day = actors[Role.DIRECTOR], today - timedelta(days=20)
    with as_of(at(day, 9)) as now:
        visit = inspecting.plan_visit(
            actor=director, title="家长代表、社会人士督察"
            if director.kind != Kind.HOSPITAL else "社会监督员巡查",
            day=day, places="食堂、饮水间、卫生间", guide=director.staff,
            guests=[("周女士", "家长委员会"), ("陈先生", "社区代表")],
            repeat=3, now=now, today=day + timedelta(days=1),
        )  # fmt: skip
        guests = list(visit.guests.all())
        for guest, text in zip(
            guests, ("饮水间地面湿滑，建议铺防滑垫。", "公示栏字太小。"), strict=True
        ):
            row = opinions.guest_says(guest=guest, text=text, now=now)
            _handle(actors, row.case, text, "已照办。", 3, at(day, 15), today)
    with as_of(at(day + timedelta(days=1), 1)) as now:
        inspecting.plan_following(now=now, today=day + timedelta(days=1))
    with as_of(at(day, 17)) as now:
        growing.keep_key_case(
            actor=director, title="饮水供应反复不足", category="water", happened_on=day,
            course="一学期内多次反映饮水机没有热水。", displeased="孩子喝不上热水",
            cause="开机时间晚，设备老化", weak_link="设备日常检查",
            improvement="提前开机，每周检查一次",
            assignee=director.staff, due_on=day + timedelta(days=10), now=now, today=day,
            check_on=day + timedelta(days=60),
        )  # fmt: skip


def _hospital(actors: Actors, today: date, rng: Random) -> None:
    principal = actors[Role.PRINCIPAL]
    wards = list(Department.objects.order_by("-pk")[:3])
    told = ("值班室空调不制冷", "推车坏了两辆", "夜班休息床不够")
    for ago, ward, difficulty in zip((48, 20, 6), wards, told, strict=False):
        day = today - timedelta(days=ago)
        with as_of(at(day, 10)) as now:
            visiting.note_department_visit(
                actor=principal, department=ward, day=day, work="工作平稳，夜班人手紧。",
                mood="总体稳定，盼望改善值班室条件。", difficulties=[difficulty],
                personal=[], told_by=None, now=now,
            )  # fmt: skip
    with as_of(at(today - timedelta(days=1), 9)) as now:
        visit_plans.plan_visits(
            actor=principal, departments=wards[:2], leader=principal.staff,
            day=today + timedelta(days=5), look_at="夜班值守、抢救车、值班室条件", now=now,
            today=today - timedelta(days=1),
        )  # fmt: skip
    for name, base in (("门诊一楼候诊区", 3), ("住院部大厅", 4)):
        with as_of(at(today - timedelta(days=70), 9)):
            point = visiting.keep_point(actor=actors[Role.DIRECTOR], name=name, department=None)
        PointRating.objects.bulk_create(
            PointRating(
                point=point, day=today - timedelta(days=n), service=rng.randint(3, 5),
                environment=min(5, base + (n < 30) + rng.randint(0, 1)),
            )
            for n in range(1, 64)
        )  # fmt: skip
