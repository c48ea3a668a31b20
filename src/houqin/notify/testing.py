"""A kind of notice, a notice sent through the service, a mailbox's address."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count
from typing import Any

from houqin.notify.kinds import NoticeKind, register_kinds
from houqin.notify.models import Channel, Notice
from houqin.notify.public import send
from houqin.org.member import Member

NOON = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
KIND = NoticeKind("test.reminded", "测试提醒", "测试")
SHOWN = NoticeKind("test.ordered", "测试指令", "测试", may_hide=False)
_numbers = count(1)


def make_notice(member: Member, *, title: str = "三楼水管漏水", **given: Any) -> Notice:
    """One notice to the member, sent through the service in the scope."""
    register_kinds(KIND, SHOWN)
    told: dict[str, Any] = {
        "kind": KIND.code,
        "body": "请尽快处理。",
        "url": "/org/",
        "key": f"made-{next(_numbers)}",
        "now": NOON,
    }
    told |= given
    send(recipients=[member.staff], title=title, **told)
    notice: Notice = Notice.objects.get(recipient=member.staff, key=told["key"])
    return notice


def give_mailbox(member: Member, address: str = "") -> str:
    """Give the member's account a mail address."""
    user = member.user
    if user is None:
        raise LookupError("no account to give a mailbox to")
    user.email = address or f"{user.username}@example.com"
    user.save(update_fields=["email"])
    return user.email


def url_samples(member: Member) -> dict[str, tuple[Any, ...]]:
    """Arguments of this room's urls, of rows the member may see, for the test that walks them."""
    notice = make_notice(member)
    channel = Channel.objects.create(kind=Channel.Kind.WEBHOOK, name="样例", is_on=False)
    return {
        "notify:open": (notice.pk,),
        "notify:read": (notice.pk,),
        "notify:channel_add": ("wecom",),
        "notify:channel": (channel.pk,),
        "notify:channel_try": (channel.pk,),
        "notify:channel_remove": (channel.pk,),
    }
