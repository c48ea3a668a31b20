"""Answering: signed in, by a link or slip without an account, and from paper by a table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core import signing
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from houqin.core import clock
from houqin.forms import columns
from houqin.ledgers.forms.entry import DeclaredForm
from houqin.org.access import InstitutionRequest, requires
from houqin.org.outside import OutsideRequest, is_trapped
from houqin.ui.exporting import as_download, list_workbook
from houqin.ui.form_pages import form_page
from houqin.ui.grids import UnreadableFileError, grid
from houqin.ui.tables import Column
from houqin.voice.forms.surveys import PaperForm
from houqin.voice.models import Survey, SurveyDoor, SurveyPromise
from houqin.voice.outside import PHONE, answered, outside
from houqin.voice.printing import posters_of
from houqin.voice.results import chart, group_charts, result_of
from houqin.voice.services import answering as services
from houqin.voice.services.doors import slip_of
from houqin.voice.views.surveys import crumbs, one, page_of

_signer = signing.Signer(salt="houqin.voice.answered")
CLASS = "班级"


def _fill(
    request: HttpRequest, survey: Survey, take: Callable[[dict[str, Any]], object], **page: Any
) -> HttpResponse | None:
    """The survey's own questions as a page; None once they are answered."""
    form = DeclaredForm(request.POST or None, declared=survey.form)
    if request.method == "POST" and not is_trapped(request) and form.is_valid():
        try:
            take(form.raw())
        except ValidationError as error:
            form.refuse(error)
        else:
            return None
    page |= {"title": survey.title, "survey": survey, "form": form}
    return render(request, "voice/answer.html", page, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@requires("voice.answer")
def answer(request: InstitutionRequest, pk: int) -> HttpResponse:
    survey = one(pk)
    if survey.state == Survey.State.DRAFT or not services.may_answer(survey, request.member):
        raise Http404
    shown = _fill(
        request,
        survey,
        lambda raw: services.answer_signed_in(
            actor=request.member, survey_id=pk, raw=raw, now=clock.now()
        ),
        can=survey.takes(clock.today()),
        institution=request.institution,
    )
    return shown or render(request, "voice/thanks.html", _thanks(survey, reverse("voice:surveys")))


def _thanks(survey: Survey, back: str = "") -> dict[str, Any]:
    return {"title": "收到了，谢谢", "survey": survey, "back_to": back}


@require_http_methods(["GET", "POST"])
@answered
def by_door(request: OutsideRequest, key: str, code: str = "") -> HttpResponse:
    doors = SurveyDoor.objects.select_related("survey", "school_class")
    door = get_object_or_404(doors.exclude(entry=SurveyDoor.Entry.SIGNED_IN), key=key)
    survey = door.survey
    if survey.state == Survey.State.DRAFT:
        raise Http404
    typed = code or request.GET.get("code", "").strip()
    slip = slip_of(door, typed) if typed else None
    by_slips = door.entry == SurveyDoor.Entry.SLIPS
    base = {"institution": request.institution, "door": door, "broad": True}
    if by_slips and (slip is None or slip.is_used):
        page = base | {"title": survey.title, "survey": survey, "typed": typed, "slip": slip}
        return render(request, "voice/slip.html", page, status=404 if typed and not slip else 200)
    mark = f"hq_s{survey.pk}"
    if not by_slips and _is_marked(request, mark):
        return render(request, "voice/thanks.html", base | _thanks(survey))
    shown = _fill(
        request,
        survey,
        lambda raw: services.answer_by_door(door=door, raw=raw, now=clock.now(), slip=slip),
        can=survey.takes(clock.today()),
        **base,
    )
    if shown is not None:
        return shown
    done = render(request, "voice/thanks.html", base | _thanks(survey))
    if not by_slips:
        PHONE.keep(done, request, mark, _signer.sign(mark))
    return done


def _is_marked(request: HttpRequest, mark: str) -> bool:
    try:
        return bool(_signer.unsign(request.COOKIES.get(mark, "")) == mark)
    except signing.BadSignature:
        return False


@require_safe
@outside
def published(request: OutsideRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Survey.objects.filter(state=Survey.State.PUBLISHED), pk=pk)
    found = result_of(row)
    page = {
        "title": row.title, "institution": request.institution, "survey": row, "result": found,
        "chart": chart(found), "charts": group_charts(found),
        "promises": promises_of(row), "broad": True,
        "today": clock.today(),
    }  # fmt: skip
    return render(request, "voice/published.html", page)


def promises_of(row: Survey) -> list[SurveyPromise]:
    return list(SurveyPromise.objects.filter(survey=row).select_related("task"))


@require_http_methods(["GET", "POST"])
@requires("voice.keep_surveys")
def paper(request: InstitutionRequest, pk: int) -> HttpResponse:
    """Forms that came back on paper, as a table."""
    survey = one(pk)
    if not survey.questions:
        raise Http404
    heads = [CLASS, *[column.header for column in columns(survey.form)]]
    if request.GET.get("sheet"):
        book, _rows = list_workbook(survey.title, [Column(head, "pk") for head in heads], [])
        return as_download(book, f"{survey.title}录入表.xlsx")

    def enter(*, actor: Any, who: str, file: Any) -> int:
        return services.enter_paper(
            actor=actor, survey_id=pk, who=who, sheets=_sheets(file), now=clock.now()
        )

    return form_page(
        request,
        PaperForm(request.POST or None, request.FILES or None, kind=request.member.kind),
        enter,
        then=page_of(pk),
        title="录入纸质表",
        crumbs=crumbs((survey.title, page_of(pk))),
        known={"actor": request.member},
        template="voice/paper.html",
        heads=heads,
        submit="录入",
    )


def _sheets(file: Any) -> list[tuple[int, str, dict[str, Any]]]:
    """Each filled line below the first filled one, with its number as the table shows it."""
    try:
        lines = enumerate(grid(file.read(), file.name), 1)
        rows = [(n, row) for n, row in lines if any(str(c or "").strip() for c in row)]
    except UnreadableFileError as error:
        raise ValidationError({"file": str(error)}) from error
    if not rows:
        return []
    heads = [str(cell or "").strip() for cell in rows[0][1]]
    found = []
    for number, row in rows[1:]:
        cells = {head: cell for head, cell in zip(heads, row, strict=False) if head}
        found.append((number, str(cells.pop(CLASS, "") or "").strip(), cells))
    return found


@require_safe
@requires("voice.keep_surveys")
def slips(request: InstitutionRequest, pk: int) -> HttpResponse:
    """A page of slips or posters to print, cut out and hand on."""
    survey = one(pk)
    page = {
        "title": "二维码和填写码",
        "crumbs": crumbs((survey.title, page_of(pk))),
        "survey": survey,
        **posters_of(request, survey),
    }
    return render(request, "voice/slips.html", page)
