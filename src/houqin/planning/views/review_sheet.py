"""Everything the review page shows of one plan, loaded in a fixed number of queries."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from houqin.cadence import SchoolCalendar
from houqin.core.prepared import Prepared
from houqin.core.roles import Kind
from houqin.org.calendar import school_calendar
from houqin.org.models import Department, Staff
from houqin.planning.lookalikes import Text, lookalikes
from houqin.planning.models import PlanGoal, PlanItem, WorkPlan
from houqin.planning.services.approval import Concern, as_proposed, concerns
from houqin.planning.services.windows import Wanted, timing_of, wanted


@dataclass(frozen=True, slots=True)
class Counts:
    """The line above the items: 12 项，已排期 10，待选 2."""

    items: int
    scheduled: int
    asking: int
    off: int
    changed: int


_GOALS = Prepared[PlanGoal](lambda plan: PlanGoal.objects.filter(plan=plan))


class Sheet:
    """A plan with its proposals in, as its author sees it."""

    def __init__(self, plan: WorkPlan, kind: Kind, today: date) -> None:
        self.plan, self.kind, self.today = plan, kind, today
        self._known: dict[int, list[Wanted]] = {}

    @cached_property
    def items(self) -> list[PlanItem]:
        rows = PlanItem.objects.filter(plan=self.plan).defer("search")
        return [as_proposed(item) for item in rows]

    @cached_property
    def goals(self) -> list[PlanGoal]:
        return _GOALS(plan=self.plan.pk)

    @cached_property
    def goal_numbers(self) -> dict[int, str]:
        return {goal.pk: goal.number for goal in self.goals}

    @cached_property
    def calendar(self) -> SchoolCalendar:
        return school_calendar(self.plan.institution.pk, self.plan.first, self.plan.last)

    @cached_property
    def concerns(self) -> list[Concern]:
        return concerns(self.plan, self.items, self.goals)

    @cached_property
    def alike(self) -> dict[int, int]:
        """Item → the earlier one it resembles; those taken out resemble nothing."""
        live = [i for i in self.items if i.is_included and i.status != PlanItem.Status.WITHDRAWN]
        return lookalikes(Text(i.pk, i.domain, i.text or i.title) for i in live)

    @cached_property
    def titles(self) -> dict[int, str]:
        return {item.pk: item.title for item in self.items}

    @cached_property
    def windows(self) -> dict[int, list[Wanted]]:
        return {item.pk: self.windows_of(item) for item in self.items}

    def windows_of(self, item: PlanItem) -> list[Wanted]:
        """Worked out once an item: its row and the strip of weeks both ask."""
        if item.pk not in self._known:
            timing = timing_of(item, proposed=True)
            self._known[item.pk] = wanted(timing, self.plan, self.calendar, self.kind)
        return self._known[item.pk]

    @cached_property
    def names(self) -> dict[int, str]:
        """The people who are named as owners."""
        ids = {item.owner_id for item in self.items if item.owner_id}
        if not ids:
            return {}
        return dict(Staff.objects.filter(pk__in=ids).values_list("pk", "name"))

    @cached_property
    def departments(self) -> dict[int, str]:
        ids = {item.department_id for item in self.items if item.department_id}
        if not ids:
            return {}
        return dict(Department.objects.filter(pk__in=ids).values_list("pk", "name"))

    @property
    def is_revision(self) -> bool:
        """Whether edits wait for approval instead of taking effect."""
        return not self.plan.is_editable

    @cached_property
    def counts(self) -> Counts:
        tally = Counter(state_of(item) for item in self.items)
        return Counts(
            items=sum(item.status != PlanItem.Status.WITHDRAWN for item in self.items),
            scheduled=tally["set"],
            asking=tally["ask"],
            off=tally["off"],
            changed=sum(bool(i.draft) or i.status == PlanItem.Status.NEW for i in self.items)
            if self.is_revision
            else 0,
        )


def state_of(item: PlanItem) -> str:
    """``off`` not to be done, ``gone`` withdrawn, ``ask`` to choose, ``set`` timed, ``none``."""
    if item.status == PlanItem.Status.WITHDRAWN:
        return "gone"
    if not item.is_included or item.kind == PlanItem.Kind.PRINCIPLE:
        return "off"
    if item.vague:
        return "ask"
    return "set" if item.cadences else "none"
