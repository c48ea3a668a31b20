"""The signing PIN: set with the password, refused when easy to guess, locked after failures."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from houqin.accounts import pins
from houqin.accounts.models import MAX_FAILURES, SigningPin, User
from houqin.core import clock

PASSWORD = "qing-he-2026"
PIN = "271804"


@pytest.fixture
def user(db):
    return User.objects.create_user(
        username="zongwu", password=PASSWORD, name="总务主任", phone="13800204001"
    )


@pytest.fixture
def browser(user):
    browser = Client()
    browser.force_login(user)
    return browser


def set_pin(browser, pin=PIN, again=None, password=PASSWORD):
    given = {"pin": pin, "again": again or pin, "password": password}
    return browser.post("/accounts/me/pin/", given)


def test_a_pin_is_set_with_the_password_and_only_its_hash_is_kept(browser, user):
    assert "没有设" in browser.get("/accounts/me/").content.decode()
    assert set_pin(browser).status_code == 302
    kept = SigningPin.objects.get(user=user)
    assert PIN not in kept.digest
    assert pins.refusal(user=user, secret=PIN, now=clock.now()) == ""
    assert "已设" in browser.get("/accounts/me/").content.decode()


@pytest.mark.parametrize(
    ("pin", "said"),
    [
        ("123456", "太好猜"), ("876543", "太好猜"), ("111111", "太好猜"), ("121212", "太好猜"),
        ("12345", "6 位数字"), ("12a456", "6 位数字"), ("１２７８０４", "6 位数字"),
        ("380020", "手机号"),
    ],
)  # fmt: skip
def test_a_pin_that_is_easy_to_guess_is_refused_with_the_reason(browser, pin, said):
    answer = set_pin(browser, pin)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not SigningPin.objects.exists()


def test_a_wrong_password_or_a_slip_in_the_second_field_sets_nothing(browser):
    assert "密码不对" in set_pin(browser, password="nope-nope").content.decode()
    assert "不一样" in set_pin(browser, again="271805").content.decode()
    assert not SigningPin.objects.exists()


def test_five_wrong_pins_lock_it_for_a_quarter_of_an_hour_but_not_the_sign_in(browser, user):
    set_pin(browser)
    now = clock.now()
    for _try in range(MAX_FAILURES):
        assert "不对" in pins.refusal(user=user, secret="999111", now=now)
    assert "已锁定" in pins.refusal(user=user, secret=PIN, now=now)
    assert pins.refusal(user=user, secret=PIN, now=now + timedelta(minutes=16)) == ""
    assert Client().login(username="zongwu", password=PASSWORD)


def test_who_has_no_pin_may_type_the_password_and_whoever_has_one_may_not(browser, user):
    assert pins.refusal(user=user, secret=PASSWORD, now=clock.now()) == ""
    set_pin(browser)
    assert "签字码不对" in pins.refusal(user=user, secret=PASSWORD, now=clock.now())
    browser.post("/accounts/me/pin/remove/")
    assert pins.refusal(user=user, secret=PASSWORD, now=clock.now()) == ""


def test_a_stopped_account_signs_nothing(user):
    user.is_active = False
    user.save()
    assert "已停用" in pins.refusal(user=user, secret=PASSWORD, now=clock.now())
