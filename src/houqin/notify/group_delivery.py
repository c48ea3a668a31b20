"""What groups and other systems are told: queued per occasion, said together, masked on the way.

Claims as ``delivery`` does: committed before anything is sent, skipped by other workers. After a
worker died another system is told again, because it knows an event by its number; a group robot is
not, because nobody can tell whether the group has read it: it is shown as failed instead.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.db import transaction

from houqin.core.late import late_call
from houqin.notify import rules
from houqin.notify.kinds import kind_of
from houqin.notify.models import Channel, GroupPost
from houqin.notify.outbox import CLAIMED, FAILED
from houqin.notify.outbox import OutgoingState as State
from houqin.notify.senders import SendFailed
from houqin.org.models import Institution

Clock = Callable[[], datetime]
INTERRUPTED = "发送时程序中断，不能确定对方是否收到。请到群里核对。"
_say = late_call("houqin.notify.channels.groups", "say")
_down_until: dict[int, datetime] = {}


def queue_for_groups(
    *, kind: str, title: str, url: str, key: str, urgent: bool, now: datetime
) -> int:
    """Put the occasion into the outbox of every group channel that listens to this kind."""
    if kind_of(kind).is_private:
        return 0
    listening = Channel.objects.filter(is_on=True, notice_kinds__contains=[kind])
    posts = [
        GroupPost(
            channel=channel,
            notice_kind=kind,
            key=key,
            title=title[:120],
            url=url,
            is_urgent=urgent,
            created_at=now,
            due_at=now,
        )
        for channel in listening
    ]
    GroupPost.objects.bulk_create(posts, ignore_conflicts=True)
    return len(posts)


def deliver_posts(institution: Institution, *, is_quiet: bool, read_clock: Clock) -> int:
    """Say what is due. In the quiet hours only to other systems, which do not sleep."""
    due = GroupPost.objects.due(read_clock()).values("channel")
    channels = Channel.objects.filter(pk__in=due, is_on=True)
    if is_quiet:
        channels = channels.filter(kind=Channel.Kind.WEBHOOK)
    return sum(_empty(institution, channel, read_clock) for channel in channels)


def _empty(institution: Institution, channel: Channel, read_clock: Clock) -> int:
    said = 0
    at_once = 1 if channel.kind == Channel.Kind.WEBHOOK else rules.GROUP_LINES
    while not _is_down(channel, read_clock()):
        claimed = _claim(channel, at_once, read_clock())
        if not claimed:
            break
        said += _say_batch(institution, channel, claimed, read_clock)
    return said


def _is_down(channel: Channel, now: datetime) -> bool:
    return now < _down_until.get(channel.pk, now)


@transaction.atomic
def _claim(channel: Channel, most: int, now: datetime) -> list[GroupPost]:
    rows = GroupPost.objects.due(now).filter(channel=channel).order_by("due_at", "pk")
    locked = list(rows.select_for_update(skip_locked=True, of=("self",))[:most])
    for row in locked:
        if not row.claim(now, most_interrupted=_most_interrupted(channel), said=INTERRUPTED):
            Channel.objects.filter(pk=channel.pk).update(last_failed_at=now, last_error=INTERRUPTED)
    GroupPost.objects.bulk_update(locked, CLAIMED)
    return locked


def _most_interrupted(channel: Channel) -> int:
    """How often it is begun to say something, where a worker died each time."""
    return rules.MAX_INTERRUPTED if channel.kind == Channel.Kind.WEBHOOK else 1


def _say_batch(
    institution: Institution, channel: Channel, claimed: list[GroupPost], read_clock: Clock
) -> int:
    rows = [row for row in claimed if row.state == State.SENDING]
    if not rows:
        return 0
    try:
        _say(channel, institution, rows)
    except SendFailed as failure:
        _failed(channel, rows, failure, read_clock())
        return 0
    now = read_clock()
    GroupPost.objects.filter(pk__in=[row.pk for row in rows]).update(
        state=State.SENT, sent_at=now, error=""
    )
    Channel.objects.filter(pk=channel.pk).update(last_sent_at=now, last_error="")
    return len(rows)


@transaction.atomic
def _failed(channel: Channel, rows: list[GroupPost], failure: SendFailed, now: datetime) -> None:
    if failure.pause or failure.outage:
        _down_until[channel.pk] = now + (failure.pause or rules.REST)
    for row in rows:
        row.fail(failure, now)
    GroupPost.objects.bulk_update(rows, FAILED)
    Channel.objects.filter(pk=channel.pk).update(last_failed_at=now, last_error=str(failure)[:300])


def forget_rests() -> None:
    """Somebody says that it is mended: ask again at once."""
    _down_until.clear()


def link_of(post: GroupPost) -> str:
    return settings.BASE_URL.rstrip("/") + post.url
