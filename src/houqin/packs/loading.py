"""Loads a pack once: TOML to frozen dataclasses, checked before anybody sees it."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType

from houqin.core.roles import Kind, Role
from houqin.packs.checks import check_duties, check_ledgers, check_pack
from houqin.packs.model import (
    Account,
    Answer,
    Break,
    Condition,
    Department,
    Evidence,
    Group,
    History,
    Institution,
    Ledger,
    Pack,
    Place,
    Reading,
    SamplePlan,
    Span,
    Staff,
    StatutoryDuty,
    Student,
    Term,
)
from houqin.packs.reading import Table, read_table, read_text

_LAW = "law"
_DUTY_FILES = ("food", "safety", "equipment", "health", "property", "hospital")


def load(kind: Kind | str) -> Pack:
    """The pack of this kind of institution; ValueError for an unknown kind."""
    return _load(Kind(kind))


@cache
def _load(kind: Kind) -> Pack:
    base = read_table(kind, "institution.toml")
    calendar = read_table(kind, "calendar.toml")
    institution = _institution(base.table("institution"))
    groups = tuple(map(_group, base.rows("group")))
    pack = Pack(
        institution=institution,
        departments=tuple(map(_department, base.rows("department"))),
        groups=groups,
        places=tuple(map(_place, read_table(kind, "places.toml").rows("place"))),
        staff=tuple(map(_staff, read_table(kind, "staff.toml").rows("staff"))),
        students=_students(groups, institution.words["person"]),
        ledgers=_ledgers_of(institution),
        terms=tuple(map(_term, calendar.rows("term"))),
        breaks=tuple(map(_break, calendar.rows("break", required=False))),
        plan=_plan(kind),
        history=_history(read_table(kind, "history.toml")),
    )
    check_pack(pack)
    return pack


@cache
def load_law() -> tuple[StatutoryDuty, ...]:
    """Every statutory duty with a period, for every kind; filter with applies_to."""
    tables = (read_table(_LAW, f"{name}.toml") for name in _DUTY_FILES)
    duties = tuple(_duty(row) for table in tables for row in table.rows("duty"))
    check_duties(duties, load_law_ledgers())
    return duties


@cache
def load_law_ledgers() -> tuple[Ledger, ...]:
    """The record books that the statutory duties ask for, whatever the kind."""
    rows = read_table(_LAW, "ledgers.toml").rows("ledger")
    ledgers = tuple(map(_ledger, rows))
    check_ledgers(ledgers)
    return ledgers


def _ledgers_of(institution: Institution) -> tuple[Ledger, ...]:
    """The pack's own books, then those its statutory duties need."""
    rows = read_table(institution.kind, "ledgers.toml").rows("ledger")
    needed = {
        duty.ledger
        for duty in load_law()
        if duty.applies_to(institution.kind, institution.facilities)
    }
    return tuple(map(_ledger, rows)) + tuple(
        ledger for ledger in load_law_ledgers() if ledger.code in needed
    )


def _institution(table: Table) -> Institution:
    words, inspector = table.table("words"), table.table("inspector")
    return Institution(
        kind=table.choice("kind", Kind),
        name=table.text("name"),
        code=table.text("code"),
        words=MappingProxyType({key: words.text(key) for key in words.names()}),
        facilities=frozenset(table.choices("facilities", Condition)),
        inspector=Account(inspector.text("username"), inspector.text("name")),
    )


def _department(row: Table) -> Department:
    return Department(row.text("code"), row.text("name"), row.choice("head", Role))


def _group(row: Table) -> Group:
    return Group(
        code=row.text("code"),
        name=row.text("name"),
        grade=row.text("grade"),
        head=row.text("head"),
        place=row.text("place"),
        members=row.number("members", 0),
        boarders=row.number("boarders", 0),
    )


def _students(groups: tuple[Group, ...], person: str) -> tuple[Student, ...]:
    """Nameless on purpose: 学生001 … counted through the institution."""
    members = [(group, position) for group in groups for position in range(group.members)]
    return tuple(
        Student(
            number=f"{group.code}{position + 1:02d}",
            name=f"{person}{index:03d}",
            group=group.code,
            boarder=position < group.boarders,
        )
        for index, (group, position) in enumerate(members, 1)
    )


def _place(row: Table) -> Place:
    return Place(row.text("code"), row.text("name"), row.text("kind"), row.optional("in"))


def _staff(row: Table) -> Staff:
    return Staff(
        username=row.text("username"),
        name=row.text("name"),
        roles=row.choices("roles", Role),
        department=row.text("department"),
        superior=row.optional("superior"),
        deputy=row.optional("deputy"),
    )


def _ledger(row: Table) -> Ledger:
    return Ledger(
        code=row.text("code"),
        name=row.text("name"),
        domain=row.text("domain"),
        evidence=row.choice("evidence", Evidence),
        keeper=row.choice("keeper", Role),
        words=row.texts("words"),
        basis=row.text("basis", ""),
    )


def _span(row: Table) -> Span:
    return Span(row.day("first"), row.day("last"))


def _optional_span(row: Table, key: str) -> Span | None:
    table = row.optional_table(key)
    return None if table is None else _span(table)


def _term(row: Table) -> Term:
    return Term(
        year=row.text("year"),
        name=row.text("name"),
        days=_span(row),
        midterm=_optional_span(row, "midterm"),
        final=_optional_span(row, "final"),
    )


def _break(row: Table) -> Break:
    return Break(row.text("kind"), row.text("name"), _span(row))


def _plan(kind: Kind) -> SamplePlan:
    text = read_text(kind, "plan.md")
    title = text.partition("\n")[0].removeprefix("#").strip()
    table = read_table(kind, "answers.toml")
    answers = tuple(
        Answer(row.text("excerpt"), row.text("phrase"), row.text("cadence"))
        for row in table.rows("answer")
    )
    swaps = tuple((row.text("here"), row.text("there")) for row in table.rows("swap"))
    return SamplePlan(title, text, answers, swaps)


def _history(table: Table) -> History:
    notes = table.table("notes")
    return History(
        notes=MappingProxyType({domain: notes.texts(domain) for domain in notes.names()}),
        postponed=table.texts("postponed"),
        waived=table.texts("waived"),
        readings=tuple(map(_reading, table.rows("reading"))),
    )


def _reading(row: Table) -> Reading:
    return Reading(
        name=row.text("name"),
        domain=row.text("domain"),
        unit=row.text("unit"),
        low=row.decimal("low"),
        high=row.decimal("high"),
        step=row.decimal("step"),
        words=row.texts("words"),
    )


def _duty(row: Table) -> StatutoryDuty:
    return StatutoryDuty(
        code=row.text("code"),
        name=row.text("name"),
        text=row.text("text"),
        cadences=row.texts("cadences"),
        domain=row.text("domain"),
        owner=row.choice("owner", Role),
        ledger=row.text("ledger"),
        regulation=row.text("regulation"),
        article=row.text("article", ""),
        kinds=frozenset(row.choices("kinds", Kind)),
        condition=row.optional_choice("condition", Condition),
        days=row.text("days", "service"),
        proposed=row.optional("proposed"),
        confidence=row.text("confidence"),
    )
