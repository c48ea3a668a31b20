"""The worker beside the pages, in a thread of the serving process."""

from __future__ import annotations

import logging
import threading

log = logging.getLogger(__name__)
FIRST_PAGES_SECONDS = 3  # whoever started the program waits for a page, not for a job
AGAIN_SECONDS = 10


def _run_for_ever() -> None:
    pause = threading.Event()
    pause.wait(FIRST_PAGES_SECONDS)
    from houqin.config.worker import run

    while True:
        try:
            run(signals=False)
        except Exception:
            log.exception("the worker stopped; it starts again in ten seconds")
        pause.wait(AGAIN_SECONDS)


def start() -> None:
    """Work beside the server; the thread ends with the process, and a job cut off is taken up."""
    threading.Thread(target=_run_for_ever, name="worker", daemon=True).start()
