"""What a program is told when it asks for what is not there, the wrong way, or too often."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from houqin.api.tests.test_api import Caller
from houqin.core.limit import Buckets
from houqin.org.testing import at, make_member, signed_in


def said(answer):
    assert "json" in answer["Content-Type"], answer.content[:200]
    assert answer.json()["status"] == answer.status_code
    return answer.json()["detail"]


@pytest.mark.parametrize("path", ["api/nothing", "api/tasks/x/y", "api/"])
def test_an_address_that_is_not_there_is_refused_in_a_sentence_not_a_page(technician, path):
    for client in (Caller(technician), Client(), signed_in(technician)):
        answer = client.get(at(technician.institution, path))
        assert answer.status_code == 404
        assert "没有这个接口地址" in said(answer)


def test_outside_an_institution_and_in_an_unknown_one_there_is_only_a_sentence(client, db):
    for path in ("/api/tasks", "/i/UPPER/api/tasks"):
        answer = client.get(path)
        assert answer.status_code == 404
        assert "没有这个接口地址" in said(answer)


def test_a_stranger_who_is_signed_in_gets_the_same_sentence(technician, stranger):
    answer = signed_in(stranger).get(at(technician.institution, "api/tasks"))
    assert answer.status_code == 404
    assert "没有这个接口地址" in said(answer)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_a_refused_method_names_the_ones_that_are_taken(technician, method):
    answer = getattr(Caller(technician), method)(at(technician.institution, "api/tasks"))
    assert answer.status_code == 405
    assert answer["Allow"] == "GET"
    assert said(answer) == f"这个地址不接受 {method.upper()}，请用 GET。"


def test_an_inspector_in_the_browser_is_told_why_nothing_is_taken(institution):
    inspector = make_member(institution, "inspector")
    address = at(institution, "api/tasks/1/evidence")
    answer = signed_in(inspector).post(address, {}, content_type="application/json")
    assert answer.status_code == 403
    assert said(answer) == "上级检查员只能查看，不能改动记录。"


def test_a_temporary_password_is_told_not_redirected(technician):
    technician.user.must_change_password = True
    technician.user.save()
    answer = signed_in(technician).get(at(technician.institution, "api/tasks"))
    assert answer.status_code == 403
    assert "改掉密码" in said(answer)


def test_pages_beside_the_api_stay_pages(technician):
    answer = signed_in(technician).get(at(technician.institution, "no-such-page/"))
    assert answer.status_code == 404
    assert answer["Content-Type"].startswith("text/html")


def test_a_token_that_asks_too_often_waits_as_long_as_it_is_told(technician, settings, monkeypatch):
    settings.API_PER_TOKEN = 2
    seconds = [1000.0]
    monkeypatch.setattr("houqin.api.manners.monotonic", lambda: seconds[0])
    caller = Caller(technician)
    assert [caller.call("tasks").status_code for _ in range(3)] == [200, 200, 429]
    answer = caller.call("tasks")
    assert answer["Retry-After"] == "30"
    assert said(answer) == "请求太频繁：每个令牌每分钟最多 2 次。请 30 秒后再试。"
    seconds[0] += 29
    assert caller.call("tasks").status_code == 429
    seconds[0] += 1
    assert caller.call("tasks").status_code == 200


def test_one_token_does_not_use_up_what_another_may(technician, director, settings):
    settings.API_PER_TOKEN = 1
    one = Caller(technician)
    assert one.call("tasks").status_code == 200
    assert one.call("tasks").status_code == 429
    address = at(director.institution, "api/tasks")
    other = {"Authorization": f"Bearer {Caller(director).secret}"}
    assert one.get(address, headers=other).status_code == 200


def test_an_address_is_limited_even_with_ever_new_made_up_tokens(technician, settings):
    settings.API_PER_ADDRESS = 3
    client, address = Client(), at(technician.institution, "api/tasks")
    got = [
        client.get(address, headers={"Authorization": f"Bearer guess{n}"}).status_code
        for n in range(4)
    ]
    assert got == [401, 401, 401, 429]
    elsewhere = client.get(address, REMOTE_ADDR="10.0.0.9")
    assert elsewhere.status_code == 401


def test_a_refusal_for_asking_too_often_costs_no_query(
    technician, settings, django_assert_num_queries
):
    settings.API_PER_TOKEN = 1
    caller = Caller(technician)
    caller.call("tasks")
    with django_assert_num_queries(0):
        assert caller.call("tasks").status_code == 429


def test_pages_are_not_counted(technician, settings):
    settings.API_PER_ADDRESS = 1
    browser = signed_in(technician)
    statuses = {browser.get(at(technician.institution, "today/")).status_code for _ in range(3)}
    assert statuses == {200}


def test_the_memory_of_callers_stays_small_and_forgets_the_one_idle_longest():
    buckets, day = Buckets(most=3), timedelta(days=1).total_seconds()
    for key in "abcd":
        assert buckets.wait(key, 1, day) == 0
    assert buckets.wait("d", 1, day) > 0
    assert buckets.wait("a", 1, day) == 0


def test_the_limit_stands_in_the_description(technician):
    described = Caller(technician).call("openapi.json").json()
    assert "每个令牌每分钟最多 120 次" in described["info"]["description"]
    for path, methods in described["paths"].items():
        for one in methods.values():
            assert "429" in one["responses"], path
