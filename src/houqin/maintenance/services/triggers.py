"""Readings in record books that ask for work, followed in the transaction that writes them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.db import transaction

from houqin.cases.models import Source
from houqin.cases.public import open_case
from houqin.core.prepared import PreparedRows
from houqin.journal.public import record
from houqin.ledgers.models import Entry
from houqin.maintenance.models import UsageTrigger
from houqin.maintenance.rules.readings import is_due
from houqin.maintenance.services.orders import about
from houqin.org.access import demand
from houqin.org.member import Member

_FIRED = UUID("c1f0dd1a-0a5e-4a3c-9c5a-0f2e2c4b8b31")
_watched = PreparedRows(lambda: UsageTrigger.objects.filter(is_active=True).values("book"))


@transaction.atomic
def keep_trigger(*, actor: Member, row: UsageTrigger | None = None, **fields: Any) -> UsageTrigger:
    demand(actor, "maintenance.settle")
    trigger = row or UsageTrigger()
    for name, value in fields.items():
        setattr(trigger, name, value)
    current = trigger.book.current
    codes = {one.get("code") for one in current.form.get("field", [])} if current else set()
    if trigger.field not in codes:
        raise ValidationError({"field": "这本台账里没有这一项，请重新选。"})
    trigger.full_clean(exclude=["institution", "book"])
    trigger.save()
    record(actor=actor, action="maintenance.trigger_kept", target=trigger)
    return trigger


def follow_entries(actor: Member, entries: Sequence[Entry]) -> None:
    """One query, compiled once, where no rule watches the book: every entry passes here."""
    books = {entry.book_id for entry in entries}.intersection(row.book for row in _watched())
    if not books:
        return
    rules = UsageTrigger.objects.filter(book__in=books, is_active=True)
    watched = list(
        rules.select_related("equipment__place", "place").select_for_update(of=("self",))
    )
    for entry in entries:
        for rule in watched:
            if rule.book_id == entry.book_id and (not rule.key or rule.key == entry.key):
                _look(actor, rule, entry)


def _look(actor: Member, rule: UsageTrigger, entry: Entry) -> None:
    reading = _number(entry.values.get(rule.field))
    if reading is None:
        return
    due, base = is_due(rule.sort, rule.value, reading, rule.base)
    if base != rule.base:
        rule.base = base
        rule.save(update_fields=["base"])
    if not due:
        return
    place = rule.equipment.place if rule.equipment else (rule.place or entry.place)
    case = open_case(
        actor=actor, flow="work_order", title=rule.work, kind=rule.fault, place=place,
        text=f"{rule.name}：读数 {reading.normalize():f}。", source=Source.ENTRY, entry=entry,
        finding_path=rule.field, token=uuid5(_FIRED, f"{rule.pk}-{entry.token}"),
        now=entry.entered_at,
    )  # fmt: skip
    if rule.equipment is not None:
        about(case, rule.equipment)
    record(
        actor=None, action="maintenance.trigger_fired", target=rule,
        value=f"{reading.normalize():f}",
    )  # fmt: skip


def _number(value: Any) -> Decimal | None:
    try:
        found = Decimal(str(value))
    except InvalidOperation:
        return None
    return found if found.is_finite() else None
