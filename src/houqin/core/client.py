"""From where a request comes."""

from __future__ import annotations

from ipaddress import ip_address

from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The peer's address; behind a proxy on this machine, the address that proxy names."""
    peer = str(request.META.get("REMOTE_ADDR") or "")
    named = request.headers.get("X-Forwarded-For", "").split(",")[-1].strip()
    if named and _is_loopback(peer):
        return named
    return peer


def _is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:  # a socket without an address
        return True
