"""The senders an institution has set up; nothing heavy is loaded until one of them sends."""

from __future__ import annotations

from contextlib import AbstractContextManager

from houqin.core.late import late_call
from houqin.notify.channel_models import PERSONAL
from houqin.notify.models import Channel, ChannelRefusal
from houqin.notify.senders import Post, Sender
from houqin.org.models import Staff

_session = late_call("houqin.notify.channels.personal", "session")


class PersonalSender:
    """Satisfies ``senders.Sender``."""

    def __init__(self, channel: Channel, refused: frozenset[int]) -> None:
        self.channel, self._refused = channel, refused
        self.code = channel.kind
        self.name = channel.get_kind_display()
        self.place = f"{channel.kind}:{channel.pk}"

    def is_ready(self) -> bool:
        return self.channel.is_on

    def address_of(self, staff: Staff) -> str:
        if staff.user is None or staff.pk in self._refused:
            return ""
        return staff.user.phone.removeprefix("+86")

    def session(self) -> AbstractContextManager[Post]:
        opened: AbstractContextManager[Post] = _session(self.channel)
        return opened


def senders_here() -> list[Sender]:
    """Of the institution in scope: one query, and one more where there is a channel."""
    channels = list(Channel.objects.filter(is_on=True, kind__in=PERSONAL))
    if not channels:
        return []
    refused: dict[str, set[int]] = {}
    for staff, kind in ChannelRefusal.objects.values_list("staff", "kind"):
        refused.setdefault(kind, set()).add(staff)
    return [PersonalSender(each, frozenset(refused.get(each.kind, ()))) for each in channels]
