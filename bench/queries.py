"""Query counts of the same pages, in process: ``python -m bench.queries`` prints JSON."""

from __future__ import annotations

import json
import os
import sys


def count(paths: list[tuple[str, str]]) -> list[int]:
    """For each (user name, path): how many statements its second visit costs."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from houqin.accounts.models import User

    found = []
    for name, path in paths:
        client = Client(raise_request_exception=False)
        client.force_login(
            User.objects.get(username=name), "houqin.accounts.backend.NameOrPhoneBackend"
        )
        client.get(path)
        with CaptureQueriesContext(connection) as captured:
            status = client.get(path).status_code
        found.append(len(captured) if status == 200 else -1)
    return found


if __name__ == "__main__":
    from houqin.cli.database import database, setup_django

    os.environ["HOUQIN_HOSTS"] = "*"
    with database():
        setup_django()
        print(json.dumps(count(json.load(sys.stdin))))
