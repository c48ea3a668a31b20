"""The API through HTTP: who gets in, what comes out, what it costs."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from houqin.accounts.models import AccessToken, new_secret, token_digest
from houqin.api.schemas import TaskOut
from houqin.core import clock
from houqin.journal.models import JournalEntry
from houqin.org.testing import at, make_member, make_place, signed_in
from houqin.planning.models import Evidence, PlanItem, Task, WorkPlan

SNAPSHOT = Path(__file__).with_name("openapi.json")


class Caller(Client):
    """A program that holds somebody's token."""

    def __init__(self, member, **known):
        self.secret = new_secret()
        self.token = AccessToken.objects.create(
            user=member.user,
            institution_ref=member.institution.pk,
            purpose=known.get("purpose", "api"),
            digest=token_digest(self.secret),
            tail=self.secret[-4:],
        )
        self.institution = member.institution
        super().__init__(headers={"Authorization": f"Bearer {self.secret}"})

    def call(self, path, body=None):
        address = at(self.institution, f"api/{path}")
        if body is None:
            return self.get(address)
        return self.post(address, body, content_type="application/json")


def make_task(member, title="检查灭火器", days=0, **more):
    today = clock.today()
    plan, _made = WorkPlan.objects.get_or_create(
        title="计划",
        defaults={
            "first": today - timedelta(30), "last": today + timedelta(60), "state": "running",
            "version": 1, "approved_at": timezone.now(),
        },
    )  # fmt: skip
    item = PlanItem(plan=plan, title=title, owner_role="technician")
    item.fill_search()
    item.save()
    due = today + timedelta(days)
    return Task.objects.create(
        item=item, plan=plan, first=due, last=due, due_on=due, assignee=member.staff, **more
    )


def test_a_program_lists_looks_and_hands_in(technician):
    task = make_task(technician)
    caller = Caller(technician)
    listed = caller.call("tasks?mine=true").json()
    assert [row["title"] for row in listed["items"]] == ["检查灭火器"]
    body = {"token": str(uuid4()), "note": "压力正常"}
    for _again in range(2):
        answer = caller.call(f"tasks/{task.pk}/evidence", body)
        assert answer.status_code == 200, answer.content.decode()
    assert answer.json()["state"] == "done"
    assert Evidence.objects.count() == 1
    detail = caller.call(f"tasks/{task.pk}").json()
    assert detail["evidence"][0]["note"] == "压力正常"
    assert detail["evidence"][0]["is_taken_back"] is False
    assert JournalEntry.objects.get(action="planning.task_done").via == "api"


def test_a_program_defers_with_a_reason(technician):
    task = make_task(technician)
    later = str(clock.today() + timedelta(3))
    answer = Caller(technician).call(
        f"tasks/{task.pk}/deferral", {"reason": "配件缺货", "new_due": later}
    )
    assert answer.json()["due_on"] == later


def test_without_a_token_nothing_is_said(technician):
    answer = Client().get(at(technician.institution, "api/tasks"))
    assert answer.status_code == 401
    assert answer["Content-Type"].startswith("application/problem+json")
    assert "令牌" in answer.json()["detail"]


def test_a_signed_in_browser_may_look_but_not_write(technician):
    task = make_task(technician)
    browser = signed_in(technician)
    assert browser.get(at(technician.institution, "api/tasks")).status_code == 200
    answer = browser.post(
        at(technician.institution, f"api/tasks/{task.pk}/evidence"),
        {"token": str(uuid4()), "note": "x"},
        content_type="application/json",
    )
    assert answer.status_code == 401
    assert not Evidence.objects.exists()


@pytest.mark.parametrize("spoil", ["revoked", "calendar", "inactive"])
def test_a_token_that_is_no_longer_good_opens_nothing(technician, spoil):
    caller = Caller(technician, purpose="calendar" if spoil == "calendar" else "api")
    if spoil == "revoked":
        AccessToken.objects.update(revoked_at=timezone.now())
    if spoil == "inactive":
        technician.user.is_active = False
        technician.user.save()
    assert caller.call("tasks").status_code == 401


def test_a_bad_token_is_not_helped_out_by_a_session(technician):
    browser = signed_in(technician)
    address = at(technician.institution, "api/tasks")
    assert browser.get(address, headers={"Authorization": "Bearer wrong"}).status_code == 401


def test_a_token_opens_only_its_own_institution(technician, stranger):
    caller = Caller(stranger)
    assert caller.get(at(technician.institution, "api/tasks")).status_code == 401


def test_others_work_stays_hidden(institution, technician):
    mine = make_task(technician)
    cook = make_member(institution, "canteen_manager")
    caller = Caller(cook)
    assert caller.call("tasks").json()["items"] == []
    assert caller.call(f"tasks/{mine.pk}").status_code == 404


def test_an_inspector_reads_and_cannot_write(institution, technician):
    task = make_task(technician)
    caller = Caller(make_member(institution, "inspector"))
    assert len(caller.call("tasks").json()["items"]) == 1
    answer = caller.call(f"tasks/{task.pk}/evidence", {"token": str(uuid4()), "note": "x"})
    assert answer.status_code == 403
    assert not Evidence.objects.exists()


def test_refusals_are_sentences(technician):
    task = make_task(technician)
    caller = Caller(technician)
    answer = caller.call(f"tasks/{task.pk}/evidence", {"token": str(uuid4())})
    assert answer.status_code == 422
    assert "只打勾不算完成" in answer.json()["detail"]
    answer = caller.call(f"tasks/{task.pk}/evidence", {"note": "x"})
    assert answer.json()["errors"] == [{"field": "body.token", "reason": "必填"}]
    missing = caller.call("tasks/999999")
    assert missing.status_code == 404
    assert missing.json()["status"] == 404


def test_pages_follow_one_another_without_gaps(technician):
    for day in range(7):
        make_task(technician, f"事项{day}", days=day % 3)
    caller = Caller(technician)
    seen, after = [], ""
    while True:
        page = caller.call(f"tasks?size=3{after}").json()
        seen += [row["id"] for row in page["items"]]
        if page["next"] is None:
            break
        after = f"&after={page['next']}"
    assert len(seen) == len(set(seen)) == 7


@pytest.mark.parametrize("path", ["tasks", "plans", "places", "staff"])
def test_a_list_costs_at_most_five_queries_however_long(technician, path):
    caller = Caller(technician)
    caller.call(path)
    counts = []
    for n in (2, 12):
        for i in range(n):
            make_task(technician, f"事项{n}-{i}")
            make_place(f"房间{n}-{i}")
            make_member(technician.institution)
        with CaptureQueriesContext(connection) as seen:
            answer = caller.call(path)
        assert answer.status_code == 200
        counts.append(sum("SELECT" in q["sql"] and "set_config" not in q["sql"] for q in seen))
    assert counts[0] == counts[1] <= 5


def test_people_are_listed_without_their_telephone(technician):
    row = Caller(technician).call("staff").json()["items"][0]
    assert set(row) == {"id", "name", "position", "department_id"}


def test_every_field_is_described(technician):
    described = Caller(technician).call("openapi.json").json()
    for name, schema in described["components"]["schemas"].items():
        for field, known in schema.get("properties", {}).items():
            assert known.get("description"), f"{name}.{field}"


def test_the_description_is_the_one_programs_were_written_against(technician):
    """Change the API on purpose: delete the snapshot, run this once, and read the difference."""
    described = Caller(technician).call("openapi.json").json()
    described.pop("servers", None)
    text = json.dumps(described, ensure_ascii=False, indent=1, sort_keys=True)
    text = text.replace(f"/i/{technician.institution.code}/", "/i/CODE/")
    if not SNAPSHOT.exists():
        SNAPSHOT.write_text(text + "\n", encoding="utf-8")
        pytest.fail("openapi.json is written anew: read the difference, then run again")
    assert json.loads(SNAPSHOT.read_text(encoding="utf-8")) == json.loads(text)


@pytest.mark.parametrize("assigned", [True, False])
def test_a_listed_task_says_the_same_as_the_task_itself(technician, director, assigned):
    task = make_task(technician, done_at=timezone.now().replace(microsecond=120_000))
    if not assigned:
        task.assignee = None
        task.save()
    caller = Caller(director)
    (listed,) = caller.call("tasks").json()["items"]
    alone = caller.call(f"tasks/{task.pk}").json()
    assert set(listed) == set(TaskOut.model_fields)
    assert {name: alone[name] for name in listed} == listed


def test_one_list_answers_every_shape_of_question(technician, director):
    """Each filter alone, together, with words, on later pages, and with numbers no row can have."""
    mine = make_task(technician, "检查灭火器", days=-2)
    later = make_task(technician, "清洗水箱", days=3)
    alike = make_task(technician, "清洗水箱", days=3)
    others = make_task(director, "巡视校门", days=1, domain="security")
    caller = Caller(director)

    def found(question):
        return [row["id"] for row in caller.call(f"tasks?{question}").json()["items"]]

    everything = [mine.pk, others.pk, later.pk, alike.pk]
    assert found("") == everything
    assert found("mine=true") == found(f"assignee={director.staff.pk}") == [others.pk]
    assert found("overdue=true") == found(f"due_to={mine.due_on}&state=todo") == [mine.pk]
    assert found(f"due_from={mine.due_on}&domain=security") == [others.pk]
    assert found(f"q=清洗&plan={later.plan_id}") == [later.pk, alike.pk]
    assert found(f"plan={10**30}") == found("assignee=-1") == []
    assert [row["id"] for row in Caller(technician).call("tasks").json()["items"]] == [
        mine.pk, later.pk, alike.pk
    ]  # fmt: skip
    walked, after = [], ""
    while after is not None:
        page = caller.call(f"tasks?size=1{after and f'&after={after}'}").json()
        walked += [row["id"] for row in page["items"]]
        after = page["next"]
    assert walked == everything
    for unreadable in ("x", "W251bGwsIDFd", "WyIyMDI2LTEzLTQ1IiwgMV0"):
        assert found(f"after={unreadable}") == everything
