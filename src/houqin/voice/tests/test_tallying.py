"""What is counted, and what stays hidden."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from houqin.forms import form_from
from houqin.voice.questions import declared, question
from houqin.voice.tallying import figures, hidden, hidden_below, index

# How fast a busy machine draws is not what these tests are about.
CALM = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
FORM = form_from(
    declared("评议", [question("q1", "卫生", "rating"), question("q2", "够吃吗", "yes_no")])
)


def test_the_mean_the_index_and_the_shares_are_those_of_the_marks_given():
    sheets = [{"q1": 5, "q2": True}, {"q1": 4, "q2": False}, {"q1": 4}, {"q2": True}]
    hygiene, enough = figures(FORM.fields, sheets)
    assert hygiene.count == 3
    assert hygiene.mean == pytest.approx(13 / 3)
    assert hygiene.score == pytest.approx(260 / 3)
    assert [(s.label, s.count) for s in hygiene.shares][:2] == [("5 分", 1), ("4 分", 2)]
    assert [s.share for s in enough.shares] == [pytest.approx(2 / 3), pytest.approx(1 / 3)]
    assert index([hygiene, enough]) == pytest.approx(260 / 3)  # a yes is no mark


def test_a_question_that_few_answered_is_left_out():
    sheets = [{"q1": 5}] * 4 + [{"q2": True}] * 5
    assert [one.code for one in figures(FORM.fields, sheets, least=5)] == ["q2"]


@CALM
@given(st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 12)), st.integers(2, 6))
def test_what_is_hidden_cannot_be_had_by_subtraction(sizes, least):
    held = hidden(sizes, least)
    lost = sum(sizes[name] for name in held)
    assert all(size == 0 or size >= least for name, size in sizes.items() if name not in held)
    assert lost == 0 or lost >= least or lost == sum(sizes.values())


@CALM
@given(
    st.dictionaries(
        st.tuples(st.sampled_from(["一", "二", "三"]), st.sampled_from("123")), st.integers(1, 12)
    )
)
def test_a_shown_grade_never_betrays_a_hidden_class(sizes):
    grades, classes = hidden_below(sizes, 5)
    for grade in {g for g, _name in sizes}:
        lost = sum(size for key, size in sizes.items() if key[0] == grade and key in classes)
        assert grade in grades or lost == 0 or lost >= 5
    assert all(key in classes for key in sizes if key[0] in grades)
