"""Limits for strangers: narrow for one phone, wide for an address that a whole school shares."""

from __future__ import annotations

import math
import secrets
from time import monotonic

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from houqin.core.client import client_address
from houqin.core.limit import Buckets

DEVICE = "hq_device"
TRAP = "website"  # a field nobody sees; programs fill in everything
YEAR = 365 * 24 * 3600
PAGES_PER_MINUTE = 6000  # of one address: a hundred phones of one school look as often as they like
SENT_PER_MINUTE = 120  # of one address
SENT_BY_DEVICE = 6
MOST_BYTES = 60 * 1024 * 1024
ANSWERED_BY_DEVICE = 60  # representatives vote one after the other on one tablet
_pages, _addresses, _devices = Buckets(), Buckets(), Buckets()
_signer = signing.Signer(salt="houqin.voice.device")


def device_of(request: HttpRequest) -> str:
    """What this phone was given at its first visit, or ""."""
    try:
        return str(_signer.unsign(request.COOKIES.get(DEVICE, "")))
    except signing.BadSignature:
        return ""


def remember(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """Give the phone a number of its own; it says nothing about anybody."""
    if not device_of(request):
        keep(answer, DEVICE, _signer.sign(secrets.token_hex(8)), request)
    return answer


def keep(answer: HttpResponse, name: str, value: str, request: HttpRequest) -> None:
    answer.set_cookie(
        name, value, max_age=YEAR, path="/s/", httponly=True, samesite="Lax",
        secure=request.is_secure(),
    )  # fmt: skip


def too_often(request: HttpRequest, by_device: int = SENT_BY_DEVICE) -> HttpResponse | None:
    """The page that asks to wait, or None."""
    now, address = monotonic(), client_address(request)
    if request.method != "POST":
        seconds = _pages.wait(address, PAGES_PER_MINUTE, now)
    else:
        device = device_of(request)
        # Without a cookie a phone shares the budget of all that have none behind the address.
        seconds = _devices.wait(f"{device or address} {by_device}", by_device, now)
        seconds = seconds or _addresses.wait(address, SENT_PER_MINUTE, now)
    if not seconds:
        return None
    said = f"发得太频繁了，请 {math.ceil(seconds)} 秒后再试。填好的内容还在，返回上一页就能再交。"
    answer = render(request, "ui/errors/429.html", {"reason": said}, status=429)
    answer["Retry-After"] = str(math.ceil(seconds))
    return answer


def too_large(request: HttpRequest) -> HttpResponse | None:
    """Refused before any photo is decoded; three of a phone stay far below."""
    told = request.META.get("CONTENT_LENGTH") or "0"
    if told.isdecimal() and int(told) <= MOST_BYTES:
        return None
    return render(request, "voice/too_large.html", {}, status=413)


def is_trapped(request: HttpRequest) -> bool:
    return bool(request.POST.get(TRAP))
