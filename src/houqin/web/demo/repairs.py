"""Half a term of maintenance for the demo, through the services people use: the register with its
certificates, rounds of which one is late, and repairs in every state."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import cycle, islice
from random import Random
from uuid import NAMESPACE_URL, UUID, uuid5

from django.core.files.base import ContentFile
from django.db.models import Q

from houqin.cases.models import Case
from houqin.cases.public import take
from houqin.core.roles import Kind, Role
from houqin.files.models import StoredFile
from houqin.files.public import take_photo
from houqin.maintenance.models import (
    Contractor,
    Equipment,
    EquipmentKind,
    GoodsLoan,
    Round,
    UpkeepRule,
)
from houqin.maintenance.rules.furniture import Broken
from houqin.maintenance.services import (
    batches,
    dispatching,
    furniture,
    lending,
    links,
    orders,
    promises,
    public_reports,
)
from houqin.maintenance.services import equipment as register
from houqin.maintenance.services import rounds as upkeep
from houqin.maintenance.services.rounds import Line
from houqin.org.member import Member
from houqin.org.models import Institution, Place, SchoolClass
from houqin.web.demo.moment import as_of, at
from houqin.web.demo.pictures import picture

_DAY = timedelta(days=1)
_KEY_PLACES = "财务|实验|档案|库房|教材库|配电|危险品|药房|机房"
_SEED = 20260907


@dataclass(frozen=True, slots=True)
class _Story:
    """One repair: how many days ago, what, and how far it has come."""

    ago: int
    fault: str
    said: str
    cause: str
    work: str
    end: str  # reported, accepted, working, done, closed, outside
    part: tuple[str, int, str] = ("", 0, "")
    market: int = 0
    stars: int = 5
    by_stranger: bool = False


_STORIES = (
    _Story(33, "water", "水龙头关不紧，一直滴水", "垫圈老化", "换了垫圈", "closed",
           ("垫圈", 1, "2.00"), 60),
    _Story(30, "electric", "两根灯管不亮", "镇流器烧坏", "换镇流器和灯管", "closed",
           ("LED 灯管", 2, "18.00"), 120, 4),
    _Story(26, "door", "门锁打不开", "锁芯断了", "换锁芯", "closed", ("锁芯", 1, "35.00"), 150),
    _Story(19, "furniture", "三把椅子松动", "螺丝掉了", "补螺丝加固", "closed",
           ("螺丝", 12, "0.50"), 60, stars=5, by_stranger=True),
    _Story(15, "appliance", "空调不制热", "缺氟", "外单位加氟检漏", "closed", stars=3),
    _Story(12, "water", "下水道堵塞", "杂物堵塞", "疏通", "closed", ("疏通剂", 1, "15.00"), 200,
           by_stranger=True),
    _Story(8, "network", "投影仪不显示", "线头松动", "重接并固定", "closed", market=80),
    _Story(5, "building", "墙角瓷砖空鼓脱落", "年久空鼓", "铲除重贴", "done",
           ("瓷砖", 6, "4.50"), 180),
    _Story(4, "electric", "插座没有电", "线路老化", "更换插座", "working"),
    _Story(3, "appliance", "饮水机漏水", "密封圈坏", "联系厂家", "outside"),
    _Story(1, "door", "窗户插销坏了，关不上", "插销断", "换插销", "accepted"),
    _Story(0, "water", "水管接头渗水，地上有积水", "接头松", "紧固", "reported", by_stranger=True),
)  # fmt: skip

_PIECES: tuple[tuple[str, str, str, int], ...] = (
    ("lift", "客梯", "DT", 1), ("extinguisher", "干粉灭火器", "MH", 6), ("fan", "吊扇", "DS", 6),
    ("light", "教室灯具", "ZM", 8), ("aircon", "壁挂空调", "KT", 5), ("toy", "大型玩具", "WJ", 3),
    ("sports", "篮球架", "TY", 2), ("computer", "办公电脑", "DN", 5), ("gas", "燃气灶", "RQ", 2),
    ("lightning", "避雷带", "BL", 1), ("window", "外窗", "CH", 6),
)  # fmt: skip


# Where what no classroom has stands.
_STANDS = {
    "toy": Q(sort=Place.Sort.GROUND), "sports": Q(sort=Place.Sort.GROUND),
    "lift": Q(sort=Place.Sort.BUILDING), "lightning": Q(sort=Place.Sort.BUILDING),
    "gas": Q(name="操作间"),
}  # fmt: skip


def load_repairs(institution: Institution, actors: Mapping[Role, Member], today: date) -> None:
    """Call inside the institution's scope, after its people and places are there."""
    _Repairs(institution, actors, today).tell()


class _Repairs:
    def __init__(
        self, institution: Institution, actors: Mapping[Role, Member], today: date
    ) -> None:
        self.kind, self.code, self.today = Kind(institution.kind), institution.code, today
        self.director = actors[Role.DIRECTOR]
        self.worker = actors.get(Role.TECHNICIAN, self.director)
        self.electrician = actors.get(Role.ELECTRICIAN, self.worker)
        self.reporter = actors.get(Role.HOMEROOM, actors.get(Role.CLERK, self.director))
        self.head = actors.get(Role.GRADE_HEAD, self.reporter)
        self.rooms = list(Place.objects.filter(sort=Place.Sort.ROOM).order_by("path")[:40])
        self.rng = Random(_SEED + len(self.code))  # noqa: S311 - invents, guards nothing
        self._photo: StoredFile | None = None

    def tell(self) -> None:
        with as_of(at(self.today - 60 * _DAY, 9)):
            register.begin_with_catalogue(actor=self.director, kind=self.kind)
            self._people()
            self._register()
            self._guarded()
        for story in _STORIES:
            self._repair(story)
        self._rounds()
        day = self.today - 2 * _DAY
        with as_of(at(day, 15)) as now:
            lines = [
                (room.pk, fault, said)
                for room, (fault, said) in zip(self.rooms[4:7], _COLLECTED, strict=False)
            ]
            batches.forward(
                actor=self.head, title=f"{day.month}月{day.day}日收集的问题", lines=lines,
                token=self._token("batch"), now=now,
            )  # fmt: skip
        self._class_list()
        self._small_work()
        if self.kind != Kind.HOSPITAL:
            self._remotes()

    def _remotes(self) -> None:
        """Handed out for the summer, collected since; one room has not brought its own back."""
        with as_of(at(self._working_day(50), 10)) as now:
            lending.hand_out(
                actor=self.director, goods="空调遥控器", staff=self.worker.staff,
                kind=EquipmentKind.objects.get(code="aircon"), due_on=self.today - 5 * _DAY,
                token=self._token("remotes"), now=now,
            )  # fmt: skip
        out = list(GoodsLoan.objects.filter(place__isnull=False).order_by("pk"))
        with as_of(at(self._working_day(4), 15)) as now:
            counts = {loan.pk: loan.quantity for loan in out[1:]} | {out[0].pk: 0}
            lending.collect(actor=self.director, counts=counts, now=now)

    def _class_list(self) -> None:
        """What a homeroom teacher's list brought: one room is done, the other waits."""
        day = self._working_day(7)
        own = SchoolClass.objects.filter(homeroom=self.reporter.staff).first()
        lines = [
            Broken(self.rooms[at_room % len(self.rooms)].pk, thing, count, said)
            for at_room, thing, count, said in _BROKEN
        ]
        with as_of(at(day, 8)) as now:
            batch = furniture.report_list(
                actor=self.reporter, title=f"{own or '办公室'} 坏桌椅清单", school_class=own,
                lines=lines, token=self._token("list"), now=now,
            )  # fmt: skip
        first = batch.orders.order_by("pk").select_related("case")[0]
        pieces = list(first.broken.order_by("pk"))
        self._step(_MENDED, first.case, "accept", at(day, 9))
        fates = {one.pk: (max(one.quantity - 1, 0), min(one.quantity, 1), 0) for one in pieces}
        furniture.settle(actor=self.director, case_id=first.case_id, fates=fates)
        self._step(_MENDED, first.case, "finish", at(day, 16))

    def _small_work(self) -> None:
        """A wall that costs more than the limit waits for its money."""
        day = self._working_day(3)
        promises.keep_promise(
            actor=self.director, grade="normal", fault="water", place=None,
            respond_hours=Decimal(2), finish_hours=None, finish_days=2,
        )  # fmt: skip
        with as_of(at(day, 9)) as now:
            case = orders.report(
                actor=self.reporter, place=self.rooms[-1], fault="building", now=now,
                text="外墙饰面空鼓，有脱落的可能", token=self._token("wall"),
            )  # fmt: skip
        self._step(_MENDED, case, "accept", at(day, 10))
        with as_of(at(day, 11)) as now:
            take(
                actor=self.director, case_id=case.pk, transition="estimate", now=now,
                given={"plan": "铲除空鼓重做饰面 12 平方米", "estimate": Decimal(2600),
                       "danger": "high"},
            )  # fmt: skip

    def _token(self, name: str) -> UUID:
        return uuid5(NAMESPACE_URL, f"demo-{self.code}-repairs-{name}")

    def _people(self) -> None:
        buildings = list(Place.objects.filter(sort=Place.Sort.BUILDING).order_by("path")[:4])
        trades = {
            self.worker: ["carpentry", "masonry", "outdoor", "general"],
            self.electrician: ["water", "electric", "appliance", "network", "gas"],
        }
        for member, skills in trades.items():
            dispatching.keep_repairer(
                actor=self.director, staff=member.staff, trades=skills, zones=buildings,
                most_jobs=8, is_active=True,
            )  # fmt: skip
        for name, trade in (("宏达电梯维保公司", "电梯维保"), ("清风制冷服务部", "空调、饮水机")):
            register.keep_contractor(actor=self.director, name=name, trade=trade)

    def _register(self) -> None:
        kinds = {row.code: row for row in EquipmentKind.objects.exclude(code="")}
        rows = []
        for code, name, prefix, count in _PIECES:
            kind = kinds.get(code)
            own = Place.objects.filter(_STANDS[code]).order_by("path") if code in _STANDS else ()
            places = islice(cycle(list(own[:4]) or self.rooms), self.rng.randint(0, 6), None)
            for number in range(count if kind else 0):
                rows.append(self._piece(kind, name, f"{prefix}-{number + 1:02d}", next(places)))  # type: ignore[arg-type]
        Equipment.objects.bulk_create(rows)

    def _piece(self, kind: EquipmentKind, name: str, code: str, place: Place) -> Equipment:
        piece = Equipment(kind=kind, name=name, code=code, place=place)
        piece.installed_on = self.today - self.rng.randint(300, 2400) * _DAY
        near = place.pk % 4 or kind.months is not None  # a room in four is looked at too seldom
        piece.last_check_on = self.today - self.rng.randint(*((1, 4) if near else (45, 90))) * _DAY
        if kind.months:
            piece.next_inspection_on = self.today + self.rng.choice((18, 45, 120, 200)) * _DAY
            piece.certificate = f"检 {self.today.year}-{self.rng.randint(1000, 9999)}"
        if self.rng.random() < 0.06:
            piece.state, piece.state_reason = Equipment.State.REPLACE, "年久老化"
            piece.estimate = Decimal(self.rng.choice((380, 900, 2600)))
        piece.fill_search()
        return piece

    def _guarded(self) -> None:
        """Cameras at the gates and grounds, one of them dark; what keeps thieves from key places,
        each with who answers for it."""
        kinds = {row.code: row for row in EquipmentKind.objects.exclude(code="")}
        outside = Place.objects.filter(sort__in=(Place.Sort.GATE, Place.Sort.GROUND))
        inside = Place.objects.filter(sort=Place.Sort.ROOM, name__regex=_KEY_PLACES)
        rows = []
        for code, name, prefix, places in (
            ("camera", "摄像机", "JK", outside), ("guard", "门锁和报警器", "FD", inside),
        ):  # fmt: skip
            for number, place in enumerate(places.order_by("sort", "path")[:7], 1):
                piece = Equipment(
                    kind=kinds[code], name=name, code=f"{prefix}-{number:02d}", place=place,
                    installed_on=self.today - 900 * _DAY, keeper=self.director.staff,
                    last_check_on=self.today - (40 if number == 2 else 3) * _DAY,
                )  # fmt: skip
                if code == "camera" and number == 3:
                    piece.state, piece.state_reason = Equipment.State.REPAIR, "画面黑，已报修"
                piece.fill_search()
                rows.append(piece)
        Equipment.objects.bulk_create(rows)

    def _working_day(self, ago: int) -> date:
        day = self.today - ago * _DAY
        return day - max(day.weekday() - 4, 0) * _DAY

    def _repair(self, story: _Story) -> None:
        day = self._working_day(story.ago)
        place = self.rooms[(story.ago * 7) % len(self.rooms)]
        steps = self._steps(story, day)
        with as_of(at(day, 8, 20)) as now:
            case = self._report(story, place, now)
        for code, moment in steps:
            self._step(story, case, code, moment)

    def _report(self, story: _Story, place: Place, now: datetime) -> Case:
        token = self._token(f"{story.ago}")
        if story.by_stranger:
            return public_reports.report_from_outside(
                place=place, fault=story.fault, text=story.said, name="", phone="",
                device=f"demo-{story.ago}", token=token, now=now,
            )  # fmt: skip
        return orders.report(
            actor=self.reporter, place=place, fault=story.fault, text=story.said, token=token,
            now=now,
        )  # fmt: skip

    def _steps(self, story: _Story, day: date) -> Iterator[tuple[str, datetime]]:
        if story.end == "reported":
            return
        yield "accept", at(day, 9, self.rng.randint(0, 50))
        if story.end == "outside" or story.said == "空调不制热":
            yield "outsource", at(day, 10)
        if story.end in {"working", "done", "closed"}:
            yield "arrive", at(day, 14)
        if story.end in {"done", "closed"}:
            yield "finish", at(day, 15, self.rng.randint(0, 50))
        if story.end == "closed":
            yield "confirm", at(day, 16, self.rng.randint(0, 50))

    def _step(self, story: _Story, case: Case, code: str, moment: datetime) -> None:
        case.refresh_from_db()
        owner = case.owner or self.worker.staff
        actor = next(
            (m for m in (self.worker, self.electrician) if m.staff.pk == owner.pk), self.director
        )
        with as_of(moment) as now:
            if code == "outsource":
                firm = Contractor.objects.order_by("-pk")[0]
                links.give_to_firm(
                    actor=actor, case_id=case.pk, contractor=firm, days=30,
                    token=self._token(f"{story.ago}-out"), now=now,
                )  # fmt: skip
                return
            if code == "confirm":
                by = self.director if story.by_stranger else self.reporter
                take(
                    actor=by, case_id=case.pk, transition=code, now=now,
                    given={"stars": story.stars},
                )  # fmt: skip
                return
            given, photos = self._finish(story, case, actor, now) if code == "finish" else ({}, {})
            take(actor=actor, case_id=case.pk, transition=code, now=now, given=given, photos=photos)

    def _finish(
        self, story: _Story, case: Case, actor: Member, now: datetime
    ) -> tuple[dict[str, object], dict[str, list[StoredFile]]]:
        name, count, price = story.part
        if name:
            orders.add_part(
                actor=actor, case_id=case.pk, name=name, quantity=Decimal(count), unit="个",
                price=Decimal(price), now=now,
            )  # fmt: skip
        given: dict[str, object] = {"cause": story.cause, "work": story.work, "labour": "60"}
        if story.market:
            given["market"] = Decimal(story.market)
        if story.said == "空调不制热":
            given["cost"] = Decimal(260)
        return given, {"after": [self._picture(actor, now)]}

    def _picture(self, actor: Member, now: datetime) -> StoredFile:
        """One picture for all: drawing them costs more than the rest of the demo."""
        if self._photo is None or self._photo.uploaded_by_id != actor.staff.pk:
            content = picture("maintenance", "维修", f"{now:%Y-%m-%d %H:%M}", self.rng)
            upload = ContentFile(content, name="维修.jpg")
            self._photo = take_photo(actor=actor, upload=upload, now=now)
        return self._photo

    def _rounds(self) -> None:
        """Last week's lamps are all seen, this week's under way; the fans are late by three."""
        monday = self.today - self.today.weekday() * _DAY
        self._round("照明每周检查", monday - 7 * _DAY, monday - 3 * _DAY, leave=0, fails=1)
        self._round("照明每周检查", monday, monday + 4 * _DAY, leave=4, fails=0)
        late = self.today - 12 * _DAY
        self._round("电扇每月检查", late - 9 * _DAY, late, leave=3, fails=0)

    def _round(self, name: str, first: date, due: date, *, leave: int, fails: int) -> None:
        rule = UpkeepRule.objects.get(name=name)
        pieces = list(upkeep.pieces_of(rule).order_by("code"))
        with as_of(at(max(first, self.today - 40 * _DAY), 10)) as now:
            row = Round.objects.create(
                rule=rule, first=first, due_on=due, assignee=self.electrician.staff
            )
            seen = pieces[: max(len(pieces) - leave, 0)]
            lines = [
                Line(
                    piece.pk,
                    "failed" if number < fails else "passed",
                    (rule.points[0],) if number < fails else (),
                    "一根灯管不亮" if number < fails else "",
                )
                for number, piece in enumerate(seen)
            ]
            upkeep.enter(
                actor=self.electrician, round_id=row.pk, lines=lines,
                token=self._token(f"{name}-{first}"), now=now,
            )  # fmt: skip


_MENDED = _Story(7, "furniture", "", "榫头松动", "加固、换桌面", "done", market=300)
_BROKEN = (
    (8, "desk", 5, "桌面翘起"), (8, "chair", 4, "腿松"), (9, "cabinet", 1, "门掉了"),
    (9, "chair", 3, "靠背断"),
)  # fmt: skip
_COLLECTED = (
    ("furniture", "两张课桌桌面翘起"), ("electric", "后排风扇开关失灵"), ("door", "后门关不严"),
)  # fmt: skip
