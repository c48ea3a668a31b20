"""A signed message to an address outside: https only, no redirects, nothing on this machine."""

from __future__ import annotations

import hashlib
import hmac
import json
import socket
import urllib.error
import urllib.request
from collections.abc import Mapping
from http.client import HTTPException
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

SECONDS = 10
SIGNATURE = "X-Houqin-Signature"
_HERE = "接收网址不能指向本机。"


class WebhookFailed(Exception):  # noqa: N818 - as SendFailed of notify
    """``str()`` is a sentence for people; ``final`` when another try is vain."""

    def __init__(self, sentence: str, *, final: bool = False) -> None:
        super().__init__(sentence)
        self.final = final


def signature(secret: str, body: bytes) -> str:
    """What the receiver computes again: HMAC-SHA256 of the body as it came."""
    return f"sha256={hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()}"


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_args: Any, **_named: Any) -> None:
        return None


def post_signed(url: str, secret: str, message: Mapping[str, Any], number: int) -> None:
    """Post the message as JSON; WebhookFailed unless it was taken (2xx)."""
    _refuse_here(url)
    body = json.dumps(message, ensure_ascii=False, sort_keys=True).encode()
    request = urllib.request.Request(  # noqa: S310 - https was demanded
        url,
        data=body,
        method="POST",
        headers={
            "Content-Type": "application/json; charset=utf-8",
            "User-Agent": "houqin",
            "X-Houqin-Delivery": str(number),
            SIGNATURE: signature(secret, body),
        },
    )
    try:
        with urllib.request.build_opener(_NoRedirect).open(request, timeout=SECONDS) as answer:
            answer.read(1)
    except urllib.error.HTTPError as error:
        final = 300 <= error.code < 500 and error.code not in {408, 425, 429}
        raise WebhookFailed(f"对方没有收下（{error.code}）。", final=final) from error
    except (OSError, HTTPException, ValueError) as error:
        raise WebhookFailed(f"连不上接收网址，将自动重试。（{error}）") from error


def problem_of(url: str) -> str:
    """Why an address can be refused without asking for its server, or ""."""
    try:
        parts = urlsplit(url)
        host = parts.hostname if parts.scheme == "https" and parts.port != 0 else ""
    except ValueError:  # a bracket without the other, a port that is none
        host = ""
    if not host:
        return "接收网址要以 https:// 开头，写全服务器的名字。"
    try:
        return _HERE if host == "localhost" or _is_here(host) else ""
    except ValueError:  # a name
        return ""


def _is_here(address: str) -> bool:
    where = ip_address(address.partition("%")[0])
    return where.is_loopback or where.is_link_local or where.is_unspecified


def _refuse_here(url: str) -> None:
    """Nobody may make the server talk to itself."""
    if problem := problem_of(url):
        raise WebhookFailed(problem, final=True)
    parts = urlsplit(url)
    try:
        found = socket.getaddrinfo(parts.hostname, parts.port or 443, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError, ValueError) as error:
        raise WebhookFailed(f"找不到接收网址的服务器，将自动重试。（{error}）") from error
    if any(_is_here(str(address[0])) for *_rest, address in found):
        raise WebhookFailed(_HERE, final=True)
