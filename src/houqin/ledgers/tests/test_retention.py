"""The retention clock: what is past its time goes, by two people, and the chain still holds."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from houqin.chain import records_digest
from houqin.core import clock
from houqin.core.row_security import APP_ROLE
from houqin.core.tenancy import institution_scope
from houqin.files.public import attachments_of
from houqin.files.testing import make_photo
from houqin.ledgers.models import Amendment, Book, Entry, Purge, Tombstone
from houqin.ledgers.services import amending, books, retention
from houqin.ledgers.services.chaining import join, locked_head, move
from houqin.ledgers.services.installing import install_books
from houqin.ledgers.services.pages import addresses, check_page, head_of
from houqin.ledgers.services.proving import verify_book
from houqin.ledgers.services.proving_purges import ranges_of
from houqin.ledgers.testing import make_book, make_entry
from houqin.org.testing import at, make_member, signed_in


def now():
    return clock.now()


def of_age(book, actor, *months, **given):
    """Entries written so many months ago each, oldest first."""
    made = []
    for age in sorted(months, reverse=True):
        at = retention.months_before(now(), age) - timedelta(minutes=1)
        made.append(make_entry(book, actor, now=at, **given))
    return made


def book_of(months=6, **given):
    return make_book(retention_months=months, backdate_days=None, **given)


def purge(book, first, second, reason="超过保存期限"):
    asked = retention.propose(actor=first, book_id=book.pk, reason=reason, now=now())
    return retention.confirm(actor=second, proposal_id=asked.pk, now=now())


def as_owner(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute(statement, values)
        cursor.execute(f"SET ROLE {APP_ROLE}")


def test_what_is_past_its_time_goes_and_the_chain_still_holds(institution, director, principal):
    book = book_of()
    photo = make_photo(director, seed=1)
    old, older = of_age(book, director, 7, 8, raw={"photos": [str(photo.pk)]})
    fresh = make_entry(book, director, now=now())
    act = purge(book, director, principal)
    assert list(Entry.objects.filter(book=book)) == [fresh]
    assert (act.entries, act.links, act.ranges) == (2, 2, [[1, 2]])
    found = verify_book(book)
    assert found.is_whole
    assert found.verdict.checked == 4
    assert "已按保存期限销毁 2 条" in found.note
    assert attachments_of([old, older]) == {old.pk: [], older.pk: []}
    make_entry(book, director, now=now())
    assert verify_book(book).is_whole


def _printed(book, rows):
    """What the QR of a page with all these entries says."""
    head = head_of(book).sequence
    marks = addresses(book, {1: [row.sequence for row in rows]}, head, "")
    span, digest = marks[1][0].strip("/").split("/")[-2:]
    return (*map(int, span.split("-")), digest)


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    ages=st.lists(st.integers(0, 14), min_size=1, max_size=6),
    struck=st.sets(st.integers(0, 5)),
    signed=st.sets(st.integers(0, 5)),
)
def test_whatever_is_purged_the_book_is_proved_whole(
    ages, struck, signed, institution, director, principal, technician
):
    with transaction.atomic():
        book = book_of()
        rows = of_age(book, director, *ages)
        for place, row in enumerate(rows):
            at = row.entered_at + timedelta(days=40)
            if at < now() and place in signed:
                amending.countersign(actor=principal, entry_id=row.pk, now=at)
            if at < now() and place in struck:
                amending.strike_entry(actor=director, entry_id=row.pk, reason="记错了", now=at)
        printed = _printed(book, rows)
        limit = retention.months_before(now(), 6)
        stays = {
            row.pk for row in Entry.objects.filter(book=book)
            if row.entered_at >= limit
            or Amendment.objects.filter(entry=row, entered_at__gte=limit).exists()
            or row.countersignatures.filter(entered_at__gte=limit).exists()
        }  # fmt: skip
        if len(stays) < len(rows):
            purge(book, director, principal)
        assert set(Entry.objects.filter(book=book).values_list("pk", flat=True)) == stays
        found = verify_book(book)
        assert found.sentences == []
        assert found.verdict.destroyed == Tombstone.objects.filter(book=book).count()
        assert check_page(book, *printed).holds, "paper from before the purge is still proved"
        transaction.set_rollback(True)


def written(book, entries, first, second, months=6):
    """A purge of entries that nobody proposed, as a program of ill will would write it."""
    head = locked_head(book.pk)
    links = sorted((one.sequence, one.digest) for one in entries)
    row = Purge(
        book=book, ranges=ranges_of(n for n, _digest in links), entries=len(entries),
        links=len(links), links_digest=records_digest(links), months=months, reason="x",
        proposed_by=first.staff, proposed_name="甲", confirmed_by=second.staff,
        confirmed_name="乙", entered_at=now(),
    )  # fmt: skip
    join(head, [row])
    row.save(force_insert=True)
    move(head)
    return row


def carried_out(row):
    with connection.cursor() as cursor:
        cursor.execute("SELECT ledgers_purge(%s)", [row.pk])


def forced(*given, **named):
    carried_out(written(*given, **named))


@pytest.mark.parametrize("age", [0, 5])
def test_the_database_refuses_a_purge_before_its_time(age, institution, director, principal):
    book = book_of()
    rows = of_age(book, director, age, 9)
    with pytest.raises(DatabaseError, match="too early"), transaction.atomic():
        forced(book, rows, director, principal)
    with pytest.raises(DatabaseError, match="duplicate key"), transaction.atomic():
        forced(book, [*rows[:1], *rows[:1]], director, principal)
    with pytest.raises(DatabaseError, match="keeps its entries"), transaction.atomic():
        forced(book, rows[:1], director, principal, months=1)
    assert Entry.objects.filter(book=book).count() == 2
    assert verify_book(book).is_whole


def test_a_purge_of_another_institution_is_out_of_reach(institution, stranger):
    with institution_scope(stranger.institution.pk):
        book, second = book_of(), make_member(stranger.institution, "principal")
        rows = of_age(book, stranger, 9)
        row = written(book, rows, stranger, second)
    with institution_scope(institution.pk), pytest.raises(DatabaseError, match="no such purge"):  # noqa: SIM117
        with transaction.atomic():
            carried_out(row)
    with institution_scope(stranger.institution.pk):
        carried_out(row)
        assert not Entry.objects.filter(book=book).exists()


def test_the_program_can_add_no_tombstone_and_delete_no_entry(institution, director, principal):
    book = book_of()
    (row,) = of_age(book, director, 9)
    act = purge(book, director, principal)
    stone = Tombstone.objects.get()
    stone.pk, stone.sequence, stone.purge = None, 7, act
    with pytest.raises(DatabaseError, match="ledgers_purge only"), transaction.atomic():
        stone.save(force_insert=True)
    with pytest.raises(DatabaseError), transaction.atomic():
        Tombstone.objects.all().delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        make_entry(book, director, now=now()).delete()
    assert row.pk


def test_contents_that_went_without_a_purge_are_named(institution, director, principal):
    book = book_of()
    of_age(book, director, 9, 8)
    last = make_entry(book, director, now=now())
    purge(book, director, principal)
    assert verify_book(book).is_whole
    # The owner of the server makes an entry vanish in the same way.
    as_owner(
        "INSERT INTO ledgers_tombstone (institution_id, book_id, purge_id, sequence, previous,"
        " digest, entered_at) SELECT institution_id, book_id, (SELECT id FROM ledgers_purge),"
        " sequence, previous, digest, entered_at FROM ledgers_entry WHERE id = %s",
        last.pk,
    )
    as_owner("DELETE FROM ledgers_entry WHERE id = %s", last.pk)
    found = verify_book(book)
    assert not found.is_whole
    assert "没有相符的销毁记录" in found.sentences[0]


def test_one_person_alone_cannot_purge(institution, director, technician):
    book = book_of()
    of_age(book, director, 9)
    with pytest.raises(ValidationError, match="另一个人确认"):
        purge(book, director, director)
    with pytest.raises(PermissionDenied):
        retention.propose(actor=technician, book_id=book.pk, reason="x", now=now())
    assert Entry.objects.filter(book=book).count() == 1


def test_a_book_kept_for_ever_or_with_nothing_old_offers_nothing(institution, director):
    for book in (book_of(None), book_of(keeps_with_object=True), book_of(12)):
        of_age(book, director, 8)
        with pytest.raises(ValidationError, match=r"没有"):
            retention.propose(actor=director, book_id=book.pk, reason="到期", now=now())
    assert retention.overdue(now()) == []


def test_the_overview_counts_in_one_query(institution, director, django_assert_num_queries):
    first, second = book_of(), book_of(24)
    of_age(first, director, 7, 8, 1)
    of_age(second, director, 25)
    with django_assert_num_queries(1):
        found = {row["book"]: row["count"] for row in retention.overdue(now())}
    assert found == {first.pk: 2, second.pk: 1}


def test_a_book_of_the_pack_is_kept_as_long_as_demanded_and_a_shortened_one_waits_a_month(
    institution, director, principal
):
    install_books(actor=None, kind="school", facilities=["has_canteen"], now=now())
    book = Book.objects.filter(retention_least_months__gte=6, keeps_with_object=False).first()
    least = book.retention_least_months
    client, url = signed_in(director), at(institution, f"ledgers/b/{book.code}/settings/")
    page = client.get(url)
    assert f"按规定至少 {least} 个月" in page.content.decode()
    form = {k: v for k, v in page.context["form"].initial.items() if v not in (None, False)}
    answer = client.post(url, {**form, "retention_months": least - 1})
    assert answer.status_code == 422
    assert f"至少保存 {least} 个月" in answer.content.decode()
    with pytest.raises(DatabaseError, match="kept_as_demanded"), transaction.atomic():
        Book.objects.filter(pk=book.pk).update(retention_months=1, retention_least_months=1)

    own = book_of(36)
    rows = of_age(own, director, 9)
    books.change_book(actor=director, book_id=own.pk, retention_months=6)
    with pytest.raises(ValidationError, match="刚缩短过"):
        purge(own, director, principal)
    assert retention.overdue(now()) == []
    Book.objects.filter(pk=own.pk).update(retention_shortened_at=None)  # the program cannot
    with pytest.raises(DatabaseError, match="shortened lately"), transaction.atomic():
        forced(own, rows, director, principal)
    past = now() - timedelta(days=31)
    as_owner("UPDATE ledgers_book SET retention_shortened_at = %s WHERE id = %s", past, own.pk)
    assert purge(own, director, principal).entries == 1
