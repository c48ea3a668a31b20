"""应急预案: open one in one step with the numbers of today; keep editions and contacts."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from houqin.core import clock
from houqin.org.access import InstitutionRequest, requires
from houqin.safety import emergency_lists as lists
from houqin.safety.calling import numbers_for
from houqin.safety.forms.emergency import ContactForm, PlanForm, ReviewForm
from houqin.safety.models import EmergencyContact, EmergencyPlan
from houqin.safety.policy import manages
from houqin.safety.services import emergency as services
from houqin.ui.form_pages import confirm_page, form_page
from houqin.ui.listing import render_list

MOST_KEPT = 12  # plans that a phone keeps for when there is no network


def crumbs(row: EmergencyPlan | None = None) -> list[tuple[str, str]]:
    found = [("应急预案", reverse("safety:plans"))]
    return [*found, (row.title, _here(row.pk))] if row else found


def _here(pk: int) -> str:
    return reverse("safety:plan", args=[pk])


@requires("safety.see")
def plans(request: InstitutionRequest) -> HttpResponse:
    may_manage = manages(request.member)
    in_use = EmergencyPlan.objects.filter(is_active=True)
    return render_list(
        request, lists.plans_listing(clock.today()), lists.plans_drilled(),
        template="safety/plans.html", add_label="写预案",
        add_url=reverse("safety:plan_new") if may_manage else "",
        kept=list(in_use.values_list("pk", flat=True)[:MOST_KEPT]),
    )  # fmt: skip


@requires("safety.see")
def plan(request: InstitutionRequest, pk: int) -> HttpResponse:
    """Steps in large type, the numbers to tap, who does what: kept on the phone once opened."""
    row = get_object_or_404(lists.plans_drilled(), pk=pk)
    today = clock.today()
    page = {
        "title": row.title, "crumbs": crumbs(), "plan": row,
        "state": lists.plan_state(row, today),
        "numbers": numbers_for(row, request.member.kind, today),
        "editions": row.editions.select_related("made_by").defer("steps", "posts", "routes"),
        "drills": row.drills.all()[:6],
        "may_manage": manages(request.member),
    }  # fmt: skip
    return render(request, "safety/plan.html", page)


@requires("safety.see")
def edition(request: InstitutionRequest, pk: int, number: int) -> HttpResponse:
    row = get_object_or_404(EmergencyPlan, pk=pk)
    kept = get_object_or_404(row.editions.select_related("made_by"), number=number)
    page = {"title": f"{row.title} 第 {number} 版", "crumbs": crumbs(row), "edition": kept}
    return render(request, "safety/edition.html", page)


def _plan_page(
    request: InstitutionRequest, form: PlanForm, row: EmergencyPlan | None
) -> HttpResponse:
    return form_page(
        request, form, services.keep_plan, then=lambda made: _here(made.pk),
        title=f"修改{row.title}" if row else "写应急预案", crumbs=crumbs(row), draft="emergency",
        known={
            "actor": request.member, "now": clock.now(), "plan_id": row.pk if row else None,
        },
        lock="步骤、分工或路线有改动，就是新的一版；旧版都留着。", done="已保存。",
    )  # fmt: skip


@requires("safety.manage")
def plan_new(request: InstitutionRequest) -> HttpResponse:
    return _plan_page(request, PlanForm(request.POST or None), None)


@requires("safety.manage")
def plan_edit(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(EmergencyPlan.objects.select_related("current"), pk=pk)
    names = ("title", "danger", "review_by", "is_active")
    start = {name: getattr(row, name) for name in names}
    if row.current is not None:
        start |= {name: getattr(row.current, name) for name in ("steps", "posts", "routes")}
    return _plan_page(request, PlanForm(request.POST or None, initial=start), row)


@requires("safety.manage")
def review(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(EmergencyPlan, pk=pk)
    return form_page(
        request, ReviewForm(request.POST or None), services.review_plan, then=_here(pk),
        title=f"复审“{row.title}”", crumbs=crumbs(row), done="已复审。",
        known={"actor": request.member, "plan_id": pk, "today": clock.today()},
        lock="看过一遍，步骤、人和电话都对，就填下次复审的日期。",
    )  # fmt: skip


@requires("safety.see")
def contacts(request: InstitutionRequest) -> HttpResponse:
    """The telephone list of all plans; contacts of single plans stand with their plan."""
    page = {
        "title": "应急电话", "crumbs": crumbs(), "may_manage": manages(request.member),
        "numbers": numbers_for(None, request.member.kind, clock.today()),
        "others": EmergencyContact.objects.filter(plan__isnull=False).select_related(
            "plan", "staff"
        ),
    }  # fmt: skip
    return render(request, "safety/contacts.html", page)


def _contact_page(
    request: InstitutionRequest, form: ContactForm, contact_id: int | None
) -> HttpResponse:
    there = reverse("safety:contacts")
    return form_page(
        request, form, services.keep_contact, then=there, crumbs=[*crumbs(), ("应急电话", there)],
        title="修改应急电话" if contact_id else "添加应急电话",
        known={"actor": request.member, "contact_id": contact_id}, done="已保存。",
    )  # fmt: skip


@requires("safety.manage")
def contact_new(request: InstitutionRequest) -> HttpResponse:
    form = ContactForm(request.POST or None, kind=request.member.kind)
    return _contact_page(request, form, None)


@requires("safety.manage")
def contact_edit(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(EmergencyContact, pk=pk)
    start = {name: getattr(row, name) for name in ("body", "role", "name", "phone", "position")}
    start |= {"staff": row.staff_id, "plan": row.plan_id}
    form = ContactForm(request.POST or None, kind=request.member.kind, initial=start)
    return _contact_page(request, form, pk)


@requires("safety.manage")
def contact_drop(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(EmergencyContact, pk=pk)
    there = reverse("safety:contacts")
    return confirm_page(
        request, partial(services.drop_contact, actor=request.member, contact_id=pk),
        then=there, title="删除应急电话", crumbs=[*crumbs(), ("应急电话", there)],
        question=f"删除“{row}”？",
    )  # fmt: skip
