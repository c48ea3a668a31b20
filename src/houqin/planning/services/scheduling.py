"""Tasks of a plan, made and kept in step with its items and the calendar; idempotent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q

from houqin.core import clock
from houqin.core.bulk import add_many
from houqin.core.roles import Kind
from houqin.org.calendar import school_calendar
from houqin.planning.expecting import Expecting
from houqin.planning.models import Evidence, PlanItem, Task, WorkPlan
from houqin.planning.models.tasks import OPEN
from houqin.planning.services.assigning import assign_open_tasks
from houqin.planning.services.catching_up import catch_up, hold_books, recount_keys
from houqin.planning.services.reconciling import Changes, Existing, reconcile
from houqin.planning.services.windows import Timing, Wanted, timing_of, wanted_of_plan


def existing_tasks(plan: WorkPlan, today: date) -> list[Existing]:
    """The plan's tasks; those done, overdue or with an entry count as touched."""
    touched = ~Q(state__in=OPEN) | Q(due_on__lt=today) | Q(has_evidence=True)
    rows = (
        Task.objects.filter(plan=plan)
        .annotate(has_evidence=Exists(Evidence.objects.filter(task=OuterRef("pk"))))
        .annotate(touched=touched)
        .order_by("first", "pk")
        .values_list("pk", "item_id", "cadence", "first", "last", "times", "touched")
    )
    return [Existing(*row) for row in rows]


def planned_changes(plan: WorkPlan, timings: Iterable[Timing], today: date, kind: Kind) -> Changes:
    """What rescheduling would add, move and withdraw; writes nothing."""
    calendar = school_calendar(plan.institution.pk, plan.first, plan.last)
    wanted = wanted_of_plan(timings, plan, calendar, kind)
    every = [window for windows in wanted.values() for window in windows]
    with_past = plan.past == WorkPlan.Past.RECORD
    return reconcile(existing_tasks(plan, today), every, today, with_past=with_past)


@transaction.atomic
def reschedule(plan: WorkPlan, *, today: date, again: Collection[int] = ()) -> Changes:
    """Bring the plan's tasks in step; running it twice, or twice at once, changes nothing more.

    ``again``: items of which other entries count than before.
    """
    # Only the plan: every writer's rows point to the institution, and wait for who locks it.
    locked = WorkPlan.objects.select_for_update(of=("self",), no_key=True)
    plan = locked.select_related("institution").get(pk=plan.pk)
    rows = PlanItem.objects.filter(plan=plan).select_related("book_place")
    items = {item.pk: item for item in rows}
    running = plan.state == WorkPlan.State.RUNNING
    timings = [timing_of(item) for item in items.values()] if running else []
    changes = planned_changes(plan, timings, today, Kind(plan.institution.kind))
    begun = {w.item_id for w in _windows(changes) if w.first <= today} | set(again)
    # As late as can be, and only where needed: nobody writes in these books until the end.
    books = hold_books(items[pk] for pk in begun if pk in items) if running else []
    _withdraw(changes)
    _move(changes)
    made = _add(changes, items, plan)
    _follow_items(plan)
    if books:
        fresh = [task.pk for task in made] + [old.pk for old, _new in changes.moved]
        asked = Q(pk__in=fresh) | Q(item__in=list(again))
        catch_up(Task.objects.filter(asked, plan=plan), books, today=today)
    recount_keys(Task.objects.filter(plan=plan), today=today)
    assign_open_tasks(today=today, plan=plan)
    return changes


def _withdraw(changes: Changes) -> None:
    Task.objects.filter(pk__in=[task.pk for task in changes.withdrawn]).delete()


def _move(changes: Changes) -> None:
    moved = []
    for old, new in changes.moved:
        moved.append(
            Task(pk=old.pk, first=new.first, last=new.last, due_on=new.last, times=new.times)
        )
    Task.objects.bulk_update(moved, ["first", "last", "due_on", "times"], batch_size=500)


def _windows(changes: Changes) -> list[Wanted]:
    return [*changes.added, *(new for _old, new in changes.moved)]


def _add(changes: Changes, items: dict[int, PlanItem], plan: WorkPlan) -> list[Task]:
    expecting = Expecting()
    expecting.load_books(
        items[one.item_id].book for one in changes.added if items[one.item_id].each
    )
    made = [_new_task(window, items[window.item_id], plan) for window in changes.added]
    for task in made:
        task.keys_wanted = len(expecting.keys(items[task.item_id]))
    return add_many(made)


def _new_task(window: Wanted, item: PlanItem, plan: WorkPlan) -> Task:
    return Task(
        institution_id=plan.institution_id,
        item=item,
        plan=plan,
        cadence=window.cadence,
        first=window.first,
        last=window.last,
        due_on=window.last,
        times=window.times,
        domain=item.domain,
        department_id=item.department_id,
    )


def _follow_items(plan: WorkPlan) -> None:
    """Open tasks show their item's present line of work."""
    # Read first, then write by key: one statement that joins the table with itself took minutes
    # right after thousands of tasks were added, before PostgreSQL had counted them.
    unlike = Task.objects.open().filter(~Q(domain=F("item__domain")), plan=plan).order_by()
    wanted: dict[str, list[int]] = defaultdict(list)
    for pk, domain in unlike.values_list("pk", "item__domain"):
        wanted[domain].append(pk)
    for domain, pks in wanted.items():
        Task.objects.filter(pk__in=pks).update(domain=domain)


def reschedule_all(institution_id: int) -> None:
    """Every running plan; for the nightly job and after a change of the calendar."""
    for plan in WorkPlan.objects.scheduled().filter(institution_id=institution_id):
        reschedule(plan, today=clock.today())
