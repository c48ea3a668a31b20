"""``migrate``, which lays the tables of an empty database at once; see ``core.first_schema``."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser
from django.core.management.commands import migrate

from houqin.core import first_schema

# With one of these somebody wants less than the whole database as it should be.
_OTHER_WISHES = ("app_label", "migration_name", "fake", "fake_initial", "plan", "check_unapplied")


class Command(migrate.Command):
    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--one-by-one",
            action="store_true",
            help="Apply every migration to an empty database too; takes a minute.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        one_by_one = options.pop("one_by_one")
        if not one_by_one and not any(options[wish] for wish in _OTHER_WISHES):
            first_schema.begin(settings.FIRST_SCHEMA, options["database"])
        super().handle(*args, **options)
