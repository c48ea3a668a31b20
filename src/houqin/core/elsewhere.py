"""The address under which other people's devices reach a page: on paper, in a QR, in a message.

Who sits at the server itself has 127.0.0.1 in the browser (``houqin up`` opens it so); a phone that
scanned that would look for the program on itself.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest

HERE = frozenset({"127.0.0.1", "localhost", "::1"})


def is_here(site: str) -> bool:
    """Whether only the server itself can open an address of that site."""
    return urlsplit(site).hostname in HERE


def site_elsewhere(request: HttpRequest) -> str:
    """Scheme, host and port as who asks reached the program, or as others do (HOUQIN_URL)."""
    asked = f"{request.scheme}://{request.get_host()}"
    known = settings.BASE_URL.rstrip("/")
    return known if is_here(asked) and not is_here(known) else asked


def address_elsewhere(request: HttpRequest, path: str) -> str:
    return site_elsewhere(request) + path
