"""A vendor's pass for one application: asked for once, kept for its life, renewed once on refusal.

Kept in this process only: each vendor gives the same pass again while it lives.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Lock
from typing import TypeVar

from houqin.notify.senders import SendFailed

MARGIN = 300.0  # seconds before its end from which on a pass is not used any more
_kept: dict[str, tuple[str, float]] = {}
_lock = Lock()
R = TypeVar("R")
Fetch = Callable[[], tuple[str, float]]  # the pass, and for how many seconds it lives


class TokenRefused(Exception):  # noqa: N818 - says what happened
    """The vendor does not know the pass, or not any more."""


def with_token(key: str, fetch: Fetch, ask: Callable[[str], R]) -> R:
    """``ask`` with a living pass; where the vendor refuses it, once more with a new one."""
    try:
        return ask(_token(key, fetch))
    except TokenRefused:
        forget(key)
    try:
        return ask(_token(key, fetch))
    except TokenRefused as refused:
        forget(key)
        raise SendFailed("对方不认刚刚发给后勤的凭证，将自动重试。") from refused


def _token(key: str, fetch: Fetch) -> str:
    now = time.monotonic()
    with _lock:
        token, until = _kept.get(key, ("", 0.0))
    if now < until:
        return token
    token, life = fetch()
    with _lock:
        _kept[key] = (token, now + max(life - MARGIN, life / 2))
    return token


def forget(key: str) -> None:
    with _lock:
        _kept.pop(key, None)


def forget_all() -> None:
    with _lock:
        _kept.clear()
