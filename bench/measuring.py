"""Times of requests over kept-alive connections, and the memory of processes."""

from __future__ import annotations

import http.client
import statistics
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

import psutil


@dataclass(frozen=True)
class Speed:
    median_ms: float
    p95_ms: float
    per_second_at_8: float = 0.0


class Client:
    """One kept-alive connection; headers carry the session."""

    def __init__(self, port: int, headers: dict[str, str] | None = None) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.headers = headers or {}

    def get(self, path: str) -> bytes:
        self.connection.request("GET", path, headers=self.headers)
        answer = self.connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{path}: {answer.status} {answer.getheader('Location')}")
        return body

    def post(self, path: str, **fields: str) -> None:
        """Send a form; RuntimeError unless it is answered with another page's address."""
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        self.connection.request("POST", path, urlencode(fields), {**self.headers, **kind})
        answer = self.connection.getresponse()
        answer.read()
        if answer.status != 302:
            raise RuntimeError(f"{path}: {answer.status}")


def times(ask: Callable[[], object], count: int, seconds: float = 4.0) -> list[float]:
    """Milliseconds of up to ``count`` calls, after five that warm up."""
    for _warm in range(5):
        ask()
    found = []
    until = time.perf_counter() + seconds
    while len(found) < count and time.perf_counter() < until:
        begin = time.perf_counter()
        ask()
        found.append((time.perf_counter() - begin) * 1000)
    return found


def speed(make: Callable[[], Client], path: str, count: int = 300) -> Speed:
    client = make()
    found = sorted(times(lambda: client.get(path), count))
    return Speed(statistics.median(found), found[int(len(found) * 0.95) - 1], _at_eight(make, path))


def _at_eight(make: Callable[[], Client], path: str, seconds: float = 2.0) -> float:
    counts = [0] * 8
    until = time.perf_counter() + seconds

    def work(number: int) -> None:
        client = make()
        while time.perf_counter() < until:
            client.get(path)
            counts[number] += 1

    threads = [threading.Thread(target=work, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / seconds


def memory_mb(pid: int) -> float:
    """What a process and its children really take: shared pages counted once among them."""
    main = psutil.Process(pid)
    family = [main, *main.children(recursive=True)]
    total = 0
    for process in family:
        try:
            full = process.memory_full_info()
            total += getattr(full, "pss", full.uss)
        except psutil.NoSuchProcess:
            continue
    return total / 1e6
