"""The demo: loaded through the program's own role, the same each time, gone without a trace."""

from __future__ import annotations

from datetime import date

import pytest

from houqin.accounts.models import User
from houqin.core.roles import Kind
from houqin.core.tenancy import every_institution, institution_scope
from houqin.files.models import StoredFile
from houqin.journal.models import JournalEntry
from houqin.ledgers.models import Amendment, Book, Countersignature, Entry
from houqin.ledgers.services.proving import verify_all
from houqin.notify.models import Notice
from houqin.org.models import Institution, Staff
from houqin.org.testing import make_institution, make_member, signed_in
from houqin.planning import numbers
from houqin.planning.models import Deferral, Evidence, Task, WorkPlan
from houqin.web import demo

TODAY = date(2026, 11, 22)

pytestmark = pytest.mark.slow


@pytest.fixture
def loaded(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    said: list[str] = []
    demo.load(reset=False, say=said.append, today=TODAY)
    return said


def _tally(code: str) -> numbers.Tally:
    with every_institution():
        institution = Institution.objects.get(code=code)
    with institution_scope(institution.pk):
        return numbers.tally(Task.objects.all(), TODAY)


def check_the_gaps_are_those_of_people(tally: numbers.Tally) -> None:
    """Neither rosy nor run-down: some work late, some not done, a few times not applicable."""
    assert 88 <= tally.rate <= 94
    assert 3 < 100 * tally.done_late / tally.done < 10
    assert tally.overdue > 0.05 * tally.due
    assert 0 < tally.waived < 0.02 * tally.planned


def check_half_a_term_is_there(loaded):
    assert any(demo.PASSWORD in line for line in loaded)
    with every_institution():
        demos = list(Institution.objects.filter(is_demo=True))
    assert sorted(d.kind for d in demos) == ["hospital", "kindergarten", "school"]
    for institution in demos:
        with institution_scope(institution.pk):
            tally = numbers.tally(Task.objects.all(), TODAY)
            check_the_gaps_are_those_of_people(tally)
            assert tally.upcoming
            assert Deferral.objects.filter(sort="postponed").exists()
            assert Evidence.objects.filter(reading__isnull=False).exists()
            assert StoredFile.objects.count() >= 15
            assert Notice.objects.filter(read_at=None, kind="task.overdue").exists()
            plan = WorkPlan.objects.get(sort="regular")
            assert plan.state == "running"
            assert plan.approved_by
            assert plan.version == 1
            assert WorkPlan.objects.get(sort="statutory").state == "running"
            first = JournalEntry.objects.filter(action="planning.plan_approved").last()
            assert first.at.date() < date(2026, 9, 2)
            # nothing was done before its window or after now
            assert not Task.objects.filter(done_at__date__gt=TODAY).exists()
            assert not Evidence.objects.filter(made_at__date__gt=TODAY).exists()


def check_photo_duties_have_their_photo():
    from houqin.files.public import attachments_of

    with every_institution():
        school = Institution.objects.get(code="qh")
    with institution_scope(school.pk):
        ticked = Evidence.objects.filter(task__item__proof="photo", entry=None)
        evidence = list(ticked[:200])
        assert evidence
        assert all(attachments_of(evidence).values())


def check_record_books_are_kept_and_whole():
    """Entries by the people of the books, some late, wrong, corrected, struck and signed twice."""
    with every_institution():
        demos = list(Institution.objects.filter(is_demo=True).values_list("pk", flat=True))
    for institution in demos:
        with institution_scope(institution):
            rows = Entry.objects.all()
            assert rows.count() > 400
            assert rows.filter(is_late=True).exists()
            assert rows.filter(is_abnormal=True).exclude(measure="").exists()
            assert Amendment.objects.filter(is_strike=True).exists()
            assert Amendment.objects.exclude(is_strike=True).exists()
            assert Countersignature.objects.exists()
            assert not rows.filter(entered_at__date__gt=TODAY).exists()
            kept = rows.values("book").distinct().count()
            assert kept > 0.9 * Book.objects.filter(is_active=True).count()
            assert Evidence.objects.filter(entry__isnull=False, task__state="done").exists()
            assert all(found.is_whole for found in verify_all())


def check_loading_again_changes_nothing():
    with every_institution():
        before = Task.objects.count()
    said: list[str] = []
    demo.load(reset=False, say=said.append, today=TODAY)
    with every_institution():
        assert Task.objects.count() == before
    assert "--reset" in said[0]


def check_reset_makes_the_same_again_and_leaves_others_alone():
    """One kind says it for all: what is drawn depends on the seed and the institution's code."""
    own = make_institution(name="真实小学")
    teacher = make_member(own, "director")
    before = _tally("rh")
    with every_institution():
        old = set(Institution.objects.filter(is_demo=True).values_list("pk", flat=True))
    demo.load(reset=True, say=lambda _line: None, today=TODAY, kinds=[Kind.HOSPITAL])
    assert _tally("rh") == before
    with every_institution():
        assert not Institution.objects.filter(pk__in=old).exists()
        assert not JournalEntry.objects.filter(institution_id__in=old).exists()
        assert Staff.objects.filter(institution=own).exists()
        assert User.objects.filter(pk=teacher.user.pk).exists()


def check_the_inspector_sees_all_three():
    from django.test import Client

    client = Client()
    client.force_login(
        User.objects.get(username="jiancha"), "houqin.accounts.backend.NameOrPhoneBackend"
    )
    page = client.get("/").content.decode()
    assert page.count("进入") == 3
    assert "执行中" in page


def check_the_director_opens_today():
    with every_institution():
        staff = Staff.objects.select_related("user", "institution").get(name="总务主任")
    from houqin.org.member import member_of

    with institution_scope(staff.institution_id):
        member = member_of(staff, staff.institution, TODAY)
    page = signed_in(member).get("/i/qh/today/?who=all")
    assert page.status_code == 200


def test_the_demo_is_whole_and_plausible_and_the_same_each_time(loaded):
    """One load for all the looks at it: a load takes a minute of a processor."""
    check_half_a_term_is_there(loaded)
    check_photo_duties_have_their_photo()
    check_record_books_are_kept_and_whole()
    check_the_inspector_sees_all_three()
    check_the_director_opens_today()
    check_loading_again_changes_nothing()
    check_reset_makes_the_same_again_and_leaves_others_alone()


def test_in_the_holidays_the_demo_shows_the_term_that_has_just_ended(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    day = date(2027, 7, 20)
    demo.load(reset=False, say=lambda _line: None, today=day)
    shown = {"qh": "2026—2027学年第二学期", "cg": "2026—2027学年第二学期", "rh": "2027年下半年"}
    for code, term in shown.items():
        with every_institution():
            institution = Institution.objects.get(code=code)
        with institution_scope(institution.pk):
            plan = WorkPlan.objects.get(sort="regular")
            assert term in plan.title
            assert plan.term.first == plan.first <= day
            check_the_gaps_are_those_of_people(numbers.tally(Task.objects.all(), day))
            assert Task.objects.filter(plan__sort="statutory", due_on__gt=day).exists()
            assert not Evidence.objects.filter(made_at__date__gt=day).exists()
