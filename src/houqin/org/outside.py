"""What every page for people without an account has: its institution and scope, limits, a number
for the phone, and an answer that nobody keeps or indexes.

A whole school may stand behind one address: rooms keep an address's budget wide and count narrowly
by phone, by link or in the database.
"""

from __future__ import annotations

import hashlib
import math
import secrets
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import wraps
from time import monotonic
from typing import Any

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from houqin.core.client import client_address
from houqin.core.limit import Buckets
from houqin.core.prepared import Prepared
from houqin.core.tenancy import institution_scope
from houqin.org.models import Institution

TRAP = "website"  # ui/trap.html: a field nobody sees; programs fill in everything
MOST_BYTES = 60 * 1024 * 1024  # refused before any photo is decoded; three of a phone stay below
_YEAR = 365 * 24 * 3600
_buckets = Buckets(50_000)  # every room's


class OutsideRequest(HttpRequest):
    """A request by anybody, once a guard has let it in."""

    institution: Institution
    address: str
    device: str  # the phone's number as it may be kept, "" for one that has none yet


View = Callable[..., HttpResponse]
Limits = Callable[["OutsideRequest", dict[str, Any]], Iterable[tuple[str, int]]]


@dataclass(frozen=True, slots=True)
class Phone:
    """The cookie by which a phone is known again; it says nothing about anybody."""

    cookie: str
    path: str
    salt: str

    def number(self, request: HttpRequest) -> str:
        try:
            number = signing.Signer(salt=self.salt).unsign(request.COOKIES.get(self.cookie, ""))
        except signing.BadSignature:
            return ""
        return hashlib.sha256(number.encode()).hexdigest()

    def give(self, answer: HttpResponse, request: HttpRequest) -> None:
        value = signing.Signer(salt=self.salt).sign(secrets.token_hex(8))
        self.keep(answer, request, self.cookie, value)

    def keep(self, answer: HttpResponse, request: HttpRequest, name: str, value: str) -> None:
        """Leave a mark with the phone for a year that no script reads."""
        answer.set_cookie(
            name, value, max_age=_YEAR, path=self.path, httponly=True, samesite="Lax",
            secure=request.is_secure(),
        )  # fmt: skip


_BY_CODE = Prepared[Institution](lambda code: Institution.objects.filter(code=code))


def by_code(institution: str, **_rest: Any) -> Institution | None:
    return _BY_CODE.one(code=institution)


def open_to_all(
    *, limits: Limits, said: str, phone: Phone | None = None,
    owner: Callable[..., Institution | None] = by_code,
    around: Callable[[], AbstractContextManager[None]] = nullcontext,
) -> Callable[[View], View]:  # fmt: skip
    """Let anybody in, not too often.

    ``limits`` gives what is counted and how often in a minute, told the request and the parts of
    its address; who must wait reads ``said``. ``owner`` finds the institution by those parts.
    ``around`` is what the view runs in.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: OutsideRequest, **parts: Any) -> HttpResponse:
            request.address = client_address(request)
            request.device = phone.number(request) if phone else ""
            refusal = _too_often(request, limits(request, parts), said) or _too_large(request)
            if refusal is not None:
                return refusal
            found = owner(**parts)
            if found is None:
                raise Http404
            request.institution = found
            parts.pop("institution", None)
            with institution_scope(found.pk), around():
                answer = view(request, **parts)
            answer["Cache-Control"] = "no-store"
            answer["X-Robots-Tag"] = "noindex"
            if phone and not request.device:
                phone.give(answer, request)
            return answer

        return guarded

    return decorate


def is_trapped(request: HttpRequest) -> bool:
    return bool(request.POST.get(TRAP))


def _too_often(
    request: HttpRequest, counted: Iterable[tuple[str, int]], said: str
) -> HttpResponse | None:
    """The page that asks to wait. What stands first is counted first, and the rest not if it is
    full: a flood of one phone does not use up its school's budget."""
    now = monotonic()
    seconds = next(
        (wait for key, most in counted if (wait := math.ceil(_buckets.wait(key, most, now)))), 0
    )
    if not seconds:
        return None
    reason = said.format(seconds=seconds)
    answer = render(request, "ui/errors/429.html", {"reason": reason}, status=429)
    answer["Retry-After"] = str(seconds)
    return answer


def _too_large(request: HttpRequest) -> HttpResponse | None:
    told = request.META.get("CONTENT_LENGTH") or "0"
    if told.isdecimal() and int(told) <= MOST_BYTES:
        return None
    return render(request, "ui/errors/413.html", {}, status=413)
