"""Signing an undertaking: one's own inside, or by a link without an account."""

from __future__ import annotations

from typing import Any

from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from houqin.core import clock
from houqin.core.elsewhere import address_elsewhere
from houqin.core.permissions import may
from houqin.core.tenancy import every_institution
from houqin.org.access import InstitutionRequest, requires
from houqin.org.models import Institution
from houqin.org.outside import OutsideRequest, open_to_all
from houqin.safety import undertaking_lists as lists
from houqin.safety.forms.undertakings import OutsideSignForm, SignForm
from houqin.safety.models import Undertaking, UndertakingSignature
from houqin.safety.policy import manages
from houqin.safety.services import undertakings as services
from houqin.safety.views.undertakings import papers_of, posted
from houqin.ui.form_pages import form_page
from houqin.ui.forms import submit

# A whole school stands behind one address: what is limited is one link, not the address.
PER_MINUTE = 20
_ROWS = ("issue", "signature", "staff", "school_class")


def _rows() -> Any:
    return Undertaking.objects.select_related(*_ROWS).defer("signature__picture")


@requires("safety.sign")
def my_letters(request: InstitutionRequest) -> HttpResponse:
    """What I have to sign and what I have signed; for a homeroom teacher the class's parents."""
    me = request.member.staff
    mine = list(_rows().filter(staff=me).order_by("-issue__since"))
    asked = _rows().filter(
        school_class__homeroom=me, withdrawn_at=None, issue__until__gte=clock.today()
    )  # fmt: skip
    families = asked.filter(signature=None).order_by("issue", "name")[:200]
    counts = asked.order_by("-issue__since").values("issue", "issue__title").annotate(
        all=Count("pk"), back=Count("signature")
    )  # fmt: skip
    page = {
        "title": "我的责任状",
        "letters": [(row, lists.letter_state(row)) for row in mine],
        "families": families,
        "counts": list(counts),
        "may_keep": bool(may(request.member, "safety.keep_letters")),
    }
    return render(request, "safety/my_letters.html", page)


def _visible(request: InstitutionRequest, pk: int) -> Undertaking:
    row: Undertaking = get_object_or_404(_rows(), pk=pk)
    is_mine = row.staff_id == request.member.staff.pk
    homeroom = row.school_class.homeroom_id if row.school_class else None
    if not (
        is_mine or homeroom == request.member.staff.pk or may(request.member, "safety.keep_letters")
    ):
        raise Http404("another's letter")
    return row


@requires("safety.see")
def letter(request: InstitutionRequest, pk: int) -> HttpResponse:
    """The frozen text; who it concerns signs below it with the finger."""
    row = _visible(request, pk)
    signature = getattr(row, "signature", None)
    is_mine = row.staff_id == request.member.staff.pk
    may_sign = is_mine and signature is None and row.withdrawn_at is None
    keeps = manages(request.member)
    gathers = bool(may(request.member, "safety.gather", row)) and not request.member.is_read_only
    return form_page(
        request, SignForm(*posted(request)), services.sign,
        then=reverse("safety:my_letters"), title=row.issue.title, template="safety/letter.html",
        crumbs=[("责任状", reverse("safety:my_letters"))], done="已签，正文和签名都定下来了。",
        known={"actor": request.member, "letter_id": pk, "now": clock.now()},
        letter=row, state=lists.letter_state(row), signature=signature, may_sign=may_sign,
        may_manage=keeps, may_gather=gathers, papers=papers_of(row),
        link=address_elsewhere(request, f"/safe/{row.token}/") if row.token and gathers else "",
    )  # fmt: skip


@requires("safety.see")
def signature(request: InstitutionRequest, pk: int) -> HttpResponse:
    """The drawn signature's picture."""
    row = _visible(request, pk)
    signed = get_object_or_404(UndertakingSignature, letter=row, picture__isnull=False)
    answer = HttpResponse(bytes(signed.picture or b""), content_type="image/jpeg")
    answer["Cache-Control"] = "private, max-age=86400"
    return answer


def _limits(_request: OutsideRequest, parts: dict[str, Any]) -> list[tuple[str, int]]:
    return [(f"letter {parts['token'][:40]}", PER_MINUTE)]


def _whose(token: str) -> Institution | None:
    with every_institution():
        row = Undertaking.objects.filter(token=token).select_related("institution").first()
    return row.institution if row else None


@open_to_all(limits=_limits, owner=_whose, said="打开得太频繁了，请 {seconds} 秒后再试。")
def by_link(request: OutsideRequest, token: str) -> HttpResponse:
    """The letter of whoever holds the link: read it, sign it; afterwards it says so."""
    row = get_object_or_404(_rows(), token=token)
    form = OutsideSignForm(*posted(request))
    is_open = getattr(row, "signature", None) is None and row.withdrawn_at is None
    if request.method == "POST" and is_open:
        made = submit(form, _sign_outside, letter_id=row.pk, now=clock.now())
        if made is not None:
            row, is_open = _rows().get(pk=row.pk), False
    page = {
        "title": row.issue.title, "letter": row, "form": form, "is_open": is_open,
        "institution": request.institution, "signature": getattr(row, "signature", None),
        "broad": True,
    }  # fmt: skip
    status = 422 if is_open and form.errors else 200
    return render(request, "safety/by_link.html", page, status=status)


def _sign_outside(*, agreed: bool, **given: Any) -> UndertakingSignature:
    del agreed  # the form has asked for it
    return services.sign(actor=None, **given)
