"""Asking another server over HTTP: short waits, no redirects, failures as sentences.

A host that did not answer rests for a while in this process, so that a thousand institutions do
not each wait for it.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import urllib3

from houqin.notify.channels.guarded import Target, guarded_pool
from houqin.notify.senders import SendFailed

CONNECT_SECONDS = 4.0
READ_SECONDS = 8.0
REST_SECONDS = 50.0  # shorter than the job's minute
MOST_BYTES = 256 * 1024
_resting: dict[str, tuple[float, str]] = {}


@dataclass(frozen=True, slots=True)
class Answer:
    """``body`` is {} where the other side did not send a JSON object."""

    status: int
    body: dict[str, Any]
    retry_after: timedelta | None


class Web:
    """One session with its open connections."""

    def __init__(self) -> None:
        self._pool = urllib3.PoolManager(num_pools=4, retries=False, timeout=_wait())

    def close(self) -> None:
        self._pool.clear()

    def ask(
        self,
        method: str,
        url: str,
        *,
        query: Mapping[str, str] | None = None,
        body: object = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """The vendor's answer. SendFailed as an outage where there is none."""
        asked = url
        if query:
            asked += "?" + "&".join(f"{name}={_quoted(value)}" for name, value in query.items())
        return _answered(
            lambda: self._pool.request(
                method, asked, body=_json(body), headers=_headers(body, headers),
                redirect=False, preload_content=False,
            ),
            url,
        )  # fmt: skip


@contextmanager
def opened() -> Iterator[Web]:
    web = Web()
    try:
        yield web
    finally:
        web.close()


def post_guarded(target: Target, raw: bytes, headers: Mapping[str, str]) -> Answer:
    """Post to an address that an institution typed: only to the host that was checked."""
    with guarded_pool(target, _wait()) as pool:
        return _answered(
            lambda: pool.request(
                "POST", target.path, body=raw, headers={**headers, "Host": target.host_header},
                redirect=False, preload_content=False,
            ),
            target.url,
            most=0,  # the status says all; nobody's slow words hold the worker
        )  # fmt: skip


def forget_rests() -> None:
    """An administrator says that it is mended: ask again at once."""
    _resting.clear()


def _wait() -> urllib3.Timeout:
    return urllib3.Timeout(connect=CONNECT_SECONDS, read=READ_SECONDS)


def _quoted(value: str) -> str:
    from urllib.parse import quote

    return quote(value, safe="")


def _json(body: object) -> bytes | None:
    return None if body is None else json.dumps(body, ensure_ascii=False).encode()


def _headers(body: object, more: Mapping[str, str] | None) -> dict[str, str]:
    kind = {} if body is None else {"Content-Type": "application/json; charset=utf-8"}
    return {"User-Agent": "Houqin", "Accept": "application/json", **kind, **(more or {})}


def _answered(request: Any, url: str, most: int = MOST_BYTES) -> Answer:
    host = urlsplit(url).netloc
    until, said = _resting.get(host, (0.0, ""))
    if time.monotonic() < until:
        raise SendFailed(said, outage=True)
    try:
        response = request()
        raw = response.read(most) if most else b""
        if len(raw) == most:
            response.close()  # what is left of it must not be taken for the next answer
        response.release_conn()
    except (urllib3.exceptions.HTTPError, OSError) as error:
        said = f"连不上 {host}（{_why(error)}），将自动重试。"
        _resting[host] = (time.monotonic() + REST_SECONDS, said)
        raise SendFailed(said, outage=True) from error
    answer = Answer(response.status, _object(raw), _retry_after(response.headers))
    _refuse_busy(answer, host)
    return answer


def _why(error: Exception) -> str:
    if isinstance(error, urllib3.exceptions.TimeoutError):
        return "等了太久没有回应"
    if isinstance(error, urllib3.exceptions.SSLError):
        return "安全证书不对"
    return "网络不通或地址不对"


def _object(raw: bytes) -> dict[str, Any]:
    try:
        found = json.loads(raw)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _retry_after(headers: Mapping[str, str]) -> timedelta | None:
    for name in ("Retry-After", "x-ogw-ratelimit-reset"):
        given = headers.get(name, "")
        if given.isascii() and given.isdigit() and len(given) < 6:
            return timedelta(seconds=int(given))
    return None


def _refuse_busy(answer: Answer, host: str) -> None:
    """What HTTP itself says about being busy or broken, before any vendor's code."""
    if answer.status == 429 or (answer.status == 503 and answer.retry_after):
        pause = min(answer.retry_after or timedelta(minutes=1), timedelta(hours=1))
        raise SendFailed(f"{host} 要求发慢一点，过一会儿自动再发。", pause=pause)
    if answer.status >= 500:
        raise SendFailed(f"{host} 出了故障（{answer.status}），将自动重试。", outage=True)
