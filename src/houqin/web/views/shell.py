"""Pages of the frame itself: everything there is, the scanner."""

from __future__ import annotations

import re

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from houqin.org.access import InstitutionRequest, requires
from houqin.org.models import Place

_TAG = re.compile(r"(?:^|[/=])([2-9A-HJ-NP-Z]{8})/?$")


@require_safe
def index(request: InstitutionRequest) -> HttpResponse:
    return redirect("web:today")


@require_safe
@requires("web.see")
def more(request: InstitutionRequest) -> HttpResponse:
    """Every room by group: what the phone's bottom bar has no space for."""
    return render(request, "web/more.html", {"title": "更多"})


@require_safe
@requires("web.see")
def scan(request: InstitutionRequest) -> HttpResponse:
    """Point the camera at a place's code, or type its eight characters."""
    said = request.GET.get("tag", "").strip().upper()
    page = {"title": "扫一扫", "said": said, "back_url": reverse("web:today")}
    if not said:
        return render(request, "web/scan.html", page)
    match = _TAG.search(said)
    place = Place.objects.filter(tag=match[1]).first() if match else None
    if place is None:
        return render(request, "web/scan.html", {**page, "problem": _problem(said)}, status=404)
    return redirect("org:place", place.pk)


def _problem(said: str) -> str:
    if len(said) == 8:
        return f"本单位没有编号“{said}”的场所。请核对标签，或请信息员重新打印。"
    return "这不是本系统的场所码。场所码是 8 位字母和数字，印在二维码下面。"
