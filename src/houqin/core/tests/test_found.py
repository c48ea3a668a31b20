"""The search that begins with the tokens' index keeps to the institution in scope."""

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from houqin.core import search
from houqin.core.bulk import set_many
from houqin.core.search import matching, narrowed, tokens
from houqin.core.tenancy import institution_scope
from houqin.org.models import Place
from houqin.org.testing import make_institution, make_place

pytestmark = pytest.mark.django_db


def asked(source, wanted):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT houqin_found(%s::regclass, %s::text[], %s::text[], NULL)",
            [source, wanted, wanted],
        )
        return [number for (number,) in cursor.fetchall()]


def test_another_institutions_rows_are_not_found_whatever_tokens_are_asked_for():
    here, there = make_institution(), make_institution()
    with institution_scope(there.pk):
        theirs = make_place("化学实验室")
        word = tokens(there.pk, "化学")
        assert asked("org_place", word) == [theirs.pk]
    with institution_scope(here.pk):
        make_place("化学楼")
        assert asked("org_place", word) == []
        found = narrowed(Place.objects.all(), "化学", ((Place, "id"),), matching(here.pk, "化学"))
        assert [place.name for place in found] == ["化学楼"]
    assert asked("org_place", word) == [], "and nothing at all where no institution is chosen"


def test_only_the_programs_own_tables_are_searched_with_the_owners_rights(institution):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP VIEW mine AS SELECT id, institution_id, search FROM org_place")
    with pytest.raises(DatabaseError, match="no table of the program"), transaction.atomic():
        asked("mine", ["x"])


@pytest.mark.parametrize("few", [0, 10_000])
@pytest.mark.parametrize("query", ["实验 化学", "hxsys", "化学 hxl", "302", "，"])
def test_few_and_many_hits_are_found_alike(institution, monkeypatch, few, query):
    monkeypatch.setattr(search, "FEW", few)
    search._is_common.cache_clear()
    for name in ("化学实验室", "化学楼302", "物理实验室", "食堂"):
        make_place(name)
    said = matching(institution.pk, query)
    found = narrowed(Place.objects.all(), query, ((Place, "id"),), said)
    assert {place.name for place in found} == {p.name for p in Place.objects.filter(said)}
    assert search._is_common.cache_info().currsize == (0 if query == "，" else 1)


def test_many_rows_take_a_value_of_their_own_each_and_no_other_institutions(institution):
    other = make_institution()
    with institution_scope(other.pk):
        theirs = make_place("别处")
    one, two, left = (make_place(name) for name in ("一", "二", "三"))
    set_many(Place, "name", {one.pk: "甲", two.pk: "乙", theirs.pk: "丙"})
    kept = dict(Place.objects.values_list("pk", "name"))
    assert (kept[one.pk], kept[two.pk], kept[left.pk]) == ("甲", "乙", "三")
    with institution_scope(other.pk):
        assert Place.objects.get(pk=theirs.pk).name == "别处"
