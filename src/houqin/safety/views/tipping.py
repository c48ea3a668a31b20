"""The public form for 寻找身边的安全隐患: no account, one code to follow."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from houqin.cases.public import by_follow_code, public_view
from houqin.core import clock
from houqin.org.models import Place, SchoolClass
from houqin.org.outside import OutsideRequest, is_trapped, open_to_all
from houqin.org.wording import words
from houqin.safety.forms.hazards import TipForm
from houqin.safety.services import tips
from houqin.ui.forms import submit

# A class hands in together from behind one address: generous, and per institution as well.
PER_ADDRESS, PER_INSTITUTION = 60, 120


def _limits(request: OutsideRequest, parts: dict[str, Any]) -> list[tuple[str, int]]:
    code = parts["institution"]
    counted = [(f"tip {code} {request.address}", PER_ADDRESS)]
    return [*counted, (f"tip {code}", PER_INSTITUTION)] if request.method == "POST" else counted


outside = open_to_all(limits=_limits, said="现在交的人太多，请 {seconds} 秒后再试。")


@outside
def tip(request: OutsideRequest) -> HttpResponse:
    """Hand in what was found; ``?p=`` is the tag of the place whose label was scanned."""
    place = Place.objects.filter(tag=request.GET.get("p", "")[:8].upper()).first()
    has_classes = words(request.institution.kind).has_classes and SchoolClass.objects.exists()
    form = TipForm(
        request.POST or None, request.FILES or None, has_classes=has_classes,
        place=str(place or ""), initial={"token": uuid4()},
    )  # fmt: skip
    if request.method == "POST" and not is_trapped(request):
        known: dict[str, Any] = {"place": place, "now": clock.now()}
        if not has_classes:
            known["finder"] = "other"
        made = submit(form, tips.hand_in, **known)
        if made is not None:
            return redirect("safety_link:tip_follow", request.institution.code, made.follow_code)
    page = {"title": "寻找身边的安全隐患", "form": form, "institution": request.institution}
    return render(request, "safety/tip.html", page, status=422 if form.errors else 200)


@outside
def follow(request: OutsideRequest, code: str) -> HttpResponse:
    """What became of it."""
    case = by_follow_code(code)
    if case is None or case.flow != "hazard_tip":
        raise Http404
    page = {
        "title": "您发现的隐患", "found": public_view(case), "institution": request.institution,
        "code": case.follow_code,
    }  # fmt: skip
    return render(request, "safety/tip_follow.html", page)
