"""Slow phones wait outside: those who send slowly, and those who take slowly, keep no place."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from django.http import HttpResponse, StreamingHttpResponse

from houqin.config.admission import Admission, environ_of

BIG = b"x" * 400_000


class Phone:
    """One request: sends its parts when told to, takes parts when told to."""

    def __init__(self, path: str = "/", length: int = 0) -> None:
        headers = [(b"content-length", str(length).encode())] if length else []
        self.scope: dict[str, Any] = {
            "method": "POST" if length else "GET", "path": path, "query_string": b"",
            "headers": headers, "scheme": "http", "client": ("10.0.0.7", 1), "server": ("here", 80),
        }  # fmt: skip
        self.parts: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.takes = asyncio.Event()
        self.takes.set()
        self.status, self.body = 0, b""

    async def send(self, event: dict[str, Any]) -> None:
        await self.takes.wait()
        self.status = event.get("status", self.status)
        self.body += event.get("body", b"")

    def says(self, body: bytes, *, more: bool = False) -> None:
        self.parts.put_nowait({"type": "http.request", "body": body, "more_body": more})

    def goes(self) -> None:
        self.parts.put_nowait({"type": "http.disconnect"})


class Program:
    """Behind one place: echoes what is sent, flows four big parts at /long."""

    def __init__(self) -> None:
        self.heard: list[bytes] = []
        self.closed = 0
        self.door = Admission(self.work, places=1, patience=0.3)

    def work(self, environ: dict[str, Any], begin: Any) -> Any:
        self.heard.append(environ["wsgi.input"].read())
        if environ["PATH_INFO"] != "/long":
            begin("200 OK", [])
            return HttpResponse(b"heard " + self.heard[-1])
        begin("200 OK", [])
        answer = StreamingHttpResponse(BIG for _part in range(4))
        answer._resource_closers.append(self.close)
        return answer

    def close(self) -> None:
        self.closed += 1

    def serve(self, phone: Phone) -> asyncio.Task[None]:
        return asyncio.ensure_future(self.door(phone.scope, phone.parts.get, phone.send))


def test_who_sends_slowly_keeps_no_place_and_who_stops_is_told_so():
    async def scene() -> None:
        program, slow, gone, other = Program(), Phone(length=6), Phone(length=6), Phone()
        sending, stopped = program.serve(slow), program.serve(gone)
        slow.says(b"abc", more=True)
        gone.says(b"abc", more=True)
        await program.serve(other)
        assert other.body == b"heard "
        slow.says(b"def")
        await sending
        assert (slow.status, slow.body) == (200, b"heard abcdef")
        await stopped
        assert (gone.status, program.heard) == (408, [b"", b"abcdef"])
        assert "没有收全" in gone.body.decode()

    asyncio.run(scene())


@pytest.mark.parametrize(("length", "status"), [(9, 408), (10**9, 413)])
def test_a_form_cut_short_or_beyond_measure_never_reaches_a_page(length, status):
    async def scene() -> None:
        program, phone = Program(), Phone(length=length)
        phone.says(b"text=h", more=True)
        phone.goes()
        await program.serve(phone)
        assert (phone.status, program.heard) == (status, [])

    asyncio.run(scene())


@pytest.mark.django_db
def test_who_takes_slowly_keeps_no_place_and_gets_all_of_it():
    async def scene() -> None:
        program, slow, other = Program(), Phone("/long"), Phone()
        slow.takes.clear()
        taking = program.serve(slow)
        await program.serve(other)
        assert (other.body, program.closed) == (b"heard ", 0)
        slow.takes.set()
        await taking
        assert (slow.status, slow.body, program.closed) == (200, 4 * BIG, 1)

    asyncio.run(scene())


@pytest.mark.django_db
def test_what_flows_is_closed_when_the_phone_goes_away():
    async def scene() -> None:
        program, phone = Program(), Phone("/long")

        async def lost(_event: dict[str, Any]) -> None:
            raise ConnectionError

        phone.send = lost  # type: ignore[method-assign]
        with pytest.raises(ConnectionError):
            await program.serve(phone)
        assert program.closed == 1

    asyncio.run(scene())


def test_the_request_is_told_in_the_words_of_wsgi():
    phone = Phone("/i/qh/书/")
    phone.scope["headers"] = [
        (b"host", b"here:80"), (b"cookie", b"a=1"), (b"cookie", b"b=2"),
        (b"x-real-ip", b"1.1.1.1"), (b"x_real_ip", b"6.6.6.6"), (b"content-type", b"text/plain"),
    ]  # fmt: skip
    environ = environ_of(phone.scope, None)
    assert environ["PATH_INFO"].encode("latin-1").decode() == "/i/qh/书/"
    assert environ["HTTP_COOKIE"] == "a=1; b=2"
    assert environ["HTTP_X_REAL_IP"] == "1.1.1.1"
    assert (environ["CONTENT_TYPE"], environ["REMOTE_ADDR"]) == ("text/plain", "10.0.0.7")
    assert (environ["SERVER_NAME"], environ["SERVER_PORT"]) == ("here", "80")
