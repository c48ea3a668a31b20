"""Many rows at once are stored as ``bulk_create`` would, behind the same walls."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from houqin.core.bulk import BATCH, add_many, blanks
from houqin.journal.models import JournalEntry
from houqin.journal.public import entry
from houqin.org.models import Place, Student
from houqin.org.testing import make_institution

pytestmark = pytest.mark.django_db


def places(count, **more):
    found = [Place(name=f"库房{n} '%s\\\"", code=f"K{n}", **more) for n in range(count)]
    for place in found:
        place.fill_derived()
    return found


def test_rows_are_stored_with_all_they_hold_and_know_their_numbers(institution, director):
    made = add_many(places(BATCH + 2))
    assert len({place.pk for place in made}) == BATCH + 2
    kept = {place.pk: place for place in Place.objects.all()}
    for place in (made[0], made[-1]):
        names = [field.attname for field in Place._meta.concrete_fields]
        assert {n: getattr(kept[place.pk], n) for n in names} == {
            n: getattr(place, n) for n in names
        }
        assert not place._state.adding
    (line,) = add_many([entry(actor=director, action="org.place_added", target=made[0], many=2)])
    again = JournalEntry.objects.get(pk=line.pk)
    assert (again.at, again.facts, again.search) == (line.at, {"many": 2}, line.search)
    assert add_many([]) == []


@pytest.mark.parametrize("kind", [Place, Student, JournalEntry])
def test_a_blank_row_begins_as_any_other_and_shares_nothing_that_is_drawn(institution, kind):
    blank, drawn = blanks(kind), {"tag", "at"}
    first, second, plain = blank(), blank(), kind()
    names = {field.attname for field in kind._meta.concrete_fields} - drawn
    assert {n: getattr(first, n) for n in names} == {n: getattr(plain, n) for n in names}
    assert first._state.adding
    if kind is Place:
        assert len({first.tag, second.tag, plain.tag}) == 3
    for name in names:  # a list or mapping of one row is not the next one's
        value = getattr(first, name)
        assert not isinstance(value, list | dict) or value is not getattr(second, name)


def test_the_database_refuses_what_it_would_refuse_of_a_single_row(institution):
    other = make_institution(name="别的学校")
    add_many(places(1))
    for bad, error in (
        (places(1), IntegrityError),
        ([Place(name="x" * 99, code="L1")], DatabaseError),
        ([Place(name="别人的", code="B1", institution=other)], DatabaseError),
    ):
        with pytest.raises(error), transaction.atomic():
            add_many(bad)
    assert Place.objects.count() == 1
