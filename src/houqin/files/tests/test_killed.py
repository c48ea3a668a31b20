"""A program that dies, and a purge that runs beside an upload: no acknowledged file is lost."""

from __future__ import annotations

import hashlib
import threading
import time
from datetime import timedelta

import pytest
from django.db import connections, transaction

from houqin.core.tenancy import institution_scope
from houqin.files import storage
from houqin.files.models import StoredFile
from houqin.files.public import attach, detach, purge_orphans
from houqin.files.testing import NOON, make_photo
from houqin.org.testing import make_institution, make_member, make_place
from houqin.org.testing_programs import another_program

_UPLOADER = """
import sys
from datetime import date
from houqin.core.tenancy import institution_scope
from houqin.files.testing import NOON, encoded, picture, upload
from houqin.files.public import take
from houqin.org.member import member_of
from houqin.org.models import Staff
with institution_scope(int(sys.argv[1])):
    staff = Staff.objects.get(pk=int(sys.argv[2]))
    member = member_of(staff, staff.institution, date(2026, 11, 22))
    for number in range(100_000):
        photo = encoded(picture(64 + number, 64))
        stored = take(actor=member, upload=upload("a.jpg", photo), now=NOON)
        print(stored.pk, flush=True)
"""


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_program_killed_at_any_instant_loses_no_acknowledged_photo(media):
    institution = make_institution()
    member = make_member(institution, "clerk")
    for acknowledged_before_death in (1, 8):
        child = another_program(
            _UPLOADER, institution.pk, member.staff.pk, HOUQIN_DATA=str(media.parent)
        )
        told = [child.stdout.readline() for _ in range(acknowledged_before_death)]
        child.kill()
        told += child.stdout.readlines()
        child.wait()
        acknowledged = {int(line) for line in told if line.endswith("\n")}
        with institution_scope(institution.pk):
            rows = {row.pk: row for row in StoredFile.objects.all()}
        assert acknowledged
        assert acknowledged <= set(rows)
        for row in rows.values():
            content = storage.absolute(row.path).read_bytes()
            assert hashlib.sha256(content).hexdigest() == row.sha256
            assert storage.absolute(storage.thumbnail_of(row.path)).exists()


@pytest.mark.django_db(transaction=True)
def test_a_purge_beside_an_upload_never_takes_the_file_away(monkeypatch):
    remove = storage.remove

    def remove_slowly(path: str) -> None:  # a slow disk: time for an upload to come in between
        time.sleep(0.03)
        remove(path)

    monkeypatch.setattr(storage, "remove", remove_slowly)
    institution = make_institution()
    with institution_scope(institution.pk):
        member, place = make_member(institution, "clerk"), make_place()
    done = threading.Event()
    purged = []

    def purge() -> None:
        try:
            with institution_scope(institution.pk):
                while not done.is_set():
                    purged.append(purge_orphans(NOON + timedelta(hours=25)))
        finally:
            connections.close_all()

    thread = threading.Thread(target=purge)
    thread.start()
    try:
        with institution_scope(institution.pk):
            for _ in range(60):
                with transaction.atomic():
                    photo = make_photo(member)
                    attach(actor=member, file=photo, owner=place)
                assert storage.absolute(photo.path).exists()
                detach(actor=member, file=photo, owner=place)
    finally:
        done.set()
        thread.join()
    assert sum(purged) > 3  # the two did meet
