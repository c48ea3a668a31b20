"""``houqin demo``: institutions with half a term of history, to look around in."""

from __future__ import annotations

import argparse

from houqin.cli.chinese import fail, say
from houqin.cli.database import MigrationError, database, migrate, setup_django


def run(chosen: argparse.Namespace) -> int:
    with database():
        try:
            migrate(say)
        except MigrationError as error:
            return fail(str(error))
        setup_django()
        from houqin.web import demo

        demo.load(reset=chosen.reset, say=say)
    return 0
