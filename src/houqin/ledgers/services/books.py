"""Open a book, change its settings, publish a new version of its form."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from houqin.chain import canonical, sha256_of
from houqin.core.roles import Kind, role_name
from houqin.forms import Form, FormError, form_from, form_to_dict
from houqin.journal.public import record
from houqin.ledgers import rules
from houqin.ledgers.declared import form_problem
from houqin.ledgers.following import tell_expected
from houqin.ledgers.models import Book, BookVersion, ChainHead
from houqin.org.access import demand
from houqin.org.member import Member

SETTINGS = (
    "title", "domain", "purpose", "basis", "writer_roles", "reader_roles", "signer_roles",
    "per_what", "per_field", "expected", "time_field", "every_days", "backdate_days",
    "retention_months", "keeps_with_object", "numbering", "layout", "is_active",
)  # fmt: skip


@transaction.atomic
def open_book(
    *, actor: Member | None, code: str, form: Mapping[str, Any], now: datetime, **settings: Any
) -> Book:
    """A new book with the first version of its form; ``actor`` None: the program, from a pack."""
    if actor is not None:
        demand(actor, "ledgers.keep")
    book = Book(code=code)
    _apply(book, settings)
    book.full_clean(exclude=["institution", "current"])
    book.save(force_insert=True)
    ChainHead.objects.create(book=book)
    record(actor=actor, action="ledgers.book_opened", target=book)
    _publish(actor, book, form, now)
    return book


def _apply(book: Book, settings: Mapping[str, Any], kind: Kind = Kind.SCHOOL) -> list[str]:
    """Set what is given; what changed, each with before and after. TypeError for no setting."""
    unknown = set(settings) - set(SETTINGS)
    if unknown:
        raise TypeError(f"no settings of a book: {sorted(unknown)}")
    changed = []
    for name, value in settings.items():
        if getattr(book, name) != value:
            changed.append(_difference(book, name, value, kind))
            setattr(book, name, value)
    problem = rules.number_problem(book.numbering)
    if problem:
        raise ValidationError({"numbering": problem})
    return changed


def _difference(book: Book, name: str, value: Any, kind: Kind) -> str:
    """最多补录几天前的由 30 改为 7."""
    label = str(Book._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    before, after = _said(name, getattr(book, name), kind), _said(name, value, kind)
    return f"{label}由“{before}”改为“{after}”"


def _said(name: str, value: Any, kind: Kind) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if name == "expected":
        return f"{len(value)} 个" if value else "没有写"
    if isinstance(value, list):
        return "、".join(role_name(code, kind) for code in value) or "不限"
    choices = dict(Book._meta.get_field(name).flatchoices)  # type: ignore[union-attr]
    return str(choices.get(value, value if value not in (None, "") else "无"))[:40]


@transaction.atomic
def change_book(*, actor: Member, book_id: int, **settings: Any) -> Book:
    """Change settings; what is already entered stays as it is."""
    demand(actor, "ledgers.keep")
    book = Book.objects.select_for_update(of=("self",)).select_related("current").get(pk=book_id)
    before, expected = book.retention_months, (book.per_field, book.expected)
    changed = _apply(book, settings, actor.kind)
    _refuse_too_short(book, before)
    if not changed:
        return book
    if book.current is not None:
        _check_fields(book, form_from(book.current.form))
    book.full_clean(exclude=["institution", "current"])
    book.save()
    record(actor=actor, action="ledgers.book_changed", target=book, what="、".join(changed))
    if (book.per_field, book.expected) != expected:
        tell_expected(actor, book)
    return book


def _refuse_too_short(book: Book, before: int | None) -> None:
    """The database refuses it too; here is the sentence with the number."""
    least, months = book.retention_least_months, book.retention_months
    if least and months and months < least:
        said = f"按规定这本台账至少保存 {least} 个月，请填 {least} 或更长。"
        if before:
            said += f"现在是 {before} 个月。"
        raise ValidationError({"retention_months": said})
    if book.must_keep_with_object and not book.keeps_with_object:
        said = "按规定，人员、设备、合同还在，记录就要一直保存，不能取消。"
        raise ValidationError({"keeps_with_object": said})


@transaction.atomic
def publish_book_version(
    *, actor: Member | None, book_id: int, form: Mapping[str, Any], now: datetime
) -> BookVersion:
    """The form that new entries are made with; the same form again changes nothing."""
    if actor is not None:
        demand(actor, "ledgers.keep")
    book = Book.objects.select_for_update(of=("self",)).get(pk=book_id)
    return _publish(actor, book, form, now)


def _publish(
    actor: Member | None, book: Book, declared: Mapping[str, Any], now: datetime
) -> BookVersion:
    number = book.versions.count() + 1
    try:
        form = form_from({**declared, "version": number})
    except FormError as error:
        raise ValidationError({"form": str(error)}) from error
    _check_fields(book, form)
    kept = form_to_dict(form)
    last = book.versions.order_by("-number").first()
    if last is not None and {**last.form, "version": 0} == {**kept, "version": 0}:
        return last
    version = BookVersion.objects.create(
        book=book,
        number=number,
        form=kept,
        digest=sha256_of(canonical(kept)),
        published_at=now,
        published_by=actor.staff if actor else None,
    )
    book.current = version
    book.save(update_fields=["current"])
    record(actor=actor, action="ledgers.version_published", target=book, number=number)
    return version


def _check_fields(book: Book, form: Form) -> None:
    problem = form_problem(form, per_field=book.per_field, time_field=book.time_field)
    if problem:
        raise ValidationError({"form": problem})
