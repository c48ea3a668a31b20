"""Change the calendar: what it moves is shown before it is saved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Model
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from houqin.core import clock
from houqin.org.access import InstitutionRequest, requires
from houqin.org.calendar import preview_change
from houqin.org.forms.calendar import BreakForm, DayForm, TermForm, YearForm
from houqin.org.models import Break, CalendarDay, SchoolYear, Term
from houqin.org.services import calendar as services
from houqin.org.wording import words
from houqin.ui.form_pages import attempt, confirm_page
from houqin.ui.forms import submit

_TERM = ("school_year_id", "name", "first", "last", "midterm_first", "midterm_last",
         "finals_first", "finals_last")  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Noun:
    """One kind of calendar entry: its model, form, service and name."""

    model: type[Model]
    form: Callable[..., forms.Form]
    service: Callable[..., Any]
    name: str
    fields: tuple[str, ...]
    has_words: bool = False


_NOUNS = {
    "year": _Noun(
        SchoolYear, YearForm, services.keep_year, "学年", ("name", "first", "last"), has_words=True
    ),
    "term": _Noun(Term, TermForm, services.keep_term, "学期", _TERM, has_words=True),
    "break": _Noun(
        Break, BreakForm, services.keep_break, "假期", ("sort", "name", "first", "last")
    ),
    "day": _Noun(CalendarDay, DayForm, services.keep_day, "自定日期", ("day", "sort", "name")),
}


@dataclass(frozen=True, slots=True)
class _Moves:
    """The outcome of a trial; truthy even when nothing moves."""

    lines: list[str]


def _crumbs(request: InstitutionRequest) -> list[tuple[str, str]]:
    return [(words(request.member.kind).calendar, reverse("org:calendar"))]


def _name(noun: _Noun, what: str, request: InstitutionRequest) -> str:
    """学期 in a school, 半年 in a hospital."""
    said = words(request.member.kind)
    return {"year": said.year, "term": said.term}.get(what, noun.name)


def _start(noun: _Noun, row: Model | None, request: InstitutionRequest) -> dict[str, Any]:
    if row is not None:
        return {name.removesuffix("_id"): getattr(row, name) for name in noun.fields}
    return {key: request.GET[key] for key in ("school_year", "day", "sort") if key in request.GET}


@requires("org.keep_calendar")
def edit(request: InstitutionRequest, what: str, pk: int | None = None) -> HttpResponse:
    """Add or change an entry: first what it moves, then, confirmed, the change itself."""
    noun = _NOUNS[what]
    row = get_object_or_404(noun.model, pk=pk) if pk else None
    more = {"said": words(request.member.kind)} if noun.has_words else {}
    form = noun.form(request.POST or None, initial=_start(noun, row, request), **more)
    known = {"actor": request.member, "today": clock.today(), "row": row}
    moves: list[str] = []
    if request.method == "POST":
        if not request.POST.get("confirmed"):
            trial = submit(form, lambda **values: _try(noun, request, values), **known)
            moves = trial.lines if trial else []
            # The trial was taken back; the row in memory must not remember it.
            known["row"] = get_object_or_404(noun.model, pk=pk) if pk else None
        if not moves and form.is_valid() and submit(form, noun.service, **known) is not None:
            return redirect("org:calendar")
    name = _name(noun, what, request)
    title = f"修改{name}" if row else f"添加{name}"
    page = {
        "form": form, "title": title, "crumbs": _crumbs(request),
        "cancel_url": reverse("org:calendar"),
        "moves": moves, "submit": "照这样保存" if moves else "保存",
        "remove_url": reverse("org:calendar-remove", args=[what, pk]) if pk else "",
    }  # fmt: skip
    return render(request, "org/calendar_form.html", page, status=422 if form.errors else 200)


def _try(noun: _Noun, request: InstitutionRequest, values: dict[str, Any]) -> _Moves:
    return _Moves(
        preview_change(
            lambda: noun.service(**values),
            institution_id=request.institution.pk,
            today=values["today"],
        )
    )


@requires("org.keep_calendar")
def remove(request: InstitutionRequest, what: str, pk: int) -> HttpResponse:
    noun = _NOUNS[what]
    row, today = get_object_or_404(noun.model, pk=pk), clock.today()
    lines: list[str] = []
    if request.method != "POST":

        def trial() -> None:
            gone = get_object_or_404(noun.model, pk=pk)
            lines.extend(
                preview_change(
                    lambda: services.remove(actor=request.member, today=today, row=gone),
                    institution_id=request.institution.pk,
                    today=today,
                )
            )

        attempt(trial)
    return confirm_page(
        request,
        lambda: services.remove(actor=request.member, today=today, row=row),
        then=reverse("org:calendar"),
        title=f"删去{_name(noun, what, request)}",
        question=f"从{words(request.member.kind).calendar}删去“{row}”吗？",
        consequence=" ".join(lines) or "没有任务因此移动。",
        crumbs=_crumbs(request),
    )
