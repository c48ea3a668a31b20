"""Emptying the outbox: each delivery is claimed, sent, and settled, by as many workers as run.

A claim is committed before anything is sent, so two workers never hold the same delivery. A worker
that dies in between leaves it in ``sending``; after the lease it is tried once more, then given up
and shown, because nobody can know whether the first attempt arrived.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Min, Q
from django.utils import timezone

from houqin.core import tenancy
from houqin.journal.public import record
from houqin.notify import rules
from houqin.notify.group_delivery import deliver_posts, forget_rests
from houqin.notify.messages import compose, test_message
from houqin.notify.models import Delivery, DigestRun, GroupPost, Notice
from houqin.notify.outbox import CLAIMED, FAILED
from houqin.notify.outbox import OutgoingState as State
from houqin.notify.senders import (
    Message,
    Post,
    Sender,
    SendFailed,
    everybodys_senders,
    named_sender,
    ready_senders,
)
from houqin.org.access import demand
from houqin.org.member import Member
from houqin.org.models import Institution, Staff

Clock = Callable[[], datetime]
_INTERRUPTED = "发送时程序中断，不能确定对方是否收到。请当面确认。"
# A server that does not answer costs a time-out: a district's thousand institutions, which this
# process takes one after the other, must not each wait for it.
_down_until: dict[str, datetime] = {}


@dataclass(frozen=True, slots=True)
class MailState:
    """For ``houqin doctor`` and the administrator's page."""

    is_ready: bool
    waiting: int
    failed: int
    oldest_due: datetime | None
    last_error: str


def mail_state() -> MailState:
    """How the outbox of persons in the scope stands, in two queries."""
    counts = Delivery.objects.aggregate(
        waiting=Count("pk", filter=Q(state__in=[State.WAITING, State.SENDING])),
        failed=Count("pk", filter=Q(state=State.FAILED)),
        oldest=Min("due_at", filter=Q(state__in=[State.WAITING, State.SENDING])),
    )
    troubled = Delivery.objects.troubled().order_by("-started_at").first()
    return MailState(
        is_ready=bool(everybodys_senders()),
        waiting=counts["waiting"],
        failed=counts["failed"],
        oldest_due=counts["oldest"],
        last_error=troubled.error if troubled else "",
    )


def deliver(*, read_clock: Clock) -> int:
    """Send what is due in the institution in scope; how many went out."""
    institution = Institution.objects.get(pk=tenancy.institution_id())
    plan_digests(institution, read_clock())
    local = timezone.localtime(read_clock())
    is_quiet = rules.is_quiet(local.time(), institution.quiet_from, institution.quiet_until)
    sent = deliver_posts(institution, is_quiet=is_quiet, read_clock=read_clock)
    if is_quiet:
        return sent
    for sender in ready_senders():
        while not _is_down(sender, read_clock()):
            claimed = _claim(sender.code, read_clock())
            if not claimed:
                break
            sent += _send_batch(sender, institution, claimed, read_clock)
    return sent


def _is_down(sender: Sender, now: datetime) -> bool:
    return now < _down_until.get(sender.place, now)


@transaction.atomic
def plan_digests(institution: Institution, now: datetime) -> int:
    """Once a day, from the hour of the digest on: one delivery for each who has unread notices."""
    local = timezone.localtime(now)
    senders = ready_senders()
    if not senders or local.time() < institution.digest_at:
        return 0
    if DigestRun.objects.filter(day=local.date()).exists():
        return 0
    # Two workers come one after the other: the second finds the day made.
    Institution.objects.select_for_update(no_key=True).get(pk=institution.pk)
    if DigestRun.objects.filter(day=local.date()).exists():
        return 0
    DigestRun.objects.create(day=local.date())
    waiting = Notice.objects.for_digest().values("recipient")
    people = Staff.objects.filter(
        pk__in=waiting, left_on=None, user__is_active=True, user__mail_digest=True
    ).select_related("user")
    rows = [
        Delivery(recipient=staff, channel=each.code, day=local.date(), due_at=now)
        for staff in people
        for each in senders
        if each.address_of(staff)
    ]
    Delivery.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
    return len(rows)


@transaction.atomic
def _claim(channel: str, now: datetime) -> list[Delivery]:
    """Take a batch of what is due; rows another worker is just taking are skipped."""
    rows = Delivery.objects.due(now).filter(channel=channel).order_by("due_at", "pk")
    locked = list(rows.select_for_update(skip_locked=True)[: rules.BATCH])
    for row in locked:
        row.claim(now, most_interrupted=rules.MAX_INTERRUPTED, said=_INTERRUPTED)
    Delivery.objects.bulk_update(locked, CLAIMED)
    return locked


def _send_batch(
    sender: Sender,
    institution: Institution,
    claimed: list[Delivery],
    read_clock: Clock,
) -> int:
    left = [row for row in claimed if row.state == State.SENDING]
    sent = 0
    try:
        with sender.session() as post:
            while left:
                sent += _send_one(sender, institution, left[0], post, read_clock)
                left.pop(0)
    except SendFailed as failure:  # the connection, not a single message
        _down_until[sender.place] = read_clock() + (failure.pause or rules.REST)
        for row in left:
            _fail(row, failure, read_clock())
    return sent


def _send_one(
    sender: Sender,
    institution: Institution,
    row: Delivery,
    post: Post,
    read_clock: Clock,
) -> bool:
    if not _still_ours(row, read_clock()):
        return False
    composed = compose(institution, row, sender)
    if composed is None:
        _settle(row, State.DROPPED)
        return False
    message, notices = composed
    failure = _post(post, message)
    if failure is not None and (failure.outage or failure.pause):
        raise failure  # it would be the same for every other message
    if failure is not None:
        _fail(row, failure, read_clock())
        return False
    _sent(row, notices, read_clock())
    return True


def _still_ours(row: Delivery, now: datetime) -> bool:
    """Renew the lease; False where a slow batch outlived it and another worker took the row."""
    mine = Delivery.objects.filter(pk=row.pk, state=State.SENDING, started_at=row.started_at)
    if not mine.update(started_at=now):
        return False
    row.started_at = now
    return True


def _post(post: Post, message: Message) -> SendFailed | None:
    try:
        post(message)
    except SendFailed as failure:
        return failure
    return None


@transaction.atomic
def _sent(row: Delivery, notices: list[int], now: datetime) -> None:
    Notice.objects.filter(pk__in=notices).update(mailed_at=now, digest_day=row.day)
    row.sent_at, row.error = now, ""
    _settle(row, State.SENT)


def _fail(row: Delivery, failure: SendFailed, now: datetime) -> None:
    row.fail(failure, now)
    row.save(update_fields=FAILED)


def _settle(row: Delivery, state: State) -> None:
    row.state = state
    row.save(update_fields=["state", "due_at", "sent_at", "error", "attempts"])


@transaction.atomic
def retry_failed(*, actor: Member, now: datetime) -> int:
    """Give every delivery that was given up a fresh start."""
    demand(actor, "notify.watch_mail")
    fresh = {"state": State.WAITING, "due_at": now, "attempts": 0, "error": ""}
    count = int(Delivery.objects.filter(state=State.FAILED).update(**fresh))
    count += int(GroupPost.objects.filter(state=State.FAILED).update(**fresh))
    _down_until.clear()
    forget_rests()
    if count:
        record(actor=actor, action="notify.delivery_retried", count=count)
    return count


def send_test(*, actor: Member) -> str:
    """Send the actor one message through the mail channel at once; its address. SendFailed."""
    demand(actor, "notify.watch_mail")
    channel = named_sender("mail")
    if channel is None or not channel.is_ready():
        raise SendFailed("还没有设置邮件服务器：请设置 HOUQIN_SMTP_HOST 后重新启动程序。")
    address = channel.address_of(actor.staff)
    if not address:
        raise SendFailed("您还没有填邮箱：请先在“通知方式”里填好，再发测试邮件。")
    with channel.session() as post:
        post(test_message(actor.institution, actor.staff, address))
    record(actor=actor, action="notify.test_mail_sent")
    return address
