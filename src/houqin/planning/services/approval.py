"""Draft → submitted → approved or returned → running; a later change makes a new version."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from houqin.core.roles import Kind, Role
from houqin.journal.public import record
from houqin.notify.public import send
from houqin.org.access import demand
from houqin.org.holders import load_holders
from houqin.org.member import Member
from houqin.org.models import Staff
from houqin.planning.models import PlanGoal, PlanItem, PlanVersion, WorkPlan
from houqin.planning.services.reconciling import Changes
from houqin.planning.services.scheduling import planned_changes, reschedule
from houqin.planning.services.windows import timing_of

_KEPT = (
    "number", "headings", "title", "text", "kind", "domain", "cadences", "found", "owner_role",
    "owner_id", "department_id", "helper_roles", "ledger", "book", "book_place_id", "each",
    "keys_off", "only", "proof", "unit", "reading_low", "reading_high",
    "needs_check", "on_rest", "is_included", "goal_id", "status", "note", "off_by", "helpers_close",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Concern:
    """Something to look at before submitting; ``is_blocking`` ones must be settled."""

    sentence: str
    is_blocking: bool = False
    item_ids: tuple[int, ...] = ()
    goal_id: int | None = None


# What other parts of planning look at before a plan is submitted: (plan, items that would be live).
Look = Callable[[WorkPlan, Sequence[PlanItem]], list[Concern]]
_looks: list[Look] = []


def also_concerning(look: Look) -> None:
    """Let ``look`` add its concerns; called once, when its module is loaded."""
    if look not in _looks:
        _looks.append(look)


def concerns(
    plan: WorkPlan,
    items: Sequence[PlanItem] | None = None,
    goals: Sequence[PlanGoal] | None = None,
) -> list[Concern]:
    """What stands against approving the plan as it would be, proposals included.

    Two queries, unless ``items`` (as proposed) and ``goals`` are already at hand.
    """
    if items is None:
        items = [as_proposed(item) for item in PlanItem.objects.filter(plan=plan)]
    live = [i for i in items if i.is_included and i.status != PlanItem.Status.WITHDRAWN]
    work = [i for i in live if i.kind != PlanItem.Kind.PRINCIPLE]
    found: list[Concern] = []
    vague = tuple(i.pk for i in work if i.vague)
    if vague:
        found.append(
            Concern(
                f"还有 {len(vague)} 项要选频次，选完才能提交。", is_blocking=True, item_ids=vague
            )
        )
    if not any(i.is_scheduled for i in work):
        found.append(Concern("还没有一项排得出日期，请至少给一项定下时间。", is_blocking=True))
    ownerless = tuple(i.pk for i in work if i.is_scheduled and not (i.owner_role or i.owner_id))
    if ownerless:
        found.append(
            Concern(f"{len(ownerless)} 项没有责任人，派发后会停在“待指派”。", item_ids=ownerless)
        )
    timeless = tuple(i.pk for i in work if not i.cadences and i.kind != PlanItem.Kind.EVENT)
    if timeless:
        found.append(Concern(f"{len(timeless)} 项没写时间，不会派发任务。", item_ids=timeless))
    taken = {i.goal_id for i in work if i.goal_id}
    for goal in goals if goals is not None else PlanGoal.objects.filter(plan=plan):
        if goal.pk not in taken:
            found.append(
                Concern(f"目标 {goal.number}“{goal.text[:20]}”没有对应的事项。", goal_id=goal.pk)
            )
    for look in _looks:
        found += look(plan, live)
    return found


def as_proposed(item: PlanItem) -> PlanItem:
    """The item with its proposal in place of what stands; not saved."""
    for name, value in (item.draft or {}).items():
        setattr(item, name, value)
    return item


@transaction.atomic
def submit(*, actor: Member, plan_id: int, now: datetime) -> WorkPlan:
    """Hand the draft (or the changes to a running plan) to the principal."""
    demand(actor, "planning.draft")
    plan = WorkPlan.objects.select_for_update().get(pk=plan_id)
    blocking = [concern.sentence for concern in concerns(plan) if concern.is_blocking]
    if blocking:
        raise ValidationError(blocking)
    if plan.is_editable:
        plan.state, plan.return_reason = WorkPlan.State.SUBMITTED, ""
    elif plan.revision in {"draft", "returned"}:
        plan.revision, plan.return_reason = "submitted", ""
    else:
        raise ValidationError("没有可提交的内容：计划已提交，或没有改动。")
    plan.submitted_by, plan.submitted_at = actor.staff, now
    plan.save()
    record(actor=actor, action="planning.plan_submitted", target=plan)
    send(
        recipients=_holders_of(Role.PRINCIPAL, now.date()),
        kind="plan.submitted",
        title=f"请审批：{plan.title}",
        body=f"{actor.name}提交了计划，等您批准。",
        url=f"/plans/{plan.pk}/",
        target=plan,
        key=f"plan-submitted-{plan.pk}-{now:%Y%m%d%H%M%S}",
        now=now,
    )
    return plan


def _holders_of(role: Role, day: date) -> list[Staff]:
    ids = load_holders().of_role(role, None, day)
    return list(Staff.objects.filter(pk__in=ids))


@transaction.atomic
def take_back(*, actor: Member, plan_id: int) -> WorkPlan:
    """The author changes their mind before the principal has decided."""
    demand(actor, "planning.draft")
    plan = WorkPlan.objects.select_for_update().get(pk=plan_id)
    if plan.state == WorkPlan.State.SUBMITTED:
        plan.state = WorkPlan.State.DRAFT
    elif plan.revision == "submitted":
        plan.revision = "draft"
    else:
        raise ValidationError("计划不在待批状态，不用撤回。")
    plan.save()
    record(actor=actor, action="planning.plan_taken_back", target=plan)
    return plan


@transaction.atomic
def send_back(*, actor: Member, plan_id: int, reason: str, now: datetime) -> WorkPlan:
    """Return with a reason, which the author sees."""
    demand(actor, "planning.approve")
    plan = WorkPlan.objects.select_for_update().get(pk=plan_id)
    if not reason.strip():
        raise ValidationError("退回时请写明理由，方便对方修改。")
    plan.return_reason = reason.strip()[:300]
    if plan.state == WorkPlan.State.SUBMITTED:
        plan.state = WorkPlan.State.RETURNED
    elif plan.revision == "submitted":
        plan.revision = "returned"
    else:
        raise ValidationError("计划不在待批状态，不能退回。")
    plan.save()
    record(actor=actor, action="planning.plan_returned", target=plan, reason=plan.return_reason)
    _tell_author(plan, "plan.returned", f"计划被退回：{plan.return_reason}", now)
    return plan


def _tell_author(plan: WorkPlan, kind: str, body: str, now: datetime) -> None:
    if plan.submitted_by is not None:
        send(
            recipients=[plan.submitted_by],
            kind=kind,
            title=plan.title,
            body=body,
            url=f"/plans/{plan.pk}/",
            target=plan,
            key=f"{kind}-{plan.pk}-{now:%Y%m%d%H%M%S}",
            now=now,
        )


def preview(plan: WorkPlan, *, today: date) -> Changes:
    """What approving the plan now would do to its tasks; writes nothing."""
    timings = [timing_of(item, proposed=True) for item in PlanItem.objects.filter(plan=plan)]
    return planned_changes(plan, timings, today, Kind(plan.institution.kind))


@transaction.atomic
def approve(*, actor: Member | None, plan_id: int, now: datetime, today: date) -> Changes:
    """Put the plan, or its changes, into force and bring the tasks in step.

    ``actor`` None is the program itself, for the built-in plans.
    """
    if actor is not None:
        demand(actor, "planning.approve")
    plan = WorkPlan.objects.select_for_update().get(pk=plan_id)
    waiting = plan.state == WorkPlan.State.SUBMITTED or plan.revision == "submitted"
    if actor is not None and not waiting:
        raise ValidationError("计划不在待批状态：可能已经批准，请刷新后再看。")
    changed = _put_in_force(plan)
    plan.state, plan.revision, plan.return_reason = WorkPlan.State.RUNNING, "", ""
    by = actor.staff if actor else None
    again = _proven_otherwise(plan, changed)
    changes = new_version(plan, changed, by=by, now=now, today=today, again=again)
    record(
        actor=actor,
        action="planning.plan_approved",
        target=plan,
        version=plan.version,
        added=len(changes.added),
        withdrawn=len(changes.withdrawn),
    )
    _tell_author(plan, "plan.approved", f"计划已批准，派发 {len(changes.added)} 次任务。", now)
    return changes


def new_version(
    plan: WorkPlan,
    changed: Mapping[str, Any],
    *,
    by: Staff | None,
    now: datetime,
    today: date,
    again: Collection[int] = (),
) -> Changes:
    """Bring the tasks in step with the items as they are, and keep them as the next version.

    What is proposed and not yet approved stays proposed.
    """
    plan.version += 1
    plan.approved_by, plan.approved_at = by, now
    plan.save()
    changes = reschedule(plan, today=today, again=again)
    PlanVersion.objects.create(
        plan=plan,
        number=plan.version,
        items=_snapshot(plan),
        changes={**changed, **_counts(changes)},
        approved_by=by,
        approved_at=now,
    )
    return changes


_PROOF = frozenset({"book", "book_place_id", "only", "each", "keys_off"})


def _proven_otherwise(plan: WorkPlan, changed: Mapping[str, Any]) -> set[int]:
    """Items of which other entries count now. In a plan that begins every task looks itself."""
    if plan.version == 0:
        return set()
    return {one["id"] for one in changed["items_changed"] if _PROOF & set(one["new"])}


def _put_in_force(plan: WorkPlan) -> dict[str, Any]:
    """Turn proposals into fact; returns what changed, for the version's record."""
    changed: dict[str, list[Any]] = {"items_added": [], "items_changed": [], "items_withdrawn": []}
    for item in PlanItem.objects.select_for_update().filter(plan=plan):
        if item.status == PlanItem.Status.NEW:
            changed["items_added"].append(item.title)
            item.status = PlanItem.Status.ACTIVE
        elif not item.draft:
            continue
        elif item.draft.get("status") == PlanItem.Status.WITHDRAWN:
            changed["items_withdrawn"].append(item.title)
        else:
            old = {name: getattr(item, name) for name in item.draft}
            changed["items_changed"].append(
                {"title": item.title, "old": old, "new": item.draft, "id": item.pk}
            )
        as_proposed(item).draft = None
        item.fill_search()
        item.save()
    return changed


def _snapshot(plan: WorkPlan) -> list[dict[str, Any]]:
    return list(PlanItem.objects.filter(plan=plan).values("id", *_KEPT))


def _counts(changes: Changes) -> dict[str, int]:
    return {
        "tasks_added": len(changes.added),
        "tasks_moved": len(changes.moved),
        "tasks_withdrawn": len(changes.withdrawn),
        "tasks_kept": changes.kept,
    }


@transaction.atomic
def close(*, actor: Member, plan_id: int) -> WorkPlan:
    """End a plan whose term is over; its tasks and evidence stay."""
    demand(actor, "planning.approve")
    plan = WorkPlan.objects.select_for_update().get(pk=plan_id)
    if plan.state != WorkPlan.State.RUNNING:
        raise ValidationError("只有执行中的计划可以结束。")
    plan.state = WorkPlan.State.CLOSED
    plan.save(update_fields=["state"])
    record(actor=actor, action="planning.plan_closed", target=plan)
    return plan
