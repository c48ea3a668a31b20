"""Half a term of matters and requests for the demo, through the services people use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.core.files.base import ContentFile
from django.utils import timezone

from houqin.cases.approvals.chain import file_request
from houqin.cases.approvals.meeting import record_decision
from houqin.cases.models import Case
from houqin.cases.public import ask_extension, comment, merge, open_case, take
from houqin.core.roles import Kind, Role
from houqin.files.models import StoredFile
from houqin.files.public import take_photo
from houqin.org.member import Member, member_of
from houqin.org.models import Institution, Place
from houqin.web.demo.moment import as_of, at
from houqin.web.demo.pictures import picture, signature

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Story:
    """One matter: how many days ago, what, how it was dealt with and how far that has come."""

    ago: int
    title: str
    done: str
    end: str  # new, doing, done, closed, reopened, dropped
    grade: str = "normal"


_STORIES = (
    _Story(40, "{site}东侧围墙下堆放杂物", "清走两车，围墙边已空出", "closed"),
    _Story(31, "会议室钥匙缺一把", "配好交门卫", "closed"),
    _Story(24, "公告栏玻璃有裂纹", "换了钢化玻璃", "reopened"),
    _Story(17, "雨棚漏水，地面湿滑", "补了防水胶，放了防滑垫", "closed", "urgent"),
    _Story(11, "非机动车停放占了消防通道", "划线并移走，加了提示牌", "done"),
    _Story(9, "树枝压住电线", "", "doing", "urgent"),
    _Story(6, "旧桌椅占用楼梯间", "", "doing"),
    _Story(5, "楼梯间又堆了旧桌椅", "", "merged"),
    _Story(3, "食堂门口减速带松动", "", "doing"),
    _Story(1, "操场边排水沟盖板翘起", "", "new"),
    _Story(0, "想在大厅加两张长椅", "", "new"),
)


def load_matters(institution: Institution, actors: Mapping[Role, Member], today: date) -> None:
    """Call inside the institution's scope, after its people and places are there."""
    _Matters(institution, actors, today).tell()


class _Matters:
    def __init__(
        self, institution: Institution, actors: Mapping[Role, Member], today: date
    ) -> None:
        self.code, self.today, self.kind = institution.code, today, Kind(institution.kind)
        self.director, self.principal = actors[Role.DIRECTOR], actors[Role.PRINCIPAL]
        self.worker = actors.get(Role.TECHNICIAN, self.director)
        self.reporter = actors.get(Role.HOMEROOM, actors.get(Role.CLERK, self.worker))
        self.places = list(Place.objects.exclude(sort=Place.Sort.ROOM).order_by("path")[:12])
        self.rng = Random(len(self.code))  # noqa: S311 - invents, guards nothing
        self._pictures: dict[str, StoredFile] = {}

    def tell(self) -> None:
        for nth, story in enumerate(_STORIES):
            self._matter(nth, story)
        self._asked()

    def _token(self, name: str) -> UUID:
        return uuid5(NAMESPACE_URL, f"demo-{self.code}-matters-{name}")

    def _photo(self, member: Member, name: str, now: datetime) -> list[StoredFile]:
        """Two pictures for all: what is wrong, and what was put right."""
        key = f"{name}-{member.staff.pk}"
        if key not in self._pictures:
            day = f"{now:%Y-%m-%d}"
            is_signed = name == "签名"
            drawn = (
                signature(self.rng) if is_signed else picture("maintenance", name, day, self.rng)
            )
            upload = ContentFile(drawn, name=f"{name}.jpg")
            self._pictures[key] = take_photo(actor=member, upload=upload, now=now)
        return [self._pictures[key]]

    def _matter(self, nth: int, story: _Story) -> None:
        day = self.today - story.ago * _DAY
        site = "院区" if self.kind is Kind.HOSPITAL else "校园"
        place = self.places[nth % len(self.places)] if self.places else None
        with as_of(at(day, 9, 10 + nth)) as now:
            case = open_case(
                actor=self.reporter, flow="matter", title=story.title.format(site=site), now=now,
                place=place, grade=story.grade, photos=self._photo(self.reporter, "问题照片", now),
                token=self._token(f"open{nth}"),
            )  # fmt: skip
        if story.end not in {"new", "merged"}:
            self._go_on(case, story, day)
        elif story.end == "merged":
            first = Case.objects.filter(flow="matter", is_open=True, title__contains="旧桌椅")
            with as_of(at(day, 11)) as now:
                into = first.exclude(pk=case.pk).order_by("pk").first()
                if into is not None:
                    merge(actor=self.director, case_id=case.pk, into_id=into.pk,
                          reason="同一处", now=now)  # fmt: skip

    def _go_on(self, case: Case, story: _Story, day: date) -> None:
        steps: list[tuple[Member, str, dict[str, Any], date, int]] = [
            (self.director, "assign", {"owner": self.worker.staff.pk}, day, 10)
        ]
        fixed = {"measure": story.done}
        if story.end in {"done", "closed", "reopened"}:
            steps.append((self.worker, "finish", fixed, day + 2 * _DAY, 15))
        if story.end in {"closed", "reopened"}:
            steps.append((self.reporter, "confirm", {}, day + 3 * _DAY, 8))
        if story.end == "reopened":
            why = {"why": "玻璃又松了"}
            steps.append((self.reporter, "reopen", why, day + 9 * _DAY, 9))
        for actor, code, given, on, hour in steps:
            with as_of(at(min(on, self.today), hour)) as now:
                photos = {"after": self._photo(actor, "办好以后", now)} if code == "finish" else {}
                take(actor=actor, case_id=case.pk, transition=code, given=given, photos=photos,
                     token=self._token(f"{code}{case.pk}"), now=now)  # fmt: skip
        if story.ago == 9:
            with as_of(at(day + 2 * _DAY, 9)) as now:
                until = _three_days_after(case, self.today)
                ask_extension(actor=self.worker, case_id=case.pk, until=until,
                              reason="要等供电所派高空车", now=now)  # fmt: skip
        if story.ago == 3:
            with as_of(at(day + _DAY, 9)) as now:
                said = f"@{self.director.name} 膨胀螺栓要买新的，明天装。"
                comment(actor=self.worker, case_id=case.pk, text=said, now=now,
                        token=self._token("said"))  # fmt: skip

    def _asked(self) -> None:
        """Four requests: granted, waiting for the principal, after a meeting's word, returned."""
        small = self._ask("small", 20, "general", "换值班室的热水壶", "180")
        for ago in (19, 18):
            self._decide(small, "agree", {"opinion": "同意"}, ago)
        seats = "给候诊区换一批座椅" if self.kind is Kind.HOSPITAL else "给操场换一批体育器材"
        dear = self._ask("dear", 2, "general", seats, "4800")
        for ago in (2, 1):
            self._decide(dear, "agree", {"opinion": "同意"}, ago)
        meeting = self._ask("meeting", 5, "general", "更换锅炉房循环泵", "26000")
        with as_of(at(self.today - 4 * _DAY, 16)) as now:
            record_decision(
                actor=self.director, case_id=meeting.pk, meeting="行政办公会",
                held_on=self.today - 4 * _DAY, chair=self.principal.name, now=now,
                opinions=[
                    {"name": self.principal.name, "vote": "for", "opinion": "冬季前要换"},
                    {"name": self.director.name, "vote": "for", "opinion": "三家比价后定"},
                    {"name": self.worker.name, "vote": "abstain", "opinion": "旧泵还能修"},
                ],
                result="同意更换，三家比价，低价者中。",
            )  # fmt: skip
        for ago in (3, 3):
            self._decide(meeting, "agree", {"opinion": "按会议决定办"}, ago)
        back = self._ask("back", 2, "general", "参加后勤培训的差旅费", "900")
        self._decide(back, "return", {"why": "请附培训通知。"}, 1)

    def _ask(self, name: str, ago: int, sort: str, title: str, amount: str) -> Case:
        with as_of(at(self.today - ago * _DAY, 8, 40)) as now:
            return file_request(
                actor=self.reporter, type=sort, title=title, amount=Decimal(amount), now=now,
                token=self._token(name),
            )  # fmt: skip

    def _decide(self, case: Case, code: str, given: Mapping[str, str], ago: int) -> None:
        """By whoever's turn it is."""
        now_is = Case.objects.select_related("owner").get(pk=case.pk)
        whose = now_is.owner
        if whose is None or not now_is.is_open:
            return
        actor = member_of(whose, self.director.institution, self.today)
        with as_of(at(self.today - ago * _DAY, 14)) as now:
            photos = {"signature": self._photo(actor, "签名", now)} if code == "agree" else {}
            take(actor=actor, case_id=case.pk, transition=code, given=given, photos=photos,
                 token=self._token(f"{code}{case.pk}-{whose.pk}"), now=now)  # fmt: skip


def _three_days_after(case: Case, today: date) -> date:
    """In the holidays the promise itself lies behind them."""
    case.refresh_from_db(fields=["due_at"])
    promised = timezone.localdate(case.due_at) if case.due_at else today
    return max(today, promised) + 3 * _DAY
