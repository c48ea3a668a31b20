"""A new book in one of three ways; the designer's page; publish it, or give it up."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from houqin.core import clock
from houqin.core.asked import asked_number
from houqin.core.domains import domain_choices
from houqin.core.roles import Kind, role_name
from houqin.ledgers.designing.showing import lines_of, rules_of
from houqin.ledgers.models import BookDraft
from houqin.ledgers.services import designing
from houqin.ledgers.services.designing import ChangedMeanwhileError
from houqin.ledgers.starting import StartForm, begin, offers
from houqin.ledgers.views.books import crumbs, visible_book
from houqin.org.access import InstitutionRequest, requires
from houqin.ui.form_pages import confirm_page


def draft_or_404(pk: int) -> BookDraft:
    rows = BookDraft.objects.select_related("book__current", "changed_by")
    return get_object_or_404(rows, pk=pk)


def is_htmx(request: InstitutionRequest) -> bool:
    return bool(request.headers.get("HX-Request"))


def of_draft(draft: BookDraft) -> list[tuple[str, str]]:
    return crumbs((draft.title, reverse("ledgers:design", args=[draft.pk])))


@require_http_methods(["GET", "POST"])
@requires("ledgers.keep")
def start(request: InstitutionRequest) -> HttpResponse:
    """新建台账: empty, a copy, or from a paper form's head."""
    query = request.GET.get("q", "").strip()[:60]
    is_sent = request.method == "POST"
    form = StartForm(request.POST if is_sent else None, request.FILES or None)
    if is_sent and form.is_valid():
        try:
            draft = begin(request.member, form.cleaned_data, clock.now())
            return redirect("ledgers:design", pk=draft.pk)
        except ValidationError as error:
            form.refuse(error)
    page = {
        "title": "新建台账",
        "crumbs": crumbs(),
        "form": form,
        "query": query,
        "domains": domain_choices(),
        "offers": offers(request.member, query),
        "drafts": BookDraft.objects.filter(book=None).select_related("changed_by")[:50],
    }
    return render(request, "ledgers/design_start.html", page, status=422 if form.errors else 200)


@require_POST
@requires("ledgers.keep")
def design_book(request: InstitutionRequest, code: str) -> HttpResponse:
    """On with the draft of a book that is there."""
    book = visible_book(request.member, code)
    draft = designing.draft_of(actor=request.member, book=book, now=clock.now())
    return redirect("ledgers:design", pk=draft.pk)


@require_GET
@requires("ledgers.keep")
def design(request: InstitutionRequest, pk: int) -> HttpResponse:
    draft = draft_or_404(pk)
    page = {"title": draft.title, "crumbs": crumbs(), **body_of(draft)}
    others = draft.changed_by_id != request.member.staff.pk
    page["other"] = draft.changed_by.name if others else ""
    return render(request, "ledgers/design.html", page)


def body_of(
    draft: BookDraft, *, said: str = "", told: str = "", opened: str = ""
) -> dict[str, Any]:
    """Everything below the head of the designer's page; ``opened``: the window to open at once."""
    problems = designing.found_problems(draft)
    return {
        "draft": draft,
        "book": draft.book,
        "lines": lines_of(draft.form, problems, draft.reasons),
        "rules": rules_of(draft.form, problems),
        "problems": problems,
        "general": [problem.text for problem in problems if not problem.path],
        "said": said,
        "told": told,
        "opened": opened,
    }


@require_http_methods(["GET", "POST"])
@requires("ledgers.keep")
def publish(request: InstitutionRequest, pk: int) -> HttpResponse:
    """What is added, changed and taken away; then the new version."""
    draft = draft_or_404(pk)
    said, status = [], 200
    if request.method == "POST":
        try:
            book = designing.publish_draft(
                actor=request.member,
                draft_id=pk,
                revision=number_in(request.POST, "revision"),
                now=clock.now(),
            )
        except ChangedMeanwhileError as error:
            said, status = [str(error)], 409
        except ValidationError as error:
            said, status = list(error.messages), 422
        else:
            messages.success(request, f"已发布《{book.title}》，现在就能填。")
            return redirect("ledgers:book", code=book.code)
    problems = designing.found_problems(draft)
    settings = draft.settings
    page = {
        "lines": lines_of(draft.form, problems, {}),
        "writers": roles_said(settings.get("writer_roles"), request.member.kind, "谁都可以"),
        "readers": roles_said(settings.get("reader_roles"), request.member.kind, "本单位的人"),
        "kept": kept_said(settings),
        "title": "发布",
        "crumbs": of_draft(draft),
        "draft": draft,
        "book": draft.book,
        "said": said,
        "problems": problems,
        "changes": [] if problems else designing.changes_of(draft),
        "number": draft.book.current.number + 1 if draft.book and draft.book.current else 1,
    }
    return render(request, "ledgers/design_publish.html", page, status=status)


def roles_said(codes: Any, kind: Kind, nobody: str) -> str:
    return "、".join(role_name(code, kind) for code in codes or ()) or nobody


def kept_said(settings: dict[str, Any]) -> str:
    months = settings.get("retention_months")
    said = f"至少 {months} 个月" if months else "一直保存"
    return f"{said}，人员、设备、合同还在就不动" if settings.get("keeps_with_object") else said


def number_in(given: Any, name: str) -> int:
    """0 for what is no number."""
    return asked_number(str(given.get(name, ""))) or 0


@require_http_methods(["GET", "POST"])
@requires("ledgers.keep")
def drop(request: InstitutionRequest, pk: int) -> HttpResponse:
    draft = draft_or_404(pk)
    then = reverse("ledgers:book", args=[draft.book.code]) if draft.book else ""
    return confirm_page(
        request,
        lambda: designing.drop_draft(actor=request.member, draft_id=pk),
        then=then or reverse("ledgers:books"),
        title="放弃这份草稿",
        question=f"放弃《{draft.title}》的草稿？没有发布的改动都不要了。",
        consequence="已经发布的表格和记录不受影响。" if draft.book else "",
        crumbs=of_draft(draft),
        button="放弃草稿",
        done="草稿已放弃。",
    )
