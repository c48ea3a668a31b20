"""What must be unique is found taken, with Django's own sentence, and free by one ready query."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from houqin.core.tenancy import institution_scope
from houqin.org.models import Place
from houqin.org.testing import make_institution

pytestmark = pytest.mark.django_db
TAKEN = "这个场所编号已经使用"


def place(code, **more):
    made = Place(name="库房", code=code, **more)
    made.fill_derived()
    return made


def asked(row):
    with CaptureQueriesContext(connection) as queries:
        row.full_clean(exclude=["tag"])
    return [one["sql"] for one in queries if '"code" =' in one["sql"]]


def test_a_taken_value_is_refused_and_a_free_one_asked_for_once(institution):
    assert len(asked(place("A-1"))) == 1
    kept = place("A-1")
    kept.save()
    with pytest.raises(ValidationError, match=TAKEN):
        asked(place("A-1"))
    assert len(asked(place("a-1"))) == 1


def test_a_row_does_not_stand_in_its_own_way_nor_in_another_institutions(institution):
    first, second = place("A-1"), place("A-2")
    first.save()
    second.save()
    assert len(asked(Place.objects.get(pk=first.pk))) == 1
    second.code = "A-1"
    with pytest.raises(ValidationError, match=TAKEN):
        asked(second)
    with institution_scope(make_institution(name="别的学校").pk):
        assert len(asked(place("A-1"))) == 1
