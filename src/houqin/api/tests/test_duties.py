"""The roster over the API: signed only by whose turn it is, swapped only when the other agrees."""

from __future__ import annotations

from datetime import timedelta

from houqin.api.tests.test_api import Caller
from houqin.core import clock
from houqin.org.testing import make_member
from houqin.safety.models import Duty, DutyPost


def test_a_turn_is_signed_by_its_person_and_moves_only_when_the_other_agrees(
    institution, technician
):
    other = make_member(institution, "homeroom", name="甲老师")
    mine, theirs = Caller(technician), Caller(other)
    now = clock.now()
    post = DutyPost.objects.create(name="校门", opens="07:00", closes="08:00", weekdays=[0],
                                   since=clock.today())  # fmt: skip
    span = {"opens_at": now - timedelta(minutes=5), "closes_at": now + timedelta(hours=1)}
    turn = Duty.objects.create(post=post, staff=technician.staff, day=clock.today(), **span)
    (listed,) = mine.call("duties?mine=true").json()["items"]
    assert (listed["post"], listed["state"]) == ("校门", "没签到")
    assert theirs.call("duties?mine=true").json()["items"] == []
    assert [one["name"] for one in mine.call("duties/posts").json()["items"]] == ["校门"]
    asking = {"taker": other.staff.pk, "why": "开会"}
    not_mine = {**asking, "taker": technician.staff.pk}
    assert theirs.call(f"duties/{turn.pk}/swaps", not_mine).status_code == 403
    swap = mine.call(f"duties/{turn.pk}/swaps", asking).json()
    answer = f"duties/swaps/{swap['id']}/answer"
    assert mine.call(answer, {"agrees": True}).status_code == 403
    assert len(theirs.call("duties/swaps").json()) == 1
    assert theirs.call(answer, {"agrees": True}).json()["is_agreed"] is True
    assert mine.call(f"duties/{turn.pk}/sign", {}).status_code == 403
    assert theirs.call(f"duties/{turn.pk}/sign", {}).json()["signed_at"]
