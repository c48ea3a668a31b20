"""Good practices: recommended, decided with a reason, tried as a task, judged."""

from datetime import datetime, time, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from houqin.core import clock
from houqin.notify.models import Notice
from houqin.org.testing import at, make_member, signed_in
from houqin.planning.models import Practice, Task
from houqin.planning.services.practices import remind_effects


def recommend(institution, member, **changes):
    given = {
        "title": "泔水每天称重公示", "source": "育才小学食堂参观", "domain": "canteen",
        "what": "每餐称泔水重量，写在食堂门口", "usable": "本校食堂",
    }  # fmt: skip
    answer = signed_in(member).post(at(institution, "practices/new/"), given | changes)
    assert answer.status_code == 302
    return Practice.objects.order_by("-pk").first()


def decide(institution, member, row, **changes):
    today = clock.today()
    given = {
        "verdict": "trial", "reason": "能减少浪费", "rule_note": "",
        "follow_on": (today + timedelta(days=30)).isoformat(),
    }  # fmt: skip
    return signed_in(member).post(at(institution, f"practices/{row.pk}/decide/"), given | changes)


def test_the_leftover_weighing_is_tried_by_the_canteen_and_judged(
    institution, director, technician
):
    cook = make_member(institution, "canteen_manager")
    row = recommend(institution, technician)
    due = clock.today() + timedelta(days=14)
    decide(institution, director, row, assignee=cook.staff.pk, due_on=due.isoformat())
    row.refresh_from_db()
    assert row.state == "trial"
    assert (row.task.assignee_id, row.task.due_on) == (cook.staff.pk, due)
    assert row.task.domain == "canteen"
    assert Task.objects.get(item__title="试行：泔水每天称重公示") == row.task
    assert Notice.objects.get(kind="practice.decided").recipient_id == technician.staff.pk
    page = signed_in(technician).get(at(institution, f"practices/{row.pk}/"))
    assert f"/tasks/{row.task_id}/" in page.text
    later = clock.today() + timedelta(days=30)
    assert remind_effects(today=later - timedelta(days=1), now=clock.now()) == 0
    assert remind_effects(today=later, now=moment(later)) == 1
    assert "看看效果" in Notice.objects.exclude(recipient=technician.staff).latest("pk").title
    given = {"verdict": "works", "effect": "泔水由 45 公斤降到 28 公斤"}
    signed_in(director).post(at(institution, f"practices/{row.pk}/effect/"), given)
    assert remind_effects(today=later, now=moment(later)) == 0
    assert "28 公斤" in signed_in(technician).get(at(institution, f"practices/{row.pk}/")).text


def moment(day):
    return timezone.make_aware(datetime.combine(day, time(7)))


def test_adopting_means_that_somebody_does_something(institution, director, technician):
    row = recommend(institution, technician)
    idle = decide(institution, director, row, verdict="adopted")
    assert idle.status_code == 422
    assert "要落到人" in idle.text
    half = decide(institution, director, row, assignee=technician.staff.pk)
    assert "一起填" in half.text
    rule = decide(institution, director, row, verdict="adopted", rule_note="食堂管理办法第 6 条")
    assert rule.status_code == 302
    row.refresh_from_db()
    assert (row.state, row.task) == ("adopted", None)
    assert decide(institution, director, row, verdict="declined").status_code == 422


def test_declining_needs_only_its_reason(institution, director, technician):
    row = recommend(institution, technician)
    silent = decide(institution, director, row, verdict="declined", reason="", follow_on="")
    assert silent.status_code == 422
    decide(institution, director, row, verdict="declined", reason="已有同样做法", follow_on="")
    page = signed_in(technician).get(at(institution, f"practices/{row.pk}/")).text
    assert "已有同样做法" in page
    effect = signed_in(director).post(
        at(institution, f"practices/{row.pk}/effect/"), {"verdict": "works", "effect": "好"}
    )
    assert effect.status_code == 422


def test_only_leaders_decide(institution, technician, stranger):
    row = recommend(institution, technician)
    assert decide(institution, technician, row).status_code == 403
    assert signed_in(stranger).get(at(institution, f"practices/{row.pk}/")).status_code == 404
    with pytest.raises(IntegrityError), transaction.atomic():
        Practice.objects.update(state="adopted")


def test_search_export_and_queries(institution, director, technician):
    client = signed_in(director)

    def count():
        with CaptureQueriesContext(connection) as caught:
            assert client.get(at(institution, "practices/")).status_code == 200
        return len(caught)

    recommend(institution, technician)
    count()
    before = count()
    for number in range(6):
        recommend(institution, technician, title=f"做法{number}")
    assert count() <= before
    assert "泔水每天称重" in client.get(at(institution, "search/?q=gsmt")).text
    book = client.get(at(institution, "practices/?export=xlsx"))
    assert "spreadsheetml" in book["Content-Type"]
