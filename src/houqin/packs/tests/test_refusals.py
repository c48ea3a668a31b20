"""A slip in a pack is refused with a sentence that says where it is."""

import tomllib
from dataclasses import replace
from decimal import Decimal

import pytest

from houqin.core.roles import Role
from houqin.packs.checks import check_duties, check_pack
from houqin.packs.loading import load, load_law, load_law_ledgers
from houqin.packs.model import Answer, Span
from houqin.packs.reading import PackError, Table, read_table


def table(text):
    return Table("school/x.toml", tomllib.loads(text, parse_float=Decimal))


@pytest.fixture
def school():
    return load("school")


def test_a_missing_file_names_the_pack_and_the_file():
    with pytest.raises(PackError, match=r"school 缺少文件 nothing\.toml"):
        read_table("school", "nothing.toml")


@pytest.mark.parametrize(
    ("text", "ask", "message"),
    [
        ("", lambda t: t.text("name"), "缺少“name”"),
        ("name = 3", lambda t: t.text("name"), "“name”应为文字"),
        ("roles = ['king']", lambda t: t.choices("roles", Role), "king 不在可选范围"),
        ("roles = 'director'", lambda t: t.choices("roles", Role), "应为文字列表"),
        ("first = '2026-08-31'", lambda t: t.day("first"), "应为日期"),
        ("first = 2026-08-31T00:00:00", lambda t: t.day("first"), "应为日期"),
        ("low = 'cold'", lambda t: t.decimal("low"), "应为数值"),
        ("place = 1", lambda t: list(t.rows("place")), "应为若干条目"),
    ],
)
def test_a_wrong_value_names_the_file_and_the_field(text, ask, message):
    with pytest.raises(PackError, match=message) as caught:
        ask(table(text))
    assert "school/x.toml" in str(caught.value)


def test_a_misspelt_field_is_not_ignored():
    rows = table("[[place]]\ncode = 'A'\nnmae = 'B'").rows("place")
    assert next(rows).text("code") == "A"
    with pytest.raises(PackError, match=r"place 第 1 条.*nmae"):
        next(rows)


def test_a_place_before_its_parent_is_refused(school):
    turned = replace(school, places=tuple(reversed(school.places)))
    with pytest.raises(PackError, match="应写在它前面"):
        check_pack(turned)


def test_a_long_or_lower_case_place_code_is_refused(school):
    for code in ("A-VERY-LONG-PLACE", "a-101"):
        places = (*school.places, replace(school.places[-1], code=code))
        with pytest.raises(PackError, match=code):
            check_pack(replace(school, places=places))


def test_two_places_may_not_share_a_code(school):
    with pytest.raises(PackError, match="场所代码重复"):
        check_pack(replace(school, places=(*school.places, school.places[-1])))


def test_superiors_may_not_go_in_a_circle(school):
    principal = school.staff[0]
    staff = (replace(principal, superior=school.staff[2].username), *school.staff[1:])
    with pytest.raises(PackError, match="绕成了圈"):
        check_pack(replace(school, staff=staff))


def test_there_is_only_one_head(school):
    staff = (*school.staff[:-1], replace(school.staff[-1], superior=None))
    with pytest.raises(PackError, match="唯一的最高负责人"):
        check_pack(replace(school, staff=staff))


def test_an_unknown_superior_is_named(school):
    staff = (*school.staff[:-1], replace(school.staff[-1], superior="nobody"))
    with pytest.raises(PackError, match="nobody"):
        check_pack(replace(school, staff=staff))


def test_overlapping_terms_are_refused(school):
    first, second = school.terms[:2]
    moved = replace(second, days=Span(first.days.first, second.days.last))
    with pytest.raises(PackError, match="重叠"):
        check_pack(replace(school, terms=(first, moved)))


def test_an_answer_to_text_that_is_not_in_the_plan_is_refused(school):
    answer = Answer("从未写过的定期工作", "定期", "FREQ=WEEKLY")
    with pytest.raises(PackError, match="恰好出现一次"):
        check_pack(replace(school, plan=replace(school.plan, answers=(answer,))))


@pytest.mark.parametrize("cadence", ["每周", "BYDAY=MO;FREQ=WEEKLY"])
def test_a_cadence_in_another_spelling_is_refused(school, cadence):
    answer = replace(school.plan.answers[0], cadence=cadence)
    with pytest.raises(PackError, match="时程"):
        check_pack(replace(school, plan=replace(school.plan, answers=(answer,))))


def test_a_duty_without_a_known_book_is_refused():
    duty = replace(load_law()[0], ledger="lost_book")
    with pytest.raises(PackError, match="lost_book"):
        check_duties((duty,), load_law_ledgers())
