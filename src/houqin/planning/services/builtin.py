"""The plans every institution has: its statutory duties, and what comes up in between."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from houqin.cadence import Cadence
from houqin.journal.public import record
from houqin.notify.public import send
from houqin.org.access import demand
from houqin.org.holders import load_holders
from houqin.org.member import Member
from houqin.org.models import Staff
from houqin.packs.books import book_for, duty_records
from houqin.packs.bookspec import BookSpec, DutyRecord
from houqin.packs.loading import load_law_ledgers
from houqin.packs.model import Ledger, StatutoryDuty
from houqin.planning.models import PlanItem, Task, WorkPlan
from houqin.planning.models.items import fill_all
from houqin.planning.services.approval import approve, new_version


@transaction.atomic
def install_statutory(
    *, duties: Iterable[StatutoryDuty], first: date, last: date, now: datetime, today: date
) -> WorkPlan:
    """Make the running plan 法定职责 from the duties that apply; a second call adds what is new."""
    plan, made = WorkPlan.objects.get_or_create(
        sort=WorkPlan.Sort.STATUTORY,
        defaults={"title": "法定职责", "first": first, "last": last},
    )
    known = set(PlanItem.objects.filter(plan=plan).values_list("number", flat=True))
    items = statutory_items(plan, [duty for duty in duties if duty.code not in known])
    fill_all(items)
    PlanItem.objects.bulk_create(items)
    if made:
        approve(actor=None, plan_id=plan.pk, now=now, today=today)
    elif items:
        added = [item.title for item in items]
        new_version(plan, {"items_added": added}, by=None, now=now, today=today)
    return plan


def statutory_items(plan: WorkPlan, duties: Iterable[StatutoryDuty]) -> list[PlanItem]:
    """The duties as items, not yet saved, each with the book that proves it."""
    ledgers = {ledger.code: ledger for ledger in load_law_ledgers()}
    records = {one.duty: one for one in duty_records()}
    kind = plan.institution.kind
    return [
        _statutory_item(
            plan, duty, ledgers.get(duty.ledger), _proof(kind, records.get(duty.code)), position
        )
        for position, duty in enumerate(duties)
    ]


def _proof(kind: str, known: DutyRecord | None) -> dict[str, Any]:
    """The book of a duty, and which entries of it count; nothing for what has no book yet."""
    book = book_for(kind, known.ledger) if known and known.ledger else None
    if known is None or not isinstance(book, BookSpec):
        return {}
    only = [list(one) for one in known.only]
    return {"book": book.code, "ledger": book.title[:40], "each": known.each, "only": only}


def _statutory_item(
    plan: WorkPlan, duty: StatutoryDuty, ledger: Ledger | None, proof: dict[str, Any], position: int
) -> PlanItem:
    """A duty as an item; where the law only says 定期 our proposal stands until changed."""
    vague = any(Cadence.from_text(text).is_vague for text in duty.cadences)
    cadences = [duty.proposed] if vague and duty.proposed else list(duty.cadences)
    unsure = ["条款原文待核对"] if duty.confidence == "memory" else []
    return PlanItem(
        plan=plan,
        number=duty.code,
        headings=[duty.regulation[:200]],
        title=duty.name[:80],
        text=duty.text,
        domain=duty.domain,
        cadences=cadences,
        found=[{"cadence": text, "spans": []} for text in duty.cadences],
        owner_role=str(duty.owner),
        proof=str(ledger.evidence) if ledger else PlanItem.Proof.TEXT,
        on_rest=PlanItem.OnRest.KEEP if duty.days == "all" else PlanItem.OnRest.AUTO,
        basis=f"{duty.regulation}{duty.article}"[:200],
        flags=unsure,
        position=position * 10,
        **{"ledger": (ledger.name if ledger else duty.ledger)[:40], **proof},
    )


def _adhoc_plan(day: date, now: datetime) -> WorkPlan:
    plan, _made = WorkPlan.objects.get_or_create(
        sort=WorkPlan.Sort.ADHOC,
        defaults={
            "title": "临时安排",
            "first": date(day.year, 1, 1),
            "last": date(day.year + 10, 12, 31),
            "state": WorkPlan.State.RUNNING,
            "version": 1,
            "approved_at": now,
        },
    )
    return plan


@transaction.atomic
def add_task(
    *,
    actor: Member,
    title: str,
    assignee: Staff,
    due_on: date,
    now: datetime,
    today: date,
    first: date | None = None,
    domain: str = "",
    proof: str = PlanItem.Proof.TEXT,
    note: str = "",
    permission: str = "planning.assign",
    about: object | None = None,
) -> Task:
    """Give somebody one piece of work that no plan foresaw; they are told.

    ``permission`` (over ``about``) is what entitles the actor: whoever minutes a meeting hands out
    its decisions without leading the whole office.
    """
    demand(actor, permission, about)
    if due_on < today:
        raise ValidationError("期限已经过去，请选今天或以后的日期。")
    plan = _adhoc_plan(today, now)
    item = PlanItem(
        plan=plan, title=title.strip()[:80], text=note.strip(), kind=PlanItem.Kind.ONCE,
        domain=domain, proof=proof, owner=assignee, is_included=False,
    )  # fmt: skip
    item.fill_search()
    item.full_clean(exclude=["plan", "institution", "owner"])
    item.save()
    task = Task(
        item=item, plan=plan, first=first or today, last=due_on, due_on=due_on, domain=domain,
        assignee=assignee, is_assigned_by_hand=True, department_id=assignee.department_id,
    )  # fmt: skip
    task.full_clean(exclude=["institution", "item", "plan", "assignee", "department"])
    task.save()
    record(actor=actor, action="planning.task_added", target=task)
    send(
        recipients=[assignee],
        kind="task.assigned",
        title=f"新任务：{item.title}",
        body=f"{actor.name}安排，{due_on:%m月%d日}前完成。",
        url=f"/tasks/{task.pk}/",
        target=task,
        key=f"assigned-{task.pk}",
        now=now,
    )
    return task


@transaction.atomic
def add_rule_task(
    *,
    title: str,
    role: str,
    helpers: Iterable[str],
    due_on: date,
    now: datetime,
    today: date,
    first: date | None = None,
    domain: str = "",
    note: str = "",
    cadence: str = "",
) -> Task:
    """Work that a rule asks for (upkeep, an inspection falling due), for who holds ``role`` then.

    With ``cadence`` it belongs to what is done then, such as before a term. ``helpers`` are roles
    that may finish it as well. Nobody holding the role leaves it 待指派.
    """
    begin = first or today
    item = PlanItem(
        plan=_adhoc_plan(today, now), title=title.strip()[:80], text=note.strip(),
        kind=PlanItem.Kind.ONCE, domain=domain, owner_role=role, is_included=False,
        helper_roles=list(helpers), helpers_close=True,
    )  # fmt: skip
    item.fill_search()
    item.full_clean(exclude=["plan", "institution", "owner"])
    item.save()
    found = load_holders().resolve(role, None, begin, due_on).staff_id
    assignee = Staff.objects.filter(pk=found).first() if found else None
    task = Task(
        item=item, plan=item.plan, first=begin, last=due_on, due_on=due_on, domain=domain,
        assignee=assignee, department_id=assignee.department_id if assignee else None,
        cadence=cadence,
    )  # fmt: skip
    task.full_clean(exclude=["institution", "item", "plan", "assignee", "department"])
    task.save()
    record(actor=None, action="planning.task_added", target=task)
    return task
