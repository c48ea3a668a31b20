"""The database that comes along is started again if it ends while the program runs.

Somebody may end it (a virus scanner, an operator, a system out of memory); without this every page
would fail until the whole program is started anew. What was acknowledged is on the disk.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from houqin.config.embedded import Embedded

log = logging.getLogger(__name__)
LOOK_SECONDS = 3.0
Tell = Callable[[str], None]


@contextmanager
def kept_running(server: Embedded | None, tell: Tell) -> Iterator[None]:
    """While inside; nothing where the database is somebody else's."""
    if server is None:
        yield
        return
    over = threading.Event()
    looking = threading.Thread(target=_look, args=(server, over, tell), name="database")
    looking.start()
    try:
        yield
    finally:
        over.set()
        looking.join()


def _look(server: Embedded, over: threading.Event, tell: Tell) -> None:
    while not over.wait(LOOK_SECONDS):
        if server.is_running():
            continue
        tell("数据库自己停了，正在重新启动；已经保存的都在……")
        try:
            same = server.start_again()
        except Exception as error:
            log.exception("the database does not start again")
            tell(str(error))
            over.wait(10 * LOOK_SECONDS)
        else:
            tell("数据库又在运行了。" if same else "数据库换了端口，请重新启动后勤。")
