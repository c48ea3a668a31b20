"""Who may enter a view: the request of a signed-in member, and the decorator that guards it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from houqin.core.permissions import may
from houqin.org.member import Member
from houqin.org.models import Institution


class InstitutionRequest(HttpRequest):
    """A request below ``/i/<code>/`` by somebody who belongs there."""

    institution: Institution
    member: Member


View = Callable[..., HttpResponse]


def requires(code: str) -> Callable[[View], View]:
    """Let in who holds ``code``; the 403 page says why not. The URL test reads ``.permission``."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: InstitutionRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            answer = may(request.member, code)
            if not answer:
                raise PermissionDenied(getattr(answer, "reason", ""))
            return view(request, *args, **kwargs)

        guarded.permission = code  # type: ignore[attr-defined]
        return guarded

    return decorate


def demand(member: Member, code: str, row: object | None = None) -> None:
    """Raise PermissionDenied with the reason unless the member may; services call it."""
    answer = may(member, code, row)
    if not answer:
        raise PermissionDenied(getattr(answer, "reason", ""))
