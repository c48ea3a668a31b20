"""法定职责 of one institution: follow its facts, carry its notes, be switched off with a reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from houqin.cadence import Cadence
from houqin.core.roles import Role
from houqin.journal.public import record
from houqin.org.access import demand
from houqin.org.facts import conditions_of
from houqin.org.facts_following import Difference, Facts
from houqin.org.member import Member
from houqin.org.models import Staff
from houqin.packs.loading import load_law
from houqin.packs.model import StatutoryDuty
from houqin.planning.models import PlanItem, WorkPlan
from houqin.planning.models.items import fill_all
from houqin.planning.services.approval import new_version
from houqin.planning.services.builtin import statutory_items


@dataclass(slots=True)
class DutyChanges:
    """What other facts mean for the plan: duties that are new, come back, or no longer apply."""

    new: list[StatutoryDuty] = field(default_factory=list)
    back: list[PlanItem] = field(default_factory=list)
    off: list[PlanItem] = field(default_factory=list)

    @property
    def on_names(self) -> list[str]:
        return [duty.name for duty in self.new] + [item.title for item in self.back]


def statutory_plan() -> WorkPlan | None:
    return WorkPlan.objects.filter(sort=WorkPlan.Sort.STATUTORY).first()


def duty_changes(plan: WorkPlan, facts: Facts) -> DutyChanges:
    """Duties people here switched off stay off, whatever the facts."""
    conditions = conditions_of(facts.after)
    law = load_law()
    applying = {duty.code for duty in law if duty.applies_to(facts.kind, conditions)}
    codes = {duty.code for duty in law}
    items = {item.number: item for item in PlanItem.objects.filter(plan=plan)}
    changes = DutyChanges()
    changes.new = [duty for duty in law if duty.code in applying and duty.code not in items]
    for code, item in items.items():
        if code not in codes:
            continue
        if code in applying and item.off_by == "facts":
            changes.back.append(item)
        elif code not in applying and item.is_included and not item.off_by:
            changes.off.append(item)
    return changes


def preview(facts: Facts, today: date) -> list[Difference]:
    plan = statutory_plan()
    if plan is None:
        return []
    changes = duty_changes(plan, facts)
    found = []
    if changes.on_names:
        text = f"从 {today.month}月{today.day}日 起多 {len(changes.on_names)} 项法定职责"
        found.append(Difference(text, changes.on_names, "circle-plus"))
    if changes.off:
        text = f"从 {today.month}月{today.day}日 起停 {len(changes.off)} 项法定职责"
        found.append(Difference(text, [item.title for item in changes.off], "circle-minus"))
    return found


@transaction.atomic
def follow(actor: Member, facts: Facts, now: datetime, today: date) -> None:
    """Tasks from today on come and go; what was done or missed before stays."""
    plan = WorkPlan.objects.select_for_update().filter(sort=WorkPlan.Sort.STATUTORY).first()
    if plan is None:
        return
    changes = duty_changes(plan, facts)
    if not (changes.on_names or changes.off):
        return
    items = statutory_items(plan, changes.new)
    fill_all(items)
    PlanItem.objects.bulk_create(items)
    _switch(changes.back, is_on=True)
    _switch(changes.off, is_on=False)
    told = {
        "items_added": changes.on_names,
        "items_withdrawn": [item.title for item in changes.off],
    }
    new_version(plan, told, by=actor.staff, now=now, today=today)
    record(
        actor=actor,
        action="planning.duties_followed",
        target=plan,
        on=len(changes.on_names),
        off=len(changes.off),
    )


def _switch(items: Sequence[PlanItem], *, is_on: bool) -> None:
    for item in items:
        item.is_included, item.off_by = is_on, "" if is_on else "facts"
    PlanItem.objects.bulk_update(items, ["is_included", "off_by"])


@transaction.atomic
def change_duty(
    *,
    actor: Member,
    item_id: int,
    note: str,
    owner_role: str,
    owner: Staff | None,
    cadences: Sequence[str],
    is_on: bool,
    now: datetime,
    today: date,
) -> PlanItem:
    """What an institution may settle for itself; switching off wants a reason in the note."""
    demand(actor, "planning.keep_duties")
    plan = WorkPlan.objects.select_for_update().filter(sort=WorkPlan.Sort.STATUTORY).get()
    item = PlanItem.objects.select_for_update(of=("self",)).get(pk=item_id, plan=plan)
    wanted: dict[str, Any] = {
        "note": note.strip(),
        "owner_role": str(Role(owner_role)) if owner_role else "",
        "owner_id": owner.pk if owner else None,
        "cadences": [str(Cadence.from_text(text)) for text in cadences],
        "is_included": is_on,
    }
    if not is_on and not wanted["note"]:
        raise ValidationError({"note": "停用要写明原因，检查时要看。"})
    if is_on and any(Cadence.from_text(text).is_vague for text in wanted["cadences"]):
        raise ValidationError({"when": "请写明多久一次，例如：每月一次。"})
    old = {name: getattr(item, name) for name in wanted}
    differing = {name: value for name, value in wanted.items() if old[name] != value}
    if not differing:
        return item
    for name, value in differing.items():
        setattr(item, name, value)
    if "is_included" in differing:
        item.off_by = "" if is_on else "people"
    item.full_clean(exclude=["plan", "institution", "goal", "owner", "department", "book_place"])
    item.save()
    change = {"title": item.title, "old": {n: old[n] for n in differing}, "new": differing}
    new_version(plan, {"items_changed": [change]}, by=actor.staff, now=now, today=today)
    _tell_journal(actor, item, differing)
    return item


_LABELS = {"note": "说明", "owner_role": "责任角色", "owner_id": "责任人", "cadences": "时间"}


def _tell_journal(actor: Member, item: PlanItem, differing: Mapping[str, Any]) -> None:
    if "is_included" in differing:
        action = "planning.duty_on" if item.is_included else "planning.duty_off"
        record(actor=actor, action=action, target=item, reason=item.note[:80])
        return
    what = "、".join(_LABELS[name] for name in differing)
    record(actor=actor, action="planning.duty_changed", target=item, what=what)
