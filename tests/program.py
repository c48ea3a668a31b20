"""The installed program, started and stopped as a person would, and a browser for its pages."""

from __future__ import annotations

import http.cookiejar
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil

START_SECONDS = 240  # two cores may be busy with other tests
STOP_SECONDS = 90
_OF_THE_RUN = (
    *("HOUQIN_", "DATABASE_", "DJANGO_", "PYTHONPATH", "VIRTUAL_ENV"),
    "PYTHONDONTWRITEBYTECODE",  # or each start would compile everything anew
)
ON_WINDOWS = sys.platform == "win32"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def clean_environment(data: Path) -> dict[str, str]:
    """This machine's environment without what the test run has set for itself."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_OF_THE_RUN)}
    return {**kept, "HOUQIN_DATA": str(data)}


@contextmanager
def folder_of_its_own() -> Iterator[Path]:
    """For a program's data, and gone afterwards.

    Not below pytest's own folder: every run that begins closes that one to other users, and run by
    root the database is another user, who may then not reach its own files at the next checkpoint.
    """
    with tempfile.TemporaryDirectory(prefix="houqin-program-", ignore_cleanup_errors=True) as made:
        yield Path(made)


@dataclass
class Program:
    """``houqin`` of one environment on one data folder."""

    command: Path
    data: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[str] | None = None
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        return self.data.with_suffix(".log")

    def said(self) -> str:
        """What it has logged; nothing where somebody else started it."""
        return self.log.read_text(encoding="utf-8") if self.log.is_file() else ""

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(self.command), *arguments],
            env=clean_environment(self.data),
            cwd=self.data.parent,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=900,
            check=False,
        )

    def up(self) -> str:
        """Start, wait until it says that it serves, and give what it said."""
        with self.log.open("w", encoding="utf-8") as log:
            self.process = subprocess.Popen(
                [str(self.command), "up", "--no-browser", "--port", str(self.port)],
                env={**clean_environment(self.data), **self.settings},
                cwd=self.data.parent,
                stdout=log,
                stderr=subprocess.STDOUT,
                text=True,
                creationflags=subprocess.CREATE_NEW_PROCESS_GROUP if ON_WINDOWS else 0,
            )
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until:
            said = self.log.read_text(encoding="utf-8")
            if "按 Ctrl+C 停止" in said:
                return said
            if self.process.poll() is not None:
                raise AssertionError(f"it ended with {self.process.returncode}:\n{said}")
            time.sleep(0.1)
        raise AssertionError(f"it did not start:\n{self.log.read_text(encoding='utf-8')}")

    def stop(self) -> str:
        """Ctrl+C, and what it said at the end."""
        assert self.process is not None
        self.process.send_signal(signal.CTRL_BREAK_EVENT if ON_WINDOWS else signal.SIGINT)
        assert self.process.wait(STOP_SECONDS) == 0
        return self.log.read_text(encoding="utf-8")

    def kill(self) -> None:
        """The power goes: every process of the program ends at once, the database's too."""
        assert self.process is not None
        server = psutil.Process(self.process.pid)
        ending = [server, *server.children(recursive=True), *self.database_processes()]
        for process in ending:
            process.kill()
        psutil.wait_procs(ending, timeout=10)
        self.process.wait(10)

    def database_processes(self) -> list[psutil.Process]:
        """The PostgreSQL of this data folder, if it runs."""
        kept = self.data / "postgres" / "postmaster.pid"
        if not kept.exists():
            return []
        pid = int(kept.read_text(encoding="ascii").splitlines()[0])
        if not psutil.pid_exists(pid):
            return []
        main = psutil.Process(pid)
        return [main, *main.children(recursive=True)]


class Browser:
    """Keeps cookies and follows links, as plainly as can be."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.cookies = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(self.cookies)
        )

    def get(self, path: str) -> tuple[int, str, str]:
        """Status, the address one ends up at, and the page."""
        return self._open(urllib.request.Request(self.url + path))

    def post(self, path: str, **fields: str) -> tuple[int, str, str]:
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get(path)[2])
        assert token is not None, f"{path} has no form"
        sent = urllib.parse.urlencode({**fields, "csrfmiddlewaretoken": token[1]}).encode()
        request = urllib.request.Request(self.url + path, sent, {"Referer": self.url + path})
        return self._open(request)

    def _open(self, request: urllib.request.Request) -> tuple[int, str, str]:
        try:
            with self._opener.open(request, timeout=20) as answer:
                return answer.status, answer.url, answer.read().decode("utf-8")
        except urllib.error.HTTPError as error:
            return error.code, error.url, error.read().decode("utf-8", "replace")

    def sign_in(self, name: str, password: str) -> bool:
        _status, where, _page = self.post("/accounts/login/", login=name, password=password)
        return "/accounts/login" not in where

    def is_signed_in(self) -> bool:
        return "/accounts/login" not in self.get("/accounts/password/change/")[1]
