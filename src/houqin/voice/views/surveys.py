"""Surveys inside: the list, one survey with its questions and doors, and its life."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from houqin.core import clock
from houqin.core.elsewhere import address_elsewhere
from houqin.core.permissions import may
from houqin.org.access import InstitutionRequest, requires
from houqin.ui.form_pages import confirm_page, form_page
from houqin.ui.listing import render_list
from houqin.voice import addresses
from houqin.voice.forms.surveys import DoorForm, QuestionForm, SurveyForm
from houqin.voice.models import Survey, SurveyAnswer, SurveyDoor
from houqin.voice.questions import SORTS
from houqin.voice.services import doors as door_services
from houqin.voice.services import surveys as services
from houqin.voice.services.answering import may_answer
from houqin.voice.survey_listing import SURVEYS, state_of

SORT_NAMES = dict(SORTS)


def crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    return [("问卷", reverse("voice:surveys")), *more]


def one(pk: int) -> Survey:
    return get_object_or_404(Survey.objects.prefetch_related("doors__school_class"), pk=pk)


def page_of(pk: int) -> str:
    return reverse("voice:survey", args=[pk])


@require_safe
@requires("voice.see_surveys")
def surveys(request: InstitutionRequest) -> HttpResponse:
    keeps = bool(may(request.member, "voice.keep_surveys"))
    rows = Survey.objects.annotate(count=_answered())
    today = clock.today()
    running = Survey.objects.filter(state=Survey.State.OPEN, first__lte=today, last__gte=today)
    return render_list(
        request,
        SURVEYS,
        rows if keeps else rows.exclude(state=Survey.State.DRAFT),
        template="voice/surveys.html",
        add_url=reverse("voice:survey_new") if keeps else "",
        add_label="发问卷",
        mine=[s for s in running.prefetch_related("doors") if may_answer(s, request.member)][:5],
    )


@requires("voice.keep_surveys")
def survey_new(request: InstitutionRequest) -> HttpResponse:
    start = {"first": clock.today(), "sort": request.GET.get("sort", "")}
    return form_page(
        request,
        SurveyForm(request.POST or None, kind=request.member.kind, initial=start),
        services.make_survey,
        then=lambda made: page_of(made.pk),
        title="发问卷",
        crumbs=crumbs(),
        known={"actor": request.member},
        submit="下一步：看题目",
    )


@requires("voice.keep_surveys")
def survey_edit(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = one(pk)
    names = ("title", "intro", "first", "last", "repeat", "is_anonymous", "min_answers")
    return form_page(
        request,
        SurveyForm(
            request.POST or None, is_new=False, initial={name: getattr(row, name) for name in names}
        ),
        services.change_survey,
        then=page_of(pk),
        title="改问卷",
        crumbs=crumbs((row.title, page_of(pk))),
        known={"actor": request.member, "survey_id": pk},
    )


def _answered() -> Any:
    """How many answers a row has: counted for the rows of one page, not joined for all."""
    own = SurveyAnswer.objects.filter(survey=OuterRef("pk")).order_by().values("survey")
    return Coalesce(Subquery(own.annotate(n=Count("pk")).values("n")), 0)


@require_safe
@requires("voice.see_surveys")
def survey(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = one(pk)
    keeps = bool(may(request.member, "voice.keep_surveys"))
    page = {
        "title": row.title,
        "crumbs": crumbs(),
        "survey": row,
        "state": state_of(row),
        "questions": [
            {**q, "sort": SORT_NAMES.get(str(q["type"]), ""), "required": bool(q.get("required"))}
            for q in row.questions
        ],
        "doors": [_door(request, door) for door in _doors(row)],
        "count": SurveyAnswer.objects.filter(survey=row).count(),
        "keeps": keeps,
        "is_draft": row.state == Survey.State.DRAFT,
        "is_open": row.state == Survey.State.OPEN,
        "publishes": bool(may(request.member, "voice.publish")),
        "sees_results": bool(may(request.member, "voice.see_results")),
        "may_answer": row.takes(clock.today()) and may_answer(row, request.member),
    }
    return render(request, "voice/survey.html", page)


def _doors(row: Survey) -> Any:
    used = Count("slips", filter=Q(slips__is_used=True))
    return SurveyDoor.objects.filter(survey=row).select_related("school_class").annotate(
        given=Count("slips"), used=used
    )  # fmt: skip


def _door(request: InstitutionRequest, door: SurveyDoor) -> dict[str, Any]:
    inside = door.entry == SurveyDoor.Entry.SIGNED_IN
    path = (
        reverse("voice:answer", args=[door.survey_id])
        if inside
        else addresses.door(request.institution, door)
    )
    return {"door": door, "address": address_elsewhere(request, path), "is_inside": inside}


@requires("voice.keep_surveys")
def question(request: InstitutionRequest, pk: int, code: str = "") -> HttpResponse:
    row = one(pk)
    known = next((q for q in row.questions if q["code"] == code), None)
    start: dict[str, Any] = {}
    if known:
        labels = [str(o["label"]) for o in known.get("options", [])]  # type: ignore[attr-defined]
        start = {
            "label": known["label"], "sort": known["type"], "options": "\n".join(labels),
            "required": bool(known.get("required")),
        }  # fmt: skip
    return form_page(
        request,
        QuestionForm(request.POST or None, initial=start),
        services.keep_question,
        then=page_of(pk),
        title="改题目" if known else "加题目",
        crumbs=crumbs((row.title, page_of(pk))),
        known={"actor": request.member, "survey_id": pk, "code": code if known else ""},
    )


@require_POST
@requires("voice.keep_surveys")
def question_move(request: InstitutionRequest, pk: int, code: str) -> HttpResponse:
    by = -1 if request.POST.get("by") == "-1" else 1
    row = one(pk)
    services.move_question(actor=request.member, survey_id=row.pk, code=code, by=by)
    return redirect(page_of(pk))


@requires("voice.keep_surveys")
def question_drop(request: InstitutionRequest, pk: int, code: str) -> HttpResponse:
    row = one(pk)
    label = next((q["label"] for q in row.questions if q["code"] == code), code)
    return confirm_page(
        request,
        lambda: services.drop_question(actor=request.member, survey_id=pk, code=code),
        then=page_of(pk),
        title="删除题目",
        question=f"删除“{label}”吗？",
        crumbs=crumbs((row.title, page_of(pk))),
    )


@requires("voice.keep_surveys")
def door_new(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = one(pk)
    return form_page(
        request,
        DoorForm(request.POST or None, kind=request.member.kind),
        door_services.add_doors,
        then=page_of(pk),
        title="请谁填",
        crumbs=crumbs((row.title, page_of(pk))),
        known={"actor": request.member, "survey_id": pk},
        submit="加入口",
    )


@requires("voice.keep_surveys")
def door_remove(request: InstitutionRequest, pk: int) -> HttpResponse:
    door = get_object_or_404(SurveyDoor.objects.select_related("survey", "school_class"), pk=pk)
    return confirm_page(
        request,
        lambda: door_services.remove_door(actor=request.member, door_id=pk),
        then=page_of(door.survey_id),
        title="删除入口",
        question=f"删除“{door}”这个入口吗？",
        consequence="已经打印的二维码、填写码会失效。",
        crumbs=crumbs((door.survey.title, page_of(door.survey_id))),
    )


@requires("voice.keep_surveys")
def survey_open(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = one(pk)
    return confirm_page(
        request,
        lambda: services.open_survey(
            actor=request.member, survey_id=pk, today=clock.today(), now=clock.now()
        ),
        then=page_of(pk),
        title="开始收集",
        question=f"开始收“{row.title}”吗？",
        consequence="开始以后题目和匿名与否不能再改。",
        crumbs=crumbs((row.title, page_of(pk))),
        danger=False,
    )


@requires("voice.keep_surveys")
def survey_close(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = one(pk)
    return confirm_page(
        request,
        lambda: services.close_survey(actor=request.member, survey_id=pk),
        then=reverse("voice:results", args=[pk]),
        title="现在截止",
        question=f"不再收“{row.title}”了吗？",
        consequence="截止后看得到结果，不能再打开。",
        crumbs=crumbs((row.title, page_of(pk))),
    )
