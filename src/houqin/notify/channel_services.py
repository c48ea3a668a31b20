"""Setting up channels, trying them, and saying which of them one wants."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Q

from houqin.core import clock
from houqin.core.elsewhere import is_here
from houqin.core.late import late_call
from houqin.journal.public import record
from houqin.notify.channel_models import PERSONAL
from houqin.notify.channels.catalog import SETUPS
from houqin.notify.channels.senders import PersonalSender
from houqin.notify.messages import link, test_message
from houqin.notify.models import (
    Channel,
    ChannelAddress,
    ChannelRefusal,
    Delivery,
    GroupPost,
)
from houqin.notify.senders import SendFailed
from houqin.org.access import demand
from houqin.org.member import Member
from houqin.org.models import Staff

_seal = late_call("houqin.notify.channels.seal", "seal")
_unseal = late_call("houqin.notify.channels.seal", "unseal")
_say_test = late_call("houqin.notify.channels.groups", "say_test")
_forget_rests = late_call("houqin.notify.channels.web", "forget_rests")
SET_UP = "notify.set_channels"


@transaction.atomic
def keep_channel(
    *,
    actor: Member,
    channel: Channel,
    name: str,
    is_on: bool,
    filled: Mapping[str, str],
    notice_kinds: Iterable[str] = (),
) -> Channel:
    """Add or change a channel. A secret left empty stays as it is."""
    demand(actor, SET_UP)
    setup, is_new = SETUPS[channel.kind], channel.pk is None
    secrets = {} if is_new else _unseal(channel.sealed)
    for blank in setup.blanks:
        said = filled.get(blank.name, "")
        if blank.secret and said:
            secrets[blank.name] = said
        elif not blank.secret:
            channel.given[blank.name] = said
        if blank.required and not (secrets if blank.secret else channel.given).get(blank.name):
            raise ValidationError({blank.name: f"请填写{blank.label}。"})
    channel.name, channel.is_on, channel.sealed = name, is_on, _seal(secrets)
    channel.notice_kinds = sorted(notice_kinds) if setup.is_group else []
    channel.last_error = ""
    channel.full_clean()
    channel.save()
    # Another application may call the same people otherwise.
    ChannelAddress.objects.filter(channel=channel).delete()
    if not is_on:
        _drop_waiting(channel)
    action = "notify.channel_added" if is_new else "notify.channel_changed"
    record(actor=actor, action=action, target=channel)
    return channel


@transaction.atomic
def remove_channel(*, actor: Member, channel: Channel) -> None:
    """What still waited for it is not sent any more; what was sent stays in the outbox's books."""
    demand(actor, SET_UP)
    _drop_waiting(channel)
    record(actor=actor, action="notify.channel_removed", target=channel)
    channel.delete()


def _drop_waiting(channel: Channel) -> None:
    waiting = Q(state__in=["waiting", "failed"])
    GroupPost.objects.filter(waiting, channel=channel).update(
        state=GroupPost.State.DROPPED, error=""
    )
    if channel.is_personal:
        Delivery.objects.filter(waiting, channel=channel.kind).update(
            state=Delivery.State.DROPPED, error=""
        )


def try_channel(*, actor: Member, channel: Channel) -> str:
    """Send one test at once and say where it went. SendFailed."""
    demand(actor, SET_UP)
    if channel.is_personal:
        sender = PersonalSender(channel, frozenset())
        phone = sender.address_of(actor.staff)
        if not phone:
            raise SendFailed("您的账号还没有手机号：请先在“我的账号”里填好，再发测试。")
        _forget_rests()
        with sender.session() as post:
            post(test_message(actor.institution, actor.staff, phone))
        where = f"您的{sender.name}"
    else:
        _forget_rests()
        _try_group(actor, channel)
        where = channel.name
    record(actor=actor, action="notify.channel_tried", target=channel)
    return where


def _try_group(actor: Member, channel: Channel) -> None:
    """How it went stands on the channel, as after a real message."""
    row = Channel.objects.filter(pk=channel.pk)
    try:
        _say_test(channel, actor.institution, link(actor.institution, "notify:notices"))
    except SendFailed as failure:
        row.update(last_failed_at=clock.now(), last_error=str(failure)[:300])
        raise
    row.update(last_sent_at=clock.now(), last_error="")


def wanted_channels(member: Member) -> list[tuple[Channel, bool]]:
    """The institution's personal channels, and whether the person wants each; two queries."""
    channels = list(Channel.objects.filter(is_on=True, kind__in=PERSONAL))
    if not channels:
        return []
    refused = set(ChannelRefusal.objects.filter(staff=member.staff).values_list("kind", flat=True))
    return [(channel, channel.kind not in refused) for channel in channels]


@transaction.atomic
def choose_channels(*, actor: Member, wanted: Mapping[str, bool]) -> None:
    """Which kinds of channel the actor wants."""
    demand(actor, "notify.keep")
    yes = [kind for kind, is_wanted in wanted.items() if is_wanted]
    ChannelRefusal.objects.filter(staff=actor.staff, kind__in=yes).delete()
    ChannelRefusal.objects.bulk_create(
        [ChannelRefusal(staff=actor.staff, kind=kind) for kind in wanted if kind not in yes],
        ignore_conflicts=True,
    )


@dataclass(frozen=True, slots=True)
class ChannelState:
    """For ``houqin doctor`` and the administrator's page."""

    channel: Channel
    waiting: int
    failed: int

    @property
    def last_sent_at(self) -> datetime | None:
        return self.channel.last_sent_at


def gaps() -> list[str]:
    """What keeps messages from reaching people, and what to do about it (one query)."""
    found = []
    if is_here(settings.BASE_URL):
        found.append(
            "还没有设网址，消息里的链接在别人手机上打不开。请管服务器的人设 HOUQIN_URL 后重新启动。"
        )
    nameless = Q(user=None) | Q(user__phone="")
    people = Staff.objects.filter(left_on=None)
    counts = people.aggregate(all=Count("pk"), without=Count("pk", filter=nameless))
    if counts["without"]:
        found.append(
            f"{counts['all']} 人里有 {counts['without']} 人没有账号或账号里没有手机号，"
            "企业微信、钉钉、飞书找不到他们。请在“人员”里补上，或请本人在“我的账号”里填。"
        )
    return found


def channel_states() -> list[ChannelState]:
    """How each channel of the scope stands, in three queries."""
    counts = {
        "waiting": Count("pk", filter=Q(state__in=["waiting", "sending"])),
        "failed": Count("pk", filter=Q(state="failed")),
    }
    open_rows = Q(state__in=["waiting", "sending"]) | Q(state="failed")
    posts = {
        row["channel"]: row
        for row in GroupPost.objects.filter(open_rows)
        .values("channel")
        .annotate(**counts)
        .order_by()
    }
    mails = {
        (row["institution"], row["channel"]): row
        for row in Delivery.objects.filter(open_rows)
        .values("institution", "channel")
        .annotate(**counts)
        .order_by()
    }
    none = {"waiting": 0, "failed": 0}
    found = []
    for channel in Channel.objects.select_related("institution").order_by("institution", "pk"):
        key = (channel.institution_id, channel.kind)
        row = (mails.get(key) if channel.is_personal else posts.get(channel.pk)) or none
        found.append(ChannelState(channel, row["waiting"], row["failed"]))
    return found
