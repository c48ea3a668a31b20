"""What every page for strangers has: the institution by its code, its scope, limits, no caching."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from houqin.core.tenancy import institution_scope
from houqin.journal.public import origin
from houqin.org.models import Institution
from houqin.voice.abuse import SENT_BY_DEVICE, remember, too_large, too_often


class OutsideRequest(HttpRequest):
    """A request by anybody below ``/s/<code>/``."""

    institution: Institution


View = Callable[..., HttpResponse]


def outside(*, by_device: int = SENT_BY_DEVICE) -> Callable[[View], View]:
    """``by_device``: how many forms one phone may send in a minute. The journal is told of no
    address here: who may stay unnamed must not be found by it."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: OutsideRequest, institution: str, **named: Any) -> HttpResponse:
            refusal = too_often(request, by_device) or too_large(request)
            if refusal is not None:
                return refusal
            owner = Institution.objects.filter(code=institution).first()
            if owner is None:
                raise Http404
            request.institution = owner
            with institution_scope(owner.pk), origin("web"):
                answer = view(request, **named)
            answer["Cache-Control"] = "no-store"
            answer["X-Robots-Tag"] = "noindex"
            answer["Referrer-Policy"] = "same-origin"
            return remember(request, answer)

        return guarded

    return decorate
