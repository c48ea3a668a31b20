"""What other rooms may call: tell people something, count what they have not read."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse

from houqin.notify.channel_services import ChannelState, channel_states
from houqin.notify.delivery import MailState, mail_state
from houqin.notify.kinds import NoticeKind, register_kinds
from houqin.notify.mail import send_text
from houqin.notify.senders import SendFailed
from houqin.notify.services import mark_done, send, unread_count

__all__ = [
    "ChannelState",
    "MailState",
    "NoticeKind",
    "SendFailed",
    "channel_states",
    "mail_state",
    "mark_done",
    "page",
    "register_kinds",
    "send",
    "send_text",
    "unread_count",
]


def page(name: str, *args: Any) -> str:
    """The path of an institution's page, for ``send(url=…)``; works in jobs as in requests."""
    return reverse(name, urlconf=settings.INSTITUTION_URLCONF, args=args)
