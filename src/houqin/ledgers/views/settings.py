"""The settings of a book, what changed of them journaled."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from houqin.core import clock
from houqin.ledgers.designing.settings_form import SettingsForm, demanded_months, settings_of
from houqin.ledgers.designing.showing import limits_in_words
from houqin.ledgers.models import Book
from houqin.ledgers.rules import number_problem, numbered
from houqin.ledgers.services.books import change_book
from houqin.ledgers.views.books import of_book, visible_book
from houqin.org.access import InstitutionRequest, requires
from houqin.ui.forms import submit


@require_http_methods(["GET", "POST"])
@requires("ledgers.keep")
def settings(request: InstitutionRequest, code: str) -> HttpResponse:
    book = visible_book(request.member, code)
    declared = book.current.form["field"] if book.current else []
    form = SettingsForm(
        request.POST or None, kind=request.member.kind, declared=declared,
        initial=settings_of(book),
    )  # fmt: skip
    demanded_months(form, book)
    if request.method == "POST":
        saved = submit(form, change_book, actor=request.member, book_id=book.pk)
        if saved is not None:
            messages.success(request, "设置已保存。")
            return redirect("ledgers:book", code=saved.code)
    page = {
        "title": "设置",
        "crumbs": of_book(book),
        "cancel_url": of_book(book)[-1][1],
        "form": form,
        "book": book,
        "example": example_of(form["numbering"].value(), book.code),
        "abnormal": abnormal_of(book),
    }
    return render(request, "ledgers/settings.html", page, status=422 if form.errors else 200)


@requires("ledgers.keep")
def number_example(request: InstitutionRequest) -> HttpResponse:
    """What the next number would look like, while the rule is typed."""
    pattern = request.GET.get("numbering", "")[:60]
    return HttpResponse(example_of(pattern, "taizhang"), content_type="text/plain; charset=utf-8")


def example_of(pattern: Any, code: str) -> str:
    """今天的第 7 条：2026-0007, or why the rule cannot be used."""
    text = str(pattern or "")
    problem = number_problem(text)
    return problem or f"例如今天的第 7 条：{numbered(text, clock.today(), code, 7)}"


def abnormal_of(book: Book) -> list[tuple[str, str]]:
    """Which fields are out of the ordinary when, from the form; changed in the designer."""
    if book.current is None:
        return []
    form = book.current.form
    found = []
    for field in form["field"]:
        for one in (field, *field.get("columns", ())):
            said = [text for text in limits_in_words(form, one) if text.endswith("（异常）")]
            bad = [
                option["label"]
                for option in one.get("options", ())
                if isinstance(option, dict) and option.get("abnormal")
            ]
            said = [text.removesuffix("（异常）") for text in said]
            if one["type"] == "checklist":
                bad.append("有不合格项")
            if said or bad:
                found.append((one["label"], "；".join([*_wrong(said), *bad])))
    for rule in form.get("rule", ()):
        if rule.get("severity") == "abnormal":
            found.append(("字段之间", rule["message"]))
    return found


def _wrong(said: list[str]) -> list[str]:
    return [f"应{text}" for text in said]
