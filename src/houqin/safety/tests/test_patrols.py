"""Patrols: signing at points, rounds closed by the clock, and what was missed."""

from __future__ import annotations

from datetime import time, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from houqin.cases.public import Case
from houqin.core.tenancy import institution_scope
from houqin.notify.models import Notice
from houqin.org.testing import at, at_once, make_institution, make_member, signed_in
from houqin.safety import rules
from houqin.safety.models import PatrolRound, PatrolSighting
from houqin.safety.services import walking
from houqin.safety.testing import TODAY, make_route, moment


@pytest.fixture
def guard(institution):
    return make_member(institution, "gatekeeper", name="李门卫")


def stand(guard, point, now, **given):
    given.setdefault("token", uuid4())
    return walking.stand_at(actor=guard, point_id=point.pk, now=now, **given)


@pytest.mark.django_db(transaction=True)
def test_a_signature_that_is_sent_three_times_at_once_counts_once():
    institution, token = make_institution(), uuid4()
    with institution_scope(institution.pk):
        route = make_route(make_member(institution, "director"))
        guard, point = make_member(institution, "gatekeeper"), route.points.first()
    made = at_once(institution, lambda: stand(guard, point, moment(20, 10), token=token).pk)
    with institution_scope(institution.pk):
        assert set(made) == {PatrolSighting.objects.get().pk}


def test_a_point_nobody_stood_at_is_reported_when_the_shift_is_over(institution, director, guard):
    officer = make_member(institution, "safety_officer", name="王安全")
    route = make_route(director)
    east, power, boiler = route.points.all()
    sign = at(institution, f"safety/patrols/points/{east.pk}/")
    assert (
        sign
        in signed_in(guard)
        .get(at(institution, f"safety/patrols/routes/{route.pk}/"))
        .content.decode()
    )  # nobody began the round yet
    token = uuid4()
    stand(guard, east, moment(20, 10), token=token)
    stand(guard, east, moment(20, 10), token=token)
    stand(guard, power, moment(21), is_problem=True, text="配电柜门没关")
    stand(guard, power, moment(21, 5), is_problem=True, for_repair=True, text="下水道堵了")
    assert PatrolSighting.objects.count() == 3  # the re-sent form counts once
    repair = Case.objects.get(flow="work_order")
    assert "第一轮" in repair.text  # the round on which it was found
    assert walking.close_rounds(now=moment(21, 59)) == 0
    assert walking.close_rounds(now=moment(22)) == 1
    assert walking.close_rounds(now=moment(22, 1)) == 0
    row = PatrolRound.objects.get()
    assert (row.expected, row.seen, row.problems, row.score) == (3, 2, 2, 66)
    assert [one["name"] for one in row.missed] == [str(boiler.place)]
    assert Notice.objects.filter(recipient=officer.staff, kind="safety.patrol_missed").count() == 1
    page = (
        signed_in(guard).get(at(institution, f"safety/patrols/rounds/{row.pk}/")).content.decode()
    )
    assert "漏巡：锅炉房" in page
    assert "配电柜门没关" in page
    assert repair.number in page
    assert "还没有说明原因" in page


def test_a_round_nobody_began_is_missed_whole_also_after_the_program_stood_still(director):
    make_route(director, closes=time(2), opens=time(22))
    assert walking.close_rounds(now=moment(1, day=TODAY + timedelta(days=1))) == 0  # still open
    assert walking.close_rounds(now=moment(9, day=TODAY + timedelta(days=3))) == 3
    days = sorted(PatrolRound.objects.values_list("day", "score"))
    assert days == [(TODAY + timedelta(days=n), 0) for n in range(3)]


def test_a_round_after_midnight_belongs_to_the_evening_it_began(director, guard):
    route = make_route(director, opens=time(22), closes=time(2))
    first, second, third = route.points.all()
    stand(guard, first, moment(23, 50))
    for point in (second, third):
        stand(guard, point, moment(0, 30, TODAY + timedelta(days=1)))
    row = PatrolRound.objects.get()
    assert (row.day, row.score, row.missed) == (TODAY, 100, [])
    assert row.closed_at  # all seen: it ends by itself


def test_the_label_is_asked_for_and_only_who_walks_the_route_signs(institution, director, guard):
    route = make_route(director, needs_label=True, role="gatekeeper")
    point = route.points.select_related("place").first()
    with pytest.raises(ValidationError, match="扫现场的二维码"):
        stand(guard, point, moment(20, 5))
    with pytest.raises(PermissionDenied, match="门卫"):
        stand(make_member(institution, "cleaner"), point, moment(20, 5), by_label=True)
    client = signed_in(guard)
    path = f"safety/patrols/tags/{point.place.tag}/{point.pk}/"
    answer = client.post(at(institution, path), {"is_problem": "1", "text": "", "token": uuid4()})
    assert answer.status_code == 422
    assert "请写明看到了什么" in answer.content.decode()
    answer = client.post(at(institution, path), {"is_problem": "0", "token": uuid4()})
    assert answer.status_code == 302
    assert PatrolSighting.objects.get().by_label
    other = route.points.last()
    wrong = at(institution, f"safety/patrols/tags/{point.place.tag}/{other.pk}/")
    assert client.get(wrong).status_code == 404  # the label of another place


def test_the_list_of_rounds_asks_as_much_for_many_as_for_one(
    institution, director, django_assert_max_num_queries
):
    make_route(director)
    walking.close_rounds(now=moment(9, day=TODAY + timedelta(days=6)))
    client = signed_in(director)
    client.get(at(institution, "safety/patrols/rounds/"))
    with django_assert_max_num_queries(12):
        page = client.get(at(institution, "safety/patrols/rounds/?state=missed"))
    assert page.content.decode().count("没有走") >= 6


def test_a_shift_of_working_days_follows_the_calendar():
    saturday = TODAY + timedelta(days=5)
    assert rules.walked_on(saturday, [], workdays_only=True, is_work=True)
    assert not rules.walked_on(TODAY, [0], workdays_only=True, is_work=False)
    assert rules.walked_on(saturday, [5], workdays_only=False, is_work=False)
