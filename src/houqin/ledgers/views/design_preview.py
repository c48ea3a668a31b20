"""The draft as a phone would show it: the real form, to be tried out; nothing is kept."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from csp.decorators import csp_replace
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from houqin.core import clock
from houqin.forms import Field, Form
from houqin.ledgers.beginning import Asked, beginning
from houqin.ledgers.designing.problems import sound_part
from houqin.ledgers.forms.entry import EntryForm
from houqin.ledgers.models import Book, BookDraft
from houqin.ledgers.views import live as living
from houqin.ledgers.views import picking
from houqin.ledgers.views.designing import draft_or_404
from houqin.ledgers.views.writing import entry_form
from houqin.org.access import InstitutionRequest, requires

TRIED = "这样填可以记下。这里只是试填，没有保存。"


@xframe_options_sameorigin
@csp_replace({"frame-ancestors": ["'self'"]})
@require_http_methods(["GET", "POST"])
@requires("ledgers.keep")
def preview(request: InstitutionRequest, pk: int) -> HttpResponse:
    """The entry form of the draft; posted, it is judged as an entry would be."""
    draft = draft_or_404(pk)
    declared = sound_part(draft.form)
    page: dict[str, Any] = {"title": draft.title, "draft": draft, "book": _book(draft)}
    if declared is None:
        return render(request, "ledgers/design_preview.html", page)
    form = _form(request, draft, declared)
    if request.method == "POST" and form.is_valid():
        _judge(request, declared, form)
        if not form.errors:
            messages.success(request, TRIED)
            return redirect("ledgers:design_preview", pk=pk)
    page["form"] = form
    status = 422 if form.errors else 200
    return render(request, "ledgers/design_preview.html", page, status=status)


def _book(draft: BookDraft) -> Book:
    """The book, or what it would be, unsaved."""
    if draft.book is not None:
        return draft.book
    settings = {"domain": "planning", **draft.settings}
    return Book(
        title=draft.title,
        domain=settings["domain"],
        time_field=settings.get("time_field", ""),
    )


def _form(request: InstitutionRequest, draft: BookDraft, declared: Form) -> EntryForm:
    # The last entry may be of another form, and a new book has none: without it.
    begun = beginning(request.member, Book(), _without_last(declared), Asked(), clock.now())
    return entry_form(request, declared, begun, book=_book(draft))


def _without_last(declared: Form) -> Form:
    def calm(field: Field) -> Field:
        columns = tuple(calm(column) for column in field.columns)
        default = None if field.default == "last" else field.default
        return replace(field, columns=columns, default=default)

    return replace(declared, fields=tuple(calm(field) for field in declared.fields))


def _judge(request: InstitutionRequest, declared: Form, form: EntryForm) -> None:
    """Put beside the fields what an entry would be refused for."""
    told: dict[str, list[str]] = {}
    reading = living.reading_of(request.member, declared, request.POST, request.FILES)
    for refusal in reading.refusals:
        told.setdefault(f"values.{refusal.path}", []).append(refusal.message)
    if reading.abnormal and not form.cleaned_data.get("measure"):
        what = "；".join(one.message.rstrip("。") for one in reading.abnormal[:3])
        told["measure"] = [f"有异常，请写明怎么处理的：{what}"]
    if told:
        form.refuse(ValidationError(told))


@require_POST
@requires("ledgers.keep")
def live(request: InstitutionRequest, pk: int) -> HttpResponse:
    """As ``ledgers:live``, of the draft."""
    declared = sound_part(draft_or_404(pk).form)
    if declared is None:
        return JsonResponse({})
    return JsonResponse(living.answered(request.member, declared, request.POST))


@require_safe
@requires("ledgers.keep")
def pick(request: InstitutionRequest, pk: int) -> HttpResponse:
    """As ``ledgers:pick``, of the draft."""
    return picking.answered(request, sound_part(draft_or_404(pk).form))
