"""Correct an entry, strike it through, countersign it: each a further link of the chain."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from houqin.core.search import tokens
from houqin.files.public import attach
from houqin.journal.public import record
from houqin.ledgers.following import tell_amendment
from houqin.ledgers.models import Amendment, Countersignature, Entry
from houqin.ledgers.services import reading
from houqin.ledgers.services.chaining import join, locked_head, move
from houqin.ledgers.standing import standing_of
from houqin.org.access import demand
from houqin.org.member import Member


def _locked(entry_id: int) -> tuple[Any, Entry]:
    """The entry and its book's locked head; amendments are read after the lock."""
    entry = Entry.objects.select_related("book__current", "version").get(pk=entry_id)
    return locked_head(entry.book_id), entry


@transaction.atomic
def amend_entry(
    *,
    actor: Member,
    entry_id: int,
    raw: Mapping[str, Any],
    reason: str,
    now: datetime,
    measure: str = "",
    is_fixed: bool = False,
    since: int | None = None,
) -> Amendment | None:
    """Put other values in the place of those that stand; None where nothing is different.

    The entry is read with the version of the form it was made with. ``since`` says how often it had
    been corrected when somebody began: what was corrected meanwhile is not written over unseen.
    """
    head, entry = _locked(entry_id)
    demand(actor, "ledgers.amend", entry)
    return _amended(
        head, entry, actor=actor, raw=raw, reason=reason, now=now, measure=measure,
        is_fixed=is_fixed, since=since,
    )  # fmt: skip


@transaction.atomic
def settle_entry(
    *, actor: Member, entry_id: int, told: Mapping[str, Any], reason: str, now: datetime
) -> Amendment | None:
    """Carry into an earlier entry what a later one of the same book says of it: who may write in
    the book may, whoever wrote the earlier one.
    """
    head, entry = _locked(entry_id)
    demand(actor, "ledgers.write", entry.book)
    before = standing_of(entry)
    return _amended(
        head, entry, actor=actor, raw={**before.values, **told}, reason=reason, now=now,
        measure=before.measure,
    )  # fmt: skip


def _amended(
    head: Any,
    entry: Entry,
    *,
    actor: Member,
    raw: Mapping[str, Any],
    reason: str,
    now: datetime,
    measure: str,
    is_fixed: bool = False,
    since: int | None = None,
) -> Amendment | None:
    before = standing_of(entry)
    if before.is_struck:
        raise ValidationError("这条记录已经划去，不能再更正。需要时请另记一条。")
    if since is not None and since != before.amendments:
        raise ValidationError("您打开以后，这条记录又被更正过。请重新打开，看过再改。")
    if not reason.strip():
        raise ValidationError({"reason": "请写明为什么更正。"})
    read = reading.read_raw(actor=actor, version=entry.version, raw=raw, now=now)
    flags, measure = reading.handled(read, measure or before.measure, is_fixed=is_fixed)
    if (read.values, flags, measure) == (before.values, before.flags, before.measure):
        return None
    row = Amendment(
        entry=entry,
        reason=reason.strip()[:300],
        before=before.values,
        after=read.values,
        file_hashes=read.file_hashes,
        is_abnormal=bool(flags),
        flags=flags,
        measure=measure,
        author=actor.staff,
        author_name=actor.name,
        entered_at=now,
        search=tokens(
            entry.institution_id, entry.author_name, entry.place_name, measure, *read.texts
        ),
    )
    _add(head, row, actor)
    for file in read.files:
        attach(actor=actor, file=file, owner=entry)
    _journal(actor, "ledgers.entry_amended", entry, reason=row.reason[:80])
    return row


_NOT_TYPED = [
    "institution", "book", "entry", "author", "before", "after", "flags", "file_hashes", "search",
]  # fmt: skip


def _add(head: Any, row: Amendment, actor: Member) -> None:
    join(head, [row])
    row.clean_fields(exclude=_NOT_TYPED)
    row.save(force_insert=True)
    move(head)
    tell_amendment(actor, row)


def _journal(actor: Member, action: str, entry: Entry, **facts: Any) -> None:
    record(
        actor=actor,
        action=action,
        target=entry,
        book=entry.book.title,
        number=entry.number,
        **facts,
    )


@transaction.atomic
def strike_entry(*, actor: Member, entry_id: int, reason: str, now: datetime) -> Amendment:
    """Strike a mistaken entry through; it stays readable. A second click changes nothing."""
    head, entry = _locked(entry_id)
    demand(actor, "ledgers.amend", entry)
    known = entry.amendments.filter(is_strike=True).first()
    if known is not None:
        return known
    if not reason.strip():
        raise ValidationError({"reason": "请写明为什么划去。"})
    row = Amendment(
        entry=entry,
        is_strike=True,
        reason=reason.strip()[:300],
        before=standing_of(entry).values,
        author=actor.staff,
        author_name=actor.name,
        entered_at=now,
    )
    _add(head, row, actor)
    _journal(actor, "ledgers.entry_struck", entry, reason=row.reason[:80])
    return row


@transaction.atomic
def countersign(
    *, actor: Member, entry_id: int, now: datetime, note: str = "", on_phone_of: str = ""
) -> Countersignature:
    """A second person confirms the entry as it stands. A second click changes nothing.

    ``on_phone_of``: whose sign-in it was on, where the second person proved by PIN who they are.
    """
    head, entry = _locked(entry_id)
    demand(actor, "ledgers.countersign", entry)
    known = entry.countersignatures.filter(signer=actor.staff).first()
    if known is not None:
        return known
    if standing_of(entry).is_struck:
        raise ValidationError("这条记录已经划去，不用会签。")
    row = Countersignature(
        entry=entry,
        signer=actor.staff,
        signer_name=actor.name,
        author_id=entry.author_id,
        note=note.strip()[:200],
        entered_at=now,
    )
    join(head, [row])
    row.save(force_insert=True)
    move(head)
    if on_phone_of:
        _journal(actor, "ledgers.entry_countersigned_here", entry, phone=on_phone_of)
    else:
        _journal(actor, "ledgers.entry_countersigned", entry)
    return row
