"""单位与检查员: founding institutions and letting inspectors in, through the browser's door."""

from __future__ import annotations

import re

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from houqin.accounts.models import User
from houqin.core import clock
from houqin.core.roles import Role
from houqin.core.tenancy import every_institution, institution_scope
from houqin.journal.models import JournalEntry
from houqin.org.models import Institution, RoleHolding, Staff
from houqin.org.testing import at, make_institution, make_member, signed_in
from houqin.planning.models import WorkPlan
from houqin.web.services.keeping import name_keeper

PAGE = "/institutions/"
ADD, INSPECTOR = f"{PAGE}add/", f"{PAGE}inspectors/add/"
SCHOOL = {
    "kind": "kindergarten", "name": "向阳幼儿园", "code": "", "admin_name": "李老师",
    "admin_phone": "139 0000-0001",
}  # fmt: skip


@pytest.fixture
def keeper(administrator):
    name_keeper(user=administrator.user, today=clock.today())
    return administrator


@pytest.fixture
def browser(keeper):
    return signed_in(keeper)


def text(answer):
    return answer.content.decode()


def shown_password(answer):
    found = re.search(r">([a-z2-9]{5}-[a-z2-9]{5})<", text(answer))
    assert found, text(answer)
    return found[1]


def sentences(institution):
    with institution_scope(institution.pk):
        return list(JournalEntry.objects.values_list("actor_name", "sentence"))


def sign_in(phone, password):
    client = Client()
    client.post("/accounts/login/", {"login": phone, "password": password})
    return client


def let_in(browser, *institutions, name="教育局王老师", phone="13900000002"):
    given = {"name": name, "phone": phone, "institutions": [one.pk for one in institutions]}
    return browser.post(INSPECTOR, given)


def inspector_page():
    return f"{PAGE}inspectors/{User.objects.get(phone='13900000002').pk}/"


@pytest.mark.parametrize("role", ["administrator", "director", "principal", "inspector", "staff"])
def test_to_everybody_else_the_pages_do_not_exist(institution, role):
    member = make_member(institution, role)
    for path in (PAGE, ADD, INSPECTOR, f"{PAGE}inspectors/{member.user.pk}/"):
        assert signed_in(member).get(path).status_code == 404
        assert signed_in(member).post(path, SCHOOL).status_code == 404
    assert "单位与检查员" not in text(signed_in(member).get("/?choose=1"))
    password = signed_in(member).post(f"{PAGE}inspectors/{member.user.pk}/password/")
    assert password.status_code == 404


@pytest.mark.parametrize("path", [PAGE, ADD, INSPECTOR, f"{PAGE}inspectors/1/"])
def test_who_is_not_signed_in_is_sent_to_sign_in(db, path):
    answer = Client().get(path)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/")


def test_a_keeper_who_has_left_finds_nothing(keeper, browser):
    Staff.objects.filter(pk=keeper.staff.pk).update(left_on=clock.today())
    assert browser.get(PAGE).status_code == 404


def test_the_keeper_finds_the_page_and_sees_every_institution(browser, keeper, stranger):
    assert 'href="/institutions/"' in text(browser.get("/?choose=1"))
    page = text(browser.get(PAGE))
    assert f"/i/{keeper.institution.code}/" in page
    assert f"/i/{stranger.institution.code}/" in page
    assert "信息员 信息员" in page
    assert "还没有检查员" in page


def test_one_more_institution_opens_for_its_administrator_with_the_password_shown_once(browser):
    answer = browser.post(ADD, SCHOOL)
    assert answer.status_code == 200, text(answer)
    assert "no-store" in answer["Cache-Control"]
    password = shown_password(answer)
    with every_institution():
        made = Institution.objects.get(name="向阳幼儿园")
    assert (made.code, made.kind) == ("xyyey", "kindergarten")
    with institution_scope(made.pk):
        assert WorkPlan.objects.get(sort="statutory").state == "running"
        roles = set(RoleHolding.objects.values_list("role", flat=True))
    assert roles == {Role.ADMINISTRATOR, Role.DIRECTOR}
    assert ("信息员", "建立了单位“向阳幼儿园”") in sentences(made)
    first = sign_in("13900000001", password)
    assert first.get("/i/xyyey/today/")["Location"] == "/accounts/password/change/"
    assert password not in text(browser.get(PAGE))


def test_the_new_administrator_does_not_keep_the_installation(browser):
    browser.post(ADD, SCHOOL)
    assert not User.objects.get(phone="13900000001").is_superuser


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"name": ""}, "请填写单位名称"),
        ({"admin_phone": ""}, "请填写手机号"),
        ({"admin_phone": "王老师"}, "手机号只含数字"),
        ({"code": "有 空格"}, "网址代码用 2 到 30 个小写字母"),
        ({"kind": "castle"}, "castle"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_founded(browser, change, sentence):
    with every_institution():
        before = Institution.objects.count()
    answer = browser.post(ADD, {**SCHOOL, **change})
    assert answer.status_code == 422
    assert sentence in text(answer)
    with every_institution():
        assert Institution.objects.count() == before
    assert not User.objects.filter(name="李老师").exists()


def test_sent_twice_the_second_says_that_the_number_has_its_account(browser):
    browser.post(ADD, SCHOOL)
    answer = browser.post(ADD, SCHOOL)
    assert answer.status_code == 422
    assert "这个手机号已经有账号" in text(answer)
    with every_institution():
        assert Institution.objects.filter(name="向阳幼儿园").count() == 1


def test_an_inspector_looks_at_the_chosen_institutions_and_no_other(browser, keeper, stranger):
    third = make_institution()
    password = shown_password(let_in(browser, keeper.institution, stranger.institution))
    User.objects.filter(phone="13900000002").update(must_change_password=False)
    inspector = sign_in("13900000002", password)
    for one in (keeper.institution, stranger.institution):
        assert inspector.get(at(one, "today/")).status_code == 200
        assert inspector.post(at(one, "org/settings/")).status_code == 403
        assert ("信息员", "允许上级检查员“教育局王老师”查看本单位") in sentences(one)
    assert inspector.get(at(third, "today/")).status_code == 404
    assert inspector.get(PAGE).status_code == 404
    assert "教育局王老师" in text(browser.get(PAGE))


def test_access_is_withdrawn_and_given_again(browser, keeper, stranger):
    password = shown_password(let_in(browser, keeper.institution))
    User.objects.filter(phone="13900000002").update(must_change_password=False)
    inspector, page = sign_in("13900000002", password), inspector_page()
    assert "checked" in text(browser.get(page))
    browser.post(page, {"institutions": [stranger.institution.pk]})
    assert inspector.get(at(keeper.institution, "today/")).status_code == 404
    assert inspector.get(at(stranger.institution, "today/")).status_code == 200
    assert ("信息员", "停止上级检查员“教育局王老师”查看本单位") in sentences(keeper.institution)
    browser.post(page, {"institutions": []})
    assert "已停止查看" in text(browser.get(PAGE))
    browser.post(page, {"institutions": [keeper.institution.pk]})
    assert inspector.get(at(keeper.institution, "today/")).status_code == 200
    assert inspector.post(at(keeper.institution, "org/settings/")).status_code == 403


def test_a_known_number_with_another_name_is_refused(browser, keeper):
    let_in(browser, keeper.institution)
    answer = let_in(browser, keeper.institution, name="卫健委张老师")
    assert answer.status_code == 422
    assert "已经登记给“教育局王老师”" in text(answer)


def test_who_works_there_cannot_inspect_it_too(browser, keeper, stranger):
    User.objects.filter(pk=stranger.user.pk).update(phone="13900000002")
    answer = let_in(browser, stranger.institution, keeper.institution, name=stranger.name)
    assert answer.status_code == 422
    assert "另开一个账号" in text(answer)
    let_in(browser, keeper.institution, name=stranger.name)
    choices = text(browser.get(inspector_page()))
    assert f'value="{keeper.institution.pk}"' in choices
    assert f'value="{stranger.institution.pk}"' not in choices


def test_no_institution_chosen_is_asked_for(browser):
    answer = let_in(browser)
    assert answer.status_code == 422
    assert "请至少选一个单位" in text(answer)


def test_a_forgotten_password_is_renewed_for_who_only_inspects(browser, keeper, stranger):
    old = shown_password(let_in(browser, keeper.institution))
    new = shown_password(browser.post(f"{inspector_page()}password/"))
    user = User.objects.get(phone="13900000002")
    assert user.check_password(new)
    assert not user.check_password(old)
    User.objects.filter(pk=stranger.user.pk).update(phone="13900000003")
    let_in(browser, keeper.institution, name=stranger.name, phone="13900000003")
    refused = browser.post(f"{PAGE}inspectors/{stranger.user.pk}/password/", follow=True)
    assert "由那个单位的信息员重设密码" in text(refused)
    assert User.objects.get(pk=stranger.user.pk).check_password("pw-for-tests")


def test_the_institution_cannot_take_over_the_keepers_account(keeper, director):
    answer = signed_in(director).post(
        at(director.institution, f"org/staff/{keeper.staff.pk}/account/reset/"), follow=True
    )
    assert "只能由本人" in text(answer)
    assert User.objects.get(pk=keeper.user.pk).check_password("pw-for-tests")


def test_an_inspectors_role_is_not_taken_alone_lest_it_become_a_members_account(keeper, browser):
    let_in(browser, keeper.institution)
    held = RoleHolding.objects.get(role=Role.INSPECTOR)
    answer = browser.post(at(keeper.institution, f"org/staff/roles/{held.pk}/end/"))
    assert answer.status_code == 422
    assert "请给这个人办离岗" in text(answer)
    assert RoleHolding.objects.filter(pk=held.pk).exists()


def test_the_last_keeper_stays(keeper, director):
    with pytest.raises(ValidationError, match="至少要留一位"):
        name_keeper(user=keeper.user, today=clock.today(), withdraw=True)
    name_keeper(user=director.user, today=clock.today())
    name_keeper(user=keeper.user, today=clock.today(), withdraw=True)
    assert signed_in(keeper).get(PAGE).status_code == 404
    assert signed_in(director).get(PAGE).status_code == 200


def test_the_list_costs_the_same_however_many_there_are(browser, django_assert_max_num_queries):
    for _more in range(5):
        make_member(make_institution(), Role.ADMINISTRATOR)
    with django_assert_max_num_queries(14):
        assert text(browser.get(PAGE)).count("信息员 信息员") == 6
