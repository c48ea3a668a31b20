"""What is wrong around the school, and hazards that come back."""

from __future__ import annotations

from uuid import uuid4

from houqin.cases.public import Case, open_case, take
from houqin.files.testing import make_photo
from houqin.notify.models import Notice
from houqin.org.testing import at, make_member, make_place, signed_in
from houqin.safety.services import around
from houqin.safety.testing import make_issue, moment


def test_a_stall_seen_again_after_it_had_gone_is_the_same_case_again(institution, director):
    stalls = [
        around.sight(
            actor=director, what=what, where="东门外", kind="stall", text="占道", token=uuid4(),
            now=moment(8),
        )
        for what in ("烤肠摊", "奶茶车", "玩具摊")
    ]  # fmt: skip
    gone = Case.objects.filter(pk__in=[one.pk for one in stalls[:2]])
    around.act_together(
        actor=director, cases=[stalls[2]], gone=list(gone), bodies="城管、市场监管",
        members="张科长", result="劝离两处", token=uuid4(), now=moment(9),
    )  # fmt: skip
    client = signed_in(director)
    said = client.get(at(institution, "safety/around/")).context["counted"]
    assert (said["all"], said["gone"]) == (3, 2)
    guard = make_member(institution, "gatekeeper")
    token = uuid4()
    for _twice in range(2):
        again = around.sight(
            actor=guard, what="烤肠摊", where="东门外", kind="stall", text="又来了", token=token,
            now=moment(17),
        )  # fmt: skip
    assert again.pk == stalls[0].pk
    assert again.is_open
    assert again.reopened == 1
    assert Case.objects.filter(flow="around").count() == 3
    page = client.get(at(institution, f"cases/{again.pk}/")).content.decode()
    assert "城管、市场监管" in page
    assert "又来了" in page


def test_the_same_hazard_at_the_same_place_is_told_above_who_put_it_right(institution, director):
    officer = make_member(institution, "safety_officer")
    fixer = make_member(institution, "technician", name="赵维修")
    fixer.staff.superior = officer.staff
    fixer.staff.save()
    place = make_place("东楼梯")
    given = {"actor": officer, "flow": "hazard", "kind": "building", "place": place}
    first = open_case(title="扶手松动", now=moment(8), owner=fixer.staff, **given)
    go = {"case_id": first.pk, "now": moment(9)}
    take(actor=officer, transition="assign", **go,
         given={"owner": fixer.staff, "plan": "焊牢", "interim": "拉线"})  # fmt: skip
    take(actor=fixer, transition="fix", given={"measure": "焊牢了"},
         photos={"after": [make_photo(fixer, seed=1)]}, **go)  # fmt: skip
    take(actor=director, transition="verify", **go)
    second = open_case(title="扶手又松了", now=moment(15), **given)
    assert second.recurrence_of == first
    notice = Notice.objects.get(kind="safety.recurred")
    assert notice.recipient == officer.staff
    assert first.number in notice.body
    client = signed_in(officer)
    assert (
        "这里出现过同类隐患 1 次"
        in client.get(at(institution, f"cases/{second.pk}/")).content.decode()
    )
    picture = client.get(at(institution, "safety/hazards/picture/?month=2026-11"))
    assert [row["times"] for row in picture.context["repeated"]] == [2]


def test_the_archive_of_undertakings_is_a_pdf(institution, director):
    issue = make_issue(director, text="一、守好岗位。", roles=["director"])
    client = signed_in(director)
    answer = client.get(at(institution, f"safety/letters/issues/{issue.pk}/archive.pdf"))
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
