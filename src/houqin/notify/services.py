"""Sending notices, reading them, and choosing how to hear of what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Model, QuerySet

from houqin.core import tenancy
from houqin.core.prepared import PreparedRows
from houqin.journal.public import record
from houqin.notify import rules
from houqin.notify.channel_services import choose_channels
from houqin.notify.group_delivery import queue_for_groups
from houqin.notify.kinds import NoticeKind, all_kinds, kind_of
from houqin.notify.models import Delivery, Notice, NoticeChoice
from houqin.notify.senders import ready_senders
from houqin.org.access import demand
from houqin.org.member import Member
from houqin.org.models import Institution, Staff


def open_notices(_member: Member) -> QuerySet[Notice]:
    """What the institution may take away: all but the kinds that are between two people."""
    private = [kind.code for kind in all_kinds() if kind.is_private]
    rows: QuerySet[Notice] = Notice.objects.exclude(kind__in=private)
    return rows


@dataclass(frozen=True, slots=True)
class Wish:
    """How somebody wants to hear of a kind."""

    in_app: bool
    by_mail: bool

    @property
    def is_any(self) -> bool:
        return self.in_app or self.by_mail


_HERE = PreparedRows(lambda pk: Institution.objects.filter(pk=pk).values("code"))


@transaction.atomic
def send(
    *,
    recipients: Iterable[Staff],
    kind: str,
    title: str,
    body: str = "",
    url: str,
    key: str,
    target: Model | None = None,
    urgent: bool = False,
    in_groups: str = "",
    now: datetime,
) -> int:
    """Tell people something, in the institution in scope; how many are newly told.

    ``key`` names the occasion ("overdue-17-20261122"): a person is told once per key, however often
    a job runs. Who has left, has no account or wants no such notice is passed over. ``url`` is a
    page's path, with or without the institution's prefix. ``in_groups`` is what group robots and
    other systems say in place of a title that not everybody may read. KeyError for an unregistered
    kind.
    """
    declared = kind_of(kind)
    people = _reachable({staff.pk for staff in recipients})
    if not people:
        return 0
    wishes, here = _wishes(declared, people), _HERE(pk=tenancy.institution_id())[0].code
    pointing = (target._meta.label_lower, target.pk) if target is not None else ("", None)
    told = set(_already(key, people))
    new = [
        Notice(
            recipient=staff,
            kind=kind,
            title=title[:120],
            body=body[:400],
            url=rules.site_path(url, here),
            is_urgent=urgent,
            is_listed=wishes[staff.pk].in_app,
            by_mail=wishes[staff.pk].by_mail,
            key=key,
            target_type=pointing[0],
            target_id=pointing[1],
            created_at=now,
        )
        for staff in people
        if wishes[staff.pk].is_any and staff.pk not in told
    ]
    Notice.objects.bulk_create(new, ignore_conflicts=True, batch_size=500)
    if new:
        _pass_on(new[0], people, in_groups or title, now)
    return len(new)


def _pass_on(one: Notice, people: list[Staff], said: str, now: datetime) -> None:
    """What is urgent leaves at once; groups and other systems hear of it, too."""
    if one.is_urgent:
        _queue_urgent(one.key, people, now)
    queue_for_groups(
        kind=one.kind, title=said, url=one.url, key=one.key, urgent=one.is_urgent, now=now
    )


def _reachable(pks: set[int]) -> list[Staff]:
    rows = Staff.objects.filter(pk__in=pks, left_on=None, user__is_active=True)
    return list(rows.select_related("user").order_by("pk"))


def _already(key: str, people: list[Staff]) -> Iterable[int]:
    rows = Notice.objects.filter(key=key, recipient__in=people)
    return list(rows.values_list("recipient", flat=True))


def _wishes(kind: NoticeKind, people: list[Staff]) -> dict[int, Wish]:
    wishes = {staff.pk: Wish(in_app=True, by_mail=kind.by_mail) for staff in people}
    for choice in NoticeChoice.objects.filter(kind=kind.code, staff__in=people):
        wishes[choice.staff_id] = _allowed(kind, choice.in_app, choice.by_mail)
    return wishes


def _allowed(kind: NoticeKind, in_app: bool, by_mail: bool) -> Wish:  # noqa: FBT001
    return Wish(in_app=in_app or not kind.may_hide, by_mail=by_mail)


def _queue_urgent(key: str, people: list[Staff], now: datetime) -> None:
    """Put the urgent notices into the outbox; they are read back, since a race's rows count too."""
    senders = ready_senders()
    if not senders:
        return
    by_pk = {staff.pk: staff for staff in people}
    wanted = Notice.objects.filter(key=key, recipient__in=people, by_mail=True, mailed_at=None)
    Delivery.objects.bulk_create(
        [
            Delivery(
                recipient_id=notice.recipient_id, channel=sender.code, notice=notice, due_at=now
            )
            for notice in wanted
            for sender in senders
            if sender.address_of(by_pk[notice.recipient_id])
        ],
        ignore_conflicts=True,
        batch_size=500,
    )


def unread_count(staff: Staff) -> int:
    """For the bell: one index-only count."""
    return int(Notice.objects.listed_for(staff).unread().count())


@transaction.atomic
def mark_read(*, actor: Member, notices: Iterable[int] | None, now: datetime) -> int:
    """Mark one's own notices read (None: all of them); how many were unread."""
    demand(actor, "notify.keep")
    rows = Notice.objects.listed_for(actor.staff).unread()
    if notices is not None:
        rows = rows.filter(pk__in=list(notices))
    return int(rows.update(read_at=now))


@transaction.atomic
def mark_done(*, target: Model, now: datetime, readers: Iterable[Staff] | None = None) -> int:
    """The thing is settled: nobody (of the ``readers``) needs to read, or be mailed, what was
    said about it."""
    rows = Notice.objects.unread().filter(target_type=target._meta.label_lower, target_id=target.pk)
    if readers is not None:
        rows = rows.filter(recipient__in=[staff.pk for staff in readers])
    return int(rows.update(read_at=now))


def wishes_of(staff: Staff) -> dict[str, Wish]:
    """Every kind's switches as they stand for the person, in one query."""
    chosen = {choice.kind: choice for choice in NoticeChoice.objects.filter(staff=staff)}
    return {
        kind.code: _allowed(kind, chosen[kind.code].in_app, chosen[kind.code].by_mail)
        if kind.code in chosen
        else Wish(in_app=True, by_mail=kind.by_mail)
        for kind in all_kinds()
    }


@transaction.atomic
def choose(
    *,
    actor: Member,
    wishes: Mapping[str, Wish],
    mail_digest: bool,
    email: str,
    channels: Mapping[str, bool] | None = None,
) -> None:
    """Set how the actor hears of each kind, whether a daily digest comes, and by which ways."""
    demand(actor, "notify.keep")
    user = actor.user
    if user is None:
        raise LookupError("a member without an account has nothing to choose")
    user.mail_digest, user.email = mail_digest, email
    user.full_clean(exclude=["password"])
    user.save(update_fields=["mail_digest", "email"])
    rows = [
        NoticeChoice(
            staff=actor.staff, kind=kind_of(code).code, in_app=wish.in_app, by_mail=wish.by_mail
        )
        for code, wish in wishes.items()
    ]
    NoticeChoice.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["staff", "kind"],
        update_fields=["in_app", "by_mail"],
    )
    choose_channels(actor=actor, wanted=channels or {})
    record(actor=actor, action="notify.preferences_chosen")
