"""Many writers at once, and whatever somebody with the owner's rights does to the tables."""

from __future__ import annotations

import threading
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection

from houqin.chain import FaultKind
from houqin.core.postgres.roles import APP_ROLE
from houqin.core.tenancy import institution_scope
from houqin.ledgers.models import ChainHead, DayHead, Entry
from houqin.ledgers.services import amending, days
from houqin.ledgers.services.proving import verify_all, verify_book
from houqin.ledgers.testing import LUNCH, NOW, make_book, make_entry
from houqin.org.testing import make_institution, make_member

TODAY = NOW.date()


@pytest.fixture
def book(institution, cook, director):
    """Eight links: six entries, a correction, a countersignature."""
    made = make_book()
    entries = [make_entry(made, cook, raw={"dish": f"菜{n}"}) for n in range(6)]
    amending.amend_entry(
        actor=cook, entry_id=entries[1].pk, raw={**LUNCH, "grams": "140"}, reason="错", now=NOW
    )
    amending.countersign(actor=director, entry_id=entries[2].pk, now=NOW)
    return made


def as_owner(statement: str, *values: object) -> None:
    """What a person with the database's password could do."""
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute(statement, values)
        cursor.execute(f"SET ROLE {APP_ROLE}")


def faults(book) -> list[tuple[FaultKind, int]]:
    return [(fault.kind, fault.sequence) for fault in verify_book(book).verdict.faults]


def test_an_honest_book_is_whole_and_tells_how_far_the_check_is(book):
    told = []
    found = verify_book(book, tell=lambda done, total: told.append((done, total)))
    assert found.is_whole
    assert found.verdict.checked == 8
    assert told[-1] == (8, 8)


@pytest.mark.parametrize(
    "change",
    [
        "values = jsonb_set(values, '{grams}', '200')",
        "happened_at = happened_at - interval '1 day'",
        "entered_at = entered_at - interval '1 microsecond'",
        "author_name = '别人'",
        "number = '2026-9999'",
        "measure = '后补的措施'",
        "token = gen_random_uuid()",
        "file_hashes = array['x']",
        "values = values || '{\"grams\": 150.5}'",
    ],
)
def test_a_changed_column_of_an_entry_is_named(change, book):
    as_owner(f"UPDATE ledgers_entry SET {change} WHERE sequence = 4")  # noqa: S608
    found = verify_book(book)
    assert [(f.kind, f.sequence) for f in found.verdict.faults] == [(FaultKind.CHANGED, 4)]
    number = Entry.objects.get(sequence=4).number
    assert found.sentences == [f"第 4 条：内容被改动过（编号 {number}）"]


def test_a_changed_correction_and_a_changed_signature_are_named(book):
    as_owner("UPDATE ledgers_amendment SET reason = '没有错'")
    as_owner("UPDATE ledgers_countersignature SET signer_name = '别人'")
    assert faults(book) == [(FaultKind.CHANGED, 7), (FaultKind.CHANGED, 8)]


def test_a_removed_entry_is_named_wherever_it_stood(book):
    as_owner("DELETE FROM ledgers_entry WHERE sequence = 4")
    as_owner("DELETE FROM ledgers_countersignature")
    assert faults(book) == [(FaultKind.REMOVED, 4), (FaultKind.REMOVED, 8)]


def test_two_entries_that_changed_places_are_named(book):
    as_owner("UPDATE ledgers_entry SET sequence = 99 WHERE sequence = 3")
    as_owner("UPDATE ledgers_entry SET sequence = 3 WHERE sequence = 5")
    as_owner("UPDATE ledgers_entry SET sequence = 5 WHERE sequence = 99")
    assert faults(book) == [(FaultKind.REORDERED, 3), (FaultKind.REORDERED, 5)]


def test_an_entry_put_in_behind_the_end_is_named(book):
    as_owner(
        "UPDATE ledgers_chainhead SET sequence = 7, digest = "
        "(SELECT digest FROM ledgers_amendment) WHERE sequence = 8"
    )
    assert faults(book) == [(FaultKind.INSERTED, 8)]


def test_a_changed_form_is_named(book):
    as_owner("UPDATE ledgers_bookversion SET form = jsonb_set(form, '{title}', '\"别的\"')")
    assert verify_book(book).sentences == ["第 1 版表格：内容被改动过"]


def test_a_book_written_anew_is_found_by_the_day_head_that_was_kept(institution, cook):
    book = make_book()
    entry = make_entry(book, cook)
    days.seal_day(day=TODAY, now=NOW)
    as_owner("DELETE FROM ledgers_entry")
    as_owner("UPDATE ledgers_chainhead SET sequence = 0, digest = %s, number = 0", "0" * 64)
    forged = make_entry(book, cook, raw={"dish": "别的菜"})
    assert forged.sequence == entry.sequence
    assert faults(book) == [(FaultKind.REWRITTEN, 1)]


def test_a_day_is_sealed_once_and_a_changed_seal_is_named(book):
    first = days.seal_day(day=TODAY, now=NOW)
    assert days.seal_day(day=TODAY, now=NOW + timedelta(hours=1)).pk == first.pk
    days.seal_day(day=TODAY + timedelta(days=1), now=NOW + timedelta(days=1))
    assert days.broken_days() == []
    as_owner("UPDATE ledgers_dayhead SET heads = '[]' WHERE day = %s", TODAY)
    assert days.broken_days() == [TODAY]
    assert DayHead.objects.count() == 2


def test_a_check_of_a_long_book_takes_its_rows_in_chunks(book, monkeypatch):
    monkeypatch.setattr("houqin.ledgers.services.proving_links.CHUNK", 2)
    assert verify_book(book).verdict.checked == 8
    assert [one.is_whole for one in verify_all()] == [True]


@pytest.mark.django_db(transaction=True)
def test_twenty_writers_into_one_book_leave_no_gap_and_no_fork(transactional_db):
    institution = make_institution()
    with institution_scope(institution.pk):
        cook = make_member(institution, "canteen_manager")
        book = make_book()
    shared, problems, gate = uuid4(), [], threading.Barrier(20)

    def work(number: int) -> None:
        try:
            gate.wait()
            with institution_scope(institution.pk):
                for turn in range(5):
                    make_entry(book, cook, raw={"dish": f"{number}-{turn}"})
                make_entry(book, cook, token=shared)  # everybody's phone sends the same one
        except Exception as error:
            problems.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(n,)) for n in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    with institution_scope(institution.pk):
        rows = Entry.objects.order_by("sequence")
        assert list(rows.values_list("sequence", flat=True)) == list(range(1, 102))
        assert len(set(rows.values_list("number", flat=True))) == 101
        assert rows.filter(token=shared).count() == 1
        assert ChainHead.objects.get(book=book).sequence == 101
        assert verify_book(book).is_whole
