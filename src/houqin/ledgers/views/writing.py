"""A new entry: what is known is filled in, what is typed is kept as a draft, sent once."""

from __future__ import annotations

from collections import Counter
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from houqin.core import clock
from houqin.core.permissions import may
from houqin.files.public import take_all, take_document
from houqin.forms import Field, FieldType, Form
from houqin.ledgers.beginning import Asked, Beginning, asked_by, beginning
from houqin.ledgers.forms.entry import DeclaredForm, EntryForm
from houqin.ledgers.forms.picking import Offers, offers_for, unoffered
from houqin.ledgers.forms.uploads import Kept, with_keys
from houqin.ledgers.models import Book, Entry
from houqin.ledgers.services import writing
from houqin.ledgers.services.reading import form_of
from houqin.ledgers.views.books import of_book, visible_book
from houqin.org.access import InstitutionRequest, requires
from houqin.org.member import Member
from houqin.ui.forms import violation

COMMON_MEASURES = ("已调整，复测正常", "已停用并报修", "当场整改，复查合格", "已报告负责人")


@requires("ledgers.write")
def new(request: InstitutionRequest, code: str) -> HttpResponse:
    """``?place=&key=&task=&task.<name>=&then=`` say what is known; see ``beginning.Asked``."""
    book = visible_book(request.member, code)
    answer = may(request.member, "ledgers.write", book)
    if not answer or book.current is None:
        why = getattr(answer, "reason", "") or "这本台账还没有发布表格，请找总务主任。"
        return render(request, "ledgers/closed.html", _head(book) | {"why": why}, status=403)
    asked = asked_by(request.GET)
    form = _form(request, book, asked)
    if request.method == "POST" and form.is_valid():
        made = hand_in(request.member, book, form)
        if made is not None:
            word = "已记，并标为异常" if made.is_abnormal else "已记"
            word += "，还差会签" if book.signer_roles else ""
            messages.success(request, f"{word}：{book.title} {made.number}")
            return redirect(led_back(request) or reverse("ledgers:entry", args=[made.pk]))
    if form.is_bound:  # only a form that comes back needs what a new one begins with
        begun = _begun(request, book, asked)
        form.offer(offers_for(form.declared, book))
        form.begin(begun.values, begun.lines)
    page = _head(book) | {
        "form": form,
        "place": asked.place,
        "draft": f"ledger-{book.pk}-{asked.draft}".rstrip("-"),
        "phrases": phrases(book),
    }
    return render(request, "ledgers/new.html", page, status=422 if form.errors else 200)


def _form(request: InstitutionRequest, book: Book, asked: Asked) -> EntryForm:
    assert book.current is not None  # noqa: S101 - the view has looked
    begun = None if request.POST else _begun(request, book, asked)
    known = {
        "version": book.current.number,
        "place_id": asked.place.pk if asked.place else None,
        "happened_at": asked.happened_at,
    }
    declared = form_of(book.current)
    offers = unoffered(declared) if request.POST else None
    return entry_form(request, declared, begun, book=book, offers=offers, **known)


def entry_form(
    request: InstitutionRequest,
    declared: Form,
    begun: Beginning | None,
    *,
    book: Book,
    offers: Offers | None = None,
    **known: Any,
) -> EntryForm:
    """The form of a new entry; posted, it shows what was typed."""
    return EntryForm(
        request.POST or None,
        request.FILES or None,
        declared=declared,
        values=begun.values if begun else None,
        lines=begun.lines if begun else None,
        hidden=begun.hidden if begun and not request.POST else (),
        offers=offers_for(declared, book) if offers is None else offers,
        has_own_time=bool(book.time_field),
        initial={"token": uuid4(), **known},
    )


def _begun(request: InstitutionRequest, book: Book, asked: Asked) -> Beginning:
    assert book.current is not None  # noqa: S101 - the view has looked
    return beginning(request.member, book, form_of(book.current), asked, clock.now())


def _head(book: Book) -> dict[str, Any]:
    return {"book": book, "title": "记一笔", "crumbs": of_book(book)}


def led_back(request: InstitutionRequest) -> str:
    """Where the caller wants the writer back: a page of this institution, or nowhere."""
    then = request.GET.get("then", "")
    inside = then.startswith(f"/i/{request.institution.code}/")
    return then if inside and url_has_allowed_host_and_scheme(then, None) else ""


def phrases(book: Book) -> list[str]:
    """Measures to tap: those written in this book again and again, then what often fits.

    A measure written once may name a person; it is not offered to the next.
    """
    recent = Entry.objects.filter(book=book, is_abnormal=True).order_by("-happened_at", "-pk")
    counted = Counter(recent.values_list("measure", flat=True)[:100])
    own = [said for said, times in counted.most_common(4) if times > 1 and len(said) <= 30]
    return list(dict.fromkeys([*own, *COMMON_MEASURES]))[:6]


def hand_in(member: Member, book: Book, form: EntryForm) -> Entry | None:
    """Take the files in, then write the entry; None with the reasons on the form."""
    given = form.cleaned_data
    if form.files:
        known = Entry.objects.filter(book=book, token=given["token"]).first()
        if known is not None:
            return known  # sent twice: the photos are not taken in again
    now = clock.now()
    try:
        return writing.write_entry(
            actor=member,
            book_id=book.pk,
            token=given["token"],
            raw=with_files(member, form, {}, now),
            now=now,
            happened_at=given.get("happened_at"),
            made_at=given.get("done_at"),
            late_reason=given.get("late_reason", ""),
            measure=given.get("measure", ""),
            is_fixed=given.get("is_fixed", False),
            place_id=given.get("place_id"),
            version=given.get("version"),
        )
    except ValidationError as error:
        form.refuse(error)
    except IntegrityError as error:  # the token was used in another book at the same moment
        form.add_error(None, violation(error))
    return None


def with_files(member: Member, form: DeclaredForm, kept: Kept, now: Any) -> dict[str, Any]:
    """What was typed, with uploads replaced by the files they became; ``kept`` come first."""

    def take(field: Field, uploads: list[Any]) -> list[str]:
        if field.type is FieldType.FILE:
            return [str(take_document(actor=member, upload=one, now=now).pk) for one in uploads]
        return [str(file.pk) for file in take_all(actor=member, uploads=uploads, now=now)]

    return with_keys(form.declared, form.raw(), kept, take)
