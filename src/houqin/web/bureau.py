"""How several institutions stand side by side; three queries however many there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from houqin.core.permissions import may
from houqin.org.member import Member
from houqin.org.models import Institution, Term
from houqin.planning import numbers
from houqin.planning.models import Task, WorkPlan
from houqin.web.memberships import inside

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
