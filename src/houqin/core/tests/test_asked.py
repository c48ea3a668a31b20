"""Whatever stands in an address, the page opens."""

from __future__ import annotations

from datetime import date

import pytest

from houqin.core.asked import asked_day, asked_number, asked_numbers
from houqin.org.testing import at, signed_in


@pytest.mark.parametrize("odd", [None, "", "x", "-1", "1.5", "²", "١", "9" * 19, " 7"])
def test_what_is_no_key_of_a_row_is_no_number(odd):
    assert asked_number(odd) is None


def test_a_number_is_a_number_and_the_odd_ticks_are_left_out():
    assert asked_number("9" * 18) == 10**18 - 1
    assert asked_numbers(["3", "x", "", "²", "1"]) == [3, 1]


@pytest.mark.parametrize(
    "odd", [None, "", "gestern", "2026-13-01", "2026-02-30", "9999-12-31", "0001-01-01"]
)
def test_what_is_no_day_is_none(odd):
    assert asked_day(odd) is None


def test_a_day_is_a_day():
    assert asked_day("2026-11-22") == date(2026, 11, 22)


@pytest.mark.parametrize(
    "address",
    [
        "maintenance/month/?month=2026-13", "calendar/?term=²", "tasks/?item=²&part=²&section=²",
        "org/places/labels/?under=²", "notices/?before=²", "reports/?from=²",
        "maintenance/month/?month=9999-12", "safety/?month=0001-01",
    ],
)  # fmt: skip
def test_an_odd_address_opens_the_page_as_if_nothing_were_asked(director, address):
    assert signed_in(director).get(at(director.institution, address)).status_code == 200


def test_a_zero_byte_in_a_strangers_address_is_refused_in_a_sentence(client, institution):
    for address in ("/s/{}/?p=%00", "/safe/tip/{}/?p=%00"):
        answer = client.get(address.format(institution.code))
        assert (answer.status_code, "请" in answer.content.decode()) == (400, True)
