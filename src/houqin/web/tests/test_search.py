"""The search box: what it finds for whom."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from houqin.org.testing import at, make_member, make_place, signed_in
from houqin.planning.models import PlanItem, Task, WorkPlan


@pytest.fixture
def task(technician):
    today = timezone.localdate()
    plan = WorkPlan.objects.create(
        title="后勤计划", first=today, last=today + timedelta(30), state="running", version=1,
        approved_at=timezone.now(),
    )  # fmt: skip
    item = PlanItem(plan=plan, title="检查灭火器", text="每周检查灭火器压力")
    item.fill_search()
    item.save()
    return Task.objects.create(
        item=item, plan=plan, first=today, last=today, due_on=today, assignee=technician.staff
    )


@pytest.mark.parametrize("q", ["灭火器", "jcmhq"])
def test_work_is_found_by_words_and_by_pinyin_initials(technician, task, q):
    page = signed_in(technician).get(at(technician.institution, f"search/?q={q}")).content.decode()
    assert at(technician.institution, f"tasks/{task.pk}/") in page
    assert "计划条目" in page


def test_people_and_places_are_found(technician):
    place = make_place("锅炉房")
    client = signed_in(technician)
    page = client.get(at(technician.institution, "search/?q=锅炉")).content.decode()
    assert at(technician.institution, f"org/places/{place.pk}/") in page
    page = client.get(at(technician.institution, "search/?q=维修工")).content.decode()
    assert at(technician.institution, f"org/staff/{technician.staff.pk}/") in page


def test_the_work_of_others_is_not_found(institution, technician, task):
    cook = make_member(institution, "canteen_manager")
    page = signed_in(cook).get(at(institution, "search/?q=灭火器")).content.decode()
    assert at(institution, f"tasks/{task.pk}/") not in page


def test_nothing_found_says_what_to_try(technician):
    page = signed_in(technician).get(at(technician.institution, "search/?q=恐龙")).content.decode()
    assert "没有找到" in page
    assert "拼音首字母" in page


def test_a_scanned_place_opens_and_a_wrong_code_is_explained(technician):
    place = make_place("锅炉房")
    client = signed_in(technician)
    answer = client.get(at(technician.institution, f"scan/?tag={place.tag.lower()}"))
    assert answer["Location"].endswith(f"/org/places/{place.pk}/")
    address = f"http://host/i/{technician.institution.code}/p/{place.tag}/"
    answer = client.get(at(technician.institution, f"scan/?tag={address}"))
    assert answer.status_code == 302
    answer = client.get(at(technician.institution, "scan/?tag=ZZZZZZZZ"))
    assert answer.status_code == 404
    assert "没有编号" in answer.content.decode()
