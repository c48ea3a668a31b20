"""What a survey came to, its publication, and what follows from weak points."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from houqin.core import clock
from houqin.core.permissions import may
from houqin.org.access import InstitutionRequest, requires
from houqin.ui.form_pages import form_page
from houqin.voice import addresses
from houqin.voice.forms.surveys import PromiseForm, PublishForm
from houqin.voice.models import Survey
from houqin.voice.results import chart, group_charts, result_of
from houqin.voice.services import surveys as services
from houqin.voice.services.weak import open_weak_point
from houqin.voice.views.answering import promises_of
from houqin.voice.views.surveys import crumbs, one, page_of


@require_safe
@requires("voice.see_results")
def results(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = one(pk)
    found = result_of(row)
    page = {
        "title": f"结果：{row.title}",
        "crumbs": crumbs((row.title, page_of(pk))),
        "survey": row,
        "result": found,
        "chart": chart(found),
        "charts": group_charts(found),
        "promises": promises_of(row),
        "keeps": bool(may(request.member, "voice.keep_surveys")),
        "can_publish": row.state == Survey.State.CLOSED
        and found.is_enough
        and bool(may(request.member, "voice.publish")),
        "public_url": addresses.result(request.institution, row)
        if row.state == Survey.State.PUBLISHED
        else "",
        "today": clock.today(),
    }
    return render(request, "voice/results.html", page)


@requires("voice.publish")
def publish(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = one(pk)
    return form_page(
        request,
        PublishForm(request.POST or None, initial={"conclusion": row.conclusion}),
        services.publish_survey,
        then=reverse("voice:results", args=[pk]),
        title="公布结果",
        crumbs=crumbs((row.title, page_of(pk))),
        known={"actor": request.member, "survey_id": pk, "today": clock.today()},
        submit="公布",
        done="已公布，不用登录就能看",
    )


@requires("voice.keep_surveys")
def promise(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = one(pk)
    return form_page(
        request,
        PromiseForm(request.POST or None, initial={"text": request.GET.get("text", "")[:80]}),
        services.promise,
        then=reverse("voice:results", args=[pk]),
        title="写整改承诺",
        crumbs=crumbs((row.title, page_of(pk))),
        known={
            "actor": request.member, "survey_id": pk, "now": clock.now(), "today": clock.today(),
        },
        submit="承诺，并派成任务",
        done="已派成任务，公布时一起公布",
    )  # fmt: skip


@require_POST
@requires("voice.keep_surveys")
def weak_point(request: InstitutionRequest, pk: int, code: str) -> HttpResponse:
    """A question with a low mark becomes a matter with an owner."""
    row = one(pk)
    case = open_weak_point(actor=request.member, survey=row, code=code, now=clock.now())
    messages.success(request, f"已转成事项 {case.number}")
    return redirect(reverse("cases:case", args=[case.pk]))
