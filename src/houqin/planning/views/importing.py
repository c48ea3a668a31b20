"""A new plan: paste or upload, watch it being read, choose which plans to import."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from houqin.core import clock
from houqin.core.asked import asked_number, asked_numbers
from houqin.core.roles import Kind
from houqin.org.access import InstitutionRequest, requires
from houqin.planning.forms.importing import NewPlanForm
from houqin.planning.models import PlanReading, WorkPlan
from houqin.planning.services import importing
from houqin.planning.services.importing import Pick
from houqin.planning.views.plans_found import sentence_of

# Up to here reading takes no longer than opening the next page would.
AT_ONCE = 200_000
KINDS = {"school": "学校", "kindergarten": "幼儿园", "hospital": "医院"}
_State = PlanReading.State


@require_http_methods(["GET", "POST"])
@requires("planning.draft")
def new(request: InstitutionRequest) -> HttpResponse:
    """The form; short texts are read at once, long ones on a page that shows progress."""
    known: dict[str, Any] = {"institution": request.institution, "today": clock.today()}
    if request.method == "GET":
        form = NewPlanForm(**known)
        _bring_back(request, form)
        return _form(request, form)
    form = NewPlanForm(request.POST, request.FILES, **known)
    if not form.is_valid():
        return _form(request, form, status=422)
    source = form.source()
    reading = importing.keep_source(
        actor=request.member,
        source=source,
        span=form.chosen_span(),
        token=form.cleaned_data["token"],
        now=clock.now(),
    )
    if len(source.content or source.text) > AT_ONCE:
        return redirect("planning:reading", pk=reading.pk)
    reading = importing.read_source(actor=request.member, reading_id=reading.pk, now=clock.now())
    if reading.state == _State.FAILED:
        form.add_error("file" if source.content is not None else "text", reading.error)
        importing.forget(actor=request.member, reading_id=reading.pk)
        return _form(request, form, status=422)
    return _after(request, reading)


def _form(request: InstitutionRequest, form: NewPlanForm, status: int = 200) -> HttpResponse:
    context = {"form": form, "back_url": reverse("planning:plans")}
    return render(request, "planning/plans/new.html", context, status=status)


def _bring_back(request: InstitutionRequest, form: NewPlanForm) -> None:
    """After a refusal on the progress page: what had been pasted stands in the form again."""
    back = asked_number(request.GET.get("from"))
    if back:
        kept = PlanReading.objects.filter(pk=back).first()
        form.initial["text"] = kept.text if kept else ""


def _after(request: InstitutionRequest, reading: PlanReading) -> HttpResponse:
    """Straight to the review where there is nothing to choose."""
    found = reading.found
    if reading.state == _State.READ and len(found) == 1 and not _is_foreign(request, found[0]):
        plans = importing.import_chosen(
            actor=request.member, reading_id=reading.pk, picks=[Pick(0, found[0]["title"])]
        )
        return redirect("planning:review", pk=plans[0].pk)
    return redirect("planning:reading", pk=reading.pk)


def _is_foreign(request: InstitutionRequest, found: dict[str, Any]) -> bool:
    return bool(found["kind"]) and found["kind"] != request.member.kind.value


@require_GET
@requires("planning.draft")
def reading(request: InstitutionRequest, pk: int) -> HttpResponse:
    """How far reading has come; then what was found; for htmx only the part that changes."""
    kept = get_object_or_404(PlanReading, pk=pk)
    if kept.state == _State.IMPORTED:
        return _imported(kept)
    context = {"reading": kept, "back_url": reverse("planning:plans"), **_choices(request, kept)}
    if request.headers.get("HX-Request"):
        return render(request, "planning/plans/_reading.html", context)
    return render(request, "planning/plans/reading.html", context)


def _imported(kept: PlanReading) -> HttpResponse:
    if len(kept.plan_ids) == 1 and WorkPlan.objects.filter(pk=kept.plan_ids[0]).exists():
        return redirect("planning:plan", pk=kept.plan_ids[0])
    return redirect("planning:plans")


def _choices(request: InstitutionRequest, kept: PlanReading) -> dict[str, Any]:
    if kept.state != _State.READ:
        return {}
    titles = {found["title"] for found in kept.found}
    known = set(WorkPlan.objects.filter(title__in=titles).values_list("title", flat=True))
    own = request.member.kind.value
    several = len(kept.found) > 1
    return {
        "choices": [
            {
                **found,
                "index": index,
                "kind_name": KINDS.get(found["kind"], "看不出"),
                "is_foreign": _is_foreign(request, found),
                "is_known": found["title"] in known,
                "ticked": (found["kind"] in {"", own} if several else True)
                and found["title"] not in known,
            }
            for index, found in enumerate(kept.found)
        ],
        "own_kind": KINDS[Kind(own)],
    }


@require_POST
@requires("planning.draft")
def run(request: InstitutionRequest, pk: int) -> HttpResponse:
    """Read it now; the progress page asks for this and watches."""
    get_object_or_404(PlanReading, pk=pk)
    importing.read_source(actor=request.member, reading_id=pk, now=clock.now())
    return HttpResponse(status=204)


@require_POST
@requires("planning.draft")
def choose(request: InstitutionRequest, pk: int) -> HttpResponse:
    """Make drafts of the ticked plans."""
    kept = get_object_or_404(PlanReading, pk=pk)
    ticked = asked_numbers(request.POST.getlist("pick"))
    picks = [Pick(index, request.POST.get(f"title-{index}", "")) for index in ticked]
    try:
        plans = importing.import_chosen(actor=request.member, reading_id=pk, picks=picks)
    except ValidationError as error:
        context = {"reading": kept, "error": sentence_of(error), **_choices(request, kept)}
        return render(request, "planning/plans/reading.html", context, status=422)
    if len(plans) == 1:
        return redirect("planning:review", pk=plans[0].pk)
    messages.success(request, f"已导入 {len(plans)} 份计划，请逐份审阅后提交。")
    return redirect("planning:plans")
