"""Surveys through the doors people use."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from houqin.core import clock
from houqin.org.testing import at, make_member, signed_in
from houqin.planning.indicators import source_of
from houqin.voice import addresses
from houqin.voice.models import Survey, SurveyAnswer, SurveySlip, SurveyTurn
from houqin.voice.results import result_of
from houqin.voice.services.surveys import change_survey, close_survey, turn
from houqin.voice.testing import first_door, make_class, make_open_survey

MARKS = {"v-q1": "5", "v-q2": "4", "v-q3": "5", "v-q4": "4"}


def said(response):
    return response.content.decode()


def test_a_representative_drawn_by_lot_votes_once_and_the_promise_is_published(
    institution, director, principal
):
    classes = [make_class(f"三（{n}）班", pupils=8) for n in (1, 2)]
    survey = make_open_survey(
        director, entry="slips", doors={"classes": classes, "count": 6, "is_drawn": True}
    )
    slips = list(SurveySlip.objects.select_related("door", "student"))
    assert len({slip.student_id for slip in slips}) == 12
    assert all(slip.student.school_class_id == slip.door.school_class_id for slip in slips)
    client = Client()
    for slip in slips[:11]:
        page = addresses.slip(institution, slip)
        assert "饭菜质量" in said(client.get(page))
        assert client.post(page, MARKS).status_code == 200
    again = client.post(addresses.slip(institution, slips[0]), MARKS)
    assert "已经用过了" in said(again)
    wrong = addresses.door(institution, slips[11].door) + f"{slips[11].number}-aaaaaaaa/"
    assert client.get(wrong).status_code == 404
    boss = signed_in(director)
    assert "90.0" not in said(boss.get(at(institution, f"voice/surveys/{survey.pk}/results/")))
    boss.post(at(institution, f"voice/surveys/{survey.pk}/close/"))
    due = clock.today() + timedelta(days=30)
    form = {"text": "每周加一个清淡菜", "assignee": director.staff.pk, "due_on": due}
    boss.post(at(institution, f"voice/surveys/{survey.pk}/promise/"), form)
    signed_in(principal).post(
        at(institution, f"voice/surveys/{survey.pk}/publish/"), {"conclusion": "卫生好，价格偏高"}
    )
    shown = said(Client().get(addresses.result(institution, survey)))
    assert "90.0" in shown
    assert "每周加一个清淡菜" in shown
    read = source_of("voice.canteen").read
    assert read(clock.today(), survey.last, clock.today()) == 90


def test_nothing_joins_an_anonymous_answer_to_who_gave_it(institution, director):
    survey = make_open_survey(director, entry="inside", who="staff", sort="service")
    people = [make_member(institution, "cleaner", name=f"保洁{n}") for n in range(6)]
    marks = {f"v-q{n}": "3" for n in range(1, 7)}
    for number, member in enumerate(people):
        page = at(institution, f"voice/surveys/{survey.pk}/answer/")
        client = signed_in(member)
        client.post(page, marks | {"v-q7": f"第{number}个人写的"})
        assert "每人一份" in said(client.post(page, marks))
    close_survey(actor=director, survey_id=survey.pk)
    assert SurveyTurn.objects.filter(survey=survey).count() == 6
    answers = list(SurveyAnswer.objects.filter(survey=survey))
    assert len(answers) == 6
    assert {answer.staff_id for answer in answers} == {None}
    # Neither the key nor the place in the table keeps the order, and all are of one transaction.
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT xmin::text FROM voice_surveyanswer")
        assert len(cursor.fetchall()) == 1
    with pytest.raises(ValidationError):
        change_survey(actor=director, survey_id=survey.pk, is_anonymous=False)
    texts = result_of(Survey.objects.get(pk=survey.pk)).said.values()
    assert [sorted(one) == one for one in texts] == [True]


def test_a_link_takes_one_answer_of_each_phone_and_small_classes_stay_hidden(institution, director):
    classes = [make_class("四（1）班", "四年级"), make_class("四（2）班", "四年级")]
    classes += [make_class("三（1）班", "三年级"), make_class("五（1）班", "五年级")]
    # as the institution has put them, which is not how the characters sort
    for place, one in enumerate([classes[2], classes[0], classes[1], classes[3]]):
        one.position = place
        one.save()
    survey = make_open_survey(director, doors={"classes": classes}, who="parent", min_answers=20)
    big, small, *others = survey.doors.order_by("pk")
    for door, count in ((big, 6), (small, 2), *((one, 5) for one in others)):
        for number in range(count):
            phone = Client(REMOTE_ADDR=f"10.0.{door.pk % 250}.{number}")
            page = addresses.door(institution, door)
            phone.get(page)
            assert "谢谢" in said(phone.post(page, MARKS))
            assert "每人一份" in said(phone.get(page))
    assert SurveyAnswer.objects.count() == 18
    close_survey(actor=director, survey_id=survey.pk)
    found = result_of(Survey.objects.get(pk=survey.pk))
    # two of eight are hidden, and with them the other class, or subtraction would tell
    assert [one.count for one in found.by_class] == [5, None, None, 5]
    assert [(one.name, one.count) for one in found.by_grade] == [
        ("三年级", 5), ("四年级", 8), ("五年级", 5),
    ]  # fmt: skip
    assert not found.is_enough
    boss = signed_in(director)
    refused = boss.post(
        at(institution, f"voice/surveys/{survey.pk}/publish/"), {"conclusion": "卫生好，价格偏高"}
    )
    assert refused.status_code == 422
    assert "只有 18 份" in said(refused)
    assert Client().get(addresses.result(institution, survey)).status_code == 404


def test_paper_forms_come_in_by_table_and_a_mark_out_of_range_refuses_them_all(
    institution, director, django_assert_max_num_queries
):
    make_class("五（1）班", "五年级"), make_class("五（2）班", "五年级")
    survey = make_open_survey(director, sort="opinion", who="staff", repeat="weekly")
    client = signed_in(director)
    edit = at(institution, f"voice/surveys/{survey.pk}/edit/")
    kept = {"title": survey.title, "first": survey.first, "last": survey.last, "min_answers": 5}
    client.post(edit, kept | {"repeat": "once", "is_anonymous": "on"})
    survey.refresh_from_db()
    assert (survey.repeat, survey.min_answers) == ("", 5)
    page = at(institution, f"voice/surveys/{survey.pk}/paper/")
    head = "班级,门卫值守,保洁,绿化,维修,还有什么意见或建议？"
    lines = [f"五（{n % 2 + 1}）班,5,{n % 5 + 1},4,3,意见{n}" for n in range(46)]

    def send(rows):
        body = "\n".join([head, *rows]).encode("utf-8-sig")
        file = SimpleUploadedFile("表.csv", BytesIO(body).getvalue(), "text/csv")
        return client.post(page, {"who": "staff", "file": file})

    refused = send([*lines[:45], "五（1）班,9,4,4,3,"])
    assert refused.status_code == 422
    # an empty line counts, as it does in the table
    assert "第 49 行" in said(send([*lines[:45], "", ",,,,,", "五（1）班,9,4,4,3,"]))
    assert "第 47 行“门卫值守”：评分应在 1 到 5 之间" in said(refused)
    assert not SurveyAnswer.objects.exists()
    assert send(lines).status_code == 302
    close_survey(actor=director, survey_id=survey.pk)
    found = result_of(Survey.objects.get(pk=survey.pk))
    assert (found.count, found.lines[0].figure.mean) == (46, 5)
    assert [one.count for one in found.by_class] == [23, 23]
    with django_assert_max_num_queries(10):
        client.get(at(institution, f"voice/surveys/{survey.pk}/results/"))
    with django_assert_max_num_queries(6):
        assert "物业、后勤意见表" in said(client.get(at(institution, "voice/surveys/")))


def test_a_weekly_round_follows_by_itself_and_the_poster_stays_good(institution, director):
    monday = clock.today() - timedelta(days=8)
    survey = make_open_survey(director, sort="dormitory", repeat="weekly", today=monday)
    key = first_door(survey).key
    client = Client()
    page = addresses.door(institution, first_door(survey))
    assert "现在不收" in said(client.get(page))
    assert turn(clock.today()) == 1
    assert turn(clock.today()) == 0
    following = Survey.objects.get(former=survey)
    assert following.first == monday + timedelta(days=7)
    assert first_door(following).key == key
    answer = {f"v-q{n}": "4" for n in range(1, 6)}
    assert "谢谢" in said(client.post(page, answer))
    assert SurveyAnswer.objects.get().survey_id == following.pk
    shown = said(signed_in(director).get(at(institution, f"voice/surveys/{following.pk}/")))
    assert "宿舍卫生" in shown
    assert page in shown
