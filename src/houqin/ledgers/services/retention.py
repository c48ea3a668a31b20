"""The retention clock: what is past its time, and its destruction by two people.

Nothing goes by itself. One person proposes, another one confirms; the purge is a link of the
book's chain, and the database removes what that link names and nothing that is not past its time.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.db.models import (
    Count,
    DateTimeField,
    Exists,
    ExpressionWrapper,
    F,
    Func,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Value,
)
from django.db.models.fields import DurationField
from django.utils import timezone

from houqin.chain import records_digest
from houqin.files.public import let_go
from houqin.journal.public import record
from houqin.ledgers.following import tell_purge
from houqin.ledgers.models import (
    Amendment,
    Book,
    Countersignature,
    Entry,
    Purge,
    PurgeProposal,
)
from houqin.ledgers.services.chaining import join, locked_head, move
from houqin.ledgers.services.proving_purges import ranges_of
from houqin.ledgers.sql import shortening_0006
from houqin.org.access import demand
from houqin.org.member import Member

MOST = 20_000  # entries in one purge; the rest is the next one's
_FAILED = "数据库没有同意销毁：{}没有销毁任何一条。"
WAIT = timedelta(days=shortening_0006.DAYS)
_REASONS = {
    "shortened lately": "保存期限刚缩短过，满 30 天才能按新期限销毁。",
    "too early": "有的记录还没到保存期限。",
    "keeps its entries": "这本台账的保存期限改过了，请重新申请。",
}


def months_before(moment: datetime, months: int) -> datetime:
    """The same day and hour months ago; the last day of a shorter month. As PostgreSQL does."""
    moment = moment.astimezone(UTC)
    whole = moment.year * 12 + moment.month - 1 - months
    year, month = whole // 12, whole % 12 + 1
    return moment.replace(year=year, month=month, day=min(moment.day, monthrange(year, month)[1]))


def expired(book: Book, before: datetime) -> QuerySet[Entry]:
    """Entries that happened, and were last touched, before that moment."""
    later = {"entry": OuterRef("pk"), "entered_at__gte": before}
    return Entry.objects.filter(
        ~Exists(Amendment.objects.filter(**later)),
        ~Exists(Countersignature.objects.filter(**later)),
        book=book,
        happened_at__lt=before,
        entered_at__lt=before,
    )


def overdue(now: datetime) -> list[dict[str, Any]]:
    """Per book: how many entries are past its retention, and the oldest; one query for all."""
    months = Func(
        F("book__retention_months"),
        function="make_interval",
        template="make_interval(months => %(expressions)s::int)",
        output_field=DurationField(),
    )
    limit = ExpressionWrapper(
        Value(now, output_field=DateTimeField()) - months, output_field=DateTimeField()
    )
    rows = Entry.objects.filter(
        Q(book__retention_shortened_at__isnull=True)
        | Q(book__retention_shortened_at__lte=now - WAIT),
        book__retention_months__isnull=False,
        book__keeps_with_object=False,
    ).alias(limit=limit)
    rows = rows.filter(happened_at__lt=F("limit"), entered_at__lt=F("limit"))
    found = rows.order_by().values("book").annotate(count=Count("pk"), oldest=Min("happened_at"))
    return [dict(row) for row in found.order_by("-count")]


def waits_until(book: Book, now: datetime) -> datetime | None:
    """When a retention that was shortened lately takes effect; None where it does."""
    if book.retention_shortened_at is None or book.retention_shortened_at + WAIT <= now:
        return None
    return book.retention_shortened_at + WAIT


@transaction.atomic
def propose(*, actor: Member, book_id: int, reason: str, now: datetime) -> PurgeProposal:
    """Ask another person to confirm that what is past its time in the book may go."""
    demand(actor, "ledgers.purge")
    book = Book.objects.select_for_update().get(pk=book_id)
    if book.retention_months is None or book.keeps_with_object:
        raise ValidationError(f"《{book.title}》长期保存，没有可销毁的记录。")
    wait = waits_until(book, now)
    if wait:
        day = timezone.localtime(wait).date()
        raise ValidationError(f"《{book.title}》的保存期限刚缩短过，{day} 起才能申请销毁。")
    before = months_before(now, book.retention_months)
    count = expired(book, before).count()
    if not count:
        raise ValidationError(f"《{book.title}》没有超过保存期限的记录。")
    row = PurgeProposal(
        book=book,
        before=before,
        entries=min(count, MOST),
        reason=reason.strip(),
        proposed_by=actor.staff,
        proposed_at=now,
    )
    row.full_clean(exclude=["institution", "proposed_by", "decided_by", "decided_at"])
    row.save()
    record(actor=actor, action="ledgers.purge_proposed", target=book, count=row.entries,
           reason=row.reason[:80])  # fmt: skip
    return row


def _open(proposal_id: int) -> PurgeProposal:
    row = (
        PurgeProposal.objects.select_for_update(of=("self",))
        .select_related("proposed_by", "book")
        .get(pk=proposal_id)
    )
    if row.state != PurgeProposal.State.OPEN:
        raise ValidationError("这份申请已经处理过了，请刷新页面查看。")
    return row


@transaction.atomic
def refuse(*, actor: Member, proposal_id: int, now: datetime) -> PurgeProposal:
    """Not to be purged (also: taken back by who asked)."""
    demand(actor, "ledgers.purge")
    row = _open(proposal_id)
    _decide(row, PurgeProposal.State.REFUSED, actor, now)
    record(actor=actor, action="ledgers.purge_refused", target=row.book)
    return row


def _decide(row: PurgeProposal, state: PurgeProposal.State, actor: Member, now: datetime) -> None:
    row.state, row.decided_by, row.decided_at = state, actor.staff, now
    row.save(update_fields=["state", "decided_by", "decided_at"])


@transaction.atomic
def confirm(*, actor: Member, proposal_id: int, now: datetime) -> Purge:
    """Destroy what was proposed; what happened meanwhile to an entry keeps it."""
    demand(actor, "ledgers.purge")
    row = _open(proposal_id)
    if row.proposed_by_id == actor.staff.pk:
        raise ValidationError("销毁要由另一个人确认，不能自己确认自己的申请。")
    head = locked_head(row.book_id)
    going = expired(row.book, row.before).order_by("sequence")
    ids = list(going.values_list("pk", flat=True)[:MOST])
    if not ids:
        raise ValidationError("这些记录已经不在可销毁之列，请重新申请。")
    act = _purge(row, actor, ids, now)
    join(head, [act])
    act.save(force_insert=True)
    move(head)
    tell_purge(actor, ids)
    let_go(Entry._meta.label_lower, ids)
    _carry_out(act)
    _decide(row, PurgeProposal.State.DONE, actor, now)
    record(actor=actor, action="ledgers.purged", target=row.book, count=act.entries,
           asked=act.proposed_name)  # fmt: skip
    return act


def _purge(row: PurgeProposal, actor: Member, ids: Sequence[int], now: datetime) -> Purge:
    links = _links(ids)
    return Purge(
        book=row.book,
        ranges=ranges_of(number for number, _digest in links),
        entries=len(ids),
        links=len(links),
        links_digest=records_digest(links),
        months=row.book.retention_months or 0,
        reason=row.reason,
        proposed_by=row.proposed_by,
        proposed_name=row.proposed_by.name,
        confirmed_by=actor.staff,
        confirmed_name=actor.name,
        entered_at=now,
    )


def _links(ids: Sequence[int]) -> list[tuple[int, str]]:
    """The entries' links and those of what was added to them, by number."""
    found = list(Entry.objects.filter(pk__in=ids).values_list("sequence", "digest"))
    for model in (Amendment, Countersignature):
        found += model.objects.filter(entry__in=ids).values_list("sequence", "digest")
    return sorted(found)


def _carry_out(act: Purge) -> None:
    """The database checks each row again. Whoever still points at an entry stops it here, and
    not when the transaction ends."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SELECT ledgers_purge(%s)", [act.pk])
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    except DatabaseError as error:
        said = next((told for word, told in _REASONS.items() if word in str(error)), "")
        if "foreign key" in str(error):
            said = "有的记录还被任务或别的材料引用。"
        if not said:
            raise
        raise ValidationError(_FAILED.format(said)) from error
