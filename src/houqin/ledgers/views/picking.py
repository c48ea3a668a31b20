"""People, places and entries looked up by name, number or initials while an entry is typed."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from houqin.core.asked import asked_number
from houqin.core.search import matching
from houqin.forms import Field, FieldType, Form
from houqin.ledgers.forms.picking import references, rows_of
from houqin.ledgers.models import Entry
from houqin.ledgers.policy import visible_entries
from houqin.ledgers.services.reading import form_of
from houqin.ledgers.views.books import visible_book
from houqin.org.access import InstitutionRequest, demand, requires
from houqin.org.member import Member
from houqin.org.models import Place, SchoolClass, Staff, Student

MOST = 20


@require_safe
@requires("ledgers.write")
def pick(request: InstitutionRequest, code: str) -> HttpResponse:
    """``?field=&q=`` → ``{rows: [{id, name, hint}], more}`` of what the field may name.

    ``&class=``: students of that class, or of all where it has none that is meant.
    """
    book = visible_book(request.member, code)
    demand(request.member, "ledgers.write", book)
    return answered(request, form_of(book.current) if book.current else None)


def answered(request: InstitutionRequest, declared: Form | None) -> HttpResponse:
    """What ``pick`` tells; the designer's preview asks it of a form that no book has yet."""
    fields = references(declared.fields) if declared else iter(())
    asked = request.GET.get("field", "")
    field = next((one for one in fields if one.code == asked), None)
    if field is None:
        return JsonResponse({"rows": [], "more": False})
    rows = _found(request.member, field, request.GET.get("q", "").strip()[:40])
    within = asked_number(request.GET.get("class"))
    found: list[Any] = []
    if within and field.type is FieldType.STUDENT:
        found = list(rows.filter(school_class=within)[: MOST + 1])
    found = found or list(rows[: MOST + 1])
    return JsonResponse({"rows": [_shown(row) for row in found[:MOST]], "more": len(found) > MOST})


def _found(member: Member, field: Field, query: str) -> QuerySet[Any]:
    rows, _named = rows_of(field)
    if field.type is FieldType.ENTRY:
        seen = visible_entries(member).values("pk")
        rows = rows.filter(pk__in=seen).defer("search", "values")
    elif field.type is FieldType.STUDENT:
        rows = rows.select_related("school_class")
    if not query:
        return rows
    if field.type is FieldType.CLASS:
        return rows.filter(name__icontains=query)
    wanted = matching(member.institution.pk, query)
    if field.type is FieldType.STUDENT:  # 三1班 finds its children too
        wanted |= Q(school_class__name__icontains=query)
    return rows.filter(wanted)


def _shown(row: Staff | Student | SchoolClass | Place | Entry) -> dict[str, str]:
    if isinstance(row, Student):
        return {"id": str(row.pk), "name": row.name, "hint": f"{row.school_class} {row.number}"}
    if isinstance(row, Staff):
        return {"id": str(row.pk), "name": row.name, "hint": row.position}
    if isinstance(row, Place):
        return {"id": str(row.pk), "name": row.full_name, "hint": row.code}
    if isinstance(row, Entry):
        day = timezone.localtime(row.happened_at).strftime("%m/%d %H:%M")
        return {"id": str(row.pk), "name": row.number, "hint": " ".join((day, row.key_name))}
    return {"id": str(row.pk), "name": row.name, "hint": ""}
