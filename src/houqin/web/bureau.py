"""How several institutions stand side by side; four queries however many there are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce

from django.db.models import Exists, OuterRef

from houqin.cases.flow import flows
from houqin.cases.models import Case
from houqin.cases.numbers import Numbers, closing, months_ago
from houqin.core.permissions import may
from houqin.org.member import Member
from houqin.org.models import Institution, Term
from houqin.planning import numbers
from houqin.planning.models import Task, WorkPlan
from houqin.web.memberships import inside

MONTHS = 3
_SHOWN = ("hazard", "work_order", "opinion")  # flows whose closure has a column of its own
_ORDER = ("submitted", "returned", "draft", "closed", "running")


@dataclass(frozen=True, slots=True)
class Standing:
    """One institution's line; ``tally`` is None where the member sees only own work."""

    institution: Institution
    roles: str
    url: str
    plan: str
    plan_state: str
    tally: numbers.Tally | None
    rate: float | None


@dataclass(frozen=True, slots=True)
class Closure:
    """What of its cases an institution has closed: (name of the flow or "", figures, page)."""

    institution: Institution
    cells: list[tuple[str, Numbers, str]]

    @property
    def every(self) -> Numbers:
        return self.cells[0][1]


def closures(members: Sequence[Member], now: datetime) -> list[Closure]:
    """A line for each institution whose cases the member may see, the most overdue first; the same
    figures as on the institution's own page."""
    leading = [m for m in members if may(m, "cases.see_all")]
    keys = [m.institution.pk for m in leading]
    found = closing(Case.objects.filter(institution_id__in=keys), now, months_ago(now, MONTHS))
    lines = [_closure(m, found) for m in leading]
    return sorted(lines, key=lambda line: -line.every.overdue)


def _closure(member: Member, found: Mapping[tuple[int, str], Numbers]) -> Closure:
    page = inside(member.institution.code, f"cases/figures/?months={MONTHS}")
    seen = {one.code: one.name for one in flows() if may(member, one.see)}
    each = {code: found.get((member.institution.pk, code), Numbers()) for code in seen}
    every = reduce(Numbers.plus, each.values(), Numbers())
    cells = [("", every, page)]
    cells += [(seen[code], each[code], f"{page}&flow={code}") for code in _SHOWN if code in seen]
    return Closure(member.institution, cells)


def standings(members: Sequence[Member], today: date) -> list[Standing]:
    """A line per membership, the institutions with most overdue work first."""
    leading = {m.institution.pk for m in members if may(m, "planning.see_all")}
    tallies = _tallies(leading, today) if leading else {}
    plans = _plans(leading) if leading else {}
    lines = [_line(m, leading, tallies, plans) for m in members]
    return sorted(lines, key=lambda s: -(s.tally.overdue if s.tally else 0))


def _line(
    member: Member,
    leading: set[int],
    tallies: dict[int, numbers.Tally],
    plans: dict[int, tuple[str, str]],
) -> Standing:
    key = member.institution.pk
    tally = tallies.get(key, numbers.Tally()) if key in leading else None
    title, state = plans.get(key, ("", ""))
    return Standing(
        institution=member.institution,
        roles=member.role_names,
        url=inside(member.institution.code),
        plan=title,
        plan_state=state,
        tally=tally,
        rate=tally.rate if tally else None,
    )


def _tallies(institutions: set[int], today: date) -> dict[int, numbers.Tally]:
    """This term's tasks of each institution."""
    term = Term.objects.filter(
        institution_id=OuterRef("institution_id"),
        first__lte=today,
        last__gte=today,
    ).filter(first__lte=OuterRef("due_on"), last__gte=OuterRef("due_on"))
    tasks = Task.objects.filter(Exists(term), institution_id__in=institutions)
    return numbers.tally_by(tasks, today, "institution_id")


def _plans(institutions: set[int]) -> dict[int, tuple[str, str]]:
    """The regular plan that matters most: the running one, else the nearest to it."""
    rows = WorkPlan.objects.filter(institution_id__in=institutions, sort=WorkPlan.Sort.REGULAR)
    rows = rows.select_related("institution").defer("source", "guiding")
    found: dict[int, WorkPlan] = {}
    for plan in sorted(rows, key=lambda p: (_ORDER.index(p.state), p.pk)):
        found[plan.institution.pk] = plan
    return {key: (plan.title, plan.get_state_display()) for key, plan in found.items()}
