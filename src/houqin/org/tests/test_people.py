"""People: accounts, roles, leave, and who may do what to whom."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client

from houqin.accounts.models import User
from houqin.core.roles import Role
from houqin.core.tenancy import institution_scope
from houqin.journal.models import JournalEntry
from houqin.org.holders import load_holders
from houqin.org.models import Absence, Department, Place, RoleHolding, Staff
from houqin.org.testing import TODAY, at, make_institution, make_member, make_place, signed_in


def post(browser, institution, path, **values):
    return browser.post(at(institution, f"org/{path}"), values)


def passwords(slips):
    """The temporary passwords on a page of slips."""
    return re.findall(r">([a-z2-9]{5}-[a-z2-9]{5})</dd>", slips.content.decode())


def test_a_person_is_added_given_an_account_and_must_change_the_password(institution, director):
    browser = signed_in(director)
    made = post(
        browser, institution, "staff/add/", name="王师傅", number="T9", roles=["technician"]
    )
    row = Staff.objects.get(name="王师傅")
    assert made.url.endswith(f"/org/staff/{row.pk}/")
    slip = post(browser, institution, f"staff/{row.pk}/account/", username="WangShifu")
    (password,) = passwords(slip)
    assert slip.headers["Cache-Control"].startswith("max-age=0")
    new = Client()
    new.post("/accounts/login/", {"login": "wangshifu", "password": password})
    assert new.get(at(institution, "org/")).url == "/accounts/password/change/"
    said = JournalEntry.objects.order_by("pk").values_list("sentence", flat=True)
    assert list(said) == ["添加了人员“王师傅”", "给“王师傅”开通了账号 wangshifu"]
    assert not any(password in line for line in said)


def test_a_taken_user_name_is_refused_kindly_even_from_another_institution(
    institution, director, stranger
):
    row = Staff.objects.create(name="新人")
    answer = post(
        signed_in(director), institution, f"staff/{row.pk}/account/",
        username=stranger.user.username,
    )  # fmt: skip
    assert answer.status_code == 422
    assert "已经有人使用" in answer.content.decode()


def test_ticked_people_get_accounts_at_once(institution, director):
    rows = [Staff.objects.create(name=n) for n in ("甲一", "甲一", "乙二")]
    page = post(signed_in(director), institution, "staff/accounts/", ids=[r.pk for r in rows])
    assert len(set(passwords(page))) == 3
    assert User.objects.filter(must_change_password=True).count() == 3


def test_a_reset_ends_the_old_password_and_its_sessions(institution, director, technician):
    theirs = signed_in(technician)
    assert theirs.get(at(institution, "org/")).status_code == 200
    post(signed_in(director), institution, f"staff/{technician.staff.pk}/account/reset/")
    assert theirs.get(at(institution, "org/")).status_code == 302


def test_no_institution_takes_over_an_account_that_opens_another(institution, director, stranger):
    """The stranger also works here: resetting the password would open the other institution."""
    row = Staff.objects.create(name="两头上班", user=stranger.user)
    before = stranger.user.password
    browser = signed_in(director)
    answer = browser.post(
        at(institution, f"org/staff/{row.pk}/account/reset/"), follow=True
    ).content.decode()  # fmt: skip
    assert "也属于别的单位" in answer
    stranger.user.refresh_from_db()
    assert stranger.user.password == before
    post(browser, institution, f"staff/{row.pk}/account/active/", active="0")
    stranger.user.refresh_from_db()
    assert stranger.user.is_active


def test_who_left_no_longer_enters_and_the_records_stay(institution, director, technician):
    browser, theirs = signed_in(director), signed_in(technician)
    pk = technician.staff.pk
    late = str(TODAY + timedelta(days=400))
    assert post(browser, institution, f"staff/{pk}/leave/", left_on=late).status_code == 422
    assert post(browser, institution, f"staff/{pk}/leave/", left_on="2026-11-20").status_code == 302
    assert theirs.get(at(institution, "org/")).status_code == 404
    assert load_holders().of_role(Role.TECHNICIAN, None, TODAY) == []
    post(browser, institution, f"staff/{pk}/back/")
    assert theirs.get(at(institution, "org/")).status_code == 200


def test_nobody_leaves_an_institution_without_a_keeper(institution, director):
    answer = post(
        signed_in(director), institution, f"staff/{director.staff.pk}/edit/", name="主任", roles=[]
    )
    assert answer.status_code == 422
    assert "至少要留一位" in answer.content.decode()
    assert RoleHolding.objects.filter(staff=director.staff, role="director").exists()


def test_roles_change_with_a_sentence_in_the_journal(institution, director, technician):
    post(
        signed_in(director), institution, f"staff/{technician.staff.pk}/edit/",
        name="维修工", roles=["electrician"], deputy_roles=["storekeeper"],
    )  # fmt: skip
    held = RoleHolding.objects.filter(staff=technician.staff)
    assert set(held.values_list("role", "is_deputy")) == {
        ("electrician", False), ("storekeeper", True),
    }  # fmt: skip
    said = JournalEntry.objects.first().sentence
    assert "加水电工" in said
    assert "去维修工" in said


def test_a_superior_may_not_stand_below(institution, director, technician):
    answer = post(
        signed_in(director), institution, f"staff/{director.staff.pk}/edit/",
        name="主任", roles=["director"], superior=technician.staff.pk,
    )  # fmt: skip
    assert "绕成了圈" in answer.content.decode()


def test_leave_is_entered_by_oneself_and_hands_the_role_to_the_substitute(
    institution, director, technician
):
    other = make_member(institution, "cleaner")
    mine = {"staff": technician.staff.pk, "first": "2026-11-20", "last": "2026-11-25"}
    browser = signed_in(technician)
    assert post(
        browser, institution, "absences/add/", **mine, substitute=other.staff.pk
    ).status_code == 302  # fmt: skip
    holders = load_holders()
    found = holders.resolve(Role.TECHNICIAN, None, TODAY, TODAY)
    assert (found.staff_id, found.reason) == (other.staff.pk, "代班")
    after = date(2026, 11, 26)
    assert holders.resolve(Role.TECHNICIAN, None, after, after).staff_id == technician.staff.pk
    again = post(browser, institution, "absences/add/", **mine)
    assert "已经登记过请假" in again.content.decode()
    forged = post(browser, institution, "absences/add/", **{**mine, "staff": other.staff.pk})
    assert forged.status_code == 422
    assert Absence.objects.count() == 1


def test_nobody_touches_anothers_leave(institution, technician):
    other = make_member(institution, "cleaner")
    row = Absence.objects.create(staff=other.staff, first=TODAY, last=TODAY)
    browser = signed_in(technician)
    assert browser.get(at(institution, f"org/absences/{row.pk}/")).status_code == 403
    assert browser.post(at(institution, f"org/absences/{row.pk}/remove/")).status_code == 403
    assert other.staff.name not in browser.get(at(institution, "org/absences/")).content.decode()


def test_a_deputy_stands_in_only_when_there_is_no_holder(institution, director):
    deputy = make_member(institution, "cleaner").staff
    RoleHolding.objects.create(staff=deputy, role="doctor", is_deputy=True)
    assert load_holders().resolve("doctor", None, TODAY, TODAY).staff_id == deputy.pk
    doctor = make_member(institution, "doctor").staff
    assert load_holders().resolve("doctor", None, TODAY, TODAY).staff_id == doctor.pk
    nobody = load_holders().resolve("driver", None, TODAY, TODAY)
    assert (nobody.staff_id, nobody.reason) == (None, "还没有人担任这个角色")


@pytest.mark.parametrize("people", [1, 30])
def test_holders_cost_three_queries_however_many_there_are(
    institution, people, django_assert_num_queries
):
    for _n in range(people):
        make_member(institution, "technician")
    with django_assert_num_queries(3):
        load_holders()


def test_a_department_with_people_or_below_itself_is_refused(institution, director):
    top = Department.objects.create(name="总务处")
    below = Department.objects.create(name="维修组", parent=top)
    browser = signed_in(director)
    circle = post(browser, institution, f"departments/{top.pk}/", name="总务处", parent=below.pk)
    assert "自己的下级" in circle.content.decode()
    twice = post(browser, institution, "departments/add/", name="总务处")
    assert "已有同名部门" in twice.content.decode()
    Staff.objects.update(department=below)
    kept = post(browser, institution, f"departments/{below.pk}/remove/")
    assert "还有人员" in kept.content.decode()


def test_a_renamed_building_renames_its_rooms_and_a_scan_opens_the_place(institution, director):
    building = make_place("教学楼", code="A")
    room = make_place("101", parent=building, code="A-101")
    browser = signed_in(director)
    values = {"name": "一号楼", "code": "B", "sort": "building"}
    assert post(browser, institution, f"places/{building.pk}/edit/", **values).status_code == 302
    room = Place.objects.get(pk=room.pk)
    assert (room.full_name, room.path) == ("一号楼 101", "B/A-101")
    scanned = browser.get(at(institution, f"p/{room.tag.lower()}/"), follow=True)
    assert scanned.status_code == 200
    assert "101" in scanned.content.decode()
    assert "不能是自己" in post(
        browser, institution, f"places/{building.pk}/edit/", **values, parent=room.pk
    ).content.decode()  # fmt: skip
    assert "<svg" in browser.get(at(institution, "org/places/labels/")).content.decode()


def test_the_settings_are_saved_and_journaled(institution, director):
    values = {
        "name": "青禾小学东校区", "address": "", "escalate_after_days": "3", "quiet_from": "20:00",
        "quiet_until": "07:00", "digest_at": "07:30",
    }  # fmt: skip
    browser = signed_in(director)
    assert post(browser, institution, "settings/", **values).status_code == 302
    institution.refresh_from_db()
    assert (institution.name, institution.escalate_after_days) == ("青禾小学东校区", 3)
    answer = post(browser, institution, "settings/", **{**values, "escalate_after_days": "61"})
    assert answer.status_code == 422


def test_another_institutions_people_cannot_be_chosen(institution, director, stranger):
    """A number from elsewhere in a hidden field is no choice."""
    answer = post(
        signed_in(director), institution, "staff/add/", name="甲", superior=stranger.staff.pk
    )
    assert answer.status_code == 422
    with institution_scope(make_institution().pk):
        assert not Staff.objects.filter(name="甲").exists()
