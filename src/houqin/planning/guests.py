"""Keeps an inspector's account that was given one file inside that file.

``guests_only`` stands in MIDDLEWARE behind ``org.middleware.institution_access``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from houqin.files.models import Attachment
from houqin.org.member import Member
from houqin.planning.collecting import records_of
from houqin.planning.models import Evidence
from houqin.planning.programme_policy import is_guest, visible_inspections

GetResponse = Callable[[HttpRequest], HttpResponse]
_INSIDE = frozenset(
    {
        "planning:inspections", "planning:inspection", "planning:inspection_records",
        "planning:inspection_record", "planning:inspection_folder",
    }
)  # fmt: skip
_FILES = frozenset({"files:file", "files:thumb"})
_DOORS = frozenset({"web:today", "org:home"})


def guests_only(get_response: GetResponse) -> GetResponse:
    """Every page but the file's own answers 403; today's page leads to the file."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_view(
        request: HttpRequest, _view: object, _args: Any, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        member: Member | None = getattr(request, "member", None)
        if member is None or not is_guest(member):
            return None
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name in _INSIDE:
            return None
        if name in _FILES and belongs(member, next(iter(kwargs.values()), 0)):
            return None
        if name in _DOORS:
            return redirect("planning:inspections")
        raise PermissionDenied("您的账号只能看这次检查的材料。请从“迎检”进入。")

    middleware.process_view = process_view  # type: ignore[attr-defined]
    return middleware


def belongs(member: Member, file_id: int) -> bool:
    """Whether a file is a paper of the guest's inspections or proves one of their records."""
    held = Attachment.objects.filter(file_id=file_id)
    rows = list(visible_inspections(member))
    papers = [row.pk for row in rows]
    if held.filter(owner_type="planning.outsideinspection", owner_id__in=papers).exists():
        return True
    shown = held.filter(owner_type="planning.evidence").values("owner_id")
    proofs = Evidence.objects.filter(pk__in=shown)
    return any(proofs.filter(task__in=records_of(row)).exists() for row in rows)
