"""Personal plans: called for, handed in on time and late, reviewed, commented on."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from houqin.core import clock
from houqin.notify.models import Notice
from houqin.org.models import Term
from houqin.org.testing import at, make_member, signed_in
from houqin.planning.models import PersonalPlan
from houqin.planning.services import personal


@pytest.fixture
def staff(institution, director):
    """Eight besides the director: nine in all."""
    return [make_member(institution, "staff", name=f"职工{n}") for n in "甲乙丙丁戊己庚辛"]


def open_round(director, due_in=7):
    today = clock.today()
    return personal.open_round(
        actor=director, term=Term.objects.get(), due_on=today + timedelta(days=due_in),
        review_due_on=today + timedelta(days=due_in + 60), now=clock.now(),
    )  # fmt: skip


def lines(*texts):
    given = {"line-TOTAL_FORMS": len(texts), "line-INITIAL_FORMS": 0}
    for at_, text in enumerate(texts):
        given |= {f"line-{at_}-text": text, f"line-{at_}-when": "每月"}
    return given


def write(member, institution, row, **more):
    given = {"text": "把本职做扎实", **lines("写好台账", ""), **more}
    return signed_in(member).post(at(institution, f"personal/{row.pk}/write/"), given)


def test_the_call_reaches_everybody_but_who_only_looks_in(staff, director, institution):
    make_member(institution, "inspector")
    given = {"term": Term.objects.get().pk, "due_on": "2027-01-01", "review_due_on": "2027-01-20"}
    answer = signed_in(director).post(at(institution, "personal/new/"), given)
    assert answer.status_code == 302
    assert Notice.objects.filter(kind="personal.opened").count() == 8


def test_two_of_nine_are_missing_at_the_deadline_and_named(staff, director, institution):
    row = open_round(director)
    for member in [*staff[:6], director]:
        assert write(member, institution, row, hand_in="1").status_code == 302
    page = signed_in(director).get(at(institution, f"personal/{row.pk}/"))
    assert [person.name for person in page.context["missing"]] == ["职工庚", "职工辛"]
    assert "没交：职工庚、职工辛。" in page.text


def test_a_late_plan_is_taken_but_stays_late(staff, director, institution):
    row = open_round(director, due_in=-1)
    write(staff[0], institution, row, hand_in="1")
    plan = PersonalPlan.objects.get(staff=staff[0].staff)
    assert (plan.state, plan.is_late) == ("handed_in", True)
    personal.change_round(
        actor=director, round_id=row.pk, due_on=clock.today() + timedelta(days=9),
        review_due_on=clock.today() + timedelta(days=60),
    )  # fmt: skip
    write(staff[0], institution, row)
    plan.refresh_from_db()
    assert plan.is_late
    assert "迟交" in signed_in(director).get(at(institution, f"personal/{row.pk}/")).text


def test_a_draft_is_kept_for_its_author_alone(staff, director, institution):
    row = open_round(director)
    write(staff[0], institution, row, keep="1")
    plan = PersonalPlan.objects.get()
    assert plan.state == "draft"
    assert signed_in(director).get(at(institution, f"personal/plans/{plan.pk}/")).status_code == 404
    again = signed_in(staff[0]).get(at(institution, f"personal/{row.pk}/write/"))
    assert "把本职做扎实" in again.text
    assert "写好台账" in again.text


def test_an_empty_plan_is_not_handed_in(staff, director, institution):
    row = open_round(director)
    answer = write(staff[0], institution, row, text="", hand_in="1")
    assert answer.status_code == 422
    assert "请先写总的打算" in answer.text
    assert not PersonalPlan.objects.filter(state="handed_in").exists()


def test_after_the_deadline_a_plan_that_was_handed_in_stands(staff, director, institution):
    row = open_round(director)
    write(staff[0], institution, row, hand_in="1")
    row.due_on = clock.today() - timedelta(days=1)
    row.save()
    answer = write(staff[0], institution, row, text="改掉原来的话")
    assert answer.status_code == 422
    assert PersonalPlan.objects.get().text == "把本职做扎实"


def test_the_review_wants_an_outcome_for_each_line(staff, director, institution):
    row = open_round(director)
    write(staff[0], institution, row, hand_in="1")
    plan = PersonalPlan.objects.get()
    line, client = plan.lines.get(), signed_in(staff[0])
    address = at(institution, f"personal/{row.pk}/review/")
    refused = client.post(address, {"review": "都做了", "hand_in": "1"})
    assert refused.status_code == 422
    assert "还有 1 件没有填结果" in refused.text
    given = {"review": "都做了", f"outcome_{line.pk}": "done", "hand_in": "1"}
    assert client.post(address, given).status_code == 302
    plan.refresh_from_db()
    assert plan.reviewed_at is not None
    assert plan.lines.get().outcome == "done"


def test_a_comment_reaches_the_author(staff, director, institution):
    row = open_round(director)
    write(staff[0], institution, row, hand_in="1")
    plan = PersonalPlan.objects.get()
    address = at(institution, f"personal/plans/{plan.pk}/")
    assert signed_in(staff[1]).get(address).status_code == 404
    signed_in(director).post(address, {"text": "写得具体"})
    assert "写得具体" in signed_in(staff[0]).get(address).text
    assert Notice.objects.filter(kind="personal.commented").count() == 1


def test_colleagues_cannot_comment(staff, director, institution):
    row = open_round(director)
    write(staff[0], institution, row, hand_in="1")
    plan = PersonalPlan.objects.get()
    own = signed_in(staff[0]).post(
        at(institution, f"personal/plans/{plan.pk}/"), {"text": "我自己批"}
    )
    assert (own.status_code, plan.comments.count()) == (403, 0)


def test_who_is_exempt_is_not_missing(staff, director, institution):
    row = open_round(director)
    address = at(institution, f"personal/{row.pk}/exempt/{staff[0].staff.pk}/")
    signed_in(director).post(address, {"reason": "长期病假"})
    page = signed_in(director).get(at(institution, f"personal/{row.pk}/"))
    assert "职工甲" not in [person.name for person in page.context["missing"]]
    assert page.context["asked"] == 8


def test_those_missing_are_urged_once_a_day(staff, director, institution):
    row = open_round(director)
    for _click in range(2):
        signed_in(director).post(at(institution, f"personal/{row.pk}/urge/"))
    assert Notice.objects.filter(kind="personal.urged", recipient=staff[0].staff).count() == 1


def test_the_list_is_for_leaders(staff, director, institution):
    row = open_round(director)
    address = at(institution, f"personal/{row.pk}/")
    assert signed_in(staff[0]).get(address).status_code == 403


def test_the_database_knows_no_handed_in_plan_without_text(staff, director):
    row = open_round(director)
    with pytest.raises(IntegrityError), transaction.atomic():
        PersonalPlan.objects.create(
            round=row, staff=staff[0].staff, state="handed_in", handed_in_at=clock.now()
        )


def test_the_list_asks_no_more_questions_for_more_people(staff, director, institution):
    row, client = open_round(director), signed_in(director)

    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(at(institution, f"personal/{row.pk}/")).status_code == 200
        return len(queries)

    write(staff[0], institution, row, hand_in="1")
    asked()
    before = asked()
    for member in staff[1:]:
        write(member, institution, row, hand_in="1")
    for number in range(20):
        make_member(institution, "staff", name=f"新人{number}")
    assert asked() == before
