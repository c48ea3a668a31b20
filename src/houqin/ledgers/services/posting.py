"""The day's digest sent out of the house: by mail and to an address, until it arrives.

Whoever holds yesterday's digest can prove that yesterday was not rewritten, also against the
owner of the server; so it must leave the server by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from houqin.core.tenancy import institution_id
from houqin.journal.public import record
from houqin.ledgers.models import DayDelivery, DayHead, DayPosting
from houqin.ledgers.services.webhooks import WebhookFailed, post_signed, problem_of
from houqin.notify.public import SendFailed, send_text
from houqin.org.access import demand
from houqin.org.member import Member
from houqin.org.models import Institution

MOST_ATTEMPTS = 35  # a week, at six hours' pauses
LOOK_BACK = timedelta(days=7)
LEASE = timedelta(minutes=5)
BATCH = 20
Channel, State = DayDelivery.Channel, DayDelivery.State
Clock = Callable[[], datetime]


@transaction.atomic
def set_posting(
    *, actor: Member, addresses: Sequence[str], webhook: str, secret: str, now: datetime
) -> DayPosting:
    """Where digests go from now on; an empty secret keeps the one that is there."""
    demand(actor, "ledgers.keep")
    row = DayPosting.objects.select_for_update().first() or DayPosting()
    webhook = webhook.strip()
    if webhook and (problem := problem_of(webhook)):
        raise ValidationError({"webhook": problem})
    if secret and len(secret) < 16:
        raise ValidationError({"secret": "签名密钥至少 16 个字符。"})
    if webhook and not (secret or row.secret):
        raise ValidationError({"secret": "填了接收网址，就要填签名密钥。"})
    row.addresses, row.webhook = list(addresses), webhook
    row.secret = (secret or row.secret) if webhook else ""
    row.changed_by, row.changed_at = actor.staff, now
    row.full_clean(exclude=["institution", "changed_by"])
    row.save()
    what = f"邮箱 {len(row.addresses)} 个，{'有' if row.webhook else '没有'}接收网址"
    record(actor=actor, action="ledgers.posting_changed", what=what)
    return row


def plan(now: datetime) -> int:
    """A delivery for each address and each of the last days that has none yet."""
    posting = DayPosting.objects.first()
    if posting is None:
        return 0
    targets = [(Channel.MAIL, address) for address in posting.addresses]
    if posting.webhook:
        targets.append((Channel.WEBHOOK, posting.webhook))
    since = timezone.localtime(max(now - LOOK_BACK, posting.changed_at)).date()
    days = DayHead.objects.filter(day__gte=since - timedelta(days=1)).values_list("pk", flat=True)
    rows = [
        DayDelivery(day_id=day, channel=channel, address=address, due_at=now)
        for day in days
        for channel, address in targets
    ]
    made = DayDelivery.objects.bulk_create(rows, ignore_conflicts=True)
    return len(made)


def post_due(*, read_clock: Clock) -> int:
    """Send what is due; how many arrived."""
    plan(read_clock())
    posting = DayPosting.objects.first()
    if posting is None:
        return 0
    return sum(_send(row, posting, read_clock) for row in _claim(read_clock()))


@transaction.atomic
def _claim(now: datetime) -> list[DayDelivery]:
    """Another worker leaves these alone for some minutes."""
    rows = DayDelivery.objects.filter(state=State.WAITING, due_at__lte=now).order_by("due_at", "pk")
    locked = list(rows.select_for_update(skip_locked=True, of=("self",))[:BATCH])
    for row in locked:
        row.attempts, row.due_at = row.attempts + 1, now + LEASE
    DayDelivery.objects.bulk_update(locked, ["attempts", "due_at"])
    return locked


def _send(row: DayDelivery, posting: DayPosting, read_clock: Clock) -> bool:
    try:
        if row.channel == Channel.MAIL:
            _mail(row)
        else:
            post_signed(row.address, posting.secret, message_of(row.day), row.pk)
    except (SendFailed, WebhookFailed) as failure:
        row.error = str(failure)[:300]
        is_over = failure.final or row.attempts >= MOST_ATTEMPTS
        row.state = State.FAILED if is_over else State.WAITING
        row.due_at = read_clock() + timedelta(minutes=min(2**row.attempts, 360))
    else:
        row.state, row.error, row.sent_at = State.SENT, "", read_clock()
    row.save(update_fields=["state", "error", "due_at", "sent_at"])
    return bool(row.state == State.SENT)


def message_of(day: DayHead) -> dict[str, Any]:
    """What is posted: enough to check any book of that day against it."""
    institution = Institution.objects.get(pk=institution_id())
    return {
        "institution": institution.name,
        "code": institution.code,
        "day": f"{day.day}",
        "previous": day.previous,
        "digest": day.digest,
        "books": [
            {"code": code, "length": length, "digest": digest}
            for _pk, code, length, digest in day.heads
            if length
        ],
    }


_LETTER = """{institution}：{day} 的台账摘要

  {digest}
  前一天：{previous}
  这一天共有 {books} 本台账有记录，共 {links} 条。

请保留这封信。以后有人要核对 {day} 以前的记录有没有改动，就拿这里的摘要和系统的“每日摘要”、
或台账包的查验结果比一比：一样，就没有改动；不一样，就有人改过。
"""


def _mail(row: DayDelivery) -> None:
    if not settings.EMAIL_HOST:
        raise SendFailed("还没有设置邮件服务器：请设置 HOUQIN_SMTP_HOST 后重新启动程序。")
    said = message_of(row.day)
    links = sum(book["length"] for book in said["books"])
    body = _LETTER.format(**{**said, "books": len(said["books"]), "links": links})
    send_text(
        row.address,
        f"{said['institution']} {said['day']} 台账每日摘要",
        body,
        known_as=f"day-{row.pk}",
    )


@transaction.atomic
def retry(*, actor: Member, now: datetime) -> int:
    """A fresh start for all that was given up."""
    demand(actor, "ledgers.keep")
    failed = DayDelivery.objects.filter(state=State.FAILED)
    count = int(failed.update(state=State.WAITING, attempts=0, due_at=now))
    if count:
        record(actor=actor, action="ledgers.posting_retried", count=count)
    return count
