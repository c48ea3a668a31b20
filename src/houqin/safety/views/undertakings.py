"""责任状 for who runs them: templates, issues, who has signed, links, the archive."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from houqin.core import clock
from houqin.core.asked import asked_number
from houqin.core.elsewhere import address_elsewhere
from houqin.files.public import attachments_of, take_all
from houqin.org.access import InstitutionRequest, demand, requires
from houqin.org.labels import qr_svg
from houqin.org.member import Member
from houqin.org.terms import term_view, term_views
from houqin.safety import undertaking_lists as lists
from houqin.safety.forms.undertakings import IssueForm, PaperForm, TemplateForm, WithdrawForm
from houqin.safety.models import (
    Undertaking,
    UndertakingIssue,
    UndertakingSignature,
    UndertakingTemplate,
)
from houqin.safety.policy import manages
from houqin.safety.services import undertakings as services
from houqin.ui.form_pages import form_page
from houqin.ui.listing import render_list

MOST_SLIPS = 600


def crumbs(row: UndertakingIssue | None = None) -> list[tuple[str, str]]:
    found = [("责任状", reverse("safety:issues"))]
    return [*found, (row.title, _here(row.pk))] if row else found


def _here(pk: int) -> str:
    return reverse("safety:issue", args=[pk])


@requires("safety.keep_letters")
def issues(request: InstitutionRequest) -> HttpResponse:
    listing = lists.issues_listing(clock.today())
    return render_list(
        request, listing, lists.issues_counted(), template="safety/issues.html",
        may_manage=manages(request.member), terms=term_views(clock.today())[::-1],
    )  # fmt: skip


@requires("safety.keep_letters")
def issue(request: InstitutionRequest, pk: int) -> HttpResponse:
    """One issue: figures above, and each person's letter with its state."""
    row = get_object_or_404(lists.issues_counted(), pk=pk)
    return render_list(
        request, replace(lists.LETTERS, title=row.title), _letters(pk),
        template="safety/issue.html", crumbs=crumbs(), issue=row,
        state=lists.issue_state(row, clock.today()), may_manage=manages(request.member),
    )  # fmt: skip


def _letters(issue_id: int) -> QuerySet[Undertaking]:
    rows = Undertaking.objects.filter(issue_id=issue_id).select_related("signature")
    return rows.defer("signature__picture").annotate(signature_at=F("signature__signed_at"))


@requires("safety.manage")
def templates(request: InstitutionRequest) -> HttpResponse:
    return render_list(
        request, lists.TEMPLATES, lists.templates_counted(), crumbs=crumbs(),
        add_url=reverse("safety:template_new"), add_label="写模板",
    )  # fmt: skip


def _template_page(
    request: InstitutionRequest, form: TemplateForm, row: UndertakingTemplate | None
) -> HttpResponse:
    return form_page(
        request, form, services.keep_template, then=reverse("safety:templates"),
        title="修改模板" if row else "写责任状模板", template="safety/template.html",
        crumbs=[*crumbs(), ("模板", reverse("safety:templates"))], row=row, draft="undertaking",
        known={"actor": request.member, "template_id": row.pk if row else None}, done="已保存。",
    )  # fmt: skip


@requires("safety.manage")
def template_new(request: InstitutionRequest) -> HttpResponse:
    return _template_page(
        request, TemplateForm(request.POST or None, kind=request.member.kind), None
    )


@requires("safety.manage")
def template_edit(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(UndertakingTemplate, pk=pk)
    start = {n: getattr(row, n) for n in ("title", "audience", "roles", "text", "is_active")}
    form = TemplateForm(request.POST or None, kind=request.member.kind, initial=start)
    return _template_page(request, form, row)


@requires("safety.manage")
def issue_new(request: InstitutionRequest, pk: int) -> HttpResponse:
    """Issue a template; the period is the running term's, the name says which."""
    row = get_object_or_404(UndertakingTemplate, pk=pk, is_active=True)
    term = term_view(clock.today())
    start: dict[str, Any] = {"title": row.title}
    if term is not None:
        start = {"title": f"{term.title}{row.title}", "since": term.first, "until": term.last}
    return form_page(
        request, IssueForm(request.POST or None, template=row, initial=start), services.issue,
        then=lambda made: _here(made.pk), title=f"发“{row.title}”", crumbs=crumbs(),
        submit="发下去", known={"actor": request.member, "template_id": pk, "now": clock.now()},
        lock="发下去以后正文就定下来了，再改模板也不影响这一批。", done="已发下去。",
    )  # fmt: skip


@require_POST
@requires("safety.manage")
def urge(request: InstitutionRequest, pk: int) -> HttpResponse:
    get_object_or_404(UndertakingIssue.objects.only("pk"), pk=pk)
    told = services.urge(actor=request.member, issue_id=pk, now=clock.now())
    messages.success(request, f"提醒了 {told} 人。" if told else "今天已经提醒过，或都签了。")
    return redirect(_here(pk))


@requires("safety.gather")
def slips(request: InstitutionRequest, pk: int) -> HttpResponse:
    """A slip with a QR for each who signs without an account, to be cut out and handed home; a
    homeroom teacher's are those of the own class."""
    row = get_object_or_404(UndertakingIssue, pk=pk)
    rows = row.letters.filter(signature=None, withdrawn_at=None).exclude(token="")
    if not manages(request.member):
        rows = rows.filter(school_class__homeroom=request.member.staff)
    chosen = asked_number(request.GET.get("class"))
    if chosen is not None:
        rows = rows.filter(school_class_id=chosen)
    found = [
        (one, qr_svg(address_elsewhere(request, f"/safe/{one.token}/")))
        for one in rows[:MOST_SLIPS]
    ]
    page = {"title": "签订二维码", "crumbs": crumbs(row), "issue": row, "slips": found}
    return render(request, "safety/slips.html", page)


@requires("safety.keep_letters")
def archive(request: InstitutionRequest, pk: int) -> HttpResponse:
    """The text once, and all signatures under it, to be kept on paper or as PDF."""
    row = get_object_or_404(UndertakingIssue.objects.select_related("issued_by"), pk=pk)
    signed = UndertakingSignature.objects.filter(letter__issue=row).select_related("letter")
    page = {
        "title": row.title, "crumbs": crumbs(row), "issue": row,
        "signatures": signed.defer("picture").order_by("letter__post", "letter__name"),
        "missing": row.letters.filter(signature=None, withdrawn_at=None),
        "holds": UndertakingIssue.digest_of(row.text) == row.digest,
    }  # fmt: skip
    return render(request, "safety/archive.html", page)


def with_photos(*, actor: Member, photos: list[Any], **given: Any) -> UndertakingSignature:
    files = take_all(actor=actor, uploads=photos, now=given["now"])
    return services.keep_paper(actor=actor, photos=files, **given)


def _letter(pk: int) -> Undertaking:
    rows = Undertaking.objects.select_related("issue", "signature", "staff", "school_class")
    return get_object_or_404(rows.defer("signature__picture"), pk=pk)


@requires("safety.gather")
def paper(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = _letter(pk)
    demand(request.member, "safety.gather", row)
    keeps = manages(request.member)
    return form_page(
        request, PaperForm(*posted(request)), with_photos,
        then=_here(row.issue_id) if keeps else reverse("safety:my_letters"),
        title=f"登记纸质签订：{row.name}",
        crumbs=crumbs(row.issue) if keeps else [("责任状", reverse("safety:my_letters"))],
        known={"actor": request.member, "letter_id": pk, "now": clock.now()}, done="已登记。",
    )  # fmt: skip


@requires("safety.manage")
def withdraw(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = _letter(pk)
    return form_page(
        request, WithdrawForm(request.POST or None), services.withdraw,
        then=_here(row.issue_id), title=f"{row.name}不用签", crumbs=crumbs(row.issue),
        known={"actor": request.member, "letter_id": pk, "now": clock.now()}, done="已撤下。",
    )  # fmt: skip


def posted(request: HttpRequest) -> tuple[Any, Any]:
    """For a form of files alone, which may be posted empty."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def papers_of(row: Undertaking) -> list[Any]:
    return attachments_of([row])[row.pk]
