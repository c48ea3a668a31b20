"""The public form for 寻找身边的安全隐患: no account, one code to follow."""

from __future__ import annotations

import math
from time import monotonic
from typing import Any
from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from houqin.cases.public import by_follow_code, public_view
from houqin.core import clock
from houqin.core.client import client_address
from houqin.core.limit import Buckets
from houqin.core.tenancy import institution_scope
from houqin.journal.public import origin
from houqin.org.models import Institution, Place, SchoolClass
from houqin.org.wording import words
from houqin.safety.forms.hazards import TipForm
from houqin.safety.services import tips
from houqin.ui.forms import submit

# A class hands in together from behind one address: generous, and per institution as well.
PER_ADDRESS, PER_INSTITUTION = 60, 120
_buckets = Buckets()


def _too_often(request: HttpRequest, code: str) -> HttpResponse | None:
    now = monotonic()
    address = client_address(request)
    waits = (
        _buckets.wait(f"{code} {address}", PER_ADDRESS, now),
        _buckets.wait(code, PER_INSTITUTION, now) if request.method == "POST" else 0,
    )
    seconds = math.ceil(max(waits))
    if not seconds:
        return None
    said = f"现在交的人太多，请 {seconds} 秒后再试。"
    return render(request, "ui/errors/429.html", {"reason": said}, status=429)


def _institution(code: str) -> Institution:
    found = Institution.objects.filter(code=code).first()
    if found is None:
        raise Http404
    return found


def tip(request: HttpRequest, institution: str) -> HttpResponse:
    """Hand in what was found; ``?p=`` is the tag of the place whose label was scanned."""
    refused = _too_often(request, institution)
    if refused is not None:
        return refused
    owner = _institution(institution)
    with institution_scope(owner.pk), origin("web", client_address(request)):
        place = Place.objects.filter(tag=request.GET.get("p", "")[:8].upper()).first()
        has_classes = words(owner.kind).has_classes and SchoolClass.objects.exists()
        form = TipForm(
            request.POST or None, request.FILES or None, has_classes=has_classes,
            place=str(place or ""), initial={"token": uuid4()},
        )  # fmt: skip
        if request.method == "POST":
            known: dict[str, Any] = {"place": place, "now": clock.now()}
            if not has_classes:
                known["finder"] = "other"
            made = submit(form, tips.hand_in, **known)
            if made is not None:
                return redirect("safety_link:tip_follow", owner.code, made.follow_code)
        page = {"title": "寻找身边的安全隐患", "form": form, "institution": owner}
        return render(request, "safety/tip.html", page, status=422 if form.errors else 200)


def follow(request: HttpRequest, institution: str, code: str) -> HttpResponse:
    """What became of it."""
    refused = _too_often(request, institution)
    if refused is not None:
        return refused
    owner = _institution(institution)
    with institution_scope(owner.pk):
        case = by_follow_code(code)
        if case is None or case.flow != "hazard_tip":
            raise Http404
        page = {
            "title": "您发现的隐患", "found": public_view(case), "institution": owner,
            "code": case.follow_code,
        }  # fmt: skip
        answer = render(request, "safety/tip_follow.html", page)
    answer["Cache-Control"] = "no-store"
    answer["X-Robots-Tag"] = "noindex"
    return answer
