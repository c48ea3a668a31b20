"""Signing in, being locked out, changing a password, two steps, the own account."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.test import Client
from django.urls import get_resolver

from houqin.accounts.backend import locked_until, note_failure
from houqin.accounts.models import MAX_FAILURES, AccessToken, User
from houqin.core import clock

PASSWORD = "qing-he-2026"


@pytest.fixture
def user(db):
    return User.objects.create_user(
        username="zongwu", password=PASSWORD, name="总务主任", phone="13800000001"
    )


def sign_in(browser, login="zongwu", password=PASSWORD):
    return browser.post("/accounts/login/", {"login": login, "password": password})


def code_for(secret):
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


@pytest.mark.parametrize("login", ["zongwu", "ZongWu", "13800000001"])
def test_one_signs_in_by_name_or_phone(user, login):
    assert sign_in(Client(), login).status_code == 302


def test_a_wrong_password_says_so_and_never_which_half_was_wrong(user):
    known = sign_in(Client(), password="nope-nope").content.decode()
    unknown = sign_in(Client(), login="nobody", password="nope-nope").content.decode()
    for page in (known, unknown):
        assert "用户名（手机号）或密码不对" in page


def test_five_wrong_passwords_lock_the_name_and_say_until_when(user):
    browser = Client()
    for _try in range(MAX_FAILURES):
        sign_in(browser, password="nope-nope")
    page = sign_in(browser).content.decode()
    assert re.search(r"已锁定到 \d\d:\d\d", page)
    assert "_auth_user_id" not in browser.session


def test_the_lock_ends_by_itself(user):
    then = clock.now() - timedelta(minutes=16)
    for _try in range(MAX_FAILURES):
        note_failure("zongwu", then)
    assert locked_until("zongwu", clock.now()) is None
    assert sign_in(Client()).status_code == 302


def test_a_stopped_account_cannot_sign_in(user):
    User.objects.update(is_active=False)
    answer = sign_in(Client(), "zongwu")
    assert answer.status_code == 200
    assert "停用" in answer.content.decode() or "密码不对" in answer.content.decode()


def test_a_temporary_password_opens_only_the_page_that_changes_it(user):
    User.objects.update(must_change_password=True)
    browser = Client()
    sign_in(browser)
    for path in ("/accounts/me/", "/", "/i/any/today/"):
        answer = browser.get(path)
        assert (answer.status_code, answer.url) == (302, "/accounts/password/change/")
    fragment = browser.get("/", headers={"HX-Request": "true"})
    assert fragment.headers["HX-Redirect"] == "/accounts/password/change/"
    new = {"oldpassword": PASSWORD, "password1": "another-2026", "password2": "another-2026"}
    assert "临时密码" in browser.get("/accounts/password/change/").content.decode()
    answer = browser.post("/accounts/password/change/", new)
    assert (answer.status_code, answer.url) == (302, "/")
    assert browser.get("/accounts/me/").status_code == 200
    assert not User.objects.get().must_change_password


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("wrong-one", "another-2026", "现在的密码不对"),
        (PASSWORD, PASSWORD, "要和现在的不同"),
        (PASSWORD, "12345678", "数字"),
        (PASSWORD, "ab1", "8"),
    ],
)
def test_a_password_that_will_not_do_is_told_why(user, old, new, said):
    browser = Client()
    browser.force_login(user, "houqin.accounts.backend.NameOrPhoneBackend")
    answer = browser.post(
        "/accounts/password/change/", {"oldpassword": old, "password1": new, "password2": new}
    )
    assert said in answer.content.decode()
    assert User.objects.get().check_password(PASSWORD)


def test_two_steps_are_switched_on_asked_for_and_switched_off(user):
    browser = Client()
    sign_in(browser)
    asked = browser.get("/accounts/2fa/totp/activate/")
    assert "再确认一次身份" in browser.get(asked.url).content.decode()
    assert "密码不对" in browser.post(asked.url, {"password": "nope"}).content.decode()
    browser.post(asked.url, {"password": PASSWORD})
    page = browser.get("/accounts/2fa/totp/activate/").content.decode()
    secret = re.search(r'hq-ink2">([A-Z2-7]{16,})<', page).group(1)
    wrong = browser.post("/accounts/2fa/totp/activate/", {"code": "000000"}).content.decode()
    assert "验证码不对" in wrong
    secret = re.search(r'hq-ink2">([A-Z2-7]{16,})<', wrong).group(1)
    answer = browser.post("/accounts/2fa/totp/activate/", {"code": code_for(secret)})
    assert answer.status_code == 302
    codes = browser.get("/accounts/2fa/recovery-codes/").content.decode()
    assert codes.count("<li>") == 10
    assert "已开启" in browser.get("/accounts/2fa/").content.decode()
    other = Client()
    assert sign_in(other).url == "/accounts/2fa/authenticate/"
    assert "_auth_user_id" not in other.session
    one = re.search(r"<li>(\w+)</li>", codes).group(1)
    assert other.post("/accounts/2fa/authenticate/", {"code": one}).status_code == 302
    assert "_auth_user_id" in other.session
    browser.post("/accounts/2fa/totp/deactivate/")
    assert sign_in(Client()).url == "/"


def test_a_person_keeps_the_own_account_and_a_taken_phone_is_refused_kindly(user):
    User.objects.create_user(username="other", password=PASSWORD, name="他", phone="13800000002")
    browser = Client()
    sign_in(browser)
    mine = {"name": "张主任", "phone": "13800000002", "email": "a@example.com"}
    taken = browser.post("/accounts/me/", mine)
    assert taken.status_code == 422
    assert "已经登记给另一个账号" in taken.content.decode()
    browser.post("/accounts/me/", {**mine, "phone": "13800000003"})
    user.refresh_from_db()
    assert (user.name, user.phone, user.mail_digest) == ("张主任", "13800000003", False)


def test_a_token_is_revoked_by_its_owner_only(user):
    token = AccessToken.objects.create(
        user=user, institution_ref=1, purpose="calendar", digest="d" * 64, tail="abcd"
    )
    stranger = User.objects.create_user(username="other", password=PASSWORD, name="他")
    browser = Client()
    browser.force_login(stranger, "houqin.accounts.backend.NameOrPhoneBackend")
    url = f"/accounts/me/tokens/{token.pk}/revoke/"
    assert browser.post(url).status_code == 404
    sign_in(browser)
    own = Client()
    own.force_login(user, "houqin.accounts.backend.NameOrPhoneBackend")
    assert "…abcd" in own.get("/accounts/me/").content.decode()
    own.post(url)
    token.refresh_from_db()
    assert token.revoked_at is not None


def test_leaving_everywhere_ends_the_other_devices_too(user):
    here, there = Client(), Client()
    sign_in(here)
    sign_in(there)
    here.post("/accounts/me/leave/")
    for browser in (here, there):
        assert browser.get("/accounts/me/").status_code == 302


@pytest.mark.parametrize(
    "path", ["signup", "email", "password/reset", "password/set", "confirm-email"]
)
def test_what_the_administrator_does_is_closed_here(user, path):
    assert Client().get(f"/accounts/{path}/").status_code == 404


def test_every_address_that_allauth_may_ask_for_is_known():
    """A new release may ask for more; then it belongs among the closed ones, or gets a page."""
    known = get_resolver("houqin.accounts.urls").reverse_dict
    asked = {name for name in get_resolver("allauth.urls").reverse_dict if isinstance(name, str)}
    assert asked - set(known) == set()
