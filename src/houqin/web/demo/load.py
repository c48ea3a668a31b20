"""The three institutions, one after the other; each is there whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from django.db import transaction

from houqin.core import clock
from houqin.core.roles import Kind, Role
from houqin.core.tenancy import every_institution, institution_scope
from houqin.journal.public import origin, record
from houqin.ledgers.services.installing import install_books
from houqin.org.member import Member, member_of
from houqin.org.models import Institution, RoleHolding
from houqin.packs.calendars import for_day, written_for
from houqin.packs.loading import load as load_pack
from houqin.packs.model import Pack
from houqin.planning.demo_extras import load_extras
from houqin.planning.demo_programmes import load_programmes
from houqin.planning.models import Task
from houqin.web.demo.announcing import announce
from houqin.web.demo.founding import let_inspect, make_institution
from houqin.web.demo.guarding import load_guarding
from houqin.web.demo.history import live_through
from houqin.web.demo.matters import load_matters
from houqin.web.demo.moment import as_of, at
from houqin.web.demo.planned import run_plan
from houqin.web.demo.removal import remove_demo
from houqin.web.demo.repairs import load_repairs
from houqin.web.demo.safekeeping import load_safety
from houqin.web.demo.voices import let_speak

PASSWORD = "houqin2026"  # noqa: S105 - printed for whoever looks around
Say = Callable[[str], None]


def load(*, reset: bool, say: Say, today: date | None = None, kinds: Iterable[Kind] = Kind) -> None:
    """Make the demo; ``reset`` removes an older one first. Nothing but demo rows is touched."""
    day = today or clock.today()
    with every_institution():
        there = list(Institution.objects.filter(is_demo=True).values_list("name", flat=True))
    if there and not reset:
        say(f"已有示例单位：{'、'.join(there)}。要重新载入请用 houqin demo --reset。")
        return
    if there:
        say("正在清除原来的示例单位……")
        remove_demo()
    with origin("command"):
        for kind in kinds:
            pack = for_day(load_pack(kind), day)
            say(f"正在载入 {pack.institution.name}……")
            tasks, done = _load_one(pack, day)
            say(f"  {tasks} 项任务，已办 {done} 项。")
    _tell(say)


@transaction.atomic
def _load_one(pack: Pack, today: date) -> tuple[int, int]:
    first = written_for(pack).days.first
    institution = make_institution(pack, PASSWORD, first)
    with institution_scope(institution.pk):
        with as_of(at(first, 8)) as now:
            facilities = pack.institution.facilities
            install_books(actor=None, kind=pack.kind, facilities=facilities, now=now)
        plan = run_plan(institution, pack, today)
        live_through(institution, pack, today)
        actors = _actors(institution, today)
        load_extras(institution, {str(role): one for role, one in actors.items()}, today)
        load_programmes(institution, actors, today)
        load_matters(institution, actors, today)
        let_speak(institution, actors, today)
        load_repairs(institution, actors, today)
        load_safety(institution, actors, today)
        load_guarding(institution, actors, today)
        announce(institution, actors, today)
        let_inspect(institution, pack, PASSWORD)
        tasks = Task.objects.count()
        record(actor=None, action="web.demo_loaded", target=plan, tasks=tasks)
        return tasks, Task.objects.filter(state="done").count()


def _actors(institution: Institution, today: date) -> dict[Role, Member]:
    """One person for each role, the holder before a deputy."""
    actors: dict[Role, Member] = {}
    holdings = RoleHolding.objects.on(today).select_related("staff__user")
    for holding in holdings.order_by("-is_deputy"):
        actors[Role(holding.role)] = member_of(holding.staff, institution, today)
    return actors


def _tell(say: Say) -> None:
    say(f"示例已载入。下面的账号密码都是 {PASSWORD}：")
    for kind in Kind:
        pack = load_pack(kind)
        leaders = [p for p in pack.staff if {"director", "principal"} & set(map(str, p.roles))]
        named = "，".join(f"{p.name} {p.username}" for p in leaders)
        say(f"  {pack.institution.name}：{named}，共 {len(pack.staff)} 个账号")
    inspector = load_pack(Kind.SCHOOL).institution.inspector
    say(f"  三个单位都能看、不能改：{inspector.name} {inspector.username}")
