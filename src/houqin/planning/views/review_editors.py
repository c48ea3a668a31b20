"""The small windows of the review page: when, who, the rest, where to cut; and typed time, live."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from houqin.cadence import Cadence
from houqin.core.asked import asked_number
from houqin.core.domains import DOMAINS
from houqin.org.access import InstitutionRequest, requires
from houqin.org.colleagues import colleagues
from houqin.org.models import Department
from houqin.planning.book_choice import open_books
from houqin.planning.forms.reviewing import cadences_from, role_choices
from houqin.planning.models import PlanItem
from houqin.planning.rules import proposals
from houqin.planning.views.book_editor import books_for_editor, grouped
from houqin.planning.views.plans_found import find_plan, sentence_of
from houqin.planning.views.review import sheet_of
from houqin.planning.views.review_rows import roles_said, row_of, said, said_all, upcoming_words
from houqin.planning.views.review_sheet import Sheet

_CUTS = re.compile(r"[，；。、,;！]")
COMMON = (
    "FREQ=DAILY", "FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=MO", "FREQ=WEEKLY;BYDAY=FR",
    "FREQ=WEEKLY;INTERVAL=2", "FREQ=MONTHLY", "FREQ=MONTHLY;INTERVAL=3", "FREQ=TERMLY",
    "AT=TERM_START", "AT=MIDTERM", "AT=FINAL", "AT=TERM_END",
)  # fmt: skip
# What meters and gauges of a school or hospital read in; any other may be typed.
UNITS = ("吨", "度", "立方米", "℃", "%", "MPa", "mg/L", "千克", "份", "人")


@require_GET
@requires("planning.draft")
def edit(request: InstitutionRequest, pk: int, item_id: int, what: str) -> HttpResponse:
    """The window ``what`` of one item."""
    if what not in _CONTEXTS:
        raise Http404
    plan = find_plan(request, pk)
    sheet = sheet_of(request, plan)
    item = next((item for item in sheet.items if item.pk == item_id), None)
    if item is None:
        raise Http404
    context = {"plan": plan, "item": item, "row": row_of(sheet, item), "sheet": sheet}
    context |= _CONTEXTS[what](sheet, item)
    return render(request, f"planning/plans/edit_{what}.html", context)


def _when(sheet: Sheet, item: PlanItem) -> dict[str, Any]:
    offered = [text for vague in item.vague for text in proposals(vague)] or list(COMMON)
    return {
        "typed": said_all(text for text in item.cadences if not Cadence.from_text(text).is_vague),
        "offered": [(said(text), text) for text in offered],
        "was": ",".join(item.cadences),
        "preview": upcoming_words(sheet.windows_of(item), sheet.today),
        "rests": PlanItem.OnRest.choices,
    }


def _owner(sheet: Sheet, item: PlanItem) -> dict[str, Any]:
    return {
        "helping": [
            (value, label, value in item.helper_roles)
            for value, label in role_choices(sheet.kind)[1:]
        ],
        "roles": role_choices(sheet.kind),
        "people": list(colleagues().order_by("name")[:500]),
        "places": list(Department.objects.all()),
    }


def _more(sheet: Sheet, item: PlanItem) -> dict[str, Any]:
    return {
        "domains": [("", "未分"), *((d.code, d.name) for d in DOMAINS.values())],
        "kinds": PlanItem.Kind.choices,
        "proofs": PlanItem.Proof.choices,
        "goals": sheet.goals,
        "units": UNITS,
        "helpers": roles_said(item.helper_roles, sheet.kind),
        **books_for_editor(sheet.kind, item),
    }


def _split(_sheet: Sheet, item: PlanItem) -> dict[str, Any]:
    """The text in the parts between which it may be cut."""
    places = [m.end() for m in _CUTS.finditer(item.text) if m.end() < len(item.text)]
    bounds = [0, *places, len(item.text)]
    pairs = pairwise(bounds)
    return {"parts": [(item.text[a:b], b if b < len(item.text) else 0) for a, b in pairs]}


_CONTEXTS = {"when": _when, "owner": _owner, "more": _more, "split": _split, "why": _more}


@require_GET
@requires("planning.draft")
def bulk_edit(request: InstitutionRequest, pk: int) -> HttpResponse:
    """The window for the ticked items."""
    plan = find_plan(request, pk)
    sheet = sheet_of(request, plan)
    context = {"plan": plan, "domains": list(DOMAINS.values())}
    context |= {
        "proofs": PlanItem.Proof.choices,
        "goals": sheet.goals,
        "kinds": PlanItem.Kind.choices,
    }
    context |= {"roles": role_choices(sheet.kind)[1:], "places": list(Department.objects.all())}
    context["books"] = grouped(open_books())
    return render(request, "planning/plans/edit_bulk.html", context)


@require_GET
@requires("planning.draft")
def read_when(request: InstitutionRequest, pk: int) -> HttpResponse:
    """What typed words about time mean, and the next days they fall on."""
    plan = find_plan(request, pk)
    item = get_object_or_404(PlanItem, plan=plan, pk=_number(request.GET.get("item")))
    sheet = sheet_of(request, plan)
    context: dict[str, Any] = {"sentence": "", "meant": "", "preview": ""}
    try:
        item.cadences = cadences_from(request.GET.get("when", "")[:100])
    except ValidationError as error:
        context["sentence"] = sentence_of(error)
    else:
        item.is_included, item.draft = True, None
        context["meant"] = said_all(item.cadences)
        context["asks"] = bool(item.vague)
        context["preview"] = upcoming_words(sheet.windows_of(item), sheet.today)
    return render(request, "planning/plans/_when.html", context)


def _number(text: str | None) -> int:
    return asked_number(text) or 0
