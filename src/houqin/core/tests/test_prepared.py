"""Queries compiled once give what their querysets give, for whoever is in scope when they run."""

from datetime import date

import pytest
from django.db.models import Count, Q

from houqin.core import tenancy
from houqin.core.prepared import Prepared, PreparedRows
from houqin.journal.models import JournalEntry
from houqin.journal.public import record
from houqin.org.models import RoleHolding, Staff
from houqin.org.testing import make_institution, make_member

pytestmark = pytest.mark.django_db


def test_a_prepared_query_asks_for_the_institution_in_scope_each_time(institution, director):
    names = PreparedRows(lambda: Staff.objects.order_by("pk").values("name"))
    other = make_institution(name="别的学校")
    with tenancy.institution_scope(other.pk):
        make_member(other, name="别人")
        there = [row.name for row in names()]
    here = [row.name for row in names()]
    assert there == ["别人"]
    assert here == list(Staff.objects.order_by("pk").values_list("name", flat=True))
    with tenancy.every_institution():
        assert {*there, *here} <= {row.name for row in names()}


def test_a_prepared_query_refuses_to_run_without_a_scope(institution):
    names = PreparedRows(lambda: Staff.objects.values("name"))
    names()
    token = tenancy._scope.set(None)
    try:
        with pytest.raises(tenancy.NoInstitutionChosen):
            names()
    finally:
        tenancy._scope.reset(token)


def test_its_instances_are_those_of_the_queryset_with_their_relations(
    institution, director, django_assert_num_queries
):
    def build(pk, day):
        holder = Q(holdings__since=None) | Q(holdings__since__lte=day)
        return (
            Staff.objects.filter(pk=pk)
            .select_related("institution", "user")
            .annotate(held=Count("holdings", filter=holder))
        )

    query = Prepared(build)
    query.one(pk=0, day=date(2026, 9, 1))
    with django_assert_num_queries(1):
        found = query.one(pk=director.staff.pk, day=date(2026, 9, 1))
        assert found.institution == institution
        assert found.user == director.user
    assert found == director.staff
    assert found.held == RoleHolding.objects.filter(staff=director.staff).count()
    assert query.one(pk=0, day=date(2026, 9, 1)) is None


def test_values_are_converted_as_their_fields_ask(institution, director):
    record(actor=director, action="org.staff_added", target=director.staff, why="新来")
    rows = PreparedRows(lambda action: JournalEntry.objects.filter(action=action).values("facts"))
    (row,) = rows(action="org.staff_added")
    assert row.facts["why"] == "新来"


def test_what_never_changes_is_written_into_the_statement_whatever_its_letters(institution):
    odd = make_member(institution, name="百分之%s '王' \\n").staff
    make_member(institution, name="百分之百")
    query = PreparedRows(
        lambda pk: Staff.objects.filter(pk__gte=pk, name__contains="%s '王' \\").values("pk")
    )
    assert [row.pk for row in query(pk=0)] == [odd.pk]
    assert query(pk=odd.pk + 1) == []


def test_a_number_no_column_holds_finds_nothing(institution, director):
    one = Prepared(lambda pk: Staff.objects.filter(pk=pk))
    above = PreparedRows(lambda pk: Staff.objects.filter(pk__gt=pk).values("pk"))
    below = PreparedRows(lambda pk: Staff.objects.filter(pk__lt=pk).values("pk"))
    assert one.one(pk=10**30) is None
    assert above(pk=10**30) == []
    assert [row.pk for row in below(pk=10**30)] == [director.staff.pk]
