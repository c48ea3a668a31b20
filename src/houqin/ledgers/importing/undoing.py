"""Strike every record of an import at once: readable for ever, and counted no more."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from houqin.core.permissions import Answer, Denied, may
from houqin.journal.public import record
from houqin.ledgers.following import tell_amendment
from houqin.ledgers.models import Amendment, Entry, EntryImport
from houqin.ledgers.policy import LEADERS
from houqin.ledgers.services.chaining import join, locked_head, move
from houqin.ledgers.standing import standing_of
from houqin.org.member import Member

_CHUNK = 1_000
State = EntryImport.State


def may_undo(actor: Member, batch: EntryImport) -> Answer:
    """Who imported it, or who leads."""
    answer = may(actor, "ledgers.import")
    if not answer or batch.made_by_id == actor.staff.pk or actor.roles & LEADERS:
        return answer
    return Denied("这一批由别人导入，撤回请找本人或总务主任。")


def _demand(actor: Member, batch: EntryImport) -> None:
    answer = may_undo(actor, batch)
    if isinstance(answer, Denied):
        raise PermissionDenied(answer.reason)


@transaction.atomic
def begin_undo(*, actor: Member, batch_id: int, reason: str) -> bool:
    """Say why the batch is to be struck; False where it is, or is being, already."""
    batch = EntryImport.objects.select_for_update(of=("self",)).get(pk=batch_id)
    _demand(actor, batch)
    if batch.state != State.DONE:
        return False
    if not reason.strip():
        raise ValidationError({"reason": "请写明为什么撤回。"})
    batch.undo_reason, batch.state = reason.strip()[:200], State.UNDOING
    batch.save(update_fields=["undo_reason", "state"])
    return True


@transaction.atomic
def undo(*, actor: Member, batch: EntryImport, now: datetime) -> int:
    """Strike what still stands of the batch, in one go; how many were struck."""
    _demand(actor, batch)
    head = locked_head(batch.book_id)
    struck = 0
    for part in _standing(batch):
        rows = [_strike(actor, batch, entry, now) for entry in part]
        join(head, rows)
        for row in Amendment.objects.bulk_create(rows, batch_size=_CHUNK):
            tell_amendment(actor, row)
        struck += len(rows)
    move(head)
    batch.state, batch.undone_at = State.UNDONE, now
    batch.save(update_fields=["state", "undone_at"])
    record(
        actor=actor, action="ledgers.import_undone", target=batch.book,
        count=struck, reason=batch.undo_reason[:80], batch=batch.pk,
    )  # fmt: skip
    return struck


def _standing(batch: EntryImport) -> Iterator[list[Entry]]:
    """By key, with their corrections: memory stays flat."""
    last = 0
    rows = Entry.objects.standing().filter(batch=batch).order_by("pk").defer("search")
    while part := list(rows.filter(pk__gt=last).prefetch_related("amendments")[:_CHUNK]):
        last = part[-1].pk
        yield part


def _strike(actor: Member, batch: EntryImport, entry: Entry, now: datetime) -> Amendment:
    return Amendment(
        entry=entry,
        is_strike=True,
        reason=f"撤回导入“{batch.file_name[:60]}”：{batch.undo_reason}",
        before=standing_of(entry).values,
        author=actor.staff,
        author_name=actor.name,
        entered_at=now,
    )
