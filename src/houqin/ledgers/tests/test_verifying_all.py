"""All books are checked in a handful of queries, however many are empty."""

from __future__ import annotations

from houqin.core import clock
from houqin.ledgers.services.proving import verify_all
from houqin.ledgers.testing import make_book, make_entry


def test_two_hundred_empty_books_cost_no_query_each(
    institution, director, django_assert_max_num_queries
):
    for _n in range(40):
        make_book()
    used = make_book()
    make_entry(used, director, now=clock.now())
    with django_assert_max_num_queries(14):
        found = list(verify_all())
    assert len(found) == 41
    assert all(one.is_whole for one in found)
    assert sum(one.verdict.checked for one in found) == 1


def test_a_page_of_an_empty_but_cut_book_still_tells(institution, director):
    """The head says that there were links; no row claims a place."""
    from houqin.ledgers.models import ChainHead

    book = make_book()
    ChainHead.objects.filter(book=book).update(sequence=3, digest="a" * 64)
    (found,) = verify_all(code=book.code)
    assert "第 1 至 3 条：记录被取走" in found.sentences[0]
