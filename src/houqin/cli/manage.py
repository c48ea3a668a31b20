"""``houqin manage …``: Django's own commands with the database running, as its owner."""

from __future__ import annotations

import os
from collections.abc import Sequence

from houqin.cli.database import database

_NO_DATABASE = {"makemigrations", "makemessages", "compilemessages", "help", "version"}


def run(arguments: Sequence[str]) -> int:
    from django.core.management import execute_from_command_line

    os.environ["HOUQIN_AS_OWNER"] = "1"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "houqin.config.settings")
    command = ["houqin manage", *arguments]
    if not arguments or arguments[0] in _NO_DATABASE:
        os.environ.setdefault("DATABASE_URL", "postgresql:///houqin")
        execute_from_command_line(command)
        return 0
    with database():
        execute_from_command_line(command)
    return 0
