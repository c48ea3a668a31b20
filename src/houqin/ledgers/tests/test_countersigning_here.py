"""The second signer on the author's phone: by name and PIN, as that person's own act."""

from __future__ import annotations

import pytest

from houqin.accounts.models import MAX_FAILURES
from houqin.accounts.pins import set_pin
from houqin.core import clock
from houqin.journal.models import JournalEntry
from houqin.ledgers.models import Countersignature
from houqin.ledgers.testing import make_book, make_entry
from houqin.org.testing import at, make_member, signed_in

PIN = "271804"


@pytest.fixture
def second(institution):
    """A doctor with a PIN; the book below wants doctors to sign."""
    member = make_member(institution, "doctor")
    member.user.set_password("qing-he-2026")
    member.user.save()
    set_pin(user=member.user, password="qing-he-2026", pin=PIN, again=PIN, now=clock.now())
    return member


@pytest.fixture
def entry(institution, cook):
    book = make_book(title="食品留样", code="sample", signer_roles=["doctor"])
    return make_entry(book, cook, now=clock.now())


def here(member, entry, **given):
    path = at(member.institution, f"ledgers/e/{entry.pk}/countersign/here/")
    return signed_in(member).post(path, given) if given else signed_in(member).get(path)


def test_the_second_person_signs_on_the_authors_phone(entry, cook, second):
    page = here(cook, entry).content.decode()
    assert second.name in page
    assert here(cook, entry, signer=second.staff.pk, secret=PIN).status_code == 302
    signed = Countersignature.objects.get()
    assert signed.signer_id == second.staff.pk
    line = JournalEntry.objects.get(action="ledgers.entry_countersigned_here")
    assert line.actor_name == second.name
    assert f"在{cook.name}的手机上" in line.sentence


def test_the_entry_asks_for_the_missing_signature_until_it_is_there(entry, cook, second):
    path = at(cook.institution, f"ledgers/e/{entry.pk}/")
    assert "还差一位同事会签" in signed_in(cook).get(path).content.decode()
    here(cook, entry, signer=second.staff.pk, secret=PIN)
    assert "还差一位同事会签" not in signed_in(cook).get(path).content.decode()


def test_neither_the_author_nor_who_has_no_right_stands_in_the_list(entry, cook, institution):
    guard = make_member(institution, "gatekeeper")
    page = here(cook, entry).content.decode()
    assert f">{guard.name}" not in page
    for stranger in (cook, guard):
        answer = here(cook, entry, signer=stranger.staff.pk, secret="password")
        assert answer.status_code == 422
    assert not Countersignature.objects.exists()


def test_a_wrong_pin_signs_nothing_and_five_lock_it(entry, cook, second):
    for _try in range(MAX_FAILURES):
        answer = here(cook, entry, signer=second.staff.pk, secret="000111")
        assert answer.status_code == 422
        assert "不对" in answer.content.decode()
    answer = here(cook, entry, signer=second.staff.pk, secret=PIN)
    assert "已锁定" in answer.content.decode()
    assert not Countersignature.objects.exists()
