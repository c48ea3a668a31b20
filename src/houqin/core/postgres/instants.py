"""Instants as PostgreSQL writes them in UTC, read by the interpreter's own C.

Django reads each by a pattern and then moves it twice: 5 µs, and a page holds a hundred.
"""

from __future__ import annotations

from datetime import UTC, datetime

from psycopg import DataError
from psycopg.abc import Buffer
from psycopg.adapt import Loader


class Instants(Loader):
    timezone = UTC  # Django compares it with the connection's

    def load(self, data: Buffer) -> datetime:
        """DataError for what no datetime holds: infinity, before the year 1 or after 9999."""
        text = bytes(data).decode("ascii")
        try:
            return datetime.fromisoformat(text)
        except ValueError:
            raise DataError(f"no instant: {text}") from None
