"""The three packs and the law hold together and say what they promise."""

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest

from houqin.cadence import Cadence
from houqin.core.domains import DOMAINS
from houqin.core.roles import Kind, Role
from houqin.packs.checks import chain_of_command
from houqin.packs.loading import load, load_law
from houqin.packs.model import Evidence

every_kind = pytest.mark.parametrize("kind", list(Kind))

# Roles an institution of the kind has nobody for.
_UNFILLED = {
    Kind.SCHOOL: {Role.INSPECTOR},
    Kind.KINDERGARTEN: {Role.INSPECTOR, Role.WARDEN},
    Kind.HOSPITAL: {Role.INSPECTOR, Role.WARDEN},
}


def test_an_unknown_kind_is_refused():
    with pytest.raises(ValueError, match="prison"):
        load("prison")


@every_kind
def test_a_pack_is_loaded_once_and_shared(kind):
    assert load(kind) is load(kind.value)


@every_kind
def test_an_institution_is_plainly_an_example(kind):
    pack = load(kind)
    assert pack.kind is kind
    assert "示例" in pack.institution.name
    assert "示例" in pack.plan.title


@every_kind
def test_places_form_one_tree_of_useful_size(kind):
    places = load(kind).places
    codes = [place.code for place in places]
    assert 60 <= len(places) <= 120
    assert len(set(codes)) == len(codes)
    assert [place.code for place in places if place.parent is None] == [load(kind).institution.code]
    assert {place.parent for place in places} - {None} <= set(codes)


@every_kind
def test_place_codes_fit_a_small_qr_code(kind):
    alphanumeric = set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-")
    for place in load(kind).places:
        assert len(place.code) <= 12
        assert set(place.code) <= alphanumeric


@every_kind
def test_everybody_answers_to_the_principal_in_the_end(kind):
    staff = {person.username: person for person in load(kind).staff}
    principals = [u for u, person in staff.items() if Role.PRINCIPAL in person.roles]
    assert len(principals) == 1
    for username in staff:
        assert chain_of_command(staff, username)[-1] == principals[0]


@every_kind
def test_every_role_that_makes_sense_is_held(kind):
    held = {role for person in load(kind).staff for role in person.roles}
    assert held == set(Role) - _UNFILLED[kind]


@every_kind
def test_buyer_receiver_and_storekeeper_are_three_people(kind):
    apart = {Role.BUYER, Role.RECEIVER, Role.STOREKEEPER, Role.FINANCE}
    for person in load(kind).staff:
        assert len(apart & set(person.roles)) <= 1


@every_kind
def test_a_deputy_is_somebody_else(kind):
    deputised = [person for person in load(kind).staff if person.deputy]
    assert deputised
    assert all(person.deputy != person.username for person in deputised)


def test_user_names_do_not_clash_between_packs():
    names = Counter(person.username for kind in Kind for person in load(kind).staff)
    names["jiancha"] += 1
    assert max(names.values()) == 1


@every_kind
def test_department_heads_are_held_within_the_department(kind):
    pack = load(kind)
    for department in pack.departments:
        roles = {r for p in pack.staff if p.department == department.code for r in p.roles}
        assert department.head in roles, department.name


@every_kind
def test_children_carry_a_number_instead_of_a_name(kind):
    students = load(kind).students
    assert len(students) == (0 if kind is Kind.HOSPITAL else 120)
    assert len({student.number for student in students}) == len(students)
    for index, student in enumerate(students, 1):
        assert student.name.endswith(f"{index:03d}")


def test_only_the_school_has_boarders_and_beds_for_them():
    school = load(Kind.SCHOOL)
    boarders = [student for student in school.students if student.boarder]
    rooms = [place for place in school.places if place.kind == "dorm_room"]
    assert 0 < len(boarders) <= 8 * len(rooms)
    assert not any(student.boarder for student in load(Kind.KINDERGARTEN).students)


@every_kind
def test_ledgers_can_be_kept_by_somebody_here(kind):
    pack = load(kind)
    held = {role for person in pack.staff for role in person.roles}
    assert len(pack.ledgers) >= 25
    for ledger in pack.ledgers:
        assert ledger.keeper in held, ledger.name
        assert ledger.domain in DOMAINS
        assert ledger.evidence in Evidence


@every_kind
def test_most_ledgers_are_found_by_the_words_of_the_plan(kind):
    pack = load(kind)
    reached = [b for b in pack.ledgers if any(word in pack.plan.text for word in b.words)]
    assert len(reached) >= 30


def test_the_first_term_has_twenty_one_weeks():
    for kind in (Kind.SCHOOL, Kind.KINDERGARTEN):
        term = next(
            t for t in load(kind).terms if (t.year, t.name) == ("2026—2027学年", "第一学期")
        )
        assert (term.days.first, term.days.last) == (date(2026, 8, 31), date(2027, 1, 24))
        assert (term.days.last - term.days.first).days + 1 == 21 * 7


@every_kind
def test_terms_and_breaks_leave_no_gap(kind):
    pack = load(kind)
    spans = sorted(
        [t.days for t in pack.terms] + [b.days for b in pack.breaks], key=lambda s: s.first
    )
    for earlier, later in pairwise(spans):
        assert later.first == earlier.last + timedelta(days=1)


@every_kind
def test_answers_settle_a_vague_phrase_of_one_spot_of_the_plan(kind):
    plan = load(kind).plan
    assert plan.answers
    for answer in plan.answers:
        assert plan.text.count(answer.excerpt) == 1
        assert answer.phrase in answer.excerpt
        assert not Cadence.from_text(answer.cadence).is_vague


@every_kind
def test_every_vague_word_of_the_plan_has_its_answer(kind):
    plan = load(kind).plan
    text = plan.text
    for answer in plan.answers:
        text = text.replace(answer.excerpt, "")
    for word in ("定期", "经常", "时常", "按时"):
        left = [line for line in text.splitlines() if word in line and "按时开关" not in line]
        assert not left


def test_plans_are_as_full_as_the_plans_they_stand_for():
    least = {Kind.SCHOOL: 90, Kind.KINDERGARTEN: 70, Kind.HOSPITAL: 60}
    for kind, count in least.items():
        numbered = [line for line in load(kind).plan.text.splitlines() if line[:1].isdigit()]
        assert len(numbered) >= count


@every_kind
def test_history_has_enough_to_say_and_readings_that_can_be_stepped_through(kind):
    history = load(kind).history
    notes = [note for domain in history.notes.values() for note in domain]
    assert len(notes) >= 20
    assert len(set(notes)) == len(notes)
    assert history.postponed
    assert history.waived
    for reading in history.readings:
        assert isinstance(reading.low, Decimal)
        assert reading.low < reading.high
        assert (reading.high - reading.low) % reading.step == 0


def test_statutory_duties_are_canonical_and_sourced():
    duties = load_law()
    assert len(duties) >= 40
    for duty in duties:
        for text in duty.cadences:
            assert str(Cadence.from_text(text)) == text
        assert duty.regulation
        assert duty.text.endswith("。")
        assert duty.confidence in {"law_text", "secondary", "memory"}


def test_a_vague_statutory_period_comes_with_a_proposal():
    for duty in load_law():
        vague = any(Cadence.from_text(text).is_vague for text in duty.cadences)
        assert vague == (duty.proposed is not None), duty.name
        if duty.proposed:
            assert not Cadence.from_text(duty.proposed).is_vague


@every_kind
def test_duties_of_an_institution_have_an_owner_and_a_book_there(kind):
    pack = load(kind)
    held = {role for person in pack.staff for role in person.roles}
    books = {ledger.code for ledger in pack.ledgers}
    mine = [d for d in load_law() if d.applies_to(kind, pack.institution.facilities)]
    assert len(mine) >= 40
    for duty in mine:
        assert duty.owner in held, duty.name
        assert duty.ledger in books, duty.name


def test_a_duty_depends_on_what_the_institution_has():
    lift = next(duty for duty in load_law() if duty.code == "elevator-maintenance")
    facilities = load(Kind.HOSPITAL).institution.facilities
    assert lift.applies_to("hospital", facilities)
    assert not lift.applies_to("hospital", facilities - {lift.condition})


def test_a_kindergarten_duty_is_not_laid_on_a_hospital():
    check = next(duty for duty in load_law() if duty.code == "kg-morning-check")
    assert not check.applies_to(Kind.HOSPITAL, frozenset())
