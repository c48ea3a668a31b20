"""What a domain declares of a flow: states, steps, who may take them, what must be given. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Any, Protocol


class Party(StrEnum):
    """Who somebody is to a case."""

    REPORTER = "reporter"
    OWNER = "owner"
    COOPERATOR = "cooperator"
    VERIFIER = "verifier"
    MANAGER = "manager"  # holds the flow's ``manage`` permission
    MEMBER = "member"  # anybody inside who may see the case
    CONTRACTOR = "contractor"  # an outside firm that came by the domain's own link
    PUBLIC = "public"  # a stranger with the case's follow code


INSIDE = frozenset(Party) - {Party.CONTRACTOR, Party.PUBLIC}


class NeedKind(StrEnum):
    TEXT = "text"
    MEASURE = "measure"  # several lines, with phrases to tap
    PHOTO = "photo"
    MONEY = "money"
    PERSON = "person"
    PLACE = "place"
    DATE = "date"
    CHOICE = "choice"
    RATING = "rating"
    SIGNATURE = "signature"


# What a given value may fill in on the case itself.
SETTABLE = frozenset({
    "owner", "verifier", "place", "due_on", "grade", "kind", "money_planned", "money_spent",
    "conclusion", "answer", "rating",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Need:
    """Something a step asks for; ``sets`` names the field of the case that it also fills."""

    kind: NeedKind
    code: str
    label: str
    required: bool = True
    options: tuple[tuple[str, str], ...] = ()
    sets: str = ""
    side: str = ""  # of a photo: "before" or "after"; they are shown side by side
    help: str = ""
    roles: tuple[str, ...] = ()  # of a person: offered first
    # (case) -> whether it is asked for at all, and must be given then
    only_when: Callable[[Any], bool] | None = field(default=None, compare=False)
    # (case) -> whether it must be given where it is not ``required`` anyway
    must_when: Callable[[Any], bool] | None = field(default=None, compare=False)
    # (case) -> what stands in the form to begin with
    begins: Callable[[Any], Any] | None = field(default=None, compare=False)


def text(code: str, label: str, **more: Any) -> Need:
    return Need(NeedKind.TEXT, code, label, **more)


def measure(code: str = "measure", label: str = "整改措施", **more: Any) -> Need:
    return Need(NeedKind.MEASURE, code, label, **more)


def photo(code: str, label: str, side: str = "", **more: Any) -> Need:
    return Need(NeedKind.PHOTO, code, label, side=side, **more)


def money(code: str, label: str, **more: Any) -> Need:
    return Need(NeedKind.MONEY, code, label, **more)


def person(code: str, label: str, **more: Any) -> Need:
    return Need(NeedKind.PERSON, code, label, **more)


def place(code: str, label: str, **more: Any) -> Need:
    return Need(NeedKind.PLACE, code, label, **more)


def day(code: str, label: str, **more: Any) -> Need:
    return Need(NeedKind.DATE, code, label, **more)


def choice(code: str, label: str, options: tuple[tuple[str, str], ...], **more: Any) -> Need:
    return Need(NeedKind.CHOICE, code, label, options=options, **more)


def rating(code: str = "rating", label: str = "满意度", **more: Any) -> Need:
    return Need(NeedKind.RATING, code, label, sets=more.pop("sets", "rating"), **more)


def signature(code: str = "signature", label: str = "签名", **more: Any) -> Need:
    return Need(NeedKind.SIGNATURE, code, label, **more)


@dataclass(frozen=True, slots=True)
class State:
    """``word`` is one of the six status words: todo, doing, review, done, na (late is computed)."""

    code: str
    name: str
    word: str
    is_open: bool = True
    is_clock_running: bool = True
    is_done: bool = False  # the work is done, somebody else is still to verify it
    waits_for: Party | None = Party.OWNER
    public: str = ""  # what a stranger with the follow code reads; else ``name``


@dataclass(frozen=True, slots=True)
class Transition:
    """A step from one of ``sources`` to ``target`` ("" : the state stays).

    ``not_by``: whoever did one of these earlier steps may not do this one ("open": who reported).
    ``guard(case, actor or None)`` gives a sentence why not, or "". ``route(case, given)`` chooses
    the state where ``target`` is not enough.
    """

    code: str
    name: str
    sources: tuple[str, ...]
    target: str
    parties: frozenset[Party]
    needs: tuple[Need, ...] = ()
    permission: str = ""
    not_by: tuple[str, ...] = ()
    makes: Party | None = None  # who does it becomes OWNER or VERIFIER, where nobody is yet
    responds: bool = False  # the promised first answer has been given
    reopens: bool = False  # counted; the deadline starts anew
    within_days: int = 0  # only so many days after the work was done
    style: str = ""  # primary, danger or ""
    guard: Callable[[Any, Any], str] | None = field(default=None, compare=False)
    route: Callable[[Any, Mapping[str, Any]], str] | None = field(default=None, compare=False)

    def needs_of(self, case: Any) -> tuple[Need, ...]:
        """What is asked for in this case."""
        asked = [one for one in self.needs if one.only_when is None or one.only_when(case)]
        return tuple(
            replace(one, required=True)
            if one.only_when or (one.must_when and one.must_when(case))
            else one
            for one in asked
        )


@dataclass(frozen=True, slots=True)
class Grade:
    """How bad, and what is promised; hours are working hours unless ``is_always_on``."""

    code: str
    name: str
    colour: str = "yellow"  # red, orange, yellow, blue
    respond_hours: float | None = None
    finish_hours: float | None = None
    finish_days: int | None = None  # working days, to the end of the last of them
    is_always_on: bool = False  # round the clock: a burst pipe does not wait for Monday

    def promising(self, kept: Promise) -> Grade:
        """The same with what an institution promises instead."""
        return replace(
            self, respond_hours=_float(kept.respond_hours), finish_hours=_float(kept.finish_hours),
            finish_days=kept.finish_days,
        )  # fmt: skip


class Promise(Protocol):
    """Hours or days that were settled on a page; a model's row or what was made of one."""

    @property
    def respond_hours(self) -> Decimal | None: ...
    @property
    def finish_hours(self) -> Decimal | None: ...
    @property
    def finish_days(self) -> int | None: ...


def _float(hours: Decimal | None) -> float | None:
    return None if hours is None else float(hours)


@dataclass(frozen=True, slots=True)
class Escalation:
    """Told once: so many working hours after (negative: before) the anchor.

    ``to``: parties' codes, "superior" (the owner's), or "role:principal".
    """

    code: str
    name: str
    to: tuple[str, ...]
    hours: float = 0
    anchor: str = "due"  # due, respond or opened
    is_urgent: bool = False


Hook = Callable[..., object]


@dataclass(frozen=True)
class Flow:
    """One sort of case, as its room declares it; register it in the room's ``ready()``."""

    code: str
    room: str
    name: str
    prefix: str
    states: tuple[State, ...]
    initial: str
    transitions: tuple[Transition, ...]
    grades: tuple[Grade, ...] = ()
    escalations: tuple[Escalation, ...] = ()
    kinds: tuple[tuple[str, str], ...] = ()
    open_needs: tuple[Need, ...] = ()  # asked by the general report page beside title, place, photo
    report: str = "cases.report"  # permission to open one from inside
    see: str = "cases.see_all"  # who holds it sees every case of the flow; others see their own
    manage: str = "cases.manage"
    manager_roles: tuple[str, ...] = ("director",)  # told while nobody owns it
    icon: str = "refresh-alert"
    numbering: str = "{book}-{year}-{n:4}"
    default_grade: str = ""
    default_owner: Callable[[Any], Any] | None = None  # (unsaved case) -> Staff or None
    # (case, its grade) -> the Grade whose hours are promised: for rooms with settings of their own.
    promised: Callable[[Any, Grade | None], Grade | None] | None = None
    # (member) -> Q: rows of this flow that stay hidden from the member whatever else holds.
    hidden_from: Callable[[Any], Any] | None = None
    hides_reporter: bool = False  # the reporter's name is shown to managers alone
    told_owner: frozenset[str] = frozenset()  # kinds whose owner is shown that name all the same
    # (case) -> further (label, value) lines of the closing form
    on_paper: Callable[[Any], Iterable[tuple[str, str]]] | None = None
    signers: tuple[str, ...] = ("责任人", "复查人", "负责人")  # below the closing form
    detail_template: str = ""  # included on the case's page with {case, subject, member}
    subject: str = ""  # the related name of the domain's OneToOne row: "hazard"
    is_public: bool = False  # strangers may open it (through the domain's own page)
    publishes: tuple[str, ...] = ()  # "transition.need": what a stranger may read of the steps
    on_open: tuple[Hook, ...] = ()  # hook(case=, actor=, given=, now=) in the transaction
    on_step: tuple[Hook, ...] = ()  # hook(case=, step=, actor=, given=, now=) in the transaction
    may_extend: bool = True
    why_not_regroup: str = ""  # why nobody may give it away, join it or merge it; "": managers may
    owner_name: str = "责任人"
    about: str = ""  # what sort of thing it is for, where somebody chooses what to report
    in_menu: bool = True  # offered on the general report page
    new_url: str = ""  # name of the room's own page to report one; else the general one
    new_name: str = ""  # what its button says; else that one is put forward

    @property
    def add_label(self) -> str:
        return self.new_name or f"提出{self.name}"

    @cached_property
    def state_of(self) -> Mapping[str, State]:
        return {state.code: state for state in self.states}

    @cached_property
    def transition_of(self) -> Mapping[str, Transition]:
        return {step.code: step for step in self.transitions}

    @cached_property
    def grade_of(self) -> Mapping[str, Grade]:
        return {grade.code: grade for grade in self.grades}

    @property
    def open_states(self) -> tuple[str, ...]:
        return tuple(state.code for state in self.states if state.is_open)


_flows: dict[str, Flow] = {}


def register(flow: Flow) -> None:
    """Announce a flow; ValueError where it contradicts itself or its code is taken."""
    problem = unsound(flow)
    if problem:
        raise ValueError(f"{flow.code}: {problem}")
    known = _flows.setdefault(flow.code, flow)
    if known is not flow:
        raise ValueError(f"two flows are called {flow.code}")


def flow_of(code: str) -> Flow:
    """KeyError for a flow that no room registers."""
    return _flows[code]


def flows() -> tuple[Flow, ...]:
    return tuple(_flows.values())


def unsound(flow: Flow) -> str:
    """What is wrong with a declaration, or ""."""
    states = {state.code for state in flow.states}
    codes = [step.code for step in flow.transitions]
    if flow.initial not in states:
        return f"the first state {flow.initial} is not declared"
    if len(set(codes)) < len(codes) or len(states) < len(flow.states):
        return "a code is used twice"
    if not any(not state.is_open for state in flow.states):
        return "no state ends it"
    for step in flow.transitions:
        problem = _unsound_step(step, states, set(codes))
        if problem:
            return problem
    return ""


def _unsound_step(step: Transition, states: set[str], codes: set[str]) -> str:
    unknown = {*step.sources, *([step.target] if step.target else [])} - states
    if unknown:
        return f"{step.code} names states that are not declared: {sorted(unknown)}"
    if set(step.not_by) - codes - {"open"}:
        return f"{step.code} is not for doers of steps that are not declared"
    if not step.parties:
        return f"nobody may take {step.code}"
    strange = {need.sets for need in step.needs if need.sets} - SETTABLE
    if strange:
        return f"{step.code} sets {sorted(strange)}, which a case does not have"
    return ""
