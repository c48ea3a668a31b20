"""A pack's books are opened once, kept up to date, and never taken from those who changed them."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from houqin.core.roles import Kind
from houqin.core.tenancy import institution_scope
from houqin.forms import form_from, form_to_dict
from houqin.journal.models import JournalEntry
from houqin.ledgers.declared import form_problem
from houqin.ledgers.models import Book, BookVersion, ChainHead
from houqin.ledgers.services import installing
from houqin.ledgers.services.books import change_book, open_book, publish_book_version
from houqin.ledgers.services.installing import install_books, settings_of
from houqin.ledgers.services.writing import write_entry
from houqin.ledgers.testing import NOW, make_book
from houqin.org.testing import make_institution, make_member
from houqin.packs.books import book_for, books_for
from houqin.packs.loading import load
from houqin.packs.model import Condition

SMALL = frozenset({Condition.CANTEEN})


def install(**given):
    given = {"actor": None, "kind": Kind.SCHOOL, "facilities": SMALL, "now": NOW, **given}
    return install_books(**given)


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_gets_all_the_books_of_its_pack(db, kind):
    made = make_institution(kind=kind)
    facilities = load(kind).institution.facilities
    with institution_scope(made.pk):
        done = install(kind=kind, facilities=facilities)
        wanted = {book.code for book in books_for(kind, facilities)}
        assert set(done.opened) == wanted
        assert set(Book.objects.values_list("code", flat=True)) == wanted
        assert not Book.objects.filter(current=None).exists()


def test_a_book_is_as_if_it_had_been_opened_by_hand(institution):
    """Installing writes in bulk; what it writes is what opening one book writes."""
    install(facilities=frozenset())
    for book in Book.objects.select_related("current"):
        form = form_from(book.current.form)
        assert not form_problem(form, per_field=book.per_field, time_field=book.time_field)
        book.full_clean(exclude=["institution", "current"])
    installed = Book.objects.select_related("current").get(code="patrol")
    spec = book_for(Kind.SCHOOL, "patrol")
    settings = {**settings_of(spec), "title": "手工开的"}
    by_hand = open_book(actor=None, code="by_hand", form=spec.form, now=NOW, **settings)
    assert installed.current.form == by_hand.current.form
    assert installed.current.digest == by_hand.current.digest
    assert installed.current.number == by_hand.current.number
    assert ChainHead.objects.get(book=installed).sequence == 0
    opened = JournalEntry.objects.filter(action="ledgers.book_opened", target_id=installed.pk)
    assert opened.get().sentence == "开设台账《安全巡查记录》"


def test_opening_a_hundred_books_asks_a_dozen_times(institution):
    with CaptureQueriesContext(connection) as asked:
        install()
    assert Book.objects.count() > 80
    assert len(asked) <= 15


def test_a_second_time_changes_nothing_and_asks_little(institution):
    install()
    versions = BookVersion.objects.count()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        done = install(now=NOW + timedelta(days=1))
    assert not done.opened
    assert not done.published
    assert set(done.unchanged) == set(Book.objects.values_list("code", flat=True))
    assert BookVersion.objects.count() == versions
    assert len(asked) <= 4


def test_a_new_facility_brings_its_books(institution):
    install()
    done = install(facilities=SMALL | {Condition.LIFT})
    assert set(done.opened) == {"elevator_maintenance", "special_equipment_control"}


def changed_pack(monkeypatch, code, **more):
    """The next release of the program: one book has another form."""
    books = books_for(Kind.SCHOOL, SMALL)
    spec = next(book for book in books if book.code == code)
    form = {**spec.form, "title": "新表"}
    newer = replace(spec, form=form_to_dict(form_from(form)), **more)
    listed = tuple(newer if book.code == code else book for book in books)
    monkeypatch.setattr(installing, "books_for", lambda _kind, _facilities: listed)


def test_only_the_form_that_differs_gets_a_new_version(institution, monkeypatch):
    install()
    changed_pack(monkeypatch, "patrol", per_field="place")
    done = install(now=NOW + timedelta(days=30))
    assert done.published == ["patrol"]
    book = Book.objects.get(code="patrol")
    assert book.current.number == 2
    assert book.current.form["title"] == "新表"
    assert book.current.published_by is None


def test_a_form_that_the_institution_published_stays(institution, director, monkeypatch):
    install()
    book = Book.objects.get(code="patrol")
    form = {**book_for(Kind.SCHOOL, "patrol").form, "title": "我们自己的巡查表"}
    publish_book_version(actor=director, book_id=book.pk, form=form, now=NOW)
    changed_pack(monkeypatch, "patrol")
    done = install()
    assert done.own == ["patrol"]
    book.refresh_from_db()
    assert book.current.form["title"] == "我们自己的巡查表"


def test_settings_that_people_changed_stay(institution, director, monkeypatch):
    install()
    book = Book.objects.get(code="patrol")
    change_book(actor=director, book_id=book.pk, title="校园巡逻本", writer_roles=["gatekeeper"])
    changed_pack(monkeypatch, "patrol")
    install()
    book.refresh_from_db()
    assert (book.title, book.writer_roles) == ("校园巡逻本", ["gatekeeper"])


def test_an_own_book_of_the_same_title_is_left_alone(institution):
    own = make_book(title=book_for(Kind.SCHOOL, "patrol").title, code="our_patrol")
    done = install()
    assert done.clashing == ["patrol"]
    assert not Book.objects.filter(code="patrol").exists()
    assert Book.objects.get(pk=own.pk).current.number == 1


def test_who_may_not_set_up_books_may_not_install_them(institution):
    cleaner = make_member(institution, "cleaner")
    with pytest.raises(PermissionDenied):
        install(actor=cleaner)
    assert not Book.objects.exists()


def test_a_low_sample_is_flagged_and_needs_a_measure(institution):
    install()
    keeper = make_member(institution, "canteen_manager")
    book = Book.objects.get(code="food_sample_log")
    raw = {
        "meal": "午餐",
        "at": (NOW - timedelta(minutes=5)).isoformat(),
        "dishes": [{"dish": "红烧肉", "grams": "100"}, {"dish": "青菜", "grams": "130"}],
        "fridge_temp": "4",
        "locked": True,
        "by": {"id": str(keeper.staff.pk), "name": keeper.staff.name},
    }
    entry = write_entry(
        actor=keeper, book_id=book.pk, raw=raw, now=NOW, token=uuid4(), measure="已补留到150克"
    )
    assert [flag["path"] for flag in entry.flags] == ["dishes.0.grams"]
    assert "125" in entry.flags[0]["message"]
