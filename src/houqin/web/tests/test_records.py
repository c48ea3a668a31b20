"""The demo's record books: whatever a pack opens, somebody there can fill in."""

from __future__ import annotations

from datetime import datetime
from random import Random
from zoneinfo import ZoneInfo

import pytest

from houqin.core.roles import Kind
from houqin.core.tenancy import institution_scope
from houqin.ledgers.models import Book, Entry
from houqin.ledgers.services.installing import install_books
from houqin.org.models import SchoolClass, Student
from houqin.org.testing import make_institution, make_member, make_place
from houqin.packs.loading import load
from houqin.packs.model import Condition
from houqin.web.demo.album import Album
from houqin.web.demo.records import Records, Wish

NOW = datetime(2026, 11, 20, 15, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.mark.parametrize("kind", [Kind.HOSPITAL, Kind.SCHOOL])
def test_every_book_of_a_pack_can_be_filled_in(kind, db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    place = make_institution(kind)
    with institution_scope(place.pk):
        people = [make_member(place, role) for role in ("director", "cleaner", "doctor")]
        for name in ("一号楼", "内一科病区"):
            make_place(name)
        if kind is Kind.SCHOOL:  # a hospital has neither
            group = SchoolClass.objects.create(name="一年级1班")
            Student.objects.create(name="小明", number="1", school_class=group)
        install_books(actor=None, kind=kind, facilities=list(Condition), now=NOW)
        rng = Random(4)
        records = Records(
            members={one.staff.pk: one for one in people},
            album=Album(load(kind), rng, NOW), notes=load(kind).history.notes, now=NOW,
        )  # fmt: skip
        wanting = {book.code for book in Book.objects.all() if not records.can_fill(book.code)}
        refers = {code for code in wanting if "entry" in str(records.books[code].current.form)}
        assert wanting == refers
        moment = NOW.replace(hour=9)
        records.write([Wish(code, moment, people[0]) for code in records.books])
        written = set(Entry.objects.values_list("book__code", flat=True))
        assert set(records.books) - written <= wanting
