"""Connections that went with the server: who is lent one afterwards gets a whole one."""

from __future__ import annotations

import select
import socket
import time

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


def cut(lent) -> None:
    with socket.fromfd(lent.fileno(), socket.AF_UNIX, socket.SOCK_STREAM) as line:
        line.shutdown(socket.SHUT_RDWR)


def test_no_request_notices_that_the_database_went_and_came_back_between_two(pooled):
    for one in list(pooled.pool._pool):
        cut(one)
    for _request in range(4):
        with every_institution():
            assert ask(pooled)
        pooled.close()


def test_a_server_that_said_goodbye_before_it_went_is_not_asked_again(pooled):
    before = list(pooled.pool._pool)
    for one in before:
        one.execute("SET idle_session_timeout = '20ms'")
    for one in before:
        select.select([one.fileno()], [], [], 5)
    time.sleep(0.1)  # what is said comes before the line is shut
    with every_institution():
        assert ask(pooled) not in {one.info.backend_pid for one in before}


def test_a_request_that_loses_its_connection_half_way_fails_alone(pooled):
    with every_institution():
        ask(pooled)
        cut(pooled.connection)
        with pytest.raises(DatabaseError):
            ask(pooled)
        pooled.close()
        assert ask(pooled)
