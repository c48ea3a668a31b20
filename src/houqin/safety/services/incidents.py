"""What an accident's steps leave in the books: a call to the police is a contact, too."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from django.core.exceptions import ValidationError
from django.db import transaction

from houqin.cases.public import Case
from houqin.cases.services.recipients import Recipients
from houqin.ledgers.models import Book
from houqin.ledgers.services.writing import write_entry
from houqin.notify.public import page, send
from houqin.org.member import Member
from houqin.org.models import Staff
from houqin.safety import rules

CONTACTS = "outside_contact"
# Whom one calls in an accident → how the book of contacts with other bodies names them.
BODIES = {
    "police": "派出所", "traffic": "交警", "fire": "消防", "market": "市场监管", "city": "城管",
    "community": "街道社区", "superior": "教育或卫健主管", "other": "其他",
}  # fmt: skip


def opened(*, case: Case, actor: Member | None, given: Any, now: datetime) -> None:
    """Leaders hear of an accident at once; the sweep's alarm has the same key and is silent."""
    told = next(one for one in case.declared.escalations if one.code == "told")
    send(
        recipients=Staff.objects.filter(pk__in=Recipients(rules.day_of(now)).of(case, told)),
        kind="case.escalated", title=f"{told.name}：{case.title}", body=case.number,
        url=page("cases:case", case.pk), key=f"alarm-{case.pk}-{case.alarm_round}-{told.code}",
        target=case, urgent=told.is_urgent, now=now,
    )  # fmt: skip


def stepped(*, case: Case, step: Any, actor: Member | None, given: Any, now: datetime) -> None:
    """A call is written into the book of contacts as well, whoever made it."""
    if step.transition != "call" or actor is None:
        return
    book = Book.objects.filter(code=CONTACTS, is_active=True).first()
    if book is None:
        return
    raw = {
        "day": rules.day_of(now).isoformat(), "by": str(actor.staff.pk),
        "body": BODIES.get(str(given.get("to", "")), "其他"), "topic": "治安警情",
        "summary": f"{case.number} {case.title}：{given.get('said', '')}",
    }  # fmt: skip
    # a book that the institution has changed may ask for more: the step says it all the same
    try:
        with transaction.atomic():
            write_entry(
                actor=actor, book_id=book.pk, raw=raw, now=now,
                token=uuid5(NAMESPACE_OID, f"call:{step.pk}"), is_vouched=True,
            )  # fmt: skip
    except ValidationError:
        return
