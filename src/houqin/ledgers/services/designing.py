"""The draft of a book on the server: begun, changed by whoever has seen the latest, published."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from houqin.forms import Change, Field, Form, FormError, differences, form_from
from houqin.journal.public import record
from houqin.ledgers.designing.editing import Declared
from houqin.ledgers.designing.naming import code_for
from houqin.ledgers.designing.problems import Problem, problems_of
from houqin.ledgers.models import Book, BookDraft, BookVersion
from houqin.ledgers.services.books import open_book, publish_book_version
from houqin.org.access import demand
from houqin.org.member import Member
from houqin.packs.books import books_of, later_of

MOST_PAST = 20
MOST_DRAFTS = 50


class ChangedMeanwhileError(Exception):
    """Somebody else has changed the draft since it was shown; the words say who and when."""


@transaction.atomic
def begin_draft(
    *,
    actor: Member,
    title: str,
    fields: list[dict[str, Any]],
    now: datetime,
    rules: list[dict[str, Any]] | None = None,
    settings: Mapping[str, Any] | None = None,
    reasons: Mapping[str, str] | None = None,
) -> BookDraft:
    """A book that is not there yet."""
    demand(actor, "ledgers.keep")
    title = title.strip()
    check_title(title)
    if BookDraft.objects.filter(book=None).count() >= MOST_DRAFTS:
        raise ValidationError(f"没有发布的新台账已有 {MOST_DRAFTS} 份，请先发布或放弃几份。")
    form: Declared = {"code": "book", "title": title, "field": fields}
    if rules:
        form["rule"] = rules
    draft = BookDraft(
        title=title,
        form=form,
        settings=dict(settings or {}),
        reasons=dict(reasons or {}),
        changed_by=actor.staff,
        changed_at=now,
    )
    draft.full_clean(exclude=["institution", "form", "settings", "reasons", "past"])
    draft.save(force_insert=True)
    record(actor=actor, action="ledgers.draft_begun", target=draft)
    return draft


def check_title(title: str, draft: BookDraft | None = None) -> None:
    """ValidationError where a new book could not be called so."""
    if not title:
        raise ValidationError({"title": "请给台账起个名称。"})
    if len(title) > 60:
        raise ValidationError({"title": "名称最多 60 字，请写短一点。"})
    if Book.objects.filter(title=title).exists():
        raise ValidationError({"title": f"已有一本《{title}》，请换个名称，或直接改那一本。"})
    others = BookDraft.objects.filter(book=None, title=title)
    if (others.exclude(pk=draft.pk) if draft else others).exists():
        raise ValidationError({"title": f"《{title}》已有一份没发布的草稿，请接着改那一份。"})


@transaction.atomic
def draft_of(*, actor: Member, book: Book, now: datetime) -> BookDraft:
    """The draft of a book that is there, begun from its form if there is none."""
    demand(actor, "ledgers.keep")
    found = BookDraft.objects.filter(book=book).first()
    if found is not None:
        return found
    form = dict(book.current.form) if book.current else {"field": []}
    form |= {"code": form.get("code", "book"), "title": book.title}
    draft, is_new = BookDraft.objects.get_or_create(
        book=book,
        defaults={
            "title": book.title, "form": form, "changed_by": actor.staff, "changed_at": now,
        },
    )  # fmt: skip
    if is_new:
        record(actor=actor, action="ledgers.draft_begun", target=draft)
    return draft


def _locked(actor: Member, draft_id: int, revision: int) -> BookDraft:
    demand(actor, "ledgers.keep")
    rows = BookDraft.objects.select_for_update(of=("self",))
    draft = rows.select_related("changed_by", "book__current").get(pk=draft_id)
    if draft.revision != revision:
        when = timezone.localtime(draft.changed_at).strftime("%H:%M")
        who = "您在另一个窗口" if draft.changed_by_id == actor.staff.pk else draft.changed_by.name
        raise ChangedMeanwhileError(f"{who} {when} 改过这份草稿，您这一步没有保存。请看过再改。")
    return draft


@transaction.atomic
def save_draft(
    *, actor: Member, draft_id: int, revision: int, form: Declared, now: datetime,
    settings: Mapping[str, Any] | None = None,
) -> BookDraft:  # fmt: skip
    """The form (and, of a new book, its settings) as they are now; it may be unsound."""
    draft = _locked(actor, draft_id, revision)
    title = str(form.get("title", "")).strip()
    if draft.book_id is None and title != draft.title:
        check_title(title, draft)
        draft.title = title
    draft.past = [*draft.past, draft.form][-MOST_PAST:]
    draft.form = form
    if settings is not None:
        draft.settings = dict(settings)
    return _kept(draft, actor, now)


@transaction.atomic
def undo_draft(*, actor: Member, draft_id: int, revision: int, now: datetime) -> BookDraft:
    """The form before the last change."""
    draft = _locked(actor, draft_id, revision)
    if not draft.past:
        raise ValidationError("没有可以撤回的改动了。")
    *earlier, last = draft.past
    draft.past, draft.form = earlier, {**last, "title": draft.title}
    return _kept(draft, actor, now)


def _kept(draft: BookDraft, actor: Member, now: datetime) -> BookDraft:
    draft.revision += 1
    draft.changed_by, draft.changed_at = actor.staff, now
    draft.save()
    return draft


@transaction.atomic
def drop_draft(*, actor: Member, draft_id: int) -> None:
    demand(actor, "ledgers.keep")
    draft = BookDraft.objects.select_for_update().get(pk=draft_id)
    record(actor=actor, action="ledgers.draft_dropped", target=draft)
    draft.delete()


@transaction.atomic
def publish_draft(*, actor: Member, draft_id: int, revision: int, now: datetime) -> Book:
    """A new version of the book, or the new book; the draft is gone then."""
    draft = _locked(actor, draft_id, revision)
    problems = found_problems(draft)
    if problems:
        raise ValidationError([problem.text for problem in problems])
    if draft.book is not None:
        form = {**draft.form, "title": draft.book.title}
        publish_book_version(actor=actor, book_id=draft.book.pk, form=form, now=now)
        book = draft.book
    else:
        check_title(draft.title, draft)
        code = free_code(draft.title, actor.kind)
        form = {**draft.form, "code": code, "title": draft.title}
        settings = {"domain": "planning", **draft.settings, "title": draft.title}
        book = open_book(actor=actor, code=code, form=form, now=now, **settings)
    draft.delete()
    return book


def free_code(title: str, kind: Any) -> str:
    """A code that neither a book nor the pack has: what the pack opens later finds its place."""
    packed = {name for spec in books_of(kind) for name in (spec.code, *spec.also)}
    packed |= {one.code for one in later_of(kind)}
    return code_for(title, packed | set(Book.objects.values_list("code", flat=True)), "tz")


def published_fields(book: Book | None) -> dict[str, Field]:
    """Every field that any version of the book has had, as it was last."""
    if book is None:
        return {}
    found: dict[str, Field] = {}
    versions = BookVersion.objects.filter(book=book).order_by("number").only("form")
    for version in versions:
        found |= form_from(version.form).by_code
    return found


def found_problems(draft: BookDraft, published: dict[str, Field] | None = None) -> list[Problem]:
    book = draft.book
    known = published if published is not None else published_fields(book)
    per_field = book.per_field if book else str(draft.settings.get("per_field", ""))
    time_field = book.time_field if book else str(draft.settings.get("time_field", ""))
    return problems_of(draft.form, published=known, per_field=per_field, time_field=time_field)


def changes_of(draft: BookDraft) -> list[Change]:
    """What publishing would change; empty where the draft is unsound or nothing differs."""
    try:
        new = form_from({**draft.form, "version": 1})
    except FormError:
        return []
    current = draft.book.current if draft.book else None
    old = form_from(current.form) if current else Form(new.code, new.title, 1, ())
    return differences(old, new)
