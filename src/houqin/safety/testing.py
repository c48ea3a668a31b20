"""Typed factories for tests of the safety room and of what stands above it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from itertools import count
from typing import Any
from uuid import uuid4

from houqin.cases.public import open_case
from houqin.core import clock
from houqin.org.member import Member
from houqin.org.models import Term
from houqin.org.testing import make_member, make_place
from houqin.safety.models import Assessment, DutyPost, EmergencyPlan, PatrolRoute, UndertakingIssue
from houqin.safety.rules import HERE
from houqin.safety.services import (
    accountability,
    duties,
    emergency,
    norms,
    patrols,
    swapping,
    undertakings,
    walking,
)

_numbers = count(1)
TODAY = date(2026, 11, 23)  # a Monday


def moment(hour: int, minute: int = 0, day: date = TODAY) -> datetime:
    """An instant of that day in Shanghai."""
    return datetime.combine(day, time(hour, minute), HERE)


def make_route(
    actor: Member, *names: str, opens: time = time(20), closes: time = time(22), **given: Any
) -> PatrolRoute:
    """A route of places with one shift, walked every day since the Monday."""
    since = given.pop("since", TODAY)
    route = patrols.keep_route(
        actor=actor, name=f"夜巡{next(_numbers)}", needs_label=given.pop("needs_label", False),
        **given,
    )  # fmt: skip
    places = [make_place(name) for name in names or ("东门", "配电室", "锅炉房")]
    patrols.add_points(actor=actor, route_id=route.pk, places=places)
    patrols.keep_shift(
        actor=actor, route_id=route.pk, name="第一轮", opens=opens, closes=closes, since=since,
        weekdays=range(7),
    )  # fmt: skip
    return route


def make_issue(
    actor: Member,
    *,
    text: str = "守好自己的岗位。",
    title: str = "",
    now: datetime | None = None,
    since: date = TODAY,
    **given: Any,
) -> UndertakingIssue:
    """A template for everybody (or as given) and its issue for a year."""
    template = undertakings.keep_template(
        actor=actor, title=title or f"安全责任状{next(_numbers)}", text=text,
        audience=given.pop("audience", "staff"), roles=given.pop("roles", []),
    )  # fmt: skip
    return undertakings.issue(
        actor=actor, template_id=template.pk, title=template.title, since=since,
        until=since + timedelta(days=365), now=now or clock.now(), **given,
    )  # fmt: skip


def make_plan(actor: Member, *, steps: str = "先报警，再疏散", **given: Any) -> EmergencyPlan:
    """An emergency plan that is to be gone over in two months."""
    return emergency.keep_plan(
        actor=actor, title=given.pop("title", f"应急预案{next(_numbers)}"), steps=steps,
        danger=given.pop("danger", "fire"), now=clock.now(),
        review_by=clock.today() + timedelta(days=60), **given,
    )  # fmt: skip


def make_post(actor: Member, name: str = "", **given: Any) -> DutyPost:
    """A post of every day from 7:00 to 8:00."""
    hours: dict[str, Any] = {
        "opens": time(7),
        "closes": time(8),
        "since": TODAY,
        "weekdays": range(7),
    }
    return duties.keep_post(actor=actor, name=name or f"岗位{next(_numbers)}", **hours | given)


def url_samples(member: Member) -> dict[str, tuple[Any, ...]]:
    """Arguments of this room's urls, of rows the member may see, for the test that walks them."""
    return {
        **_patrol_samples(member), **_letter_samples(member), **_other_samples(member),
        **_duty_samples(member),
    }  # fmt: skip


def _assessed(member: Member) -> Assessment:
    other = make_member(member.institution, "gatekeeper")
    return Assessment.objects.create(
        year=TODAY.year, person=other.staff, lines=[], figures=[], score=100, rating="good",
        by=member.staff, at=clock.now(),
    )  # fmt: skip


def _duty_samples(member: Member) -> dict[str, tuple[Any, ...]]:
    today = clock.today()
    place = make_place()
    post = make_post(member, since=today, place=place, opens=time(0), closes=time(23, 59))
    duties.fill(
        actor=member, post_id=post.pk, people=[member.staff], first=today,
        last=today + timedelta(days=1), now=clock.now(),
    )  # fmt: skip
    duty = post.duties.earliest("day")
    other = make_member(member.institution, "cleaner")
    asked = swapping.ask_swap(
        actor=member, duty_id=post.duties.latest("day").pk, taker=other.staff, why="走查",
        now=clock.now(),
    )  # fmt: skip
    return {
        **_named(post.pk, "post_edit", "post_fill"),
        **_named(duty.pk, "duty_sign", "swap", "duty_give"),
        "safety:duty_tag": (place.tag, duty.pk),
        "safety:swap_answer": (asked.pk, "no"),
    }


def _named(pk: int, *names: str) -> dict[str, tuple[Any, ...]]:
    return {f"safety:{name}": (pk,) for name in names}


def _patrol_samples(member: Member) -> dict[str, tuple[Any, ...]]:
    route = make_route(member, since=clock.today())
    point = route.points.select_related("place").first()
    shift = route.shifts.first()
    assert point is not None
    assert shift is not None
    seen = walking.stand_at(actor=member, point_id=point.pk, token=uuid4(), now=clock.now())
    return {
        **_named(route.pk, "route", "route_edit", "points_new", "shift_new"),
        **_named(point.pk, "stand", "point_drop"),
        **_named(shift.pk, "shift_edit", "shift_drop"),
        **_named(seen.round_id, "round", "explain"),
        "safety:stand_tag": (point.place.tag, point.pk),
    }


def _letter_samples(member: Member) -> dict[str, tuple[Any, ...]]:
    letter = make_issue(member).letters.get(staff=member.staff)
    return {
        **_named(letter.pk, "letter", "paper", "withdraw"),
        **_named(letter.issue_id, "issue", "urge", "slips", "archive", "issue_pdf"),
        **_named(Term.objects.earliest("first").pk, "term_pdf"),
        **_named(letter.issue.template_id, "template_edit", "issue_new"),
    }


def _other_samples(member: Member) -> dict[str, tuple[Any, ...]]:
    plan, today, now = make_plan(member), clock.today(), clock.now()
    contact = emergency.keep_contact(actor=member, body="police", name="派出所", phone="110")
    drill = emergency.plan_drill(
        actor=member, plan=plan, title="走查用的演练", day=today, scenario="走查",
        lead=member.staff,
    )  # fmt: skip
    case = open_case(actor=member, flow="hazard", title="走查用的隐患", place=make_place(), now=now)
    held = accountability.hold(
        actor=member, case_id=case.pk, person=member.staff, rule="走查", facts="走查", now=now
    )
    risk = norms.keep_risk(
        actor=member, place=make_place(), title="走查", colour="red", harm="走查", measures="走查",
        leader=member.staff, review_by=today,
    )  # fmt: skip
    clause = norms.keep_clause(actor=member, number=1, text="走查", leader=member.staff)
    return {
        **_named(plan.pk, "plan", "plan_edit", "review"),
        "safety:edition": (plan.pk, 1),
        **_named(contact.pk, "contact_edit", "contact_drop"),
        **_named(drill.pk, "drill", "drill_edit", "hold_drill", "call_off"),
        **_named(risk.pk, "risk_edit"),
        **_named(clause.pk, "clause_edit", "clause_report"),
        **_named(case.pk, "hold"),
        **_named(_assessed(member).pk, "assessment"),
        **_named(held.pk, "accountability", "decide", "lift"),
    }
