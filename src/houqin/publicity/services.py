"""Publishing, reading, confirming, reminding, withdrawing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from houqin.core.once import alone
from houqin.files.public import StoredFile, attach
from houqin.journal.public import record
from houqin.notify.public import mark_done, page, send
from houqin.org.access import demand
from houqin.org.member import Member
from houqin.org.models import Department, Staff
from houqin.publicity.audience import audience
from houqin.publicity.models import AddressedDepartment, Announcement, Receipt

REST = timedelta(hours=1)  # between two reminders of one notice
WITHDRAWN = "这条通知已经撤回，不用再看了。"
FINISHED = "这条通知已经归档，不用再看了。"


@transaction.atomic
def publish(
    *, actor: Member, title: str, text: str, now: datetime, token: UUID,
    for_everybody: bool = True, roles: Sequence[str] = (),
    departments: Iterable[Department] = (), people: Iterable[Staff] = (),
    must_confirm: bool = False, confirm_by: date | None = None, is_urgent: bool = False,
    files: Sequence[StoredFile] = (),
) -> Announcement:  # fmt: skip
    """Send a notice to each whom it concerns; the same token is the same notice."""
    demand(actor, "publicity.publish")
    alone(token)
    known: Announcement | None = Announcement.objects.filter(token=token).first()
    if known is not None:
        return known
    today = timezone.localdate(now)
    if confirm_by is not None and confirm_by < today:
        raise ValidationError({"confirm_by": "确认截止不能早于今天。"})
    chosen = list(departments)
    meant = audience(everybody=for_everybody, roles=roles, departments=chosen, people=list(people))
    everyone = meant.readers(today, actor.staff)
    staff = [one for one in everyone if one.user and one.user.is_active]
    if not staff:
        raise ValidationError("除了您没有人会收到：请选有账号的人，或选有人的岗位、部门。")
    row = Announcement(
        title=title.strip(), text=text.strip(), for_everybody=for_everybody,
        roles=[] if for_everybody else list(roles),
        whom=meant.words(actor.kind),
        without_account=len(everyone) - len(staff), must_confirm=must_confirm,
        confirm_by=confirm_by, is_urgent=is_urgent,
        issued_by=actor.staff, issued_at=now, token=token,
    )  # fmt: skip
    row.fill_search()
    row.full_clean(exclude=["issued_by"])
    row.save(force_insert=True)
    if not for_everybody:
        AddressedDepartment.objects.bulk_create(
            [AddressedDepartment(announcement=row, department=one) for one in chosen]
        )
    _give_receipts(row, staff)
    for file in files:
        attach(actor=actor, file=file, owner=row)
    record(actor=actor, action="publicity.published", target=row, whom=row.whom, count=len(staff))
    _tell(row, staff, now)
    return row


def _give_receipts(row: Announcement, staff: Iterable[Staff]) -> None:
    Receipt.objects.bulk_create(
        [Receipt(announcement=row, staff=one, department=_department(one)) for one in staff],
        batch_size=500,
    )


@transaction.atomic
def send_to_later(row: Announcement, now: datetime) -> int:
    """Send it to those it is meant for, by more than their name, who have none yet; how many."""
    rows = Announcement.objects.select_for_update(of=("self",), no_key=True)
    row = rows.select_related("issued_by").get(pk=row.pk)
    known = set(row.receipts.values_list("staff", flat=True))
    departments = Department.objects.filter(pk__in=row.addressed.values("department"))
    meant = audience(
        everybody=row.for_everybody, roles=row.roles, departments=list(departments), people=[]
    )
    people = meant.readers(timezone.localdate(now), row.issued_by)
    later = [one for one in people if one.pk not in known and one.user and one.user.is_active]
    if later:
        _give_receipts(row, later)
        _tell(row, later, now)
    return len(later)


def _department(staff: Staff) -> str:
    return staff.department.name if staff.department else ""


def _tell(row: Announcement, people: Iterable[Staff], now: datetime, *, again: str = "") -> int:
    """By the bell, the mail and the channels, as each of them wants it."""
    day = row.confirm_by
    until = f"，请在{day.month}月{day.day}日前确认" if day else "，请看完确认"
    wish = until if row.must_confirm else ""
    everybody = row.for_everybody and not again
    return send(
        recipients=people,
        kind="publicity.notice" if everybody else "publicity.personal",
        title=f"{'提醒您看' if again else ''}通知：{row.title}",
        body=f"{row.issued_by.name}发{wish}。{row.text[:120]}",
        url=page("publicity:notice", row.pk),
        key=f"announcement-{row.pk}{again}",
        target=row,
        urgent=row.is_urgent,
        now=now,
    )


@transaction.atomic
def read(*, actor: Member, row: Announcement, now: datetime) -> None:
    """Note that the actor has opened it; only the first time counts, and nobody else's does."""
    demand(actor, "publicity.confirm")
    mine = Receipt.objects.filter(announcement=row, staff=actor.staff, opened_at=None)
    settled = {} if row.must_confirm else {"is_open": False}
    if mine.update(opened_at=now, **settled):
        mark_done(target=row, now=now, readers=[actor.staff])


@transaction.atomic
def confirm(*, actor: Member, announcement_id: int, now: datetime) -> Announcement:
    """我已知悉; pressed again it stays as it was."""
    demand(actor, "publicity.confirm")
    rows = Announcement.objects.select_for_update(of=("self",), no_key=True)
    row: Announcement = rows.concerning(actor.staff).get(pk=announcement_id)
    mine = Receipt.objects.filter(announcement=row, staff=actor.staff)
    receipt = mine.first()
    if receipt is not None and receipt.confirmed_at is not None:
        return row
    _demand_current(row)
    if not row.must_confirm or receipt is None:
        raise ValidationError("这条通知不用您确认。")
    mine.update(confirmed_at=now, opened_at=receipt.opened_at or now, is_open=False)
    mark_done(target=row, now=now, readers=[actor.staff])
    record(actor=actor, action="publicity.confirmed", target=row)
    return row


def _demand_current(row: Announcement) -> None:
    if row.withdrawn_at is not None:
        raise ValidationError(WITHDRAWN)
    if row.archived_at is not None:
        raise ValidationError(FINISHED)


def _kept(actor: Member, announcement_id: int) -> Announcement:
    """The notice, locked, if the actor may remind of it or take it back."""
    rows = Announcement.objects.select_for_update(of=("self",), no_key=True)
    row: Announcement = rows.select_related("issued_by").get(pk=announcement_id)
    demand(actor, "publicity.publish", row)
    return row


@transaction.atomic
def remind(*, actor: Member, announcement_id: int, now: datetime) -> int:
    """Tell those again who have not read (or not confirmed) it; how many. Once an hour at most."""
    row = _kept(actor, announcement_id)
    _demand_current(row)
    if row.reminded_at is not None and now < row.reminded_at + REST:
        minutes = int((row.reminded_at + REST - now).total_seconds() // 60) + 1
        raise ValidationError(f"刚提醒过，请 {minutes} 分钟后再提醒。")
    count = remind_missing(row, now)
    record(actor=actor, action="publicity.reminded", target=row, count=count)
    return count


def remind_missing(row: Announcement, now: datetime) -> int:
    """The reminding itself, of a locked row; ValidationError where nobody is left to remind."""
    missing = row.receipts.missing(must_confirm=row.must_confirm)
    people = [one.staff for one in missing.select_related("staff")]
    if not people:
        raise ValidationError("都看过了，不用再提醒。")
    row.reminders, row.reminded_at = row.reminders + 1, now
    row.save(update_fields=["reminders", "reminded_at"])
    missing.update(reminders=F("reminders") + 1)
    mark_done(target=row, now=now, readers=people)  # the new line takes the place of the old one
    _tell(row, people, now, again=f"-{row.reminders}")
    return len(people)


@transaction.atomic
def withdraw(*, actor: Member, announcement_id: int, reason: str, now: datetime) -> Announcement:
    """Take it back: the text is no longer shown, and nobody is told of it any more."""
    row = _kept(actor, announcement_id)
    if row.withdrawn_at is not None:
        raise ValidationError("这条通知已经撤回过了。")
    row.withdrawn_at, row.withdrawn_for = now, reason.strip()
    row.full_clean(exclude=["issued_by"])
    row.save(update_fields=["withdrawn_at", "withdrawn_for"])
    _settle(row, now)
    record(actor=actor, action="publicity.withdrawn", target=row, reason=row.withdrawn_for)
    return row


@transaction.atomic
def archive(*, actor: Member, announcement_id: int, now: datetime) -> Announcement:
    """Done with: it can still be read, and waits for nobody."""
    row = _kept(actor, announcement_id)
    _demand_current(row)
    row.archived_at = now
    row.save(update_fields=["archived_at"])
    _settle(row, now)
    record(actor=actor, action="publicity.archived", target=row)
    return row


def _settle(row: Announcement, now: datetime) -> None:
    row.receipts.filter(is_open=True).update(is_open=False)
    mark_done(target=row, now=now)
