"""granian, serving the program until it is told to stop."""

from __future__ import annotations

import http.client
import os
import sys
import threading
import time
import webbrowser
from collections.abc import Callable
from typing import Any

from houqin.cli.addresses import EVERYWHERE

# granian counts connections, not requests, and browsers keep several open: with fewer, a few idle
# phones shut out everybody else. Below the 1,024 files that a process may usually have open.
CONNECTIONS = 800
READY_SECONDS = 120
STOP_SECONDS = 15


def open_browser(address: str) -> None:
    """Open the page where there is a screen to show it on."""
    has_screen = sys.platform in {"win32", "darwin"} or bool(
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )
    if has_screen:
        threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()


def _answers(host: str, port: int) -> bool:
    connection = http.client.HTTPConnection(
        "127.0.0.1" if host in EVERYWHERE else host, port, timeout=READY_SECONDS
    )
    try:
        connection.request("HEAD", "/accounts/login/")
        connection.getresponse().read()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    return True


def _announce(host: str, port: int, ready: Callable[[], None]) -> None:
    """Ask for a page until one comes."""
    until = time.monotonic() + READY_SECONDS
    while time.monotonic() < until:
        if _answers(host, port):
            ready()
            return
        time.sleep(0.05)


def load_program() -> Any:
    """Loaded in the serving process; by import, because granian's own way depends on the folder."""
    from houqin.config.wsgi import pages

    return pages


def serve(
    *, host: str, port: int, workers: int, with_worker: bool, ready: Callable[[], None]
) -> int:
    """Serve until Ctrl+C; gives 1 when the program behind the server could not start."""
    from granian import Granian
    from granian.constants import HTTPModes, Interfaces
    from granian.log import LogLevels

    os.environ["HOUQIN_POOL"] = "1"
    os.environ["HOUQIN_WORKER"] = "1" if with_worker else "0"
    os.environ["HOUQIN_PARENT"] = str(os.getpid())
    server = Granian(
        "houqin.config.wsgi:pages",
        address=host,
        port=port,
        interface=Interfaces.ASGINL,
        workers=workers,
        backpressure=CONNECTIONS,
        http=HTTPModes.http1,
        log_level=LogLevels.error,
        workers_kill_timeout=STOP_SECONDS,
        respawn_failed_workers=True,
        process_name=None,
    )

    # Asking for a page below loads this codec in a thread; where the serving process is forked in
    # that moment, its lock is held there for ever, and nobody could look up a host's name again.
    "localhost".encode("idna")

    def on_startup() -> None:
        watch = threading.Thread(target=_announce, args=(host, port, ready), daemon=True)
        watch.start()

    server.on_startup(on_startup)
    try:
        server.serve(target_loader=load_program, wrap_loader=False)
    except SystemExit as stop:
        return int(stop.code or 0) if not isinstance(stop.code, str) else 1
    return 0
