"""Comments, cooperators, duplicates, extensions, conclusions, many cases given at once."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Case as When
from django.db.models import IntegerField, Value
from django.db.models import When as If
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from houqin.cases import policy
from houqin.cases.case_page import case_page
from houqin.cases.forms import keeping as forms
from houqin.cases.models import Case
from houqin.cases.services import keeping, talking
from houqin.cases.views.cases import visible_case
from houqin.core import clock
from houqin.core.asked import asked_numbers
from houqin.files.public import take_all
from houqin.org.access import InstitutionRequest, requires
from houqin.ui.form_pages import form_page
from houqin.ui.forms import submit

MERGE_OFFERS = 100
SAID_AT_MOST = 6


def _frame(row: Case, title: str, **more: Any) -> dict[str, Any]:
    page = reverse("cases:case", args=[row.pk])
    return {
        "then": page, "title": title, "crumbs": [(row.number, page)],
        "note": f"{row.number} {row.title}", "known": {"case_id": row.pk, "now": clock.now()},
        **more,
    }  # fmt: skip


def _demand_manager(request: InstitutionRequest, row: Case) -> None:
    if not policy.manages(request.member, row.declared):
        raise PermissionDenied(f"这一步由管理{row.declared.name}的人办理。")


@require_POST
@requires("cases.act")
def comment(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = visible_case(request.member, pk)
    form = forms.CommentForm(request.POST, request.FILES)
    now = clock.now()
    made = None
    if form.is_valid():
        uploads = form.cleaned_data.pop("photos")
        photos = take_all(actor=request.member, uploads=uploads, now=now)
        known = {"actor": request.member, "case_id": row.pk, "photos": photos, "now": now}
        made = submit(form, talking.comment, **known)
    if made is not None:
        return redirect("cases:case", pk=pk)
    page = case_page(request.member, row, now) | {"comment_form": form}
    return render(request, "cases/case.html", page, status=422)  # what was written stays there


@require_safe
@requires("cases.act")
def mention(request: InstitutionRequest, pk: int) -> HttpResponse:
    """``?q=`` → ``{rows: [{name, hint}]}``: whom a comment may name; nothing typed: who has to do
    with the case."""
    row, asked = visible_case(request.member, pk), request.GET.get("q", "").strip()[:20]
    people = talking.to_mention(row, asked).exclude(pk=request.member.staff.pk)
    return JsonResponse({"rows": [{"name": one.name, "hint": one.position} for one in people[:8]]})


@requires("cases.act")
def cooperators(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = visible_case(request.member, pk)
    if row.owner_id != request.member.staff.pk:
        _demand_manager(request, row)
    chosen = list(row.cooperators.values_list("staff", flat=True))
    form = forms.PeopleForm(request.POST or None, initial={"people": chosen})

    def keep(*, people: Any, **known: Any) -> Case:
        return keeping.set_cooperators(
            actor=request.member, staff_ids=[one.pk for one in people], **known
        )

    return form_page(request, form, keep, **_frame(row, "请人协办"))


@requires("cases.act")
def merge(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = visible_case(request.member, pk)
    _demand_manager(request, row)
    near = When(
        If(place=row.place_id, then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    others = policy.visible(request.member, row.flow).filter(is_open=True).exclude(pk=row.pk)
    newest = others.annotate(near=near).order_by("near", "-pk").values_list("pk", flat=True)
    rows = Case.objects.filter(pk__in=list(newest[:MERGE_OFFERS])).defer("search").order_by("-pk")
    form = forms.MergeForm(request.POST or None, case=row, rows=rows)

    def unite(*, into: Case, **known: Any) -> Case:
        return keeping.merge(actor=request.member, into_id=into.pk, **known)

    return form_page(request, form, unite, **_frame(row, "合并重复的"), submit="合并")


@requires("cases.act")
def ask_extension(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = visible_case(request.member, pk)

    def ask(**known: Any) -> Case:
        return keeping.ask_extension(actor=request.member, **known)

    form = forms.ExtensionForm(request.POST or None)
    return form_page(request, form, ask, **_frame(row, "申请延期"), submit="申请")


@requires("cases.act")
def answer_extension(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = visible_case(request.member, pk)
    _demand_manager(request, row)

    def answer(**known: Any) -> Case:
        return keeping.answer_extension(actor=request.member, **known)

    form = forms.AnswerForm(request.POST or None)
    return form_page(request, form, answer, **_frame(row, "答复延期"), submit="答复")


@requires("cases.act")
def conclude(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = visible_case(request.member, pk)
    _demand_manager(request, row)

    def keep(**known: Any) -> Case:
        return keeping.conclude(actor=request.member, **known)

    held = {"conclusion": row.conclusion, "is_veto": row.is_veto}
    form = forms.ConcludeForm(request.POST or None, initial=held)
    return form_page(request, form, keep, **_frame(row, "责任追究"))


@require_POST
@requires("cases.act")
def assign(request: InstitutionRequest) -> HttpResponse:
    """Ticked cases of a list, given to one person: first asked to whom, then done."""
    ids = asked_numbers(request.POST.getlist("ids"))
    rows = policy.visible(request.member).filter(pk__in=ids, is_open=True).defer("search")
    cases = list(rows.order_by("pk")[: keeping.MOST_AT_ONCE])
    if not cases:
        messages.error(request, "没有选中未办结的事项，请先在列表里勾选。")
        return redirect("cases:cases")
    form = forms.AssignForm(request.POST if "owner" in request.POST else None)
    given = submit(form, _give, actor=request.member, cases=cases) if form.is_bound else None
    if given is not None:
        _say_assigned(request, given)
        return redirect("cases:cases")
    page = {
        "form": form, "cases": cases, "title": f"派 {len(cases)} 件",
        "crumbs": [("事项", reverse("cases:cases"))], "cancel_url": reverse("cases:cases"),
        "submit": "派给他",
    }  # fmt: skip
    return render(request, "cases/assign.html", page, status=422 if form.errors else 200)


def _give(*, owner: Any, cases: list[Case], **known: Any) -> keeping.Assigned:
    return keeping.assign_what_may_be(
        owner_id=owner.pk, case_ids=[one.pk for one in cases], now=clock.now(), **known
    )


def _say_assigned(request: InstitutionRequest, done: keeping.Assigned) -> None:
    if done.changed:
        messages.success(request, f"已派 {done.changed} 件")
    for case, why in done.skipped[:SAID_AT_MOST]:
        messages.error(request, f"没有派 {case.number}：{why}")
    if len(done.skipped) > SAID_AT_MOST:
        messages.error(request, f"还有 {len(done.skipped) - SAID_AT_MOST} 件也没有派。")
