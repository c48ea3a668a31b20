"""Readings that ask for work."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from houqin.maintenance.forms.triggers import TriggerForm
from houqin.maintenance.listings import crumbs
from houqin.maintenance.models import UsageTrigger
from houqin.maintenance.services.triggers import keep_trigger
from houqin.org.access import InstitutionRequest, requires
from houqin.ui.form_pages import form_page


@requires("maintenance.settle")
def triggers(request: InstitutionRequest) -> HttpResponse:
    rows = UsageTrigger.objects.select_related("book", "equipment")
    page = {"title": "读数规则", "crumbs": crumbs(), "rows": rows}
    return render(request, "maintenance/triggers.html", page)


@requires("maintenance.settle")
def trigger(request: InstitutionRequest, pk: int | None = None) -> HttpResponse:
    row = get_object_or_404(UsageTrigger, pk=pk) if pk else None
    start: dict[str, Any] = {}
    if row is not None:
        names = ("name", "key", "sort", "value", "work", "fault", "is_active")
        start = {name: getattr(row, name) for name in names} | {
            "reading": f"{row.book_id}:{row.field}", "equipment": row.equipment_id,
            "place": row.place_id,
        }  # fmt: skip
    back = reverse("maintenance:triggers")
    return form_page(
        request,
        TriggerForm(request.POST or None, initial=start),
        keep_trigger,
        then=back,
        title=row.name if row else "添加读数规则",
        crumbs=crumbs(("读数规则", back)),
        known={"actor": request.member, "row": row},
        done="已保存",
    )
