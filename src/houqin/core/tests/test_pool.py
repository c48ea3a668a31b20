"""Connections that went with the server: one request notices, the next are lent whole ones."""

from __future__ import annotations

import socket

import pytest
from django.db import DatabaseError, connection, connections

from houqin.core.tenancy import every_institution


@pytest.fixture
def pooled(db):
    other = connection.copy("pooled")
    options = {**other.settings_dict["OPTIONS"], "pool": {"min_size": 3, "max_size": 3}}
    other.settings_dict = {**other.settings_dict, "OPTIONS": options}
    connections["pooled"] = other  # the wrapper's own errors look it up
    other.pool.open(wait=True, timeout=20)
    yield other
    other.close()
    other.close_pool()
    del connections["pooled"]


def ask(pooled) -> int:
    with pooled.cursor() as cursor:
        return cursor.execute("SELECT pg_backend_pid()").fetchone()[0]


def test_after_the_database_came_back_one_request_fails_and_not_one_for_each_connection(pooled):
    for one in list(pooled.pool._pool):
        with socket.fromfd(one.fileno(), socket.AF_UNIX, socket.SOCK_STREAM) as line:
            line.shutdown(socket.SHUT_RDWR)
    with every_institution(), pytest.raises(DatabaseError):
        ask(pooled)
    pooled.close()
    pooled.pool.wait(20)
    for _request in range(4):
        with every_institution():
            assert ask(pooled)
        pooled.close()
