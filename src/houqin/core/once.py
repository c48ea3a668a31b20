"""What is sent twice at once is handled once: the second waits, and finds what the first made."""

from __future__ import annotations

from uuid import UUID

from django.db import connection


def alone(token: UUID | None) -> None:
    """Hold the token until the transaction ends; whoever else comes with it waits so long. Ask
    only after it whether something was made with the token already."""
    if token is not None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [str(token)])
