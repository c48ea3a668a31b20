"""危险品和消毒品: the remainder runs from entry to entry, and a count is explained."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError

from houqin.ledgers.models import Amendment, Entry
from houqin.ledgers.standing import standing_of
from houqin.notify.public import page, send
from houqin.org.member import Member
from houqin.safety import rules
from houqin.safety.services.walking import officers

BOOK, COUNTED = "hazmat", "盘点"
_BRINGS_IN = frozenset({"入库", COUNTED})
_MOVES = ("item", "move", "measure", "before", "amount")


def follow(_actor: Member, entry: Entry) -> None:
    """Refuses what does not go on from the last entry of the same goods; the book's head is
    locked, so two who write at once come one after the other.
    """
    _refuse(entry, entry.values)
    _tell_of_count(entry, entry.values)


def follow_amendment(_actor: Member, amendment: Amendment) -> None:
    """What others were reckoned from stays: a later count puts it right."""
    before, after = amendment.before, amendment.after or {}
    entry = amendment.entry
    if not amendment.is_strike and all(before.get(key) == after.get(key) for key in _MOVES):
        return
    later = _of_goods(entry, before).filter(pk__gt=entry.pk).order_by("pk").first()
    if later is not None:
        raise ValidationError(
            f"后面已经接着记了（{later.number}），改了这条，剩余就接不上。请另记一条盘点来调整，并写明原因。"
        )
    if not amendment.is_strike:
        _refuse(entry, after)
        _tell_of_count(entry, after)


def _of_goods(entry: Entry, values: dict[str, Any]) -> Any:
    """The book's entries of the same goods, however the letters are written."""
    name = str(values.get("item", ""))
    return Entry.objects.filter(book=entry.book_id, values__item__iexact=name).standing()


def _refuse(entry: Entry, values: dict[str, Any]) -> None:
    name, before = values.get("item"), Decimal(str(values.get("before") or 0))
    last = _of_goods(entry, values).filter(pk__lt=entry.pk).order_by("-pk").first()
    if last is None:
        if values.get("move") not in _BRINGS_IN:
            raise ValidationError(
                {"values.item": f"账上还没有“{name}”，不能领。请核对品名，或先记入库。"}
            )
        if before:
            raise ValidationError({"values.before": f"账上还没有“{name}”，原有请填 0。"})
        return
    known = standing_of(last).values
    left, unit = Decimal(str(known.get("after") or 0)), known.get("measure")
    if values.get("measure") != unit:
        raise ValidationError({"values.measure": f"“{name}”一直用“{unit}”记，请用同一个单位。"})
    if before != left:
        said = f"“{name}”账上还有 {left.normalize():f} {unit}（{last.number}），原有请照这个填。"
        raise ValidationError({"values.before": said})


def _tell_of_count(entry: Entry, values: dict[str, Any]) -> None:
    if values.get("move") != COUNTED or not values.get("why"):
        return
    amount, before = (Decimal(str(values.get(code) or 0)) for code in ("amount", "before"))
    unit = values.get("measure")
    send(
        recipients=officers(rules.day_of(entry.entered_at)), kind="safety.stores",
        title=f"{values.get('item')}盘点和账上不符",
        body=f"账上 {before.normalize():f} {unit}，实有 {amount.normalize():f} {unit}。"
        f"原因：{values['why']}",
        url=page("ledgers:entry", entry.pk), key=f"count-{entry.pk}-{amount}", now=entry.entered_at,
    )  # fmt: skip
