"""接口令牌: made on a page, used by a program, stopped on the account's page."""

from __future__ import annotations

import re

from django.test import Client

from houqin.accounts.models import AccessToken
from houqin.journal.models import JournalEntry
from houqin.org.testing import at, make_member, signed_in
from houqin.web.services.tokens import MOST


def make(member, name="教务系统"):
    return signed_in(member).post(at(member.institution, "tokens/"), {"name": name})


def secret_of(answer):
    found = re.search(r"data-copy>([^<]+)<", answer.content.decode())
    assert found, answer.content.decode()
    return found[1]


def ask(member, secret):
    headers = {"Authorization": f"Bearer {secret}"}
    return Client().get(at(member.institution, "api/tasks"), headers=headers).status_code


def test_a_token_is_shown_once_works_and_is_stopped(administrator):
    answer = make(administrator)
    assert "no-store" in answer["Cache-Control"]
    secret = secret_of(answer)
    assert ask(administrator, secret) == 200
    browser = signed_in(administrator)
    page = browser.get(at(administrator.institution, "tokens/")).content.decode()
    assert "教务系统" in page
    assert secret not in page
    said = JournalEntry.objects.get(action="web.token_made").sentence
    assert said == f"新建了接口令牌“教务系统”（…{secret[-4:]}）"
    browser.post(f"/accounts/me/tokens/{AccessToken.objects.get().pk}/revoke/")
    assert ask(administrator, secret) == 401


def test_a_token_opens_only_the_institution_it_was_made_in(administrator, stranger):
    assert ask(stranger, secret_of(make(administrator))) == 401


def test_who_does_not_connect_programs_gets_none(institution, technician):
    for member in (technician, make_member(institution, "inspector")):
        assert make(member).status_code == 403
    assert not AccessToken.objects.exists()


def test_without_a_name_and_beyond_ten_it_says_so(administrator):
    answer = make(administrator, name="")
    assert answer.status_code == 422
    assert "请写给哪个程序用" in answer.content.decode()
    for _one in range(MOST):
        make(administrator)
    answer = make(administrator)
    assert answer.status_code == 422
    assert "最多 10 个令牌" in answer.content.decode()
    assert AccessToken.objects.count() == MOST
