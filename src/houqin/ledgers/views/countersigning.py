"""会签: by one's own sign-in, or by name and PIN on the phone at hand."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from houqin.accounts import pins
from houqin.core import clock
from houqin.ledgers.forms.countersigning import HereForm
from houqin.ledgers.models import Entry
from houqin.ledgers.services import amending
from houqin.ledgers.signers import signers_of
from houqin.ledgers.views.books import of_book
from houqin.ledgers.views.entries import visible_entry
from houqin.org.access import InstitutionRequest, requires
from houqin.org.member import Member, member_of
from houqin.org.models import Staff


@require_POST
@requires("ledgers.countersign")
def countersign(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = visible_entry(request.member, pk)
    try:
        amending.countersign(
            actor=request.member,
            entry_id=row.pk,
            note=request.POST.get("note", ""),
            now=clock.now(),
        )
        messages.success(request, "已会签。")
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return redirect("ledgers:entry", pk=pk)


@requires("ledgers.see")
def countersign_here(request: InstitutionRequest, pk: int) -> HttpResponse:
    """The second person chooses the own name and types the own PIN on this phone."""
    row = visible_entry(request.member, pk)
    signers = signers_of(row, request.member, clock.today())
    form = HereForm(request.POST or None, signers=signers)
    if request.method == "POST" and form.is_valid():
        signer = next(one for one in signers if one.pk == form.cleaned_data["signer"])
        if _sign(request.member, row, signer, form):
            messages.success(request, f"{signer.name}已会签。")
            return redirect("ledgers:entry", pk=pk)
    page = {
        "title": "会签",
        "crumbs": [*of_book(row.book), (row.number, reverse("ledgers:entry", args=[pk]))],
        "entry": row,
        "book": row.book,
        "form": form,
        "signers": signers,
        "cancel_url": reverse("ledgers:entry", args=[pk]),
    }
    return render(request, "ledgers/countersign.html", page, status=422 if form.errors else 200)


def _sign(at_hand: Member, row: Entry, signer: Staff, form: HereForm) -> bool:
    """False with the reason on the form. The signer is the actor; whose phone it was is noted."""
    now = clock.now()
    assert signer.user is not None  # noqa: S101 - signers_of offers only people with an account
    why = pins.refusal(user=signer.user, secret=form.cleaned_data["secret"], now=now)
    if why:
        form.add_error("secret", why)
        return False
    try:
        amending.countersign(
            actor=member_of(signer, at_hand.institution, clock.today()),
            entry_id=row.pk,
            note=form.cleaned_data["note"],
            now=now,
            on_phone_of=at_hand.name,
        )
    except (ValidationError, PermissionDenied) as error:
        said = error.messages[0] if isinstance(error, ValidationError) else str(error)
        form.add_error("signer", said)
        return False
    return True
