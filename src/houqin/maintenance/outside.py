"""What every page for strangers here has: the institution, its scope, a budget, a phone's number.

The budget of an address is wide, because a whole school may stand behind one; what is narrow is
counted in the database, by phone and by place (services/public_reports.py).
"""

from __future__ import annotations

import hashlib
import math
import secrets
from collections.abc import Callable
from functools import wraps
from time import monotonic
from typing import Any

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from houqin.core.client import client_address
from houqin.core.limit import Buckets
from houqin.core.tenancy import institution_scope
from houqin.journal.public import origin
from houqin.org.models import Institution

PHONE = "hq_repair"
TRAP = "website"  # a field nobody sees; programs fill in everything
READ_PER_MINUTE, SENT_PER_MINUTE = 1200, 120
_YEAR = 365 * 24 * 3600
_reads, _sends = Buckets(), Buckets()
_signer = signing.Signer(salt="houqin.maintenance.phone")


class OutsideRequest(HttpRequest):
    """A request by anybody below ``/r/<code>/``."""

    institution: Institution
    device: str


def outside(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let anybody in, not too often; a form counts only from a phone that has seen the page."""

    @wraps(view)
    def guarded(request: OutsideRequest, institution: str, **named: Any) -> HttpResponse:
        address = client_address(request)
        bucket, most = (
            (_sends, SENT_PER_MINUTE) if request.method == "POST" else (_reads, READ_PER_MINUTE)
        )
        seconds = math.ceil(bucket.wait(address, most, monotonic()))
        if seconds:
            return _wait(request, seconds)
        owner = Institution.objects.filter(code=institution).first()
        if owner is None:
            raise Http404
        request.institution, request.device = owner, _device_of(request)
        with institution_scope(owner.pk), origin("web", address):
            answer = view(request, **named)
        answer["Cache-Control"] = "no-store"
        answer["X-Robots-Tag"] = "noindex"
        answer["Referrer-Policy"] = "same-origin"
        if not request.device:
            answer.set_cookie(
                PHONE, _signer.sign(secrets.token_hex(8)), max_age=_YEAR, path="/r/",
                httponly=True, samesite="Lax", secure=request.is_secure(),
            )  # fmt: skip
        return answer

    return guarded


def _wait(request: HttpRequest, seconds: int) -> HttpResponse:
    said = f"这里太忙了，请 {seconds} 秒后再试。填好的内容还在，返回上一页就能再交。"
    answer = render(request, "ui/errors/429.html", {"reason": said}, status=429)
    answer["Retry-After"] = str(seconds)
    return answer


def _device_of(request: HttpRequest) -> str:
    """The phone's number as it is kept, "" for one that has none yet."""
    try:
        number = _signer.unsign(request.COOKIES.get(PHONE, ""))
    except signing.BadSignature:
        return ""
    return hashlib.sha256(number.encode()).hexdigest()
