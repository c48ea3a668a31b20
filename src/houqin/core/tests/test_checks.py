"""What is said here of a condition is what PostgreSQL would have said."""

from datetime import date
from decimal import Decimal
from itertools import product

import pytest
from django.db.models import BigIntegerField, CharField, DateField, DecimalField, F, Q, Value

from houqin.core.checks import _asked, _NotPlain, _truth, those_that_hold

CONDITIONS = (
    Q(a=F("b")), ~Q(a=F("b")), Q(a__gt=1), ~Q(a__gte=F("b")) | Q(name=""), Q(a__isnull=True),
    Q(a__isnull=False, name="x"), Q(a__in=[1, 2]), Q(name__in=["", "x"]) & ~Q(name=""),
    Q(a=None) | Q(b__lt=2), ~(Q(a__lt=F("b")) & ~Q(name="x")), Q(day__lte=date(2026, 1, 1)),
    Q(day__gt=F("until")) | Q(until=None), Q(sum__gte=1), ~Q(sum=F("a")), Q(),
    Q(a=None) | Q(a__range=(1, 1)), Q(sum__range=(F("a"), 5)),
)  # fmt: skip
ASKED = (Q(name__startswith="x"), Q(name__lt="y"), Q(name__regex="^x"))


@pytest.mark.django_db
def test_a_condition_is_decided_as_postgresql_would():
    day, other = date(2026, 1, 1), date(2026, 1, 2)
    rows = [
        {
            "a": Value(a, BigIntegerField()), "b": Value(b, BigIntegerField()),
            "name": Value(name, CharField()), "day": Value(day, DateField()),
            "until": Value(until, DateField()), "sum": Value(total, DecimalField()),
        }
        for (a, b), name, until, total in product(
            [(1, 1), (2, 1), (None, 1), (None, None)], ["", "x"], [None, other],
            [None, Decimal("1.00")],
        )
    ]  # fmt: skip
    for condition in (*CONDITIONS, *ASKED):
        for row in rows[:: 1 if condition in CONDITIONS[:4] else 3]:
            said = bool(those_that_hold({"it": condition}, row))
            assert said == _asked(condition, row), (condition, row)
    for condition in ASKED:
        with pytest.raises(_NotPlain):
            _truth(condition, rows[-1])


@pytest.mark.django_db
def test_each_condition_is_told_by_itself_and_one_of_a_field_not_looked_at_passes():
    values = {"a": Value(1, BigIntegerField()), "name": Value("x", CharField())}
    conditions = {
        "holds": Q(a=1), "fails": Q(a=2), "elsewhere": Q(unknown=1),
        "half": Q(a=2) | ~Q(unknown=F("a")), "asked": Q(name__startswith="x"),
    }  # fmt: skip
    assert those_that_hold(conditions, values) == {"holds", "elsewhere", "half", "asked"}
    conditions["refused"] = Q(name__startswith="y")  # asked together: each is Django's to ask again
    assert those_that_hold(conditions, values) == {"holds", "elsewhere", "half"}
