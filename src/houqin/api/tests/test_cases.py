"""Cases over the API: listed, opened once, a step taken once, a wrong one refused in a sentence."""

from __future__ import annotations

from uuid import uuid4

from houqin.api.tests.test_api import Caller
from houqin.cases.models import Case, CaseStep
from houqin.cases.public import take
from houqin.core import clock
from houqin.org.testing import make_member
from houqin.voice.models import Opinion
from houqin.voice.services import opinions


def test_cases_are_opened_and_steps_taken_once_by_whoever_may(director, technician):
    client, token = Caller(director), str(uuid4())
    for _twice in range(2):
        made = client.call("cases", {"token": token, "title": "门锁坏了"}).json()
    assert Case.objects.count() == 1
    assert {way["code"] for way in made["ways"]} >= {"take_on", "assign"}
    step = {"token": str(uuid4()), "transition": "take_on"}
    for _twice in range(2):
        assert client.call(f"cases/{made['id']}/steps", step).json()["state"] == "doing"
    assert CaseStep.objects.filter(transition="take_on").count() == 1
    (mine,) = client.call("cases?mine=true").json()["items"]
    assert (mine["number"], mine["owner"]) == (made["number"], director.name)
    wrong = {"token": str(uuid4()), "transition": "confirm"}
    refused = client.call(f"cases/{made['id']}/steps", wrong)
    assert (refused.status_code, "不能再" in refused.json()["detail"]) == (422, True)
    outsider = Caller(make_member(technician.institution, "cleaner"))
    assert outsider.call(f"cases/{made['id']}").status_code == 404
    assert outsider.call("cases").json()["items"] == []


def test_a_step_that_gives_the_case_away_says_that_it_is_done_also_when_sent_again(
    institution, director, principal, technician
):
    told = opinions.hear(actor=None, kind="complaint", text="食堂的事", now=clock.now())
    url = f"cases/{told.case_id}"
    take(actor=director, case_id=told.case_id, transition="accept",
         given={"owner": director.staff.pk}, now=clock.now())  # fmt: skip
    Opinion.objects.update(is_confidential=True, leader=principal.staff)
    given = {"owner": technician.staff.pk}
    step = {"token": str(uuid4()), "transition": "accept", "given": given}
    mine = Caller(director)
    assert [mine.call(f"{url}/steps", step).status_code for _twice in range(2)] == [204, 204]
    assert mine.call(url).status_code == 404
    outsider = Caller(make_member(institution, "cleaner"))
    assert outsider.call(f"{url}/steps", step).status_code == 404
    assert Caller(technician).call(url).json()["owner"] == technician.name
    assert CaseStep.objects.filter(transition="accept").count() == 2
