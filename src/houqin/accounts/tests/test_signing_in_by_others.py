"""Signing in by WeCom, DingTalk, Feishu and OpenID Connect, against servers of their kind."""

from __future__ import annotations

import subprocess
import sys

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from houqin.accounts.models import User
from houqin.accounts.tests.identity import CLIENT, FORGED, SECRET, Identity, serve

WAYS = ("wecom", "dingtalk", "feishu", "oidc")
NAMES = {"wecom": "企业微信", "dingtalk": "钉钉", "feishu": "飞书", "oidc": "统一认证"}
INSIDE = {"HTTP_USER_AGENT": "Mozilla/5.0 wxwork/4.1.0 MicroMessenger/7.0.1"}


@pytest.fixture
def identity(settings):
    made = Identity()
    server = serve(made)
    for name in ("WECOM_API", "WECOM_LOGIN", "WECOM_INSIDE", "DINGTALK_API", "DINGTALK_LOGIN",
                 "FEISHU_API", "FEISHU_LOGIN"):  # fmt: skip
        setattr(settings, name, made.base)
    more = {"wecom": {"agent_id": "1000002"}, "oidc": {"server_url": made.base}}
    settings.SIGN_IN = {
        way: {"name": NAMES[way], "client_id": CLIENT, "secret": SECRET,
              "settings": more.get(way, {})}
        for way in WAYS
    }  # fmt: skip
    yield made
    server.shutdown()
    server.server_close()


@pytest.fixture
def user(db):
    return User.objects.create_user(
        username="zhang", password="pw-for-tests", name="张老师", phone="13800000001"
    )


def go(client: Client, identity: Identity, way: str, **changed: str):
    """There and back; the page one lands on."""
    sent = client.get(f"/accounts/by/{way}/", {"next": "/accounts/me/"}, **INSIDE)
    assert sent.status_code == 302, sent.content.decode()
    brought = {**identity.consent(sent["Location"]), **changed}
    return client.get(f"/accounts/by/{way}/return/", brought, follow=True)


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


@pytest.mark.parametrize("way", WAYS)
def test_who_has_the_phone_number_comes_in_and_is_known_from_then_on(client, identity, user, way):
    user.must_change_password = True  # never used, never typed
    user.save()
    page = go(client, identity, way)
    assert page.redirect_chain[-1][0] == "/accounts/me/"
    assert int(client.session["_auth_user_id"]) == user.pk
    link = SocialAccount.objects.get()
    assert (link.user_id, link.provider, link.extra_data) == (user.pk, way, {})
    assert NAMES[way] in page.content.decode()
    User.objects.filter(pk=user.pk).update(phone="")
    again = Client()
    go(again, identity, way)
    assert signed_in(again)
    client.post(f"/accounts/me/links/{link.pk}/remove/")
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize("way", WAYS)
def test_nobody_is_made_and_nobody_comes_in_unknown_or_switched_off(client, identity, user, way):
    identity.person["phone"] = "13900000009"
    page = go(client, identity, way)
    assert f"您在{NAMES[way]}的手机号没有登记" in page.content.decode()
    identity.person["phone"] = user.phone
    User.objects.update(is_active=False)
    go(client, identity, way)
    User.objects.update(is_active=True)
    go(client, identity, way)
    client.logout()
    User.objects.update(is_active=False)
    assert "已停用" in go(client, identity, way).content.decode()
    assert not signed_in(client)
    assert User.objects.count() == 1


@pytest.mark.parametrize("way", WAYS)
def test_a_foreign_state_a_used_code_and_a_wrong_secret_open_nothing(
    client, identity, user, settings, way
):
    page = go(client, identity, way, state="stolen")
    assert "没有确认您的身份" in page.content.decode()
    sent = Client().get(f"/accounts/by/{way}/", **INSIDE)  # another browser's question
    page = client.get(
        f"/accounts/by/{way}/return/", identity.consent(sent["Location"]), follow=True
    )
    assert "没有确认您的身份" in page.content.decode()
    page = go(client, identity, way, code="used-already")
    assert "没有确认您的身份" in page.content.decode()
    settings.SIGN_IN[way]["secret"] = "wrong"
    assert "没有确认您的身份" in go(client, identity, way).content.decode()
    assert not signed_in(client)
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize("way", ["feishu", "oidc"])
def test_a_stolen_code_is_worthless_without_the_browsers_own_verifier(client, identity, user, way):
    stolen = identity.consent(Client().get(f"/accounts/by/{way}/")["Location"])["code"]
    page = go(client, identity, way, code=stolen)
    assert "没有确认您的身份" in page.content.decode()
    assert not signed_in(client)


def test_a_scan_without_a_phone_number_says_how_to_link_once(client, identity, user):
    sent = client.get("/accounts/by/wecom/")
    assert "/wwlogin/sso/login?" in sent["Location"]
    back = identity.consent(sent["Location"])
    page = client.get("/accounts/by/wecom/return/", back, follow=True).content.decode()
    assert "第一次要在手机的企业微信里打开后勤" in page
    go(client, identity, "wecom")
    client.logout()
    back = identity.consent(client.get("/accounts/by/wecom/")["Location"])
    client.get("/accounts/by/wecom/return/", back)
    assert signed_in(client)


def test_an_id_token_must_be_signed_for_us_for_this_question_and_the_phone_verified(
    client, identity, user
):
    wrong = [
        {"key": FORGED},
        {"claims": {"aud": "another-client"}},
        {"claims": {"iss": "https://elsewhere.example"}},
        {"claims": {"exp": 1}},
        {"claims": {"sub": "somebody-else"}},
        {"claims": {"nonce": "of-another-question"}},
        {"person": {"id": "u-1", "phone": user.phone, "verified": False}},
    ]
    for one in wrong:
        kept = {name: getattr(identity, name) for name in one}
        for name, value in one.items():
            setattr(identity, name, value)
        page = go(client, identity, "oidc").content.decode()
        assert not signed_in(client), one
        assert "data-error" in page or "统一认证" in page
        for name, value in kept.items():
            setattr(identity, name, value)
    go(client, identity, "oidc")
    assert signed_in(client)


def test_the_second_step_is_still_asked_for(client, identity, user):
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    TOTP.activate(user, generate_totp_secret())
    page = go(client, identity, "feishu")
    assert not signed_in(client)
    assert "验证码" in page.content.decode()


def test_buttons_stand_there_only_for_what_is_set_up(client, db, settings, identity):
    page = client.get("/accounts/login/", {"next": "/i/a/"}).content.decode()
    assert "用钉钉登录" in page
    assert "/accounts/by/dingtalk/?next=/i/a/" in page
    settings.SIGN_IN = {}
    page = client.get("/accounts/login/").content.decode()
    assert "用钉钉登录" not in page
    assert client.get("/accounts/by/dingtalk/").status_code == 404
    assert client.get("/accounts/by/dingtalk/return/").status_code == 404


def test_a_server_that_does_not_answer_is_a_sentence(client, db, identity, settings):
    settings.SIGN_IN["oidc"]["settings"]["server_url"] = "http://127.0.0.1:1"
    page = client.get("/accounts/by/oidc/", follow=True).content.decode()
    assert "连不上统一认证" in page


def test_a_start_loads_no_client_of_a_vendor():
    asked = (
        "import django, sys; django.setup(); import houqin.accounts.views, houqin.notify.delivery;"
        "heavy = {'requests', 'urllib3', 'jwt', 'oauthlib', 'houqin.accounts.signin.views'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
