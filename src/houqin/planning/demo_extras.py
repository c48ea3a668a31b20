"""Meetings, requests, letters and good practices for the demo, through the services people use."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils import timezone

from houqin.core.roles import Kind, Role
from houqin.org.holders import Holders, load_holders
from houqin.org.member import Member
from houqin.org.models import Institution, Staff, Term
from houqin.planning.demo_posts import tell_activities, write_posts
from houqin.planning.models import Meeting, Practice, SupportRequest, Task
from houqin.planning.readiness_lines import template
from houqin.planning.services import (
    attending,
    doing,
    letters,
    meetings,
    minuting,
    practices,
    readiness,
)
from houqin.planning.services import requests as asking
from houqin.planning.services.minuting import Decided
from houqin.planning.services.readiness import NewLine

Actors = Mapping[str, Member]
_DAY = timedelta(days=1)

_OFFICE = {Kind.SCHOOL: "德育处", Kind.KINDERGARTEN: "保教处", Kind.HOSPITAL: "医务科"}
_ABOVE = {Kind.SCHOOL: "区教育局", Kind.KINDERGARTEN: "区教育局", Kind.HOSPITAL: "区卫生健康局"}


def load_extras(institution: Institution, actors: Actors, today: date) -> None:
    """Call inside the institution's scope, after the plan runs.

    ``actors``: role code → Member; "director" and "principal" are needed, who is missing among
    "technician", "canteen_manager", "homeroom", "clerk" is left out or stands back for the
    director. Everything is dated around ``today``.
    """
    story = _Story(institution, actors, today)
    write_posts(story.director, today)
    tell_activities(story.director, story.people(), today)
    story.tell_meetings()
    story.tell_studies()
    story.tell_requests()
    story.tell_letters()
    story.tell_practices()
    story.tell_readiness()


class _Story:
    def __init__(self, institution: Institution, actors: Actors, today: date) -> None:
        self.kind = Kind(institution.kind)
        self.today = today
        self.director = actors[Role.DIRECTOR]
        self.principal = actors[Role.PRINCIPAL]
        self.worker = actors.get(Role.TECHNICIAN, self.director)
        self.cook = actors.get(Role.CANTEEN_MANAGER, self.worker)
        self.asker = actors.get(Role.HOMEROOM) or actors.get(Role.CLERK) or self.principal
        self.everyone = {one.staff.pk: one for one in actors.values() if not one.is_read_only}

    def people(self) -> list[Staff]:
        return [one.staff for one in self.everyone.values()]

    def tell_meetings(self) -> None:
        last = self._called("总务例会", "regular", self.today - 7 * _DAY, _AGENDA)
        self._attended(last, absent=1)
        tasks = self._minuted(
            last,
            "通报上周检查：楼道灯 3 处不亮，食堂留样记录齐全。议定两件事，分头落实。",
            [
                Decided("更换教学楼二层不亮的灯管", self.worker.staff, self.today - 3 * _DAY),
                Decided("盘点餐具和保洁用品，报采购清单", self.cook.staff, self.today + 2 * _DAY),
            ],
        )
        self._done(tasks[0], self.worker, self.today - 4 * _DAY, "换灯管 5 支，全部点亮。")
        safety = self._called(
            "安全工作例会", "safety", self.today - 3 * _DAY, "1. 上周隐患整改\n2. 下周消防演练分工"
        )
        self._attended(safety, absent=0)
        self._minuted(safety, "隐患 4 处已改 3 处；演练定在下周五，分工见议程。", [])
        self._called("总务例会", "regular", self.today + 2 * _DAY, _AGENDA)

    def tell_studies(self) -> None:
        """每周学习: two topics, somebody away who has not read up, somebody who spoke."""
        topics = (("law", "食品安全法第四章", 11), ("safety", "防火和用电常识", 4))
        for topic, title, days in topics:
            study = self._called(
                f"每周学习：{title}", "study", self.today - days * _DAY,
                f"学习{title}，对照岗位谈体会", topic=topic,
            )  # fmt: skip
            self._attended(study, absent=1)
            first = study.attendance.filter(staff=self.worker.staff).get()
            attending.mark(
                actor=self.director,
                meeting_id=study.pk,
                states={first.pk: first.state},
                spoken={first.pk: "结合上周巡查，讲了插座过载怎样发现、怎样报。"},
                now=study.ends_at,
            )
            self._minuted(study, f"集中学习{title}，逐条对照本岗位，会后各写一条改进。", [])

    def _called(self, title: str, sort: str, day: date, agenda: str, topic: str = "") -> Meeting:
        before = min(day, self.today) - _DAY
        return meetings.call_meeting(
            actor=self.director,
            now=_at(before, 9),
            attendees=self.people(),
            sort=sort,
            title=title,
            starts_at=_at(day, 15),
            duration=50,
            place="小会议室",
            agenda=agenda,
            host=self.director.staff,
            guests="",
            task=self._planned(title, day),
            topic=topic,
            speaker=self.director.name if topic else "",
        )

    def _planned(self, title: str, day: date) -> Task | None:
        """The plan's own meeting of that week, where there is one."""
        rows = Task.objects.open().filter(first__lte=day, due_on__gte=day, meetings=None)
        wanted = rows.filter(item__title__contains=title[:4], item__proof__in=["text", "none"])
        return wanted.select_related("item", "assignee").first()

    def _attended(self, meeting: Meeting, *, absent: int) -> None:
        people = list(self.everyone.values())
        came = people[: len(people) - absent]
        for number, member in enumerate(came):
            moment = meeting.starts_at + timedelta(minutes=number % 9 - 9 if number % 10 else 9)
            attending.sign_in(actor=member, meeting_id=meeting.pk, now=moment)

    def _minuted(self, meeting: Meeting, text: str, decided: list[Decided]) -> list[Task]:
        minuting.publish_minutes(
            actor=self.director,
            meeting_id=meeting.pk,
            minutes=text,
            decisions=decided,
            now=meeting.ends_at + timedelta(minutes=40),
            today=meeting.day,
        )
        return [one.task for one in meeting.decisions.select_related("task__item") if one.task]

    def _done(self, task: Task, who: Member, day: date, note: str) -> None:
        doing.hand_in(actor=who, task_id=task.pk, token=_token(task), now=_at(day, 16), note=note)

    def tell_requests(self) -> None:
        office = _OFFICE[self.kind]
        rated = self._asked("消防演练用扩音喇叭两只", "equipment", -9, -6, "操场", "上午九点前")
        self._accepted(rated, -8)
        self._finished(rated, -7, "喇叭已送到，试过音。")
        asking.confirm(
            actor=self.asker, request_id=rated, rating=5, comment="送得早，还帮着试音。",
            now=_at(self.today - 6 * _DAY, 17),
        )  # fmt: skip
        waiting = self._asked(f"{office}门锁打不开", "repair", -3, 0, f"{office}办公室", "")
        self._accepted(waiting, -2)
        self._finished(waiting, -1, "换了锁芯，钥匙 3 把已交。")
        self._accepted(self._asked("家长会摆椅子 120 把", "venue", -2, 4, "报告厅", "分四个区"), -1)
        self._asked("宣传栏灯箱不亮", "power", 0, 6, "大门口宣传栏", "")
        refused = self._asked("加装饮水机一台", "goods", -5, 3, "三楼办公室", "")
        asking.refuse(
            actor=self.director, request_id=refused, now=_at(self.today - 4 * _DAY, 10),
            reason="本学期预算已用完，已列入下学期采购计划。",
        )  # fmt: skip

    def _asked(
        self, title: str, kind: str, asked: int, needed: int, place: str, details: str
    ) -> int:
        day = self.today + asked * _DAY
        return asking.file_request(
            actor=self.asker, now=_at(day, 8), today=day, needed_on=self.today + needed * _DAY,
            title=title, kind=kind, place=place, details=details,
        ).pk  # fmt: skip

    def _accepted(self, request_id: int, when: int) -> None:
        day = self.today + when * _DAY
        row = SupportRequest.objects.get(pk=request_id)
        asking.accept(
            actor=self.director, request_id=request_id, assignee=self.worker.staff,
            due_on=row.needed_on, now=_at(day, 9), today=day,
        )  # fmt: skip

    def _finished(self, request_id: int, when: int, note: str) -> None:
        row = SupportRequest.objects.select_related("task").get(pk=request_id)
        if row.task:
            self._done(row.task, self.worker, self.today + when * _DAY, note)

    def tell_letters(self) -> None:
        above = _ABOVE[self.kind]
        granted = self._sent("维修屋面漏水经费的请示", "money", 75, f"{above}计财科", "186000")
        letters.answer(
            actor=self.director, letter_id=granted, reply_on=self.today - 40 * _DAY,
            outcome="partly", granted="先修东侧屋面", amount_granted=_yuan("120000"),
            reply="同意先行维修东侧屋面，西侧列入明年计划。", today=self.today,
        )  # fmt: skip
        self._sent("关于增加保安 2 名的请示", "posts", 41, above, "")
        self._sent("关于开展消防设施检测的报告", "project", 12, above, "8600")

    def _sent(self, subject: str, about: str, days: int, addressee: str, amount: str) -> int:
        day = self.today - days * _DAY
        return letters.register(
            actor=self.director, now=_at(day, 11), today=day, sent_on=day, remind_after=30,
            sort="request", about=about, number=f"总务〔{day.year}〕{90 - days}号",
            addressee=addressee, subject=subject, amount=_yuan(amount) if amount else None,
            content="",
        ).pk  # fmt: skip

    def tell_practices(self) -> None:
        tried = self._seen(
            "泔水每天称重公示", "邻校食堂参观", "每餐称泔水重量，写在食堂门口", "本单位食堂",
            "canteen", self.cook,
        )  # fmt: skip
        day = self.today - 40 * _DAY
        practices.decide(
            actor=self.director, practice_id=tried, verdict="trial", assignee=self.cook.staff,
            reason="办法简单，先在一个窗口试一个月。", due_on=day + 10 * _DAY,
            follow_on=self.today - _DAY, now=_at(day, 10), today=day,
        )  # fmt: skip
        task = Practice.objects.select_related("task").get(pk=tried).task
        if task:
            self._done(task, self.cook, day + 8 * _DAY, "台秤和公示牌已到位，从今天起称重。")
        self._seen(
            "工具上墙画轮廓", "公众号文章", "每件工具在墙上画出轮廓，缺哪件一眼看见", "维修间",
            "maintenance", self.worker,
        )  # fmt: skip

    def _seen(
        self, title: str, source: str, what: str, usable: str, domain: str, who: Member
    ) -> int:
        return practices.record_practice(
            actor=who, now=_at(self.today - 42 * _DAY, 9), title=title, source=source, what=what,
            usable=usable, domain=domain,
        ).pk  # fmt: skip

    def tell_readiness(self) -> None:
        """The next term's checklist, handed out early; two lines are done already."""
        term = Term.objects.filter(first__gt=self.today + 14 * _DAY).order_by("first").first()
        if term is None:
            return
        holders = load_holders()
        lines = [
            NewLine(
                line.code, line.title, self._holder(holders, line.role),
                term.first - line.days_before * _DAY, line.domain, line.proof,
            )
            for line in template(self.kind)
        ]  # fmt: skip
        if not lines:
            return
        readiness.hand_out(
            actor=self.director, term_id=term.pk, lines=lines, now=_at(self.today, 8),
            today=self.today - _DAY,
        )  # fmt: skip
        done = Task.objects.filter(readiness_line__code__in=["goods", "rooms"])
        for task in done.filter(readiness_line__term=term).select_related("item", "assignee"):
            self._done(task, self.director, self.today - _DAY, "已提前办好，物品清点入库。")

    def _holder(self, holders: Holders, role: Role) -> Staff:
        found = holders.of_role(str(role), None, self.today)
        return (
            self.everyone[found[0]].staff
            if found and found[0] in self.everyone
            else (self.worker.staff)
        )


_AGENDA = "1. 上周检查情况通报\n2. 未办结任务逐项过\n3. 下周安排"


def _at(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))


def _token(task: Task) -> UUID:
    """Made from the task, so that a repeated demo is the same demo."""
    return uuid5(NAMESPACE_URL, f"houqin-demo-{task.institution_id}-{task.pk}")


def _yuan(text: str) -> Decimal:
    return Decimal(text)
