"""Templates, issuing for a period, and signing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import File
from django.db import transaction

from houqin.core.roles import role_name
from houqin.core.saving import save_with
from houqin.files import photos as photos_of
from houqin.files import rules
from houqin.files.public import StoredFile, attach
from houqin.journal.public import record
from houqin.notify.public import page, send
from houqin.org.access import demand
from houqin.org.member import Member
from houqin.org.models import RoleHolding, SchoolClass, Staff, Student
from houqin.safety.models import (
    Audience,
    Undertaking,
    UndertakingIssue,
    UndertakingSignature,
    UndertakingTemplate,
)
from houqin.safety.models.undertakings import new_token

MOST_BYTES = 100_000
NOT_SIGNED = "请在框里用手指签名，再提交。"
SIGNED = "这份责任状已经签过了，内容不能再改。"


@transaction.atomic
def keep_template(
    *, actor: Member, template_id: int | None = None, **given: Any
) -> UndertakingTemplate:
    """Add or change a template. Letters already issued keep their own text."""
    demand(actor, "safety.manage")
    rows = UndertakingTemplate.objects.select_for_update()
    row = rows.get(pk=template_id) if template_id else UndertakingTemplate()
    save_with(row, given)
    record(actor=actor, action="safety.template_kept", target=row)
    return row


@transaction.atomic
def issue(
    *,
    actor: Member,
    template_id: int,
    title: str,
    since: date,
    until: date,
    now: datetime,
    classes: Iterable[SchoolClass] = (),
    names: Sequence[str] = (),
) -> UndertakingIssue:
    """Issue a template for a period: one letter for each person it concerns, all told at once."""
    demand(actor, "safety.manage")
    template = UndertakingTemplate.objects.get(pk=template_id)
    row = UndertakingIssue(
        template=template, title=title, audience=template.audience, text=template.text,
        digest=UndertakingIssue.digest_of(template.text), since=since, until=until,
        issued_by=actor.staff, issued_at=now,
    )  # fmt: skip
    row.full_clean()
    row.save(force_insert=True)
    letters = _letters(actor, row, template, since, list(classes), names)
    if not letters:
        raise ValidationError("没有人要签：请检查岗位上有没有人，或选班级、填名单。")
    Undertaking.objects.bulk_create(letters, batch_size=500)
    record(actor=actor, action="safety.letters_issued", target=row, count=len(letters))
    _ask(row, [letter.staff for letter in letters if letter.staff], now)
    return row


def _letters(
    actor: Member,
    row: UndertakingIssue,
    template: UndertakingTemplate,
    day: date,
    classes: list[SchoolClass],
    names: Sequence[str],
) -> list[Undertaking]:
    if template.audience == Audience.STAFF:
        return [
            Undertaking(issue=row, staff=staff, name=staff.name, post=post)
            for staff, post in _people(template.roles, day, actor)
        ]
    if template.audience == Audience.PARENTS:
        students = Student.objects.filter(school_class__in=classes).select_related("school_class")
        return [
            Undertaking(
                issue=row, name=f"{student.name}家长", post=student.school_class.name,
                school_class=student.school_class, token=new_token(),
            )
            for student in students.order_by("school_class__position", "pk")
        ]  # fmt: skip
    lines = [line.strip() for line in names if line.strip()]
    if any(len(line) > 60 for line in lines):
        raise ValidationError({"names": "名单一行一个，每行最多 60 个字。"})
    return [Undertaking(issue=row, name=line, token=new_token()) for line in dict.fromkeys(lines)]


def _people(roles: Sequence[str], day: date, actor: Member) -> list[tuple[Staff, str]]:
    """Each holder once, with the first of the posts; everybody where no post is named."""
    if not roles:
        here = Staff.objects.filter(left_on=None).order_by("pk")
        return [(staff, staff.position) for staff in here]
    held = RoleHolding.objects.on(day).filter(role__in=roles, staff__left_on=None)
    found: dict[int, tuple[Staff, str]] = {}
    for one in held.select_related("staff").order_by("pk"):
        found.setdefault(one.staff_id, (one.staff, role_name(one.role, actor.kind)))
    return list(found.values())


def _ask(row: UndertakingIssue, people: Sequence[Staff], now: datetime, again: str = "") -> int:
    return send(
        recipients=people,
        kind="safety.undertaking",
        title=f"请签订“{row.title}”",
        body=f"有效期 {row.since} 至 {row.until}。在手机上看完正文签名即可。",
        url=page("safety:my_letters"),
        key=f"undertaking-{row.pk}{again}",
        target=row,
        now=now,
    )


@transaction.atomic
def urge(*, actor: Member, issue_id: int, now: datetime) -> int:
    """Ask those of the staff again who have not signed, at most once a day; how many."""
    demand(actor, "safety.manage")
    row = UndertakingIssue.objects.get(pk=issue_id)
    missing = row.letters.filter(signature=None, withdrawn_at=None, staff__isnull=False)
    people = [letter.staff for letter in missing.select_related("staff") if letter.staff]
    told = _ask(row, people, now, again=f"-{now:%Y%m%d}")
    record(actor=actor, action="safety.letters_urged", target=row, count=told)
    return told


def _unsigned(letter_id: int) -> Undertaking:
    rows = Undertaking.objects.select_for_update(of=("self",))
    row = rows.select_related("issue", "school_class").get(pk=letter_id)
    if UndertakingSignature.objects.filter(letter=row).exists():
        raise ValidationError(SIGNED)
    if row.withdrawn_at is not None:
        raise ValidationError("这份责任状已经撤下，不用签了。")
    return row


@transaction.atomic
def sign(
    *,
    actor: Member | None,
    letter_id: int,
    drawn: Sequence[File[Any]],
    now: datetime,
    name: str = "",
) -> UndertakingSignature:
    """Sign one's own letter; ``actor`` None: somebody who holds the letter's link."""
    row = _unsigned(letter_id)
    if actor is not None and row.staff_id != actor.staff.pk:
        raise PermissionDenied("责任状只能由本人签。")
    if not drawn:
        raise ValidationError({"drawn": NOT_SIGNED})
    made = UndertakingSignature(
        letter=row, name=(name or row.name).strip()[:60], picture=_small(drawn[0], now),
        digest=row.issue.digest, signed_at=now, kept_by=actor.staff if actor else None,
    )  # fmt: skip
    made.full_clean(exclude=["letter", "kept_by"])
    made.save(force_insert=True)
    record(actor=actor, action="safety.letter_signed", target=row.issue, name=made.name)
    return made


def _small(upload: File[Any], now: datetime) -> bytes:
    """The signature's picture, cleaned like any photo; Refused for what is none."""
    upload.seek(0)
    cleaned = photos_of.clean(upload.name or "签名", upload.read(rules.MAX_BYTES), now)
    is_small = len(cleaned.content) <= MOST_BYTES
    return cleaned.content if is_small else cleaned.thumbnail


@transaction.atomic
def keep_paper(
    *, actor: Member, letter_id: int, photos: Sequence[StoredFile], now: datetime
) -> UndertakingSignature:
    """Note that a letter was signed on paper, with photos of the signed page."""
    row = _unsigned(letter_id)
    demand(actor, "safety.gather", row)
    if not photos:
        raise ValidationError({"photos": "请拍下签字页。"})
    made = UndertakingSignature.objects.create(
        letter=row, name=row.name, is_paper=True, digest=row.issue.digest,
        signed_at=now, kept_by=actor.staff,
    )  # fmt: skip
    for file in photos:
        attach(actor=actor, file=file, owner=row)
    record(actor=actor, action="safety.letter_on_paper", target=row.issue, name=row.name)
    return made


@transaction.atomic
def withdraw(*, actor: Member, letter_id: int, reason: str, now: datetime) -> Undertaking:
    """Take a letter back that need not be signed: moved away, left the post."""
    demand(actor, "safety.manage")
    row = _unsigned(letter_id)
    row.withdrawn_at, row.withdrawn_for = now, reason.strip()
    row.full_clean(exclude=["issue", "staff", "school_class", "token"])
    row.save(update_fields=["withdrawn_at", "withdrawn_for"])
    record(
        actor=actor, action="safety.letter_withdrawn", target=row.issue, name=row.name,
        reason=row.withdrawn_for,
    )  # fmt: skip
    return row
