"""Which step of an import comes next, here and now for a small file, else by the queue."""

from __future__ import annotations

from datetime import datetime

from houqin.core import clock, tenancy
from houqin.ledgers.importing.taking import check, take_in
from houqin.ledgers.importing.undoing import undo
from houqin.ledgers.models import EntryImport
from houqin.org.member import Member, member_of
from houqin.org.models import Institution

SMALL = 300_000  # bytes of a file: some three thousand rows
FEW = 5_000
State = EntryImport.State


def go_on(*, actor: Member, batch: EntryImport, now: datetime) -> bool:
    """Do the next step; False where the worker does it, because it takes long."""
    size = len(batch.content or b"") if batch.content is not None else 0
    if size > SMALL or batch.added > FEW:
        from houqin.ledgers.tasks import import_step  # the queue is loaded by who needs it

        import_step.defer(
            institution=tenancy.institution_id(), batch=batch.pk, staff=actor.staff.pk
        )
        return False
    step(actor=actor, batch=batch, now=now)
    return True


def step(*, actor: Member, batch: EntryImport, now: datetime) -> None:
    """What the batch's state asks for; nothing where another did it before."""
    if batch.state == State.CHECKING:
        check(actor=actor, batch=batch, now=now)
    elif batch.state == State.TAKING:
        take_in(actor=actor, batch=batch, now=now)
    elif batch.state == State.UNDOING:
        undo(actor=actor, batch=batch, now=now)


def by_the_queue(batch_id: int, staff_id: int, institution_id: int) -> None:
    """The worker's part, inside the institution's scope; run again after a crash it goes on."""
    batch = EntryImport.objects.select_related("book__current").filter(pk=batch_id).first()
    if batch is None:
        return
    from houqin.org.models import Staff

    staff = Staff.objects.select_related("user", "department").get(pk=staff_id)
    institution = Institution.objects.get(pk=institution_id)
    actor = member_of(staff, institution, clock.today())
    step(actor=actor, batch=batch, now=clock.now())
