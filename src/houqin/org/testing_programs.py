"""A second process of the program on the test's database, for tests that kill one for real."""

from __future__ import annotations

import os
import subprocess
import sys
from urllib.parse import quote

from django.conf import settings
from django.db import connection


def another_program(script: str, *arguments: object, **environment: str) -> subprocess.Popen[str]:
    """``script`` is Python with Django set up; what it prints is read line by line."""
    known = connection.settings_dict
    login = quote(str(known["USER"]), safe="")
    login += f":{quote(str(known['PASSWORD']), safe='')}" if known["PASSWORD"] else ""
    where = f"host={quote(str(known['HOST']), safe='')}&port={known['PORT'] or 5432}"
    url = f"postgresql://{login}{'@' if login else ''}/{known['NAME']}?{where}"
    whole = {
        **os.environ,
        "DATABASE_URL": url,
        "DATABASE_OWNER_URL": url,
        "HOUQIN_SECRET_KEY": settings.SECRET_KEY,
        "DJANGO_SETTINGS_MODULE": "houqin.config.settings",
        **environment,
    }
    return subprocess.Popen(  # noqa: S603 - the test's own words
        [sys.executable, "-c", f"import django\ndjango.setup()\n{script}", *map(str, arguments)],
        env=whole, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
