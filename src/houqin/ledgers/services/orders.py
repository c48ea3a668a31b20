"""Files that are put together in the background: ordered, made, kept some days, taken away."""

from __future__ import annotations

import hashlib
import logging
import secrets
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q

from houqin.core.tenancy import institution_id
from houqin.journal.public import record
from houqin.ledgers.models import PaperOrder
from houqin.ledgers.paper.fonts import NoChineseFont
from houqin.org.access import demand
from houqin.org.member import Member

log = logging.getLogger(__name__)
KEEP = timedelta(days=7)
SILENT = timedelta(minutes=3)  # a worker that has not told for so long is gone
MOST_WAITING = 5
NEEDS = {
    PaperOrder.Kind.PRINT: "ledgers.see",
    PaperOrder.Kind.BUNDLE: "ledgers.bundle",
    PaperOrder.Kind.PACK: "ledgers.bundle",
    PaperOrder.Kind.LEAVING: "ledgers.leave",
}
_BROKEN = "没有做成，原因已写进日志。请再做一次；还不行，请告诉信息员。"
State = PaperOrder.State
Clock = Callable[[], datetime]
# Writes the file of an order to a path, telling how far it is.
Make = Callable[[PaperOrder, Path, "Progress"], None]


@transaction.atomic
def place(
    *, actor: Member, kind: str, title: str, asked: Mapping[str, Any], site: str, now: datetime
) -> PaperOrder:
    """Order a file; the queue makes it as soon as it can."""
    demand(actor, NEEDS[PaperOrder.Kind(kind)])
    mine = PaperOrder.objects.filter(made_by=actor.staff)
    if mine.filter(state__in=[State.WAITING, State.WORKING]).count() >= MOST_WAITING:
        raise ValidationError(f"您已有 {MOST_WAITING} 份文件在做，请等做好再要。")
    row = PaperOrder(
        kind=kind, title=title.strip()[:120], asked=dict(asked), site=site[:200],
        made_by=actor.staff, made_at=now, keep_until=now + KEEP,
    )  # fmt: skip
    row.full_clean(exclude=["institution", "made_by", "beat_at", "finished_at", "asked"])
    row.save()
    record(actor=actor, action="ledgers.order_placed", target=row)
    from houqin.ledgers.tasks import make_paper  # the queue is loaded by who needs it

    make_paper.defer(institution=institution_id(), order=row.pk)
    return row


def file_of(row: PaperOrder) -> Path:
    """Beside the stored files, not among them: no backup needs it."""
    return Path(settings.MEDIA_ROOT).parent / "papers" / row.path


class Progress:
    """Tells the order how far it is; the database hears of it once a second."""

    def __init__(self, row: PaperOrder, read_clock: Clock) -> None:
        self._row, self._clock = row, read_clock
        self._told = 0.0
        self.done = 0

    def total(self, total: int) -> None:
        self._save(total=total)

    def __call__(self, more: int, doing: str) -> None:
        self.done += more
        if monotonic() - self._told >= 1:
            self._save(done=self.done, doing=doing[:120])

    def _save(self, **changes: Any) -> None:
        self._told = monotonic()
        PaperOrder.objects.filter(pk=self._row.pk).update(beat_at=self._clock(), **changes)


def make(order_id: int, write: Make, *, read_clock: Clock) -> PaperOrder | None:
    """Make the file, unless another worker does; None where there is nothing to do."""
    row = _claim(order_id, read_clock())
    if row is None:
        return None
    row.path = f"{row.institution_id}/{row.pk}-{secrets.token_hex(8)}.zip"
    target = file_of(row)
    part = target.with_suffix(".part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        write(row, part, Progress(row, read_clock))
        part.replace(target)
        _finish(row, target, read_clock())
    except (NoChineseFont, ValidationError) as error:
        _fail(row, "；".join(getattr(error, "messages", [str(error)])), read_clock())
    except Exception:
        log.exception("paper order %s failed", row.pk)
        _fail(row, _BROKEN, read_clock())
    finally:
        part.unlink(missing_ok=True)
    return row


def _claim(order_id: int, now: datetime) -> PaperOrder | None:
    is_free = Q(state=State.WAITING) | Q(state=State.WORKING, beat_at__lte=now - SILENT)
    taken = PaperOrder.objects.filter(is_free, pk=order_id)
    if not taken.update(state=State.WORKING, beat_at=now, done=0, problem=""):
        return None
    row: PaperOrder = PaperOrder.objects.select_related("made_by", "institution").get(pk=order_id)
    return row


def _finish(row: PaperOrder, target: Path, now: datetime) -> None:
    with target.open("rb") as content:
        row.sha256 = hashlib.file_digest(content, "sha256").hexdigest()
    row.size, row.finished_at = target.stat().st_size, now
    row.state, row.keep_until = State.DONE, now + KEEP
    fields = ["path", "sha256", "size", "finished_at", "state", "keep_until"]
    row.save(update_fields=fields)
    PaperOrder.objects.filter(pk=row.pk).update(done=F("total"), doing="")


def _fail(row: PaperOrder, problem: str, now: datetime) -> None:
    row.state, row.problem, row.finished_at = State.FAILED, problem[:300], now
    row.save(update_fields=["state", "problem", "finished_at"])


@transaction.atomic
def again(*, actor: Member, order_id: int, now: datetime) -> PaperOrder:
    """Try a failed order anew, or one whose worker fell silent."""
    row = PaperOrder.objects.select_for_update(of=("self",)).get(pk=order_id)
    demand(actor, NEEDS[PaperOrder.Kind(row.kind)])
    if row.state == State.FAILED or (
        row.is_working and (row.beat_at or row.made_at) < now - SILENT
    ):
        row.state, row.problem, row.beat_at = State.WAITING, "", now
        row.save(update_fields=["state", "problem", "beat_at"])
        from houqin.ledgers.tasks import make_paper

        make_paper.defer(institution=institution_id(), order=row.pk)
    return row


@transaction.atomic
def remove(*, actor: Member, order_id: int) -> None:
    """Take a made file away before its days are over."""
    row = PaperOrder.objects.select_for_update(of=("self",)).get(pk=order_id)
    demand(actor, NEEDS[PaperOrder.Kind(row.kind)])
    if row.is_working:
        raise ValidationError("这份文件正在做，请等做好再删。")
    _drop(row)
    record(actor=actor, action="ledgers.order_removed", target=row)


def drop_expired(now: datetime) -> int:
    """The night's job: files whose days are over; also orders that nobody ever finished."""
    old = PaperOrder.objects.filter(keep_until__lte=now).exclude(state=State.GONE)
    rows = list(old[:1000])
    for row in rows:
        _drop(row)
    return len(rows)


def _drop(row: PaperOrder) -> None:
    if row.path:
        file_of(row).unlink(missing_ok=True)
    row.state = State.GONE
    row.save(update_fields=["state"])
