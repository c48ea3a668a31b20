"""The journal: who did what, found by person, room, action, day and text; never altered."""

from datetime import timedelta

import pytest
from django.db import ProgrammingError, connection
from django.test.utils import CaptureQueriesContext

from houqin.core.manifest import manifests
from houqin.journal.models import JournalEntry
from houqin.journal.public import history, record
from houqin.org.models import Department
from houqin.org.testing import TODAY, at, make_member, signed_in


@pytest.fixture
def lines(institution, director, principal):
    department = Department.objects.create(name="总务处")
    record(actor=director, action="org.department_added", target=department)
    record(actor=principal, action="org.department_changed", target=department)
    record(actor=director, action="org.students_exported", count=7)
    return department


def found(browser, institution, query):
    page = browser.get(at(institution, f"journal/?{query}")).content.decode()
    return {
        name
        for name, sentence in {
            "added": "添加了部门“总务处”",
            "changed": "修改了部门“总务处”",
            "exported": "导出了 7 名",
        }.items()
        if sentence in page
    }  # fmt: skip


def test_it_is_found_by_person_room_action_day_and_text(institution, director, principal, lines):
    browser = signed_in(director)
    everything = {"added", "changed", "exported"}
    assert found(browser, institution, "") == everything
    assert found(browser, institution, f"actor={principal.user.pk}") == {"changed"}
    assert found(browser, institution, "action=org.department_added") == {"added"}
    assert found(browser, institution, "room=org") == everything
    assert found(browser, institution, "room=accounts") == everything  # no such choice: no filter
    assert found(browser, institution, "q=总务处") == {"added", "changed"}
    assert found(browser, institution, "q=dcl") == {"exported"}
    today = JournalEntry.objects.first().at.date()
    assert found(browser, institution, f"at_from={today}") == everything
    assert found(browser, institution, f"at_to={today - timedelta(days=3)}") == set()


def test_only_some_read_it_and_a_stranger_finds_nothing(institution, technician, stranger, lines):
    assert signed_in(technician).get(at(institution, "journal/")).status_code == 403
    assert signed_in(stranger).get(at(institution, "journal/")).status_code == 404
    own = signed_in(stranger).get(at(stranger.institution, "journal/")).content.decode()
    assert "总务处" not in own


def test_a_rows_own_history_stands_beside_it(institution, director, lines):
    page = signed_in(director).get(at(institution, f"org/departments/{lines.pk}/")).content.decode()
    assert "修改了部门“总务处”" in page
    assert [line.action for line in history(lines)] == [
        "org.department_changed", "org.department_added",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "change", ["UPDATE journal_journalentry SET sentence = 'x'", "DELETE FROM journal_journalentry"]
)
def test_the_program_cannot_alter_it(institution, lines, change):
    with pytest.raises(ProgrammingError, match="permission denied"), connection.cursor() as cursor:
        cursor.execute(change)


def test_the_page_says_from_where_a_change_came(institution, director):
    signed_in(director).post(
        at(institution, "org/departments/add/"), {"name": "食堂"}, REMOTE_ADDR="10.1.2.3"
    )
    line = JournalEntry.objects.get(action="org.department_added")
    assert (line.via, line.address, line.actor_name) == ("web", "10.1.2.3", director.name)


def test_the_number_of_queries_does_not_grow(institution, director):
    browser = signed_in(director)
    browser.get(at(institution, "journal/"))
    counts = []
    for many in (1, 40):
        for n in range(many):
            record(actor=director, action="org.students_exported", count=n)
        with CaptureQueriesContext(connection) as queries:
            browser.get(at(institution, "journal/"))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_every_declared_sentence_is_chinese_and_belongs_to_its_room():
    for manifest in manifests():
        for action, words in manifest.sentences.items():
            assert action.startswith(f"{manifest.room}.")
            assert any("\u4e00" <= letter <= "\u9fff" for letter in words)


def test_a_member_who_left_stays_in_the_journal(institution, director):
    cleaner = make_member(institution, "cleaner", name="老保洁")
    record(actor=cleaner, action="org.students_exported", count=1)
    cleaner.staff.left_on = TODAY
    cleaner.staff.save()
    page = signed_in(director).get(at(institution, "journal/")).content.decode()
    assert "老保洁" in page
