"""Whatever is done to one record of a chain is found, and named for what it is."""

from __future__ import annotations

import json
from dataclasses import replace
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from houqin.chain import (
    FaultKind,
    Head,
    Link,
    NotCanonical,
    canonical,
    digest_of,
    heads_digest,
    link,
    verify,
)

plain = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc中文"), inner),
    max_leaves=8,
)
records = st.dictionaries(st.text("abc中文", max_size=4), plain, max_size=4)


def build(contents: list[dict]) -> list[Link]:
    head, links = Head(), []
    for content in contents:
        links.append(link(head, canonical(content)))
        head = Head(links[-1].sequence, links[-1].digest)
    return links


def numbered(count: int) -> list[Link]:
    return build([{"克": n, "菜": f"第{n}道"} for n in range(count)])


def head_of(links: list[Link]) -> Head:
    return Head(links[-1].sequence, links[-1].digest)


def renumber(links: list[Link]) -> list[Link]:
    return [replace(one, sequence=place) for place, one in enumerate(links, 1)]


def found(links: list[Link], head: Head, **more) -> list[tuple[FaultKind, int, int]]:
    return [(f.kind, f.sequence, f.last) for f in verify(links, head=head, **more).faults]


@given(st.lists(records, max_size=8))
def test_an_honest_chain_is_whole(contents):
    links = build(contents)
    head = Head(len(links), links[-1].digest) if links else Head()
    verdict = verify(links, head=head)
    assert verdict.is_whole
    assert verdict.checked == len(contents)
    assert verdict.head == head


@given(records)
def test_the_order_of_keys_and_a_trip_through_json_change_no_byte(record):
    turned = json.loads(json.dumps(dict(reversed(record.items()))))
    assert canonical(turned) == canonical(record)


@pytest.mark.parametrize("value", [1.5, float("nan"), {1: "a"}, b"x", "a\x00b", "\ud800", {1, 2}])
def test_what_has_no_single_spelling_is_refused(value):
    with pytest.raises(NotCanonical):
        canonical({"a": [value]})


def test_text_that_only_looks_like_a_nul_is_no_nul():
    assert json.loads(canonical({"a": "\\u0000"})) == {"a": "\\u0000"}


@given(st.integers(1, 12), st.data())
def test_a_changed_record_is_named(size, data):
    links = numbered(size)
    at = data.draw(st.integers(0, size - 1))
    forged = replace(links[at], content=canonical({"克": 999}))
    assert found([*links[:at], forged, *links[at + 1 :]], head_of(links)) == [
        (FaultKind.CHANGED, at + 1, at + 1)
    ]


@given(st.integers(1, 12), st.data())
def test_a_record_changed_together_with_its_digest_is_named(size, data):
    links = numbered(size)
    at = data.draw(st.integers(0, size - 1))
    content = canonical({"克": 999})
    forged = Link(
        at + 1, links[at].previous, digest_of(links[at].previous, at + 1, content), content
    )
    assert found([*links[:at], forged, *links[at + 1 :]], head_of(links)) == [
        (FaultKind.CHANGED, at + 1, at + 1)
    ]


@given(st.integers(1, 12), st.booleans(), st.data())
def test_removed_records_are_named_even_when_the_rest_is_renumbered(size, renumbered, data):
    links = numbered(size)
    first = data.draw(st.integers(0, size - 1))
    last = data.draw(st.integers(first, size - 1))
    left = links[:first] + links[last + 1 :]
    kinds = found(renumber(left) if renumbered else left, head_of(links))
    if renumbered and last < size - 1:
        # the count kept with the head tells of the missing ones a second time
        assert kinds[0] == (FaultKind.REMOVED, first + 1, last + 1)
    else:
        assert kinds == [(FaultKind.REMOVED, first + 1, last + 1)]


@given(st.integers(1, 12), st.booleans(), st.booleans(), st.data())
def test_an_inserted_record_is_named_whether_or_not_it_is_well_forged(
    size, renumbered, well_forged, data
):
    links = numbered(size)
    at = data.draw(st.integers(0, size - 1))
    content = canonical({"克": 999})
    previous = links[at].previous
    digest = digest_of(previous, at + 1, content) if well_forged else "ab" * 32
    forged = Link(at + 1, previous, digest, content)
    all_of_them = [*links[:at], forged, *links[at:]]
    kinds = found(renumber(all_of_them) if renumbered else all_of_them, head_of(links))
    assert (FaultKind.INSERTED, at + 1, at + 1) in kinds


@given(st.integers(2, 30), st.booleans(), st.data())
def test_two_records_that_changed_places_are_named(size, renumbered, data):
    links = numbered(size)
    one = data.draw(st.integers(0, size - 2))
    two = data.draw(st.integers(one + 1, size - 1))
    turned = list(links)
    turned[one], turned[two] = turned[two], turned[one]
    kinds = found(renumber(turned) if renumbered else turned, head_of(links))
    assert {kind for kind, *_place in kinds} == {FaultKind.REORDERED}
    named = {place for _kind, place, _last in kinds}
    assert named & {one + 1, two + 1}
    if renumbered:
        assert named == {one + 1, two + 1}


def test_two_records_far_apart_that_changed_places_are_both_named():
    links = numbered(3_000)
    turned = list(links)
    turned[10], turned[2_500] = turned[2_500], turned[10]
    kinds = found(renumber(turned), head_of(links))
    assert kinds == [(FaultKind.REORDERED, 11, 11), (FaultKind.REORDERED, 2501, 2501)]


def test_a_chain_recomputed_as_a_whole_is_found_by_a_digest_kept_elsewhere():
    links, forged = numbered(6), build([{"克": n * 2} for n in range(6)])
    assert verify(forged, head=head_of(forged)).is_whole
    assert found(forged, head_of(forged), anchors={4: links[3].digest}) == [
        (FaultKind.REWRITTEN, 4, 4)
    ]


def test_a_chain_cut_short_together_with_its_head_is_found_by_a_digest_kept_elsewhere():
    links = numbered(6)
    assert found(links[:3], head_of(links[:3]), anchors={5: links[4].digest}) == [
        (FaultKind.REMOVED, 4, 5)
    ]


def test_two_damages_are_both_named_and_what_lies_between_is_not():
    links = numbered(20)
    links[4] = replace(links[4], content=b"{}")
    del links[11]
    assert found(links, Head(20, links[-1].digest)) == [
        (FaultKind.CHANGED, 5, 5),
        (FaultKind.REMOVED, 12, 12),
    ]


def test_a_fault_says_in_chinese_which_records():
    links = numbered(9)
    (fault,) = verify(links[:3] + links[6:], head=head_of(links)).faults
    assert str(fault) == "第 4 至 6 条：记录被取走"


def test_the_heads_of_a_day_depend_on_every_book_and_on_yesterday():
    one, two = Head(3, "aa" * 32), Head(9, "bb" * 32)
    day = heads_digest("00" * 32, [("留样", one), ("晨检", two)])
    assert day == heads_digest("00" * 32, [("晨检", two), ("留样", one)])
    assert day != heads_digest("11" * 32, [("留样", one), ("晨检", two)])
    assert day != heads_digest("00" * 32, [("留样", two), ("晨检", one)])


def test_a_check_tells_how_far_it_is_and_keeps_pace():
    links, told = numbered(20_000), []
    begun = perf_counter()
    assert verify(iter(links), head=head_of(links), tell=told.append).is_whole
    assert told == [5_000, 10_000, 15_000, 20_000, 20_000]
    assert 20_000 / (perf_counter() - begun) > 20_000  # an order of magnitude below the figure
