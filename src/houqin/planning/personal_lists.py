"""Who is expected to write a personal plan, and who has not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from houqin.core.roles import Role
from houqin.org.models import RoleHolding, Staff
from houqin.planning.models import PersonalPlan, PersonalRound


def expected(round_: PersonalRound) -> QuerySet[Staff]:
    """Who works here in the term: whoever only looks in from the bureau writes none."""
    held = RoleHolding.objects.filter(staff=OuterRef("pk"))
    looks_in = Exists(held.filter(role=str(Role.INSPECTOR))) & ~Exists(
        held.exclude(role=str(Role.INSPECTOR))
    )
    here = Staff.objects.filter(Q(left_on=None) | Q(left_on__gt=round_.due_on))
    return here.exclude(looks_in).order_by("department__name", "name")


def missing(round_: PersonalRound) -> list[Staff]:
    """Expected, not exempt and not handed in."""
    settled = PersonalPlan.objects.filter(round=round_).exclude(state=PersonalPlan.State.DRAFT)
    return list(expected(round_).exclude(pk__in=settled.values("staff_id")))


@dataclass(frozen=True, slots=True)
class Standing:
    """One person in a round."""

    staff: Staff
    plan: PersonalPlan | None
    round: PersonalRound
    today: date

    @property
    def is_handed_in(self) -> bool:
        return self.plan is not None and self.plan.state == PersonalPlan.State.HANDED_IN

    @property
    def is_exempt(self) -> bool:
        return self.plan is not None and self.plan.state == PersonalPlan.State.EXEMPT

    @property
    def is_missing(self) -> bool:
        return not (self.is_handed_in or self.is_exempt)

    @property
    def state(self) -> tuple[str, str]:
        """Chip of the plan: state code and words."""
        if self.is_exempt:
            return "na", "不要求"
        if self.plan is not None and self.is_handed_in:
            return ("review", "迟交") if self.plan.is_late else ("done", "已交")
        return ("late", "没交") if self.today > self.round.due_on else ("todo", "没交")

    @property
    def review_state(self) -> tuple[str, str]:
        """Chip of the term's review."""
        if self.plan is not None and self.plan.reviewed_at:
            return ("review", "迟交") if self.plan.review_is_late else ("done", "已交")
        if not self.is_handed_in:
            return "na", "—"
        return ("late", "没交") if self.today > self.round.review_due_on else ("todo", "没交")


def standings(round_: PersonalRound, today: date) -> list[Standing]:
    """Everybody expected, who has not handed in first: two queries."""
    plans = PersonalPlan.objects.filter(round=round_).prefetch_related("comments")
    by_staff = {plan.staff_id: plan for plan in plans.defer("text", "review")}
    people = expected(round_).select_related("department")
    rows = [Standing(staff, by_staff.get(staff.pk), round_, today) for staff in people]
    return sorted(rows, key=lambda row: (not row.is_missing, row.is_exempt))
