"""One case on one page, whatever its flow; a page for each step out of its state."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from houqin.cases.case_page import case_page
from houqin.cases.forms.steps import NeedsForm
from houqin.cases.models import Case, CaseStep
from houqin.cases.policy import steps_for, visible
from houqin.cases.services.stepping import take
from houqin.core import clock
from houqin.files.public import take_all
from houqin.org.access import InstitutionRequest, requires
from houqin.org.member import Member

WITH = (
    "place", "department", "owner", "verifier", "reporter", "entry__book", "extension_by",
)  # fmt: skip


def visible_case(member: Member, pk: int) -> Case:
    """The case with all that its page shows, or 404."""
    row = visible(member).filter(pk=pk).select_related(*WITH).defer("search").first()
    if row is None:
        raise Http404("no such case, or not for this member")
    return row


@requires("cases.see")
def case(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = visible_case(request.member, pk)
    return render(request, "cases/case.html", case_page(request.member, row, clock.now()))


@requires("cases.act")
def step(request: InstitutionRequest, pk: int, code: str) -> HttpResponse:
    """What the step asks for; a step that asks for nothing is one tap."""
    row = visible_case(request.member, pk)
    transition = row.declared.transition_of.get(code)
    if transition is None:
        raise Http404("the flow has no such step")
    if request.method != "POST":
        _refuse_early(request.member, row, code)
    needs = transition.needs_of(row)
    form = NeedsForm(
        request.POST or None, request.FILES or None, needs=needs,
        initial={"token": uuid4()} | _known(row, needs),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        done = hand_in(request.member, row, code, form)
        if done is not None:
            messages.success(request, f"{transition.name}：{done.number}")
            # Whoever has given it to another may have nothing to do with it any more.
            is_seen = visible(request.member).filter(pk=pk).exists()
            return redirect("cases:case", pk=pk) if is_seen else redirect("cases:cases")
    page = {
        "title": transition.name,
        "case": row,
        "form": form,
        "submit": transition.name,
        "danger": transition.style == "danger",
        "note": f"{row.number} {row.title}",
        "crumbs": [(row.number, reverse("cases:case", args=[pk]))],
        "cancel_url": reverse("cases:case", args=[pk]),
        "draft": f"case-{pk}-{code}",
        "offline": True,
    }
    return render(request, "cases/step.html", page, status=422 if form.errors else 200)


def _refuse_early(member: Member, row: Case, code: str) -> None:
    """Nobody fills in a form that will be refused."""
    for one in steps_for(member, row):
        if one.transition.code == code:
            if not one.may:
                raise PermissionDenied(one.why_not)
            return
    flow = row.declared
    raise PermissionDenied(
        f"这件{flow.name}现在是“{row.standing.name}”，这一步不能办，或不由您办。请回到事项页看看。"
    )


def _known(row: Case, needs: Any) -> dict[str, Any]:
    """What the case already has in the fields that the step sets, else what the flow suggests."""
    known = {}
    for need in needs:
        if need.sets and need.sets != "due_on":
            has = getattr(row, f"{need.sets}_id", None) or getattr(row, need.sets, None)
            known[need.code] = need.begins(row) if has is None and need.begins else has
    return known


def hand_in(member: Member, row: Case, code: str, form: NeedsForm) -> Case | None:
    """Take the photos in, then the step; None with the reasons on the form."""
    now, token = clock.now(), form.cleaned_data["token"]
    try:
        return take(
            actor=member, case_id=row.pk, transition=code, given=form.given,
            photos=taken_in(member, form, token, now), token=token, now=now,
        )  # fmt: skip
    except ValidationError as error:
        refuse(form, error)
    return None


def taken_in(member: Member, form: NeedsForm, token: UUID, now: Any) -> dict[str, Any]:
    if CaseStep.objects.filter(token=token).exists():
        return {}  # sent twice: the photos are there already
    return {
        code: take_all(actor=member, uploads=uploads, now=now)
        for code, uploads in form.uploads.items()
        if uploads
    }


def refuse(form: NeedsForm, error: ValidationError) -> None:
    """The service names needs as ``given.code``."""
    told = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    for path, said in told.items():
        name = path.removeprefix("given.")
        form.add_error(name if name in form.fields else None, said)
