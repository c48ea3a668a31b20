"""The record books of the packs: complete, sound, and with a source for every limit of the law."""

from collections import Counter

import pytest

from houqin.core.domains import DOMAINS
from houqin.core.roles import Kind
from houqin.forms import form_from
from houqin.forms.model import CheckKind, FieldType, Severity
from houqin.packs.books import book_for, books_for, books_of, duty_records, later_of
from houqin.packs.bookspec import BookSpec, KeptBy, Later
from houqin.packs.loading import load, load_law, load_law_ledgers
from houqin.packs.model import Condition
from houqin.packs.naming import book_in_words, book_named

every_kind = pytest.mark.parametrize("kind", list(Kind))
MOST_FIELDS = 12


def all_books():
    return [book for kind in Kind for book in books_of(kind)]


def checks_of(book):
    """(path, check) of every field and column."""
    for field in form_from(book.form).fields:
        yield from ((field.code, check) for check in field.checks)
        for column in field.columns:
            yield from ((f"{field.code}.{column.code}", check) for check in column.checks)


@every_kind
def test_every_statutory_duty_has_a_book_here_or_is_kept_later(kind):
    by_id = {duty.duty: duty for duty in duty_records()}
    mine = [duty for duty in duty_records() if kind in duty.kinds]
    assert len(mine) >= 80
    for duty in mine:
        kept = by_id[duty.satisfied_by] if duty.satisfied_by else duty
        assert kind in kept.kinds, duty.duty
        assert book_for(kind, kept.ledger), duty.duty


def test_all_duties_of_the_reference_are_listed_once():
    ids = Counter(duty.duty for duty in duty_records())
    assert ids.total() == 151 + 1  # and the regular count of dangerous goods, which plans ask for
    assert max(ids.values()) == 1


def test_every_duty_of_the_built_in_plan_is_among_them():
    assert {duty.code for duty in load_law()} <= {duty.duty for duty in duty_records()}


@every_kind
def test_whoever_has_a_duty_has_its_book(kind):
    """No facility of the book's own may hide it from an institution with the duty."""
    for duty in duty_records():
        if kind not in duty.kinds or duty.satisfied_by:
            continue
        book = book_for(kind, duty.ledger)
        if isinstance(book, Later):
            continue
        has = frozenset({duty.needs} if duty.needs else ())
        assert book.applies_to(has), duty.duty


@every_kind
def test_every_ledger_that_plans_name_is_a_book_or_kept_later(kind):
    for ledger in (*load(kind).ledgers, *load_law_ledgers()):
        applies = ledger in load(kind).ledgers
        if applies:
            assert isinstance(book_for(kind, ledger.code), BookSpec | Later), ledger.code


@every_kind
def test_the_books_of_the_sample_institution_are_a_workable_number(kind):
    facilities = load(kind).institution.facilities
    assert 60 <= len(books_for(kind, facilities)) <= 115


@every_kind
def test_facilities_decide_which_books_there_are(kind):
    with_canteen = {b.code for b in books_for(kind, frozenset({Condition.CANTEEN}))}
    without = {b.code for b in books_for(kind, frozenset())}
    assert "food_sample_log" in with_canteen - without
    assert "meeting" in without


@every_kind
def test_a_book_is_written_by_somebody_who_is_there(kind):
    held = {role for person in load(kind).staff for role in person.roles}
    for book in books_of(kind):
        assert set(book.writers) & held, book.code
        assert not book.signers or set(book.signers) & held, book.code
        assert not book.readers or set(book.readers) & held, book.code


def test_forms_are_read_strictly_and_stay_short():
    for book in all_books():
        form = form_from(book.form)
        assert form.code == book.code
        computed = FieldType.COMPUTED
        always = [one for one in form.fields if one.type is not computed and not one.show_when]
        assert len(always) <= MOST_FIELDS, book.code
        assert any(field.listed for field in form.fields), book.code


def test_what_must_be_typed_is_little():
    """Required without a default: what the twenty seconds go into."""
    for book in all_books():
        asked = [
            field.code
            for field in form_from(book.form).fields
            if field.required and field.default is None and not field.show_when
        ]
        assert len(asked) <= 8, (book.code, asked)


def test_free_text_is_the_lesser_part():
    texts, others = 0, 0
    for book in books_of(Kind.SCHOOL):
        for field in form_from(book.form).fields:
            if field.type in {FieldType.TEXT, FieldType.LONG_TEXT}:
                texts += 1
            else:
                others += 1
    assert texts < others / 2


def test_every_limit_that_flags_a_reading_names_its_source():
    for book in all_books():
        for path, check in checks_of(book):
            ordered = check.kind in {CheckKind.MIN, CheckKind.MAX, CheckKind.BELOW, CheckKind.ABOVE}
            overdue = str(check.limit).startswith("today")
            if check.severity is Severity.ABNORMAL and ordered and not overdue:
                assert check.basis, f"{book.code}.{path}"


def test_the_limits_of_each_duty_stand_in_its_form():
    for duty in duty_records():
        for kind in duty.kinds:
            if not duty.limits:
                continue
            book = book_for(kind, duty.ledger)
            assert isinstance(book, BookSpec), duty.duty
            found = {(path, str(c.kind), str(c.limit)) for path, c in checks_of(book)}
            rules = " ".join(rule.expression for rule in form_from(book.form).rules)
            for path, sort, limit in duty.limits:
                there = limit in rules if sort == "rule" else (path, sort, limit) in found
                assert there, f"{duty.duty}: {path} {sort} {limit}"


def test_records_are_kept_at_least_as_long_as_each_duty_asks():
    for duty in duty_records():
        for kind in duty.kinds:
            if duty.satisfied_by or isinstance(book_for(kind, duty.ledger), Later):
                continue
            assert book_for(kind, duty.ledger).retention.months >= duty.months, duty.duty


def test_a_statutory_time_of_keeping_names_its_law():
    for book in all_books():
        if book.retention.basis is not KeptBy.PRODUCT:
            assert book.basis, book.code


@every_kind
def test_there_is_one_book_for_the_food_samples(kind):
    samples = [book for book in books_of(kind) if "留样" in book.title]
    assert [book.code for book in samples] == ["food_sample_log"]


def test_several_names_lead_to_one_book():
    for name in ("visitor", "visitor_log"):
        assert book_for(Kind.SCHOOL, name).code == "visitor_log"
    for name in ("meeting_minutes", "safety_meeting", "meeting"):
        assert book_for(Kind.KINDERGARTEN, name).code == "meeting"


def test_the_morning_check_differs_between_school_and_kindergarten():
    school = form_from(book_for(Kind.SCHOOL, "morning_check").form)
    kindergarten = form_from(book_for(Kind.KINDERGARTEN, "morning_check").form)
    assert "half" in school.by_code
    assert "half" not in kindergarten.by_code
    assert "signs" in kindergarten.by_code
    assert "signs" not in school.by_code


def test_an_institution_kind_extends_a_book_of_the_law():
    school = form_from(book_for(Kind.SCHOOL, "vaccination_check").form)
    kindergarten = form_from(book_for(Kind.KINDERGARTEN, "vaccination_check").form)
    added = set(kindergarten.by_code) - set(school.by_code)
    assert added == {"health_card", "allergy"}
    assert set(school.by_code) <= set(kindergarten.by_code)


@every_kind
def test_what_is_kept_later_says_where_and_why(kind):
    assert later_of(kind)
    for one in later_of(kind):
        assert one.room, one.code
        assert one.reason.endswith("。"), one.code


def test_domains_are_known_and_settings_fit_the_tables():
    for book in all_books():
        assert book.domain in DOMAINS
        lengths = [len(t) for t in (book.code, book.layout, book.title, book.purpose, book.basis)]
        assert all(map(int.__le__, lengths, (40, 40, 60, 200, 200))), book.code
        assert book.per_what or not book.per_field


@pytest.mark.parametrize("kind", list(Kind))
def test_what_a_duty_asks_of_its_entries_can_be_chosen_in_its_form(kind):
    for duty in duty_records():
        if kind not in duty.kinds or not (duty.only or duty.each):
            continue
        book = book_for(kind, duty.ledger)
        fields = {field["code"]: field for field in book.form["field"]}
        assert book.per_field or not duty.each, duty.duty
        for field, _how, values in duty.only:
            offered = {
                option if isinstance(option, str) else option["value"]
                for option in fields[field]["options"]
            }
            assert set(values.split("|")) <= offered, (duty.duty, field)


def test_duties_that_share_a_book_tell_their_entries_apart():
    """One drill in autumn is not the drill of every duty at once."""
    shared = [duty for duty in duty_records() if duty.ledger == "drill"]
    assert len(shared) > 3
    assert all(duty.only for duty in shared)


@pytest.mark.parametrize("kind", list(Kind))
def test_what_plans_call_a_ledger_leads_to_a_book_of_this_kind(kind):
    codes = {book.code for book in books_of(kind)}
    assert book_named(kind, "例会记录") == "meeting"
    assert book_named(kind, "值班记录") == "duty_log"
    assert book_named(kind, "固定资产台账") == ""
    found = book_in_words(kind, "食堂每天留样并签字", codes)
    assert (found.code, found.words) == ("food_sample_log", "留样")
    assert book_in_words(kind, "食堂每天留样并签字", codes - {"food_sample_log"}) is None


def test_a_hospital_is_asked_for_nothing_that_only_a_school_has():
    """It has no classes and no pupils: a field of them could never be filled in."""
    for book in books_of(Kind.HOSPITAL):
        fields = form_from({**book.form, "version": 1}).fields
        asked = {one.type for field in fields for one in (field, *field.columns)}
        assert not asked & {FieldType.CLASS, FieldType.STUDENT}, book.title
