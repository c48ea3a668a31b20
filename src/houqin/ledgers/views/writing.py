"""A new entry: what is known is filled in, what is typed is kept as a draft, sent once."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import HttpResponse
from django.shortcuts import redirect, render

from houqin.core import clock
from houqin.core.permissions import may
from houqin.files.public import take_all, take_document
from houqin.forms import Context, FieldType, Form, canonical, prefill, revive
from houqin.ledgers.forms.entry import DeclaredForm, EntryForm
from houqin.ledgers.models import Book, Entry
from houqin.ledgers.services import writing
from houqin.ledgers.services.reading import form_of, me
from houqin.ledgers.standing import standing_of
from houqin.ledgers.views.books import of_book, visible_book
from houqin.org.access import InstitutionRequest, requires
from houqin.org.member import Member
from houqin.org.models import Place
from houqin.ui.forms import violation


@requires("ledgers.write")
def new(request: InstitutionRequest, code: str) -> HttpResponse:
    book = visible_book(request.member, code)
    answer = may(request.member, "ledgers.write", book)
    if not answer or book.current is None:
        why = getattr(answer, "reason", "") or "这本台账还没有发布表格，请找总务主任。"
        return render(request, "ledgers/closed.html", _head(book) | {"why": why}, status=403)
    declared = form_of(book.current)
    place = _place(request)
    form = EntryForm(
        request.POST or None,
        request.FILES or None,
        declared=declared,
        values=beginning(request.member, book, declared, place) if not request.POST else None,
        has_own_time=bool(book.time_field),
        initial={
            "token": uuid4(),
            "version": book.current.number,
            "place_id": place.pk if place else None,
        },
    )
    if request.method == "POST" and form.is_valid():
        made = hand_in(request.member, book, form)
        if made is not None:
            word = "已记，并标为异常" if made.is_abnormal else "已记"
            messages.success(request, f"{word}：{book.title} {made.number}")
            return redirect("ledgers:entry", pk=made.pk)
    page = _head(book) | {"form": form, "place": place}
    return render(request, "ledgers/new.html", page, status=422 if form.errors else 200)


def _head(book: Book) -> dict[str, Any]:
    return {"book": book, "title": "记一笔", "crumbs": of_book(book)}


def _place(request: InstitutionRequest) -> Place | None:
    """The place whose QR led here."""
    asked = request.GET.get("place", "")
    return Place.objects.filter(pk=int(asked)).first() if asked.isdecimal() else None


def beginning(
    member: Member, book: Book, declared: Form, place: Place | None = None
) -> dict[str, Any]:
    """Everything known: declared defaults, the last entry's values, the scanned place."""
    last: dict[str, Any] = {}
    if any(field.default == "last" for field in declared.fields):
        row = Entry.objects.filter(book=book, is_abnormal=False).select_related("version").first()
        if row is not None:
            last = dict(revive(form_of(row.version), standing_of(row).values))
    context = Context(now=clock.now(), me=me(member), last=last)
    values = canonical(declared, prefill(declared, context))
    for field in declared.fields:
        if place is not None and field.type is FieldType.PLACE and not field.many:
            values[field.code] = {"id": str(place.pk), "name": str(place)}
            break
    return values


def hand_in(member: Member, book: Book, form: EntryForm) -> Entry | None:
    """Take the files in, then write the entry; None with the reasons on the form."""
    given = form.cleaned_data
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
            place_id=given.get("place_id"),
            version=given.get("version"),
        )
    except ValidationError as error:
        form.refuse(error)
    except IntegrityError as error:  # the token was used in another book at the same moment
        form.add_error(None, violation(error))
    return None


def with_files(
    member: Member, form: DeclaredForm, kept: dict[str, list[Any]], now: Any
) -> dict[str, Any]:
    """What was typed, with uploads replaced by the files they became; ``kept`` come first."""
    raw = form.raw()
    uploads = form.uploads()
    for field in form.declared.fields:
        before, sent = kept.get(field.code, []), uploads.get(field.code, [])
        if not before and not sent:
            continue
        if field.type is FieldType.FILE:
            taken = [take_document(actor=member, upload=one, now=now) for one in sent]
        else:
            taken = take_all(actor=member, uploads=sent, now=now)
        ids = [*before, *(str(file.pk) for file in taken)]
        raw[field.code] = ids if field.type is FieldType.PHOTOS else ids[-1]
    return raw
