"""Opinions inside: the list, entering from paper, who is concerned, publishing, figures."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from houqin.cases.pages import case_list
from houqin.cases.public import visible
from houqin.core import clock
from houqin.core.elsewhere import address_elsewhere
from houqin.core.permissions import may
from houqin.files.public import take_photo
from houqin.org.access import InstitutionRequest, requires
from houqin.org.labels import qr_svg
from houqin.org.models import Place, Staff
from houqin.ui.form_pages import confirm_page, form_page
from houqin.voice import addresses
from houqin.voice.forms.opinions import ConcernedForm, EnterForm, PublishOpinionForm
from houqin.voice.models import HotIssue, KeyCase, Opinion
from houqin.voice.numbers import ages, hot_places, hot_subjects, months
from houqin.voice.services import opinions as services
from houqin.voice.subjects import NAMES


def crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    return [("意见投诉", reverse("voice:opinions")), *more]


def case_page(pk: int) -> str:
    return reverse("cases:case", args=[pk])


@require_safe
@requires("voice.see")
def opinions(request: InstitutionRequest) -> HttpResponse:
    return case_list(request, flow="opinion", title="意见投诉")


@requires("voice.report")
def enter(request: InstitutionRequest) -> HttpResponse:
    """What came on paper, by telephone or at the counter."""
    member, now = request.member, clock.now()

    def hear(**given: Any) -> Opinion:
        photos = [take_photo(actor=member, upload=one, now=now) for one in given.pop("photos")]
        return services.hear(actor=member, now=now, photos=photos, is_paper=True, **given)

    return form_page(
        request,
        EnterForm(request.POST or None, request.FILES or None, initial={"token": uuid4()}),
        hear,
        then=lambda made: _receipt(request, made),
        title="登记意见投诉",
        crumbs=crumbs(),
        known={},
        submit="登记，给编号",
    )


def _receipt(request: InstitutionRequest, made: Opinion) -> str:
    """The case for who may see it; for others the page with the code, as the sender has it."""
    if visible(request.member, "opinion").filter(pk=made.case_id).exists():
        return case_page(made.case_id)
    return f"{addresses.desk(request.institution)}f/{made.case.follow_code}/?new=1"


def _row(request: InstitutionRequest, pk: int) -> Opinion:
    """Only of a case that the member may see."""
    rows = Opinion.objects.select_related("case").filter(
        case__in=visible(request.member, "opinion")
    )
    return get_object_or_404(rows, case=pk)


@requires("voice.handle")
def concerned(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = _row(request, pk)
    had = Staff.objects.filter(pk__in=row.concerned.values("staff"))
    return form_page(
        request,
        ConcernedForm(request.POST or None, initial={"people": had}),
        services.set_concerned,
        then=case_page(pk),
        title="被反映的人",
        crumbs=crumbs((row.case.number, case_page(pk))),
        known={"actor": request.member, "case_id": pk, "now": clock.now()},
        note="他们看不到这件事，也不能来调查。",
    )


@requires("voice.publish")
def publish(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = _row(request, pk)
    start = {
        "public_problem": row.public_problem or row.case.title,
        "public_answer": row.public_answer or row.measure or row.case.answer,
    }
    return form_page(
        request,
        PublishOpinionForm(request.POST or None, initial=start),
        services.publish_opinion,
        then=case_page(pk),
        title="公布办理结果",
        crumbs=crumbs((row.case.number, case_page(pk))),
        known={"actor": request.member, "case_id": pk, "today": clock.today()},
        note="公布后不用登录就能看。有姓名、电话、身份证号的会提醒去掉。",
        submit="公布",
        done="已公布",
    )


@requires("voice.publish")
def withdraw(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = _row(request, pk)
    return confirm_page(
        request,
        lambda: services.withdraw_publication(actor=request.member, case_id=pk),
        then=case_page(pk),
        title="撤下公布",
        question=f"不再公布“{row.case.title}”的办理结果吗？",
        crumbs=crumbs((row.case.number, case_page(pk))),
    )


@require_safe
@requires("voice.see_figures")
def figures(request: InstitutionRequest) -> HttpResponse:
    """By month, by age, hot issues, and what is solved but not published."""
    today = clock.today()
    found = months(today)
    page = {
        "title": "意见统计与热点",
        "crumbs": crumbs(),
        "months": found,
        "chart": _chart(found),
        "ages": ages(today),
        "hot": hot_subjects(today),
        "hot_places": hot_places(today),
        "taken": HotIssue.objects.select_related("owner")[:10],
        "takes_on": bool(may(request.member, "voice.take_on")),
        "unpublished": _unpublished(request) if may(request.member, "voice.publish") else [],
        "key_open": KeyCase.objects.filter(checked_on=None).count(),
        "public_url": addresses.desk(request.institution),
    }
    return render(request, "voice/figures_page.html", page)


def _unpublished(request: InstitutionRequest) -> list[Opinion]:
    rows = Opinion.objects.filter(
        published_on=None, is_confidential=False, case__is_open=False,
        case__kind__in=["complaint", "suggestion", "visit"],
        case__in=visible(request.member, "opinion"),
    )  # fmt: skip
    return list(rows.select_related("case")[:10])


def _chart(found: list[Any]) -> dict[str, Any]:
    if not found:
        return {}
    return {
        "kind": "bar", "x": [f"{one.first.month}月" for one in found],
        "series": [
            {"name": "收到", "data": [one.received for one in found]},
            {"name": "办结", "data": [one.solved for one in found]},
        ],
    }  # fmt: skip


@require_safe
@requires("voice.see")
def poster(request: InstitutionRequest) -> HttpResponse:
    """The QR of the public page, to print and put up; one of a place says where."""
    path = addresses.desk(request.institution)
    tag = request.GET.get("place", "")
    place = Place.objects.filter(tag=tag.upper()).first() if tag else None
    address = address_elsewhere(request, f"{path}?p={place.tag}" if place else path)
    terminal = address_elsewhere(request, addresses.terminal(request.institution, place))
    page = {
        "title": "意见二维码", "crumbs": crumbs(), "svg": qr_svg(address), "address": address,
        "terminal": terminal, "place": place, "subjects": NAMES,
    }  # fmt: skip
    return render(request, "voice/poster.html", page)
