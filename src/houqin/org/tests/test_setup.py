"""A new institution, and one filled with everything its pack holds."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from houqin.accounts.models import User
from houqin.core.roles import Kind, Role
from houqin.core.tenancy import institution_scope
from houqin.org.models import Department, Institution, Place, Staff, Student, Term
from houqin.org.services.inspectors import add_inspector
from houqin.org.services.sample import fill_from_pack
from houqin.org.services.setup import create_institution
from houqin.org.testing import TODAY, at, signed_in
from houqin.packs.loading import load


def begin(kind=Kind.SCHOOL, **changes):
    values = {
        "kind": kind, "name": "新学校", "code": "xin", "admin_username": "Admin1",
        "admin_name": "信息员", "admin_password": "good-enough-1", "pack": load(kind),
        "today": TODAY,
    }  # fmt: skip
    return create_institution(**{**values, **changes})


@pytest.mark.parametrize("kind", Kind)
def test_a_new_institution_of_each_kind_opens_for_its_administrator(db, kind):
    member = begin(kind)
    assert member.roles == {Role.ADMINISTRATOR, Role.DIRECTOR, Role.STAFF}
    with institution_scope(member.institution.pk):
        assert Department.objects.count() == len(load(kind).departments)
        assert Term.objects.count() == len(load(kind).terms)
        assert not Place.objects.exists()
    assert signed_in(member).get(at(member.institution, "org/")).status_code == 200


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("day", [date(2028, 3, 1), date(2030, 10, 8)])
def test_its_calendar_holds_the_term_of_the_day_it_begins(db, kind, day):
    with institution_scope(begin(kind, today=day).institution.pk):
        assert Term.objects.filter(first__lte=day, last__gte=day).count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"code": "Bad Code"}, "code"),
        ({"admin_password": "123"}, "admin_password"),
        ({"name": ""}, "name"),
    ],
)
def test_a_beginning_that_will_not_do_leaves_nothing_behind(db, changes, field):
    with pytest.raises(ValidationError) as refused:
        begin(**changes)
    assert field in refused.value.error_dict
    assert not User.objects.exists()


@pytest.mark.parametrize("kind", Kind)
def test_the_sample_holds_what_the_pack_says(db, kind):
    pack = load(kind)
    member = begin(kind)
    fill_from_pack(institution=member.institution, pack=pack, password="good-enough-1")
    with institution_scope(member.institution.pk):
        assert Place.objects.count() == len(pack.places)
        assert Staff.objects.count() == len(pack.staff) + 1
        assert Student.objects.count() == len(pack.students)
        heads = Department.objects.filter(head=None)
        assert not heads.exists()


def test_an_inspector_is_let_in_to_look_once(db):
    member = begin()
    user = User.objects.create_user(username="jiancha", password="x" * 10, name="检查员")
    first, new = add_inspector(institution=member.institution, user=user)
    again, newer = add_inspector(institution=member.institution, user=user)
    assert (first.pk, new, newer) == (again.pk, True, False)
    with institution_scope(member.institution.pk):
        assert Institution.objects.get().pk == member.institution.pk
