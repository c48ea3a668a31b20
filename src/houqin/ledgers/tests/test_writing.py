"""Entering, correcting, striking and signing, through the services."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from houqin.core.tenancy import institution_scope
from houqin.files.testing import make_photo
from houqin.journal.public import history
from houqin.ledgers.models import Amendment, BookVersion, Countersignature, Entry
from houqin.ledgers.services import amending, books, writing
from houqin.ledgers.services.proving import verify_book
from houqin.ledgers.standing import standing_of
from houqin.ledgers.testing import LUNCH, NOW, SAMPLE_FORM, make_book, make_entry
from houqin.org.testing import make_member


@pytest.fixture
def book(institution):
    return make_book()


def told(error: pytest.ExceptionInfo[ValidationError]) -> dict[str, list[str]]:
    return error.value.message_dict


def test_an_entry_is_kept_as_typed_with_its_number_place_in_the_chain_and_author(book, cook):
    entry = make_entry(book, cook)
    entry.refresh_from_db()
    assert entry.number == "2026-0001"
    assert entry.values == {"meal": "午餐", "dish": "红烧肉", "grams": 150, "temperature": "4.0"}
    assert (entry.sequence, entry.author_name) == (1, cook.name)
    assert make_entry(book, cook).previous == entry.digest
    assert [line.action for line in history(entry)] == ["ledgers.entry_written"]


def test_the_same_token_twice_is_one_entry(book, cook):
    token = uuid4()
    first = make_entry(book, cook, token=token)
    again = make_entry(book, cook, token=token, raw={"dish": "别的"}, now=NOW + timedelta(days=90))
    assert again.pk == first.pk
    assert Entry.objects.count() == 1


def test_a_token_of_another_book_is_refused(book, cook):
    entry = make_entry(book, cook)
    with pytest.raises(ValidationError, match="另一本台账"):
        make_entry(make_book(), cook, token=entry.token)


def test_a_refused_form_names_its_fields_and_keeps_nothing(book, cook):
    with pytest.raises(ValidationError) as error:
        make_entry(book, cook, raw={"dish": "", "grams": "一百"})
    assert set(told(error)) == {"values.dish", "values.grams"}
    assert Entry.objects.count() == 0


def test_a_value_out_of_its_limit_demands_how_it_was_handled_and_is_flagged(book, cook):
    with pytest.raises(ValidationError) as error:
        make_entry(book, cook, raw={"grams": "90"})
    assert "125 克" in told(error)["measure"][0]
    entry = make_entry(book, cook, raw={"grams": "90"}, measure="已补留 60 克。")
    assert entry.is_abnormal
    assert entry.flags[0]["path"] == "grams"
    assert not make_entry(book, cook, measure="没有异常也写了").is_abnormal


def test_a_late_entry_says_why_and_keeps_both_times(book, cook):
    happened = NOW - timedelta(days=2)
    with pytest.raises(ValidationError) as error:
        make_entry(book, cook, happened_at=happened)
    assert "late_reason" in told(error)
    entry = make_entry(book, cook, happened_at=happened, late_reason="停电")
    assert (entry.is_late, entry.happened_at, entry.entered_at) == (True, happened, NOW)


def test_an_entry_older_than_the_book_allows_is_refused(institution, cook):
    book = make_book(backdate_days=3)
    with pytest.raises(ValidationError, match="最多补录 3 天内"):
        make_entry(book, cook, happened_at=NOW - timedelta(days=4), late_reason="忘了")


def test_what_has_not_happened_cannot_be_entered(book, cook):
    with pytest.raises(ValidationError, match="不能晚于现在"):
        make_entry(book, cook, happened_at=NOW + timedelta(hours=1))


def test_what_was_written_without_a_network_is_not_late_when_it_arrives(book, cook):
    made = NOW - timedelta(hours=20)
    entry = make_entry(book, cook, made_at=made)
    assert (entry.happened_at, entry.is_late, entry.entered_at) == (made, False, NOW)
    with pytest.raises(ValidationError, match="补录"):  # nobody's queue holds it for four days
        make_entry(book, cook, made_at=NOW - timedelta(days=4), happened_at=NOW - timedelta(days=4))


def test_a_book_may_take_its_time_and_its_key_from_the_form(institution, cook):
    form = {**SAMPLE_FORM, "field": [
        *SAMPLE_FORM["field"], {"code": "on", "label": "日期", "type": "date", "required": True},
    ]}  # fmt: skip
    book = make_book(form=form, time_field="on", per_what="meal", per_field="meal")
    entry = make_entry(book, cook, raw={"on": "2026-11-21"}, late_reason="忘记")
    assert entry.happened_at.date().isoformat() == "2026-11-21"
    assert (entry.key, entry.key_name, entry.is_late) == ("午餐", "午餐", True)


def test_numbers_start_anew_with_the_period(institution, cook):
    book = make_book(numbering="LY{year}{month}-{n:3}")
    assert [make_entry(book, cook).number for _ in range(2)] == ["LY202611-001", "LY202611-002"]
    assert make_entry(book, cook, now=NOW + timedelta(days=10)).number == "LY202612-001"


def test_only_the_roles_of_the_book_write_in_it(institution, cook):
    book = make_book(writer_roles=["canteen_manager"])
    guard = make_member(institution, "gatekeeper")
    with pytest.raises(PermissionDenied, match="由食堂管理员填写"):
        make_entry(book, guard)
    assert make_entry(book, cook).pk


def test_an_entry_is_read_with_the_version_the_phone_had(book, cook, director):
    newer = {**SAMPLE_FORM, "field": [
        *SAMPLE_FORM["field"], {"code": "who", "label": "留样人", "type": "text", "required": True},
    ]}  # fmt: skip
    books.publish_book_version(actor=director, book_id=book.pk, form=newer, now=NOW)
    assert make_entry(book, cook, version=1).version.number == 1
    with pytest.raises(ValidationError, match="留样人"):
        make_entry(book, cook)


def test_publishing_the_same_form_again_makes_no_version(book, director):
    books.publish_book_version(actor=director, book_id=book.pk, form=SAMPLE_FORM, now=NOW)
    assert BookVersion.objects.filter(book=book).count() == 1


def test_a_correction_keeps_what_stood_before(book, cook, director):
    entry = make_entry(book, cook)
    amending.amend_entry(
        actor=cook, entry_id=entry.pk, raw={**LUNCH, "grams": "130"}, reason="看错秤", now=NOW
    )
    amended = Amendment.objects.get()
    assert (amended.before["grams"], amended.after["grams"], amended.reason) == (150, 130, "看错秤")
    entry.refresh_from_db()
    assert entry.values["grams"] == 150
    assert standing_of(entry).values["grams"] == 130
    assert verify_book(book).is_whole


def test_a_correction_that_changes_nothing_is_none(book, cook):
    entry = make_entry(book, cook)
    assert not amending.amend_entry(
        actor=cook, entry_id=entry.pk, raw=LUNCH, reason="再看看", now=NOW
    )
    assert Amendment.objects.count() == 0


def test_a_correction_out_of_limit_demands_a_measure_too(book, cook):
    entry = make_entry(book, cook)
    with pytest.raises(ValidationError) as error:
        amending.amend_entry(
            actor=cook, entry_id=entry.pk, raw={**LUNCH, "grams": "9"}, reason="错", now=NOW
        )
    assert "measure" in told(error)


def test_a_struck_entry_stays_readable_and_cannot_be_corrected(book, cook):
    entry = make_entry(book, cook)
    for _click in range(2):
        amending.strike_entry(actor=cook, entry_id=entry.pk, reason="记到别的班了", now=NOW)
    assert Amendment.objects.count() == 1
    assert standing_of(entry).is_struck
    assert not Entry.objects.standing().exists()
    with pytest.raises(ValidationError, match="已经划去"):
        amending.amend_entry(actor=cook, entry_id=entry.pk, raw=LUNCH, reason="改", now=NOW)


def test_only_the_author_or_a_leader_corrects(book, cook, director, institution):
    entry = make_entry(book, cook)
    with pytest.raises(PermissionDenied, match="更正请找本人"):
        amending.strike_entry(
            actor=make_member(institution, "gatekeeper"), entry_id=entry.pk, reason="x", now=NOW
        )
    assert amending.strike_entry(actor=director, entry_id=entry.pk, reason="重复", now=NOW)


def test_a_second_person_signs_and_never_the_author(book, cook, institution):
    entry = make_entry(book, cook)
    with pytest.raises(PermissionDenied, match="另一位同事"):
        amending.countersign(actor=cook, entry_id=entry.pk, now=NOW)
    other = make_member(institution, "storekeeper")
    for _click in range(2):
        amending.countersign(actor=other, entry_id=entry.pk, now=NOW)
    assert Countersignature.objects.get().signer_name == other.name
    assert verify_book(book).verdict.checked == 2


def test_photos_belong_to_the_entry_and_their_digests_to_its_link(book, cook):
    photo = make_photo(cook)
    entry = make_entry(book, cook, raw={"photos": [str(photo.pk)]})
    assert entry.file_hashes == [photo.sha256]
    assert entry.values["photos"][0]["sha256"] == photo.sha256
    assert photo.attachments.get().owner_id == entry.pk


def test_somebody_elses_photo_cannot_be_taken_into_an_entry(book, cook, director):
    with pytest.raises(PermissionDenied):
        make_entry(book, cook, raw={"photos": [str(make_photo(director).pk)]})


def lines(count: int, **given) -> list[writing.Line]:
    return [writing.Line(uuid4(), {**LUNCH, "dish": f"菜{n}"}, **given) for n in range(count)]


def test_a_sheet_of_thirty_is_one_transaction_with_a_fixed_number_of_queries(book, cook):
    with CaptureQueriesContext(
        connection,
    ) as five:
        writing.write_many(actor=cook, book_id=book.pk, lines=lines(5), now=NOW)
    with CaptureQueriesContext(connection) as thirty:
        made = writing.write_many(actor=cook, book_id=book.pk, lines=lines(30), now=NOW)
    assert [entry.sequence for entry in made] == list(range(6, 36))
    assert len(thirty) == len(five)
    assert verify_book(book).is_whole


def test_a_sheet_with_a_bad_line_keeps_nothing_and_names_the_line(book, cook):
    sheet = lines(3)
    sheet[1].raw["grams"] = ""
    with pytest.raises(ValidationError) as error:
        writing.write_many(actor=cook, book_id=book.pk, lines=sheet, now=NOW)
    assert set(told(error)) == {"1.values.grams"}
    assert Entry.objects.count() == 0


def test_a_sheet_sent_again_adds_nothing(book, cook):
    sheet = lines(4)
    first = writing.write_many(actor=cook, book_id=book.pk, lines=sheet, now=NOW)
    again = writing.write_many(actor=cook, book_id=book.pk, lines=sheet, now=NOW)
    assert [row.pk for row in again] == [row.pk for row in first]


@pytest.mark.parametrize("model", [Entry, Amendment, Countersignature, BookVersion])
@pytest.mark.parametrize("act", ["update", "delete"])
def test_the_database_refuses_to_change_or_remove_a_record(model, act, book, cook, institution):
    entry = make_entry(book, cook)
    amending.countersign(actor=make_member(institution, "warden"), entry_id=entry.pk, now=NOW)
    amending.strike_entry(actor=cook, entry_id=entry.pk, reason="错", now=NOW)
    rows = model.objects.all()
    assert rows.exists()
    with pytest.raises(Exception, match="permission denied"), transaction.atomic():
        rows.update(institution_id=institution.pk) if act == "update" else rows._raw_delete(
            "default"
        )


def test_the_database_itself_refuses_an_abnormal_entry_without_a_measure(book, cook):
    entry = make_entry(book, cook)
    entry.pk, entry.token, entry.number, entry.sequence = None, uuid4(), "x", 99
    entry.is_abnormal = True
    with pytest.raises(IntegrityError, match="ledgers_entry_measure"), transaction.atomic():
        entry.save(force_insert=True)


def test_another_institution_sees_no_entry(book, cook, stranger):
    make_entry(book, cook)
    with institution_scope(stranger.institution.pk):
        assert not Entry.objects.exists()
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM ledgers_entry")
            assert cursor.fetchone() == (0,)
