"""Pages without an account: whoever's room they are, one guard stands before them."""

from __future__ import annotations

import pytest
from django.test import Client

from houqin.org.testing import make_place


@pytest.fixture(
    params=["/s/{code}/", "/s/{code}/figures/", "/safe/tip/{code}/", "/r/{code}/{tag}/"]
)
def address(request, institution):
    tag = make_place().tag
    return lambda code=institution.code: request.param.format(code=code, tag=tag)


def test_nobody_keeps_or_indexes_what_a_stranger_is_shown(address):
    answer = Client().get(address())
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    assert answer["X-Robots-Tag"] == "noindex"


def test_an_institution_that_is_not_there_has_no_page(address):
    assert Client().get(address("nobody")).status_code == 404


def test_what_is_too_large_is_refused_unread_with_a_sentence(address):
    answer = Client().post(address(), CONTENT_LENGTH=str(90 * 1024 * 1024))
    assert answer.status_code in {405, 413}
    if answer.status_code == 413:
        assert "照片每张不超过 20 MB" in answer.content.decode()


def test_who_asks_without_end_is_told_for_how_long_to_wait(institution, monkeypatch):
    monkeypatch.setattr("houqin.org.outside.monotonic", lambda: 7.0)
    monkeypatch.setattr("houqin.safety.views.tipping.PER_ADDRESS", 2)
    phone = Client(REMOTE_ADDR="10.7.7.7")
    tip = f"/safe/tip/{institution.code}/"
    answers = [phone.get(tip) for _ in range(3)]
    assert {answer.status_code for answer in answers[:-1]} == {200}
    assert answers[-1].status_code == 429
    assert answers[-1]["Retry-After"] == "30"
