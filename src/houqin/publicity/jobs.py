"""The morning's job: what must be confirmed by today is asked for once more; who came later is
sent what still holds for them."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from houqin.core import clock
from houqin.journal.public import record
from houqin.notify.public import page, send
from houqin.publicity.models import AddressedDepartment, Announcement
from houqin.publicity.services import remind_missing, send_to_later

CAUGHT_UP = timedelta(days=30)  # older ones without a deadline are history to who comes now


def chase(_institution_id: int) -> int:
    """How many people were reminded. Run twice on a day it reminds once."""
    now = clock.now()
    today = timezone.localdate(now)
    _tell_publishers(now)
    due = Announcement.objects.current().filter(confirm_by=today)
    reminded = sum(_remind(pk, now) for pk in due.values_list("pk", flat=True))
    _catch_up(now)  # last: whoever is sent it now is not reminded at once
    return reminded


@transaction.atomic
def _remind(pk: int, now: datetime) -> int:
    rows = Announcement.objects.select_for_update(of=("self",), no_key=True)
    row = rows.select_related("issued_by").get(pk=pk)
    told = row.reminded_at
    if told is not None and timezone.localdate(told) == timezone.localdate(now):
        return 0
    try:
        count = remind_missing(row, now)
    except ValidationError:  # all have confirmed
        return 0
    record(actor=None, action="publicity.deadline", target=row, count=count)
    return count


def _catch_up(now: datetime) -> None:
    """A notice to everybody, to posts or departments is for those too who have come to it since."""
    recent = Q(issued_at__gt=now - CAUGHT_UP) | Q(confirm_by__gte=timezone.localdate(now))
    by_department = Exists(AddressedDepartment.objects.filter(announcement=OuterRef("pk")))
    open_ended = Q(for_everybody=True) | ~Q(roles=[]) | by_department
    for row in Announcement.objects.current().filter(recent & open_ended).order_by("pk"):
        count = send_to_later(row, now)
        if count:
            record(actor=None, action="publicity.caught_up", target=row, count=count)


def _tell_publishers(now: datetime) -> None:
    """The day after: who has still not confirmed is now a matter between people."""
    yesterday = timezone.localdate(now) - timedelta(days=1)
    over = Announcement.objects.current().filter(confirm_by=yesterday)
    for row in over.select_related("issued_by"):
        missing = row.receipts.missing(must_confirm=True).count()
        if missing:
            send(
                recipients=[row.issued_by],
                kind="publicity.personal",
                title=f"“{row.title}”已到截止，还有 {missing} 人没有确认",
                url=page("publicity:receipts", row.pk),
                key=f"announcement-{row.pk}-over",
                target=row,
                now=now,
            )
