"""A request takes one of the few places only once all of it has come, and leaves before it is sent.

Threads that wait for a phone to send its photo, or to take what it asked for, would soon all be
taken: a handful of phones without a signal would shut everybody out. So the server's event loop
waits, which costs nothing, and Django works in a few threads that never wait for a phone.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from django.db import connection

PLACES = 8
PATIENCE = 30.0  # seconds without a byte, after which whoever sends is gone
MOST_BYTES = 300 * 1024 * 1024
_IN_MEMORY = 2 * 1024 * 1024
_AT_ONCE = 512 * 1024  # an answer this long is handed over whole
_EVERY = {
    "SCRIPT_NAME": "", "SERVER_PROTOCOL": "HTTP/1.1", "wsgi.version": (1, 0),
    "wsgi.errors": sys.stderr, "wsgi.multithread": True, "wsgi.multiprocess": False,
    "wsgi.run_once": False,
}  # fmt: skip

Environ = dict[str, Any]
Headers = list[tuple[str, str]]


# What granian tells and takes (ASGI).
Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]


@dataclass(slots=True)
class Answer:
    """The beginning of an answer, and the rest of it where that is long."""

    status: int
    headers: Headers
    body: bytes
    rest: Iterator[bytes] | None
    response: Any

    def more(self) -> bytes:
        """The next part; b"" at the end, with everything closed."""
        try:
            part = next(self.rest, b"") if self.rest else b""
        except BaseException:
            self.close()
            raise
        if not part:
            self.close()
        return part

    def close(self) -> None:
        self.response.close()


class RefusedError(Exception):
    def __init__(self, status: int, said: str) -> None:
        super().__init__(said)
        self.status = status


class Admission:
    """Django's WSGI application behind granian's event loop.

    408 for a body of which nothing more comes, 413 for one that no page takes.
    """

    def __init__(
        self, application: Any, *, places: int = PLACES, patience: float = PATIENCE
    ) -> None:
        self.application, self.patience = application, patience
        self.places = ThreadPoolExecutor(places, thread_name_prefix="page")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        loop = asyncio.get_running_loop()
        headers = dict(scope["headers"])
        try:
            body = await self._body(headers.get(b"content-length", b"0"), receive)
        except RefusedError as refused:
            kind = [("content-type", "text/plain; charset=utf-8"), ("connection", "close")]
            await _send(send, refused.status, kind, str(refused).encode())
            return
        answer = await loop.run_in_executor(self.places, self._answered, scope, body)
        if answer.rest is None:
            await _send(send, answer.status, answer.headers, answer.body)
        else:
            await self._stream(answer, send)

    async def _stream(self, answer: Answer, send: Send) -> None:
        """At the phone's pace; a place is taken only to read the next part."""
        loop = asyncio.get_running_loop()
        try:
            await send(_beginning(answer.status, answer.headers))
            part = answer.body
            while part:
                await send({"type": "http.response.body", "body": part, "more_body": True})
                part = await loop.run_in_executor(self.places, answer.more)
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        finally:
            await loop.run_in_executor(self.places, answer.close)

    async def _body(self, told: bytes, receive: Receive) -> IO[bytes] | None:
        """All of what is sent, in memory or on the disk; None where nothing is."""
        length = int(told) if told.isdigit() else 0
        if not length:
            return None
        if length > MOST_BYTES:
            raise RefusedError(413, "文件太大，没有收下。请分成几个再上传。")
        body: IO[bytes] = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - given away
        try:
            while body.tell() < length:
                part = await asyncio.wait_for(receive(), self.patience)
                body.write(part.get("body", b""))
                if not part.get("more_body"):  # its end, or that of the connection
                    break
        except TimeoutError:
            pass
        if body.tell() < length:  # a form cut short must not pass for a short form
            body.close()
            raise RefusedError(408, "网络太慢或断开了，没有收全。请再试一次。")
        body.seek(0)
        return body

    def _answered(self, scope: Scope, body: IO[bytes] | None) -> Answer:
        """What Django says; a short answer whole, with its place and connection given back."""
        begun: list[tuple[int, Headers]] = []

        def begin(status: str, headers: Headers, _error: Any = None) -> None:
            begun.append((int(status[:3]), headers))

        response = self.application(environ_of(scope, body), begin)
        if body is not None:
            body.close()
        answer = Answer(*begun[-1], b"", None, response)
        if not response.streaming:
            answer.body = response.content
            answer.close()
            return answer
        answer.rest = iter(response)
        parts = list[bytes]()
        while (part := answer.more()) and sum(map(len, parts)) + len(part) < _AT_ONCE:
            parts.append(part)
        answer.body = b"".join([*parts, part])
        if not part:
            answer.rest = None
        else:
            connection.close()  # for who takes it slowly holds nobody's up
        return answer


def _beginning(status: int, headers: Headers) -> dict[str, Any]:
    said = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers]
    return {"type": "http.response.start", "status": status, "headers": said}


async def _send(send: Send, status: int, headers: Headers, body: bytes) -> None:
    await send(_beginning(status, headers))
    await send({"type": "http.response.body", "body": body, "more_body": False})


def environ_of(scope: Scope, body: IO[bytes] | None) -> Environ:
    """The request in the words of WSGI."""
    server, client = scope.get("server") or ("", 0), scope.get("client") or ("", 0)
    environ: Environ = {
        **_EVERY,
        "REQUEST_METHOD": scope["method"],
        "PATH_INFO": scope["path"].encode().decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": server[0],
        "SERVER_PORT": str(server[1]),
        "REMOTE_ADDR": client[0],
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.input": body if body is not None else _Nothing(),
    }
    for raw, value in scope["headers"]:
        if b"_" in raw:  # would pass for the header with dashes
            continue
        name = raw.decode("latin-1").upper().replace("-", "_")
        key = name if name in {"CONTENT_TYPE", "CONTENT_LENGTH"} else f"HTTP_{name}"
        said = value.decode("latin-1")
        if key in environ:
            said = environ[key] + ("; " if key == "HTTP_COOKIE" else ",") + said
        environ[key] = said
    return environ


class _Nothing:
    """The body of a request that has none."""

    def read(self, _size: int = -1) -> bytes:
        return b""

    readline = read
