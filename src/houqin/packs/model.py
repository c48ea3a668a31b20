"""The shapes of a pack: frozen, so that a cached pack can be shared by every caller."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from houqin.core.roles import Kind, Role


class Evidence(StrEnum):
    """What proves that a piece of work was done."""

    PHOTO = "photo"
    READING = "reading"
    TEXT = "text"
    NONE = "none"


class Condition(StrEnum):
    """A fact about an institution on which a statutory duty depends."""

    CANTEEN = "has_canteen"
    DELIVERED_MEALS = "has_delivered_meals"
    MEAL_SUBSIDY = "has_meal_subsidy"
    DORMITORY = "has_dormitory"
    LIFT = "has_lift"
    BOILER = "has_boiler"
    PRESSURE_VESSEL = "has_pressure_vessel"
    SCHOOL_BUS = "has_school_bus"
    SECONDARY_WATER = "has_secondary_water"
    AUTO_FIRE_SYSTEM = "has_auto_fire_system"
    CENTRAL_AC = "has_central_ac"
    GENERATOR = "has_generator"
    MEDICAL_GAS = "has_medical_gas"
    SEWAGE_STATION = "has_sewage_station"
    FIRE_KEY_UNIT = "is_fire_key_unit"
    PUBLIC_UNIT = "is_public_unit"

    @property
    def label(self) -> str:
        return _CONDITION_LABELS[self]


_CONDITION_LABELS: dict[Condition, str] = {
    Condition.CANTEEN: "有食堂",
    Condition.DELIVERED_MEALS: "由校外供餐",
    Condition.MEAL_SUBSIDY: "实施营养改善计划",
    Condition.DORMITORY: "有学生宿舍",
    Condition.LIFT: "有电梯",
    Condition.BOILER: "有锅炉",
    Condition.PRESSURE_VESSEL: "有压力容器",
    Condition.SCHOOL_BUS: "有校车",
    Condition.SECONDARY_WATER: "有二次供水设施",
    Condition.AUTO_FIRE_SYSTEM: "有自动消防设施",
    Condition.CENTRAL_AC: "有集中空调",
    Condition.GENERATOR: "有应急发电机",
    Condition.MEDICAL_GAS: "有医用气体系统",
    Condition.SEWAGE_STATION: "有污水处理站",
    Condition.FIRE_KEY_UNIT: "消防安全重点单位",
    Condition.PUBLIC_UNIT: "公办单位",
}


@dataclass(frozen=True, slots=True)
class Account:
    username: str
    name: str


@dataclass(frozen=True, slots=True)
class Institution:
    kind: Kind
    name: str
    code: str
    # The kind's own words: person 学生/幼儿/患者, group 班级/科室, term 学期/半年, …
    words: Mapping[str, str]
    facilities: frozenset[Condition]
    # Not one of the staff: the bureau's read-only account, the same in every pack.
    inspector: Account


@dataclass(frozen=True, slots=True)
class Department:
    code: str
    name: str
    head: Role


@dataclass(frozen=True, slots=True)
class Group:
    """A class of children, or a ward or office of a hospital."""

    code: str
    name: str
    grade: str
    head: str
    place: str
    members: int = 0
    boarders: int = 0


@dataclass(frozen=True, slots=True)
class Student:
    number: str
    name: str
    group: str
    boarder: bool


@dataclass(frozen=True, slots=True)
class Place:
    code: str
    name: str
    kind: str
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Staff:
    username: str
    name: str
    roles: tuple[Role, ...]
    department: str
    superior: str | None = None
    # Who acts while this person is away.
    deputy: str | None = None


@dataclass(frozen=True, slots=True)
class Ledger:
    """A record book. `words` are the phrases of a plan that point to it."""

    code: str
    name: str
    domain: str
    evidence: Evidence
    keeper: Role
    words: tuple[str, ...] = ()
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """Days from first to last, both included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Term:
    year: str
    name: str
    days: Span
    midterm: Span | None = None
    final: Span | None = None


@dataclass(frozen=True, slots=True)
class Break:
    kind: str
    name: str
    days: Span


@dataclass(frozen=True, slots=True)
class Answer:
    """What the director chose for a vague frequency of the sample plan."""

    excerpt: str
    phrase: str
    cadence: str


@dataclass(frozen=True, slots=True)
class SamplePlan:
    title: str
    text: str
    answers: tuple[Answer, ...]
    # (written, what stands there in a plan for the other half of the year)
    swaps: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure people write down; plausible from low to high in steps of step."""

    name: str
    domain: str
    unit: str
    low: Decimal
    high: Decimal
    step: Decimal
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class History:
    """What people write when work is done, put off or dropped: raw material of the demo."""

    notes: Mapping[str, tuple[str, ...]]
    postponed: tuple[str, ...]
    waived: tuple[str, ...]
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class Pack:
    institution: Institution
    departments: tuple[Department, ...]
    groups: tuple[Group, ...]
    places: tuple[Place, ...]
    staff: tuple[Staff, ...]
    students: tuple[Student, ...]
    ledgers: tuple[Ledger, ...]
    terms: tuple[Term, ...]
    breaks: tuple[Break, ...]
    plan: SamplePlan
    history: History

    @property
    def kind(self) -> Kind:
        return self.institution.kind


@dataclass(frozen=True, slots=True)
class StatutoryDuty:
    """A plan item of the built-in plan 法定职责."""

    code: str
    name: str
    text: str
    cadences: tuple[str, ...]
    domain: str
    owner: Role
    ledger: str
    regulation: str
    article: str
    kinds: frozenset[Kind]
    condition: Condition | None = None
    # all: every day; service: only days with meals, lessons or clinic.
    days: str = "service"
    # Where the law says only 定期: what we propose until somebody chooses.
    proposed: str | None = None
    # law_text, secondary or memory: how surely the article was read.
    confidence: str = "memory"

    def applies_to(self, kind: Kind | str, facilities: frozenset[Condition]) -> bool:
        return Kind(kind) in self.kinds and (self.condition is None or self.condition in facilities)
