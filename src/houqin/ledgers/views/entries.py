"""One entry: as it stands, what was corrected, who signed it, and its proof."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from houqin.core import clock
from houqin.core.permissions import may
from houqin.core.prepared import Prepared
from houqin.files.public import attachments_of
from houqin.ledgers.beginning import hidden_with
from houqin.ledgers.beside import beside
from houqin.ledgers.cells import shown, texts_of
from houqin.ledgers.forms.entry import AmendForm, StrikeForm
from houqin.ledgers.forms.uploads import kept_in
from houqin.ledgers.models import Amendment, Entry
from houqin.ledgers.policy import Reach, entries_within, reach_of
from houqin.ledgers.services import amending
from houqin.ledgers.services.reading import form_of
from houqin.ledgers.standing import Standing, standing_from
from houqin.ledgers.views.books import of_book
from houqin.ledgers.views.writing import phrases, with_files
from houqin.org.access import InstitutionRequest, requires
from houqin.org.member import Member
from houqin.ui.form_pages import form_page

_WITH = ("book", "version", "place")


def visible_entry(member: Member, pk: int) -> Entry:
    row = _visible(reach_of(member)).one(pk=pk)
    if row is None:
        raise Http404
    return row


@cache
def _visible(reach: Reach) -> Prepared[Entry]:
    """Compiled once for each set of roles: there are few."""
    return Prepared(
        lambda pk: (
            entries_within(reach).select_related(*_WITH).defer("search").filter(pk=pk).order_by()
        )
    )


@requires("ledgers.see")
def entry(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = visible_entry(request.member, pk)
    form = form_of(row.version)
    amendments = list(row.amendments.all())
    standing = standing_from(row, amendments)
    signed = list(row.countersignatures.all())
    member = request.member
    can_amend = bool(may(member, "ledgers.amend", row)) and not standing.is_struck
    has_signed = any(one.signer_id == member.staff.pk for one in signed)
    page = {
        "title": f"{row.book.title} {row.number}",
        "crumbs": of_book(row.book),
        "entry": row,
        "book": row.book,
        "standing": standing,
        "fields": shown(form, standing),
        "photos": attachments_of([row])[row.pk],
        "amendments": [_amended(row, one) for one in amendments],
        "signed": signed,
        "can_amend": can_amend,
        "can_sign": bool(may(member, "ledgers.countersign", row))
        and not has_signed
        and not standing.is_struck,
        "can_sign_here": bool(row.book.signer_roles)
        and bool(may(member, "ledgers.countersign"))
        and not standing.is_struck,
        "wants_signer": bool(row.book.signer_roles) and not signed and not standing.is_struck,
        "can_verify": bool(may(member, "ledgers.verify")),
        "beside": beside(member, row),
    }
    return render(request, "ledgers/entry.html", page)


def _amended(row: Entry, one: Amendment) -> dict[str, Any]:
    """A correction as before → after of each field that differs."""
    form = form_of(row.version)
    before, after = texts_of(form, one.before), texts_of(form, one.after or {})
    changed = [
        {
            "label": field.label,
            "before": before.get(field.code, ""),
            "after": after.get(field.code, ""),
        }
        for field in form.fields
        if not one.is_strike and before.get(field.code) != after.get(field.code)
    ]
    return {"row": one, "changed": changed}


@requires("ledgers.amend")
def amend(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = visible_entry(request.member, pk)
    _demand(request.member, row)
    standing = standing_from(row, row.amendments.all())
    declared = form_of(row.version)
    kept = kept_in(declared, standing.values)
    form = AmendForm(
        request.POST or None,
        request.FILES or None,
        declared=declared,
        values=standing.values,
        hidden=() if request.POST else hidden_with(request.member, declared, standing.values),
        kept={path: len(keys) for path, keys in kept.items()},
        initial={
            "measure": standing.measure,
            "is_fixed": _fixed(standing),
            "since": standing.amendments,
        },
    )
    if request.method == "POST" and form.is_valid() and _amend(request.member, row, form, standing):
        messages.success(request, "已更正，原来的内容仍然看得到。")
        return redirect("ledgers:entry", pk=pk)
    page = {
        "title": "更正",
        "crumbs": _crumbs(row),
        "entry": row,
        "book": row.book,
        "form": form,
        "phrases": phrases(row.book),
        "cancel_url": reverse("ledgers:entry", args=[pk]),
    }
    return render(request, "ledgers/amend.html", page, status=422 if form.errors else 200)


def _fixed(standing: Standing) -> str:
    flags = standing.flags
    return "1" if flags and all(flag.get("fixed") for flag in flags) else "0"


def _amend(member: Member, row: Entry, form: AmendForm, standing: Standing) -> bool:
    # Files that stand in the entry stay in it: a correction adds, it takes nothing away.
    now, kept = clock.now(), kept_in(form.declared, standing.values)
    try:
        made = amending.amend_entry(
            actor=member,
            entry_id=row.pk,
            raw=with_files(member, form, kept, now),
            reason=form.cleaned_data["reason"],
            measure=form.cleaned_data["measure"],
            is_fixed=form.cleaned_data["is_fixed"],
            since=form.cleaned_data["since"],
            now=now,
        )
    except ValidationError as error:
        form.refuse(error)
        return False
    if made is None:
        form.add_error(None, "内容和原来一样，没有可更正的。")
    return made is not None


def _demand(member: Member, row: Entry) -> None:
    answer = may(member, "ledgers.amend", row)
    if not answer:
        raise PermissionDenied(getattr(answer, "reason", ""))


def _crumbs(row: Entry) -> list[tuple[str, str]]:
    return [*of_book(row.book), (row.number, reverse("ledgers:entry", args=[row.pk]))]


@requires("ledgers.amend")
def strike(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = visible_entry(request.member, pk)
    _demand(request.member, row)
    return form_page(
        request,
        StrikeForm(request.POST or None),
        amending.strike_entry,
        then=reverse("ledgers:entry", args=[pk]),
        title="划去这条记录",
        crumbs=_crumbs(row),
        known={"actor": request.member, "entry_id": pk, "now": clock.now()},
        done="已划去，原来的内容仍然看得到。",
        submit="划去",
        lock="划去后不能恢复；原来的内容、谁划去、为什么，都会一直看得到。",
    )
