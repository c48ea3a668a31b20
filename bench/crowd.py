"""The public page while a whole school comes at once: a hundred clients behind one address."""

from __future__ import annotations

import http.client
import re
import statistics
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from tests.program import free_port

from bench.measuring import Client
from bench.programs import floor, program

Row = dict[str, Any]
CLIENTS, SECONDS = 100, 8.0
_FIELD = re.compile(r'name="(csrfmiddlewaretoken|token)" value="([^"]+)"')
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class Visitor:
    """A phone of its own: opens the page, keeps its cookies, sends one report."""

    def __init__(self, port: int, path: str) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.path = path

    def _ask(self, method: str, body: str | None, headers: dict[str, str]) -> tuple[int, Any, str]:
        self.connection.request(method, self.path, body, headers)
        answer = self.connection.getresponse()
        return answer.status, answer.headers, answer.read().decode()

    def report(self, text: str) -> int:
        """The status of what was sent: 302 leads to the page with the code."""
        _status, headers, page = self._ask("GET", None, {})
        cookies = "; ".join(one.split(";")[0] for one in headers.get_all("Set-Cookie") or [])
        form = {**dict(_FIELD.findall(page)), "kind": "suggestion", "text": text}
        return self._ask("POST", urlencode(form), {**_FORM, "Cookie": cookies})[0]


def _together(work: Callable[[int], None]) -> None:
    threads = [threading.Thread(target=work, args=(n,)) for n in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _looked_at(port: int, path: str) -> tuple[float, list[float]]:
    """Pages a second, and the milliseconds that each took."""
    taken: list[float] = []
    until = time.perf_counter() + SECONDS

    def look(_number: int) -> None:
        client = Client(port)
        while (begin := time.perf_counter()) < until:
            client.get(path)
            taken.append(1000 * (time.perf_counter() - begin))

    _together(look)
    return len(taken) / SECONDS, taken


def _sent(port: int, path: str) -> tuple[float, list[int]]:
    """Each sends one report within the same moment: seconds for all, and how each was answered."""
    answers = [0] * CLIENTS

    def send(number: int) -> None:
        answers[number] = Visitor(port, path).report(f"南门口路灯不亮，第{number}位家长")

    begin = time.perf_counter()
    _together(send)
    return time.perf_counter() - begin, answers


def crowd(school: Row, data: Path) -> list[Row]:
    """Who looks waits no longer than two seconds (one in twenty may), and every report is taken
    within twenty. A bare list under the same crowd, by its two processes, stands beside it."""
    path, floor_port = f"/s/{school['code']}/", free_port()
    with program(data) as own, floor(floor_port, data):
        Client(own.port).get(path)
        per_second, taken = _looked_at(own.port, path)
        least, _times = _looked_at(floor_port, f"/list/{school['pk']}/")
        seconds, answers = _sent(own.port, path)
    refused = sum(answer != 302 for answer in answers)
    print(f"各发一条：{seconds:.1f} 秒，{refused} 条没有收下")
    return [
        {"name": "公开页 100 人同看", "value": statistics.quantiles(taken, n=20)[-1], "unit": "ms",
         "bar": 2000.0, "ratio": least / per_second},
        {"name": "100 人各发一条", "value": seconds if not refused else float("inf"), "unit": "s",
         "bar": 20.0},
    ]  # fmt: skip
