"""Instants come from PostgreSQL as they went in, in UTC."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from django.db import DataError, connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from houqin.core.postgres.instants import Instants

pytestmark = pytest.mark.django_db

FIRST = datetime(2, 1, 1, tzinfo=UTC)
UP_TO = (datetime(9998, 12, 31, tzinfo=UTC) - FIRST) // timedelta(microseconds=1)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(microseconds=st.integers(0, UP_TO), minutes=st.integers(-14 * 60, 14 * 60))
def test_an_instant_of_any_zone_comes_back_the_same_in_utc(microseconds, minutes):
    zone = timezone(timedelta(minutes=minutes))
    instant = (FIRST + timedelta(microseconds=microseconds)).astimezone(zone)

    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::timestamptz", [instant])
        (found,) = cursor.fetchone()
        used = cursor.connection.adapters.get_loader(1184, 0)

    assert found == instant
    assert found.tzinfo is UTC
    assert used is Instants


def test_what_no_datetime_holds_is_refused():
    with connection.cursor() as cursor:
        cursor.execute("SELECT 'infinity'::timestamptz")
        with pytest.raises(DataError, match="infinity"):
            cursor.fetchone()
