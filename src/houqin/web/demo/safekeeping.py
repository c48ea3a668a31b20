"""Half a term of safety work for the demo: patrols walked and missed, hazards in every state,
undertakings signed and not, emergency plans with their drills, risk points, the norm's clauses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.core.files.base import ContentFile

from houqin.cases.public import Outside, open_case, take
from houqin.core import clock
from houqin.core.roles import Kind, Role
from houqin.files.models import StoredFile
from houqin.files.public import take_photo
from houqin.org.member import Member
from houqin.org.models import Institution, Place, SchoolClass
from houqin.safety import rules
from houqin.safety.models import (
    ClauseReport,
    PatrolRound,
    PatrolRoute,
    PatrolSighting,
    Tip,
    Undertaking,
    UndertakingSignature,
)
from houqin.safety.services import accountability, emergency, norms, patrols, undertakings
from houqin.web.demo import safety_words as words
from houqin.web.demo.moment import as_of, at
from houqin.web.demo.pictures import picture, signature

_DAY = timedelta(days=1)
_NIGHTS = 24
_MISSED, _UNSIGNED = 0.16, 0.08


@dataclass(frozen=True, slots=True)
class _Path:
    """The places of a route in the order in which they are walked."""

    route: PatrolRoute
    points: tuple[Any, ...]


def load_safety(institution: Institution, actors: Mapping[Role, Member], today: date) -> None:
    """Call inside the institution's scope, after its people and places are there."""
    _Safety(institution, actors, today).tell()


class _Safety:
    def __init__(
        self, institution: Institution, actors: Mapping[Role, Member], today: date
    ) -> None:
        self.kind, self.code, self.today = Kind(institution.kind), institution.code, today
        self.director = actors[Role.DIRECTOR]
        self.principal = actors.get(Role.PRINCIPAL, self.director)
        self.officer = actors.get(Role.SAFETY_OFFICER, self.director)
        self.guard = actors.get(Role.GATEKEEPER, self.officer)
        self.fixer = actors.get(Role.TECHNICIAN, self.director)
        self.teacher = actors.get(Role.HOMEROOM, actors.get(Role.CLERK, self.director))
        self.places = list(
            Place.objects.filter(sort__in=("room", "ground", "gate")).order_by("path")[:60]
        )
        self.rng = Random(f"safety{self.code}")  # noqa: S311 - invents, guards nothing
        self._photo: StoredFile | None = None

    def tell(self) -> None:
        self._patrols()
        self._hazards()
        self._letters()
        self._emergency()
        self._norms()
        if self.kind is not Kind.HOSPITAL:
            self._tips()

    def _token(self, name: str) -> UUID:
        return uuid5(NAMESPACE_URL, f"demo-{self.code}-safety-{name}")

    # patrols

    def _patrols(self) -> None:
        first = self.today - _NIGHTS * _DAY
        with as_of(at(first - _DAY, 9)):
            night = self._route("夜间巡更", "gatekeeper", self.places[::7][:8], first)
            plant = Place.objects.filter(name__regex="锅炉|配电|水泵|燃气|水箱|氧").order_by("path")
            self._route("锅炉和配电巡查", "", list(plant[:4]) or self.places[3::11][:4], first)
        self._nights(night)

    def _route(self, name: str, role: str, places: list[Place], since: date) -> _Path:
        route = patrols.keep_route(
            actor=self.officer, name=name, purpose="门窗落锁，灯和电源关闭，有没有滞留人员",
            role=role, lead=self.officer.staff,
        )  # fmt: skip
        made = patrols.add_points(actor=self.officer, route_id=route.pk, places=places)
        # without a label the demo can be tried on a desk
        patrols.keep_route(actor=self.officer, route_id=route.pk, needs_label=False)
        if role:
            for label, opens, closes in (
                ("第一轮", time(20), time(21, 30)), ("第二轮", time(23), time(0, 30)),
            ):  # fmt: skip
                patrols.keep_shift(
                    actor=self.officer, route_id=route.pk, name=label, opens=opens, closes=closes,
                    since=since, weekdays=range(7),
                )  # fmt: skip
        return _Path(route, tuple(made))

    def _nights(self, walked: _Path) -> None:
        """Rounds of the nights gone by, in bulk as the services would have left them."""
        rounds, sightings = [], []
        now = clock.now()
        for back in range(_NIGHTS, 0, -1):
            day = self.today - back * _DAY
            for shift in walked.route.shifts.all():
                opens, closes = rules.shift_window(day, shift.opens, shift.closes)
                if closes > now:
                    continue  # it is still being walked
                seen = [p for p in walked.points if self.rng.random() > _MISSED / 3]
                if self.rng.random() < _MISSED / 2:
                    seen = []
                row = self._round(walked, shift, day, opens, closes, seen)
                rounds.append(row)
                sightings += self._sightings(row, seen, opens)
        PatrolRound.objects.bulk_create(rounds)
        PatrolSighting.objects.bulk_create(sightings, batch_size=500)

    def _round(
        self, walked: _Path, shift: Any, day: date, opens: datetime, closes: datetime,
        seen: list[Any],
    ) -> PatrolRound:  # fmt: skip
        missed = [p for p in walked.points if p not in seen]
        explained = bool(missed) and self.rng.random() < 0.6
        return PatrolRound(
            route=walked.route, shift=shift, shift_name=shift.name, day=day, opens_at=opens,
            closes_at=closes, walker=self.guard.staff if seen else None,
            expected=len(walked.points), seen=len(seen),
            missed=[{"place": p.place_id, "name": str(p.place)} for p in missed],
            score=rules.share(len(seen), len(walked.points)), closed_at=closes,
            reason=self.rng.choice(words.REASONS) if explained else "",
            reason_by=self.guard.staff if explained else None,
        )  # fmt: skip

    def _sightings(
        self, row: PatrolRound, seen: list[Any], opens: datetime
    ) -> list[PatrolSighting]:
        begun = opens + timedelta(minutes=self.rng.randint(4, 25))
        return [
            PatrolSighting(
                round=row, point=point, by=self.guard.staff, by_label=True, text="",
                at=begun + timedelta(minutes=3 * nth),
                token=self._token(f"{row.day}-{row.shift_name}-{point.pk}"),
            )
            for nth, point in enumerate(seen)
        ]  # fmt: skip

    # hazards

    def _hazards(self) -> None:
        for nth, story in enumerate(words.HAZARDS):
            self._hazard(nth, story)
        with as_of(at(self.today - 31 * _DAY, 10, 40)) as now:
            case = open_case(
                actor=self.teacher, flow="incident", title=words.INCIDENT[self.kind],
                text="当场处理并通知家属，没有大碍。", kind="injury",
                place=self.places[1], now=now, token=self._token("incident"),
            )  # fmt: skip
            given = {"cause": "地面有积水，没有及时擦干", "improve": "雨天增派值守，铺防滑垫"}
            take(actor=self.officer, case_id=case.pk, transition="analyse", given=given, now=now)
        with as_of(at(self.today - 30 * _DAY, 16)) as now:
            take(actor=self.principal, case_id=case.pk, transition="close", now=now)

    def _hazard(self, nth: int, story: words.Hazard) -> None:
        place = self.places[(nth * 5 + 2) % len(self.places)]
        with as_of(at(self.today - story.ago * _DAY, 8, 20 + nth)) as now:
            case = open_case(
                actor=self.teacher if nth % 2 else self.officer, flow="hazard",
                title=f"{place.name}：{story.text}", text=story.text, kind=story.kind,
                grade=story.grade, place=place, now=now, token=self._token(f"hazard{nth}"),
            )  # fmt: skip
        steps = (
            ("assign", self.officer, 0, {
                "owner": self.fixer.staff, "plan": story.measure, "money": story.money,
                "interim": "现场拉警戒线，专人看守，先停用",
                "due": self.today - story.ago * _DAY + 4 * _DAY,
            }),
            ("fix", self.fixer, 2, {"measure": story.measure}),
            ("verify", self.director, 3, {"said": "现场看过，合格"}),
        )  # fmt: skip
        for code, actor, after, given in steps[: story.steps]:
            day = min(self.today - story.ago * _DAY + after * _DAY, self.today)
            with as_of(at(day, 9 + after * 2, 10)) as now:
                photos = {"after": [self._after()]} if code == "fix" else {}
                take(
                    actor=actor, case_id=case.pk, transition=code, given=given, photos=photos,
                    now=now,
                )  # fmt: skip
        if story.is_held:
            self._hold(case.pk)

    def _after(self) -> StoredFile:
        if self._photo is None:
            said = f"{self.today:%Y-%m-%d} 示例"
            content = ContentFile(picture("safety", "整改后", said, self.rng), "整改后.jpg")
            self._photo = take_photo(actor=self.fixer, upload=content, now=at(self.today, 8))
        return self._photo

    def _hold(self, case_id: int) -> None:
        with as_of(at(self.today - 6 * _DAY, 10)) as now:
            row = accountability.hold(
                actor=self.director, case_id=case_id, person=self.fixer.staff,
                rule="安全责任状第三条：接到隐患两天内整改", facts="派单后五天没有到场。",
                statement="配件没有到货，没有及时说明。", now=now,
            )  # fmt: skip
            accountability.decide(
                actor=self.principal, accountability_id=row.pk, decision="批评教育，限期整改",
                sanction="扣当月考核 2 分", decided_on=self.today - 6 * _DAY, now=now,
            )  # fmt: skip

    # undertakings

    def _letters(self) -> None:
        drawn = signature(self.rng)
        since, until = self.today - 60 * _DAY, self.today + 90 * _DAY
        with as_of(at(since, 9)) as now:
            for title, roles, text in words.LETTERS:
                template = undertakings.keep_template(
                    actor=self.director, title=title, audience="staff", roles=list(roles), text=text
                )
                undertakings.issue(
                    actor=self.director, template_id=template.pk, title=f"本学期{title}",
                    since=since, until=until, now=now,
                )  # fmt: skip
            rooms = list(SchoolClass.objects.order_by("position")[:2])
            if rooms:
                template = undertakings.keep_template(
                    actor=self.director, title="家长安全责任书", audience="parents",
                    text=words.FAMILY_TEXT,
                )  # fmt: skip
                undertakings.issue(
                    actor=self.director, template_id=template.pk, title="本学期家长安全责任书",
                    since=since, until=until, now=now, classes=rooms,
                )  # fmt: skip
        letters = Undertaking.objects.select_related("issue")
        UndertakingSignature.objects.bulk_create(
            [
                UndertakingSignature(
                    letter=one,
                    name=one.name,
                    picture=drawn,
                    digest=one.issue.digest,
                    signed_at=at(since + self.rng.randint(0, 20) * _DAY, 12),
                    kept_by=one.staff,
                )
                for one in letters
                if self.rng.random() > _UNSIGNED
            ],
            batch_size=200,
        )

    # emergency plans and drills

    def _emergency(self) -> None:
        with as_of(at(self.today - 80 * _DAY, 9)) as now:
            plans = [
                emergency.keep_plan(
                    actor=self.officer, title=title, danger=danger, steps=steps, now=now,
                    routes="按楼层平面图就近下楼，到操场（前广场）按班级、科室集合。",
                    posts="总指挥：单位负责人\n疏散引导：当班教师、护士\n报警联络：安全员",
                    review_by=self.today + days * _DAY,
                )
                for title, danger, steps, days in words.PLANS
            ]  # fmt: skip
            own = (Role.PRINCIPAL, Role.DIRECTOR, Role.SAFETY_OFFICER, Role.DOCTOR)
            for position, role in enumerate(own, 1):
                emergency.keep_contact(
                    actor=self.officer, body="own", role=str(role), position=position
                )
            for position, (body, name, phone) in enumerate(words.BODIES, 10):
                emergency.keep_contact(
                    actor=self.officer, body=body, name=name, phone=phone, position=position
                )
        self._drills(plans)

    def _drills(self, plans: list[Any]) -> None:
        for ago, seconds, problems in ((55, 250, ["东侧楼梯拥挤"]), (20, 205, []), (-12, None, ())):
            day = self.today - ago * _DAY
            with as_of(at(min(day, self.today) - _DAY, 15)):
                drill = emergency.plan_drill(
                    actor=self.officer, plan=plans[0], title=f"{day.month}月消防疏散演练", day=day,
                    scenario="二楼电线短路起火，全体疏散", lead=self.officer.staff,
                )  # fmt: skip
            if seconds is None:
                continue
            with as_of(at(day, 16)) as now:
                emergency.hold_drill(
                    actor=self.officer, drill_id=drill.pk, held_on=day, today=day, now=now,
                    people=420 if seconds > 220 else 415, seconds=seconds, problems=problems,
                    minutes="警报响起后按路线下楼，到集合地点清点人数。",
                )  # fmt: skip

    # risk points and clauses

    def _norms(self) -> None:
        with as_of(at(self.today - 70 * _DAY, 9)):
            for colour, title, harm, measures, where in words.RISKS:
                norms.keep_risk(
                    actor=self.officer, place=self._place_named(where),
                    title=title, colour=colour, harm=harm, measures=measures,
                    response="先断电断气，再按预案处置。", leader=self.officer.staff,
                    review_by=self.today + 200 * _DAY,
                )  # fmt: skip
            leaders = (self.director, self.principal, self.officer)
            made = [
                norms.keep_clause(
                    actor=self.officer, number=number, text=text,
                    leader=leaders[number % 3].staff,
                )
                for number, text in enumerate(words.CLAUSES, 1)
            ]  # fmt: skip
        monday = norms.monday_of(self.today)
        ClauseReport.objects.bulk_create(
            ClauseReport(
                clause=clause, week=monday - back * 7 * _DAY, by=clause.leader,
                state="partly" if self.rng.random() < 0.15 else "done",
                evidence=self.rng.choice(words.EVIDENCE), at=at(monday - back * 7 * _DAY, 8),
            )
            for clause in made
            for back in (3, 2, 1)
            if clause.number != 5  # one leader keeps silent
        )  # fmt: skip

    def _place_named(self, parts: str) -> Place:
        """The first place that has one of these in its name, the better words first."""
        rows = Place.objects.order_by("path")
        found = (rows.filter(name__contains=part).first() for part in parts.split("|"))
        return next((one for one in found if one is not None), self.places[0])

    # tips

    def _tips(self) -> None:
        rooms = list(SchoolClass.objects.order_by("position")[:3])
        for nth, (where, said, verdict) in enumerate(words.TIPS):
            room = rooms[nth % len(rooms)] if rooms else None
            with as_of(at(self.today - (14 - nth * 4) * _DAY, 12, 30)) as now:
                case = open_case(
                    actor=None, flow="hazard_tip", title=f"{where}：{said}", text=said,
                    outside=Outside(name=f"{room.name} 学生" if room else ""), now=now,
                    token=self._token(f"tip{nth}"),
                )  # fmt: skip
                Tip.objects.create(case=case, finder="pupil", school_class=room)
                given: dict[str, Any] = {"why": verdict}
                if verdict == "accept":
                    given = {"grade": "general", "place": self.places[nth]}
                if verdict:
                    take(
                        actor=self.officer, case_id=case.pk, given=given, now=now,
                        transition="accept" if verdict == "accept" else "reject",
                    )  # fmt: skip


__all__ = ["load_safety"]
