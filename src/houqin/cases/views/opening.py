"""Reporting from inside: three fields and a photo."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from houqin.cases.flow import Flow, flow_of, flows
from houqin.cases.forms.steps import OpenForm
from houqin.cases.models import Case, Source
from houqin.cases.public import likely_same
from houqin.cases.search import new_page
from houqin.cases.services.opening import open_case
from houqin.cases.views.cases import refuse
from houqin.core import clock
from houqin.core.asked import asked_number
from houqin.core.permissions import may
from houqin.files.public import take_all
from houqin.ledgers.models import Entry
from houqin.ledgers.policy import visible_entries
from houqin.org.access import InstitutionRequest, requires
from houqin.org.models import Place

TASK = "planning.task"


@requires("cases.report")
def choose(request: InstitutionRequest) -> HttpResponse:
    """Which sort of thing is reported; with one sort only, straight to its form."""
    offered = [one for one in flows() if one.in_menu and may(request.member, one.report)]
    asked = request.GET.urlencode()
    tail = f"?{asked}" if asked else ""
    if len(offered) == 1:
        return redirect(new_page(offered[0]) + tail)
    crumbs = [("事项", reverse("cases:cases"))]
    ways = [(one, new_page(one) + tail) for one in offered]
    page = {"title": "提出", "ways": ways, "crumbs": crumbs}
    return render(request, "cases/choose.html", page)


@requires("cases.report")
def new(request: InstitutionRequest, code: str) -> HttpResponse:
    """``?place=<tag>&title=&entry=&task=`` say what is known."""
    try:
        flow = flow_of(code)
    except KeyError as unknown:
        raise Http404("no such flow") from unknown
    answer = may(request.member, flow.report)
    if not answer:
        raise PermissionDenied(getattr(answer, "reason", ""))
    if flow.new_url:
        return redirect(f"{reverse(flow.new_url)}?{request.GET.urlencode()}")
    place = _place(request)
    begun = {"token": uuid4(), "place": place, "title": request.GET.get("title", "")[:120]}
    form = OpenForm(request.POST or None, request.FILES or None, flow=flow, initial=begun)
    if request.method == "POST" and form.is_valid():
        made = _hand_in(request, flow, form)
        if made is not None:
            messages.success(request, f"已提出：{made.number}")
            return redirect("cases:case", pk=made.pk)
    page = {
        "title": flow.add_label,
        "form": form,
        "submit": "提交",
        "crumbs": [("事项", reverse("cases:cases"))],
        "cancel_url": reverse("cases:cases"),
        "draft": f"case-new-{flow.code}",
        "offline": True,
        "alike": likely_same(flow.code, place, clock.now()) if place else [],
    }
    return render(request, "cases/new.html", page, status=422 if form.errors else 200)


def _place(request: InstitutionRequest) -> Place | None:
    tag = request.GET.get("place", "").strip().upper()
    return Place.objects.filter(tag=tag).first() if tag else None


def _origin(request: InstitutionRequest) -> dict[str, Any]:
    """The entry or task that it was found at, where the member may see it."""
    entry, task = (asked_number(request.GET.get(name)) for name in ("entry", "task"))
    if entry:
        found: Entry | None = visible_entries(request.member).filter(pk=entry).first()
        if found is not None:
            return {"source": Source.ENTRY, "entry": found}
    if task:
        return {"source": Source.TASK, "pointer_type": TASK, "pointer_id": task}
    return {}


def _hand_in(request: InstitutionRequest, flow: Flow, form: OpenForm) -> Case | None:
    member, now, given = request.member, clock.now(), form.cleaned_data
    known = Case.objects.filter(token=given["token"]).first()
    if known is not None:
        return known  # sent twice: the photos are not taken in again
    try:
        return open_case(
            actor=member, flow=flow.code, title=given["title"], text=given["text"], now=now,
            kind=given.get("kind", ""), grade=given.get("grade", ""), place=given["place"],
            photos=take_all(actor=member, uploads=given["photos"], now=now), given=form.given,
            token=given["token"], **_origin(request),
        )  # fmt: skip
    except ValidationError as error:
        refuse(form, error)
    return None
