"""A serving process ends with the program that started it.

``houqin up`` may be killed, or its window closed on Windows; a server left behind would keep the
port and serve a program nobody sees any more.
"""

from __future__ import annotations

import os
import threading
import time

import psutil

LOOK_SECONDS = 2.0


def is_alive(process: psutil.Process) -> bool:
    """Not gone, nor ended and only waiting for its parent to notice."""
    try:
        return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def _watch(parent: psutil.Process) -> None:
    while is_alive(parent):
        time.sleep(LOOK_SECONDS)
    os._exit(1)  # nothing to tidy: every acknowledged change is committed


def follow(pid: int) -> None:
    """End this process when ``pid`` is gone."""
    try:
        parent = psutil.Process(pid)
    except psutil.NoSuchProcess:
        os._exit(1)
    threading.Thread(target=_watch, args=(parent,), name="parent", daemon=True).start()
