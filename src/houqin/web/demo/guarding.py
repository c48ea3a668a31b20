"""Posts, turns, assessments and what is wrong around: the demo's safety work beside the patrols."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time, timedelta
from random import Random
from uuid import NAMESPACE_URL, uuid5

from houqin.cases.public import Case
from houqin.core import clock, tenancy
from houqin.core.roles import Kind, Role
from houqin.ledgers.models import Book
from houqin.ledgers.services.writing import Line, write_entry, write_many
from houqin.org.calendar import days_calendar
from houqin.org.member import Member
from houqin.org.models import Institution, RoleHolding, SchoolClass, Staff, Student
from houqin.org.terms import term_view
from houqin.safety import rules
from houqin.safety.models import Duty, DutyPost
from houqin.safety.services import around, assessing, duties
from houqin.safety.services.walking import is_due
from houqin.web.demo import safety_words as words
from houqin.web.demo.moment import as_of, at

_DAY = timedelta(days=1)
_BEFORE, _AHEAD = 28, 12
_MISSED, _LATE = 0.03, 0.08
_LEADERS = ("principal", "director", "clerk", "safety_officer")
_LED = {"leader", "holiday", "night"}


def load_guarding(institution: Institution, actors: Mapping[Role, Member], today: date) -> None:
    """Call inside the institution's scope, after its people, places and undertakings are there."""
    rng = Random(f"guarding{institution.code}")  # noqa: S311 - invents, guards nothing
    director = actors[Role.DIRECTOR]
    principal = actors.get(Role.PRINCIPAL, director)
    officer = actors.get(Role.SAFETY_OFFICER, director)
    _roster(Kind(institution.kind), officer, today, rng)
    _assess(principal, actors, today)
    if Kind(institution.kind) is not Kind.HOSPITAL:
        _around(officer, institution.code, today)
        _lessons(director, institution.code, today)
        _article(actors.get(Role.GATEKEEPER, officer), institution.code, today)


def _roster(kind: Kind, officer: Member, today: date, rng: Random) -> None:
    since = today - _BEFORE * _DAY
    with as_of(at(since - _DAY, 9)):
        posts = [
            duties.keep_post(
                actor=officer, name=post.name, sort=post.sort, opens=time(*post.opens),
                closes=time(*post.closes), people=post.people, looks=post.looks, since=since,
                workdays_only=not post.rests, rest_days_only=post.rests,
            )
            for post in words.POSTS[kind]
        ]  # fmt: skip
    people, leaders = _people("homeroom", "grade_head"), _people(*_LEADERS)
    turns: list[Duty] = []
    last = today + _AHEAD * _DAY
    calendar = days_calendar(tenancy.institution_id(), since, last)
    for day in (since + n * _DAY for n in range(_BEFORE + _AHEAD + 1)):
        nth = (day - since).days
        free = iter(people[nth * 5 % len(people) :] + people)
        leads = iter(leaders[nth % len(leaders) :] + leaders)
        for post in posts:
            is_gap = day == last - _DAY and post is posts[0]
            if is_due(post, day, calendar) and not is_gap:
                who = leads if post.sort in _LED else free
                turns += [_turn(post, day, next(who), rng) for _one in range(post.people)]
    Duty.objects.bulk_create(turns, batch_size=500)


def _people(*roles: str) -> list[Staff]:
    """Who holds one of the roles; each once, so that nobody stands at two posts a day."""
    held = RoleHolding.objects.filter(role__in=roles, staff__left_on=None, is_deputy=False)
    if roles != _LEADERS:
        held = held.exclude(staff__in=held.model.objects.filter(role__in=_LEADERS).values("staff"))
    return list(Staff.objects.filter(pk__in=held.values("staff")).order_by("pk")[:24])


def _turn(post: DutyPost, day: date, who: Staff, rng: Random) -> Duty:
    opens_at, closes_at = rules.shift_window(day, post.opens, post.closes)
    row = Duty(post=post, day=day, staff=who, opens_at=opens_at, closes_at=closes_at)
    if closes_at <= clock.now() and rng.random() > _MISSED:
        late = rng.randint(2, 9) if rng.random() < _LATE else -rng.randint(1, 14)
        row.signed_at = opens_at + timedelta(minutes=late)
        row.by_label = rng.random() < 0.6
    return row


def _assess(principal: Member, actors: Mapping[Role, Member], today: date) -> None:
    guard, fixer = actors.get(Role.GATEKEEPER), actors.get(Role.TECHNICIAN)
    for who, off, why, rating in (
        (guard, 4, "有三个晚上漏巡，没有及时说明", "good"),
        (fixer, 8, "一处隐患五天没有到场，被追究过责任", "passed"),
    ):
        if who is None or who.staff.pk == principal.staff.pk:
            continue
        lines = [
            {
                **one,
                "score": one["full"] - (off if nth == 1 else 0),
                "said": why if nth == 1 else "",
            }
            for nth, one in enumerate(assessing.clauses_for(who.staff))
        ]
        with as_of(at(today - 2 * _DAY, 15)) as now:
            assessing.assess(
                actor=principal, year=now.year, person=who.staff, lines=lines, rating=rating,
                said="总体尽责，扣分的地方要改。", today=today - 2 * _DAY, now=now,
            )  # fmt: skip


def _around(officer: Member, code: str, today: date) -> None:
    """Three stalls; a joint action solves two; one comes back."""
    token = uuid5(NAMESPACE_URL, f"demo-{code}-around")
    cases: list[Case] = []
    for nth, (kind, what, where, text) in enumerate(words.AROUND):
        with as_of(at(today - (30 - nth) * _DAY, 16, 30)) as now:
            cases.append(
                around.sight(
                    actor=officer, kind=kind, what=what, where=where, text=text, now=now,
                    token=uuid5(token, f"seen{nth}"),
                )
            )  # fmt: skip
    with as_of(at(today - 15 * _DAY, 10)) as now:
        around.act_together(
            actor=officer, cases=cases[2:], gone=cases[:2], bodies="城管、市场监管、派出所",
            members="街道执法队和安全员", result="劝离两处摊点，网吧责令核验身份。",
            token=token, now=now,
        )  # fmt: skip
    kind, what, where, _text = words.AROUND[0]
    with as_of(at(today - 3 * _DAY, 16, 40)) as now:
        around.sight(
            actor=officer, kind=kind, what=what, where=where, text="放学时又来了，占了半条人行道。",
            token=uuid5(token, "again"), now=now,
        )  # fmt: skip


def _lessons(director: Member, code: str, today: date) -> None:
    """The first lesson of every class but two, and a theme week with what each class did."""
    term = term_view(today)
    book = Book.objects.filter(code="safety_lesson").first()
    if term is None or book is None or book.current is None or term.first >= today:
        return
    rooms = list(SchoolClass.objects.order_by("position"))
    week = max(term.first + 10 * _DAY, today - 24 * _DAY)
    week -= week.weekday() * _DAY
    held = [(term.first + _DAY, "开学第一课", "珍爱生命，安全第一", rooms[:-2])]
    for nth, (topic, skipped) in enumerate(words.THEMES):
        held.append((week + nth * _DAY, "主题活动", topic, rooms[skipped:]))
    token = uuid5(NAMESPACE_URL, f"demo-{code}-lessons")
    for nth, (day, sort, topic, classes) in enumerate(held):
        with as_of(at(day, 15)) as now:
            lines = [
                Line(
                    uuid5(token, f"{nth}-{room.pk}"),
                    {"day": f"{day}", "group": str(room.pk), "sort": sort, "topic": topic,
                     "people": "36", "minutes": "40", "by": str(director.staff.pk)},
                )
                for room in classes
            ]  # fmt: skip
            if lines and day <= today:
                write_many(actor=director, book_id=book.pk, lines=lines, now=now)


def _article(guard: Member, code: str, today: date) -> None:
    """A lighter that no parent has fetched yet."""
    book = Book.objects.filter(code="banned_items").first()
    child = Student.objects.order_by("-pk").first()
    if book is None or child is None:
        return
    with as_of(at(today - 9 * _DAY, 7, 50)) as now:
        write_entry(
            actor=guard, book_id=book.pk, token=uuid5(NAMESPACE_URL, f"demo-{code}-article"),
            raw={"day": f"{today - 9 * _DAY}", "group": str(child.school_class_id),
                 "found": "有发现", "child": str(child.pk), "item": "打火机",
                 "keeper": str(guard.staff.pk), "by": str(guard.staff.pk)}, now=now,
        )  # fmt: skip


__all__ = ["load_guarding"]
