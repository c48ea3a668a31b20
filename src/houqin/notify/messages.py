"""What a delivery says, made at the moment it is sent: what was read meanwhile is left out."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from houqin.notify import rules
from houqin.notify.models import Delivery, Notice
from houqin.notify.senders import Line, Message, Sender
from houqin.org.models import Institution, Staff


def link(institution: Institution, name: str, *args: object) -> str:
    """The full address of an institution's page, for use outside the program."""
    path = reverse(name, urlconf=settings.INSTITUTION_URLCONF, args=args)
    return settings.BASE_URL.rstrip("/") + rules.site_path(path, institution.code)


def compose(
    institution: Institution, delivery: Delivery, sender: Sender
) -> tuple[Message, list[int]] | None:
    """The message and the notices in it; None when nothing is left to say, or nobody is there."""
    staff = Staff.objects.select_related("user").get(pk=delivery.recipient_id)
    address = sender.address_of(staff)
    if not address or staff.left_on is not None:
        return None
    rows = _notices(delivery, staff)
    if not rows:
        return None
    shown = rows[: rules.DIGEST_LINES]
    message = Message(
        number=delivery.pk,
        address=address,
        name=staff.name,
        institution=institution.name,
        subject=_subject(institution, delivery, rows),
        lines=tuple(
            Line(row.title, row.body, link(institution, "notify:open", row.pk)) for row in shown
        ),
        more=len(rows) - len(shown),
        all_link=link(institution, "notify:notices"),
        settings_link=link(institution, "notify:preferences"),
    )
    return message, [row.pk for row in rows]


def _notices(delivery: Delivery, staff: Staff) -> list[Notice]:
    if delivery.notice_id is not None:
        return list(Notice.objects.unread().filter(pk=delivery.notice_id))
    if staff.user is None or not staff.user.mail_digest:
        return []
    mine = Notice.objects.filter(recipient=staff).order_by("-pk")
    if delivery.day is None:
        return []
    carried = list(mine.of_digest(delivery.day))  # by another channel that came first
    return sorted([*mine.for_digest(), *carried], key=lambda row: -row.pk)


def _subject(institution: Institution, delivery: Delivery, rows: list[Notice]) -> str:
    if delivery.notice_id is not None:
        words = f"【{institution.name}】{rows[0].title}"
    else:
        words = f"【{institution.name}】{len(rows)} 条未读通知：{rows[0].title}"
    return " ".join(words.split())[:150]


def test_message(institution: Institution, staff: Staff, address: str) -> Message:
    home = link(institution, "notify:notices")
    return Message(
        number=0,
        address=address,
        name=staff.name,
        institution=institution.name,
        subject=f"【{institution.name}】测试",
        lines=(Line("测试", "看到这条，说明设置对了。", home),),
        more=0,
        all_link=home,
        settings_link=link(institution, "notify:preferences"),
    )
