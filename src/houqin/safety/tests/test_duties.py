"""The roster: turns filled, gaps shown, signing at the post, changing turns."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from houqin.core import clock
from houqin.notify.models import Notice
from houqin.org.models import Absence
from houqin.org.testing import at, make_member, make_place, signed_in
from houqin.safety.duty_board import gaps, kept_in, today_lines, week_of
from houqin.safety.models import Duty, DutySwap
from houqin.safety.services import duties, swapping
from houqin.safety.testing import TODAY, make_issue, make_post, moment

DAY = timedelta(days=1)


@pytest.fixture
def teachers(institution):
    return [make_member(institution, "homeroom", name=name) for name in ("甲老师", "乙老师")]


def fill(director, post, people, days=7, **given):
    return duties.fill(
        actor=director, post_id=post.pk, people=[one.staff for one in people], first=TODAY,
        last=TODAY + (days - 1) * DAY, now=given.pop("now", moment(6)), **given,
    )  # fmt: skip


def test_people_take_turns_and_what_nobody_has_is_a_gap(director, teachers):
    post = make_post(director, "校门", people=1, workdays_only=True)
    assert fill(director, post, teachers) == 5  # Monday to Friday
    days = list(post.duties.order_by("day").values_list("staff__name", flat=True))
    assert days == ["甲老师", "乙老师", "甲老师", "乙老师", "甲老师"]
    make_post(director, "节日带班", rest_days_only=True)
    found = gaps(week_of(TODAY, moment(6)))
    assert [(one.post.name, one.day.weekday()) for one in found] == [
        ("节日带班", 5),
        ("节日带班", 6),
    ]
    with pytest.raises(ValidationError, match="没有要排的班"):
        fill(director, post, teachers)


def test_nobody_stands_at_two_posts_or_is_rostered_while_on_leave(director, teachers):
    one, _other = teachers
    fill(director, make_post(director, "校门"), [one], days=1)
    with pytest.raises(ValidationError, match=r"甲老师.*校门.*不能同时"):
        fill(director, make_post(director, "楼梯", opens=time(7, 30), closes=time(9)), [one], 1)
    assert fill(director, make_post(director, "午餐", opens=time(8), closes=time(9)), [one], 1)
    Absence.objects.create(staff=one.staff, first=TODAY + DAY, last=TODAY + DAY)
    with pytest.raises(ValidationError, match="请假"):
        fill(director, make_post(director, "放学", opens=time(16), closes=time(17)), [one], 2)


def test_a_post_unsigned_when_it_begins_is_red_and_told_once(director, teachers):
    one, _other = teachers
    post = make_post(director, "东楼梯")
    fill(director, post, [one], days=1)
    duty = post.duties.get()
    assert [line.text for line in today_lines(director, moment(6, 55))] == []
    assert [line.sign for line in today_lines(one, moment(6, 55))] == [duty.pk]
    (line,) = today_lines(director, moment(7, 1))
    assert (line.title, line.who, line.word, line.text) == ("东楼梯", "甲老师", "late", "没签到")
    assert duties.warn_of_empty_posts(now=moment(7, 11)) == 2
    assert duties.warn_of_empty_posts(now=moment(7, 21)) == 0
    assert Notice.objects.filter(kind="safety.duty_missed", recipient=director.staff).count() == 1
    with pytest.raises(PermissionDenied):
        duties.sign(actor=director, duty_id=duty.pk, now=moment(7, 22))
    duties.sign(actor=one, duty_id=duty.pk, now=moment(7, 22))
    again = duties.sign(actor=one, duty_id=duty.pk, now=moment(7, 40))
    assert again.state(moment(8)) == ("review", "迟到 22 分")
    (kept,) = kept_in(TODAY.replace(day=1), moment(9))
    assert (kept.turns, kept.signed, kept.late, kept.missed) == (1, 1, 1, 0)
    assert kept.by_sort == f"{duty.post.get_sort_display()} 1"


def test_a_problem_at_a_post_is_a_hazard_at_its_place(institution, director, teachers):
    from houqin.cases.public import Case

    one, _other = teachers
    place = make_place("操场")
    now = clock.now()
    post = make_post(director, place=place, opens=time(0), closes=time(23, 59), since=clock.today())
    duties.fill(actor=director, post_id=post.pk, people=[one.staff], first=clock.today(),
                last=clock.today(), now=now)  # fmt: skip
    duty = post.duties.get()
    client = signed_in(one)
    scanned = at(institution, f"safety/duties/tags/{place.tag}/{duty.pk}/")
    assert client.post(scanned, {"is_problem": "1"}).status_code == 422
    answer = client.post(scanned, {"is_problem": "1", "text": "围栏断了一根"})
    assert answer.status_code == 302
    assert Duty.objects.get().by_label
    case = Case.objects.get(flow="hazard")
    assert (case.place, case.title) == (place, "操场：围栏断了一根")


def test_a_swap_takes_effect_once_the_other_agrees(director, teachers):
    one, other = teachers
    post = make_post(director)
    fill(director, post, teachers, days=2)
    mine, theirs = post.duties.get(staff=one.staff), post.duties.get(staff=other.staff)
    asked = swapping.ask_swap(
        actor=one, duty_id=mine.pk, taker=other.staff, why="开会", in_return=theirs, now=moment(6)
    )
    assert Duty.objects.get(pk=mine.pk).staff == one.staff
    with pytest.raises(PermissionDenied, match="乙老师"):
        swapping.answer_swap(actor=one, swap_id=asked.pk, agrees=True, now=moment(6, 1))
    swapping.answer_swap(actor=other, swap_id=asked.pk, agrees=True, now=moment(6, 2))
    assert Duty.objects.get(pk=mine.pk).staff == other.staff
    assert Duty.objects.get(pk=theirs.pk).staff == one.staff
    assert DutySwap.objects.get().is_agreed
    assert (
        next(k.swapped for k in kept_in(TODAY.replace(day=1), moment(9)) if k.name == "甲老师") == 1
    )


def test_the_roster_warns_of_who_has_not_signed_the_undertaking(
    institution, director, teachers, django_assert_max_num_queries
):
    today = clock.today()
    make_issue(director, roles=["homeroom"], since=today)
    post = make_post(director, "校门早护学", since=today)
    client = signed_in(director)
    lent = make_member(institution, "doctor", name="丙校医")  # no letter was ever for the doctor
    other = client.post(
        at(institution, f"safety/duties/posts/{make_post(director, '午餐', since=today).pk}/fill/"),
        {"first": today, "last": today + 3 * DAY, "people": [lent.staff.pk]}, follow=True,
    )  # fmt: skip
    assert "还没有签责任状：丙校医" in other.content.decode()
    page = client.post(
        at(institution, f"safety/duties/posts/{post.pk}/fill/"),
        {"first": today, "last": today + 3 * DAY, "people": [one.staff.pk for one in teachers]},
        follow=True,
    ).content.decode()
    assert "还没有签责任状：乙老师、甲老师" in page
    client.get(at(institution, "safety/duties/"))
    for path in ("duties/", "duties/month/"):
        with django_assert_max_num_queries(10):
            assert client.get(at(institution, f"safety/{path}")).status_code == 200
    with django_assert_max_num_queries(6):
        client.get(at(institution, "safety/duties/records/"))
