"""Hazards: found, given out with the five settled, put right, verified, accounted for."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from houqin.cases.public import Case, change_grade, open_case, take
from houqin.files.testing import make_photo
from houqin.org.models import SchoolClass
from houqin.org.testing import at, make_member, make_place, signed_in
from houqin.safety.models import PatrolRound
from houqin.safety.public import barring
from houqin.safety.services import accountability, walking
from houqin.safety.testing import TODAY, make_route, moment

NOW = moment(10)
SETTLED = {"plan": "焊牢立柱", "money": "300", "interim": "拉警戒线，专人看守"}


@pytest.fixture
def officer(institution):
    return make_member(institution, "safety_officer", name="王安全")


@pytest.fixture
def fixer(institution):
    return make_member(institution, "technician", name="赵维修")


def report(actor, **given):
    given.setdefault("place", make_place("东楼梯"))
    return open_case(actor=actor, flow="hazard", title="栏杆松动", now=NOW, **given)


def photo(actor, seed):
    return {"after": [make_photo(actor, seed=seed)]}


def test_a_serious_hazard_has_a_number_an_owner_and_a_day(institution, director, officer):
    teacher = make_member(institution, "homeroom")
    settled = {**SETTLED, "owner": officer.staff}
    case = report(teacher, grade="major")
    assert case.number.startswith("YH")
    assert case.owner == officer.staff
    assert case.due_at == NOW + timedelta(hours=24)  # round the clock
    with pytest.raises(ValidationError, match="在哪里"):
        report(teacher, place=None)
    with pytest.raises(ValidationError):  # the five are settled, or it is not given out
        take(actor=officer, case_id=case.pk, transition="assign", now=NOW, given={"owner": officer})
    go = {"actor": officer, "case_id": case.pk, "transition": "assign", "now": NOW}
    with pytest.raises(ValidationError) as refused:  # of a major one also money and the day
        take(given=settled | {"money": ""}, **go)
    assert set(refused.value.message_dict) == {"given.money", "given.due"}
    assert take(given=settled | {"money": "0", "due": TODAY}, **go).money_planned == 0


def test_a_hazard_that_becomes_a_major_one_is_not_put_right_before_the_five_are_settled(
    institution, director, officer, fixer
):
    case = report(officer)
    go = {"case_id": case.pk, "now": NOW}
    assigned = {**SETTLED, "owner": fixer.staff, "money": ""}
    take(actor=officer, transition="assign", given=assigned, **go)
    change_grade(actor=officer, grade="major", **go)
    fix = {"transition": "fix", "given": {"measure": "焊好了"}}
    with pytest.raises(PermissionDenied, match="五定"):
        take(actor=fixer, photos=photo(fixer, 1), **fix, **go)
    take(actor=officer, transition="assign", given=assigned | {"money": "80", "due": TODAY}, **go)
    assert take(actor=fixer, photos=photo(fixer, 1), **fix, **go).state == "fixed"


def test_who_put_it_right_cannot_close_it_and_a_failed_check_sends_it_back(
    institution, director, officer, fixer
):
    case = report(officer)
    go = {"case_id": case.pk, "now": NOW}
    take(
        actor=officer, transition="assign", given={**SETTLED, "owner": fixer.staff}, **go
    )  # fmt: skip
    fix = {"transition": "fix", "given": {"measure": "焊好了"}}
    case = take(actor=fixer, photos=photo(fixer, 1), **fix, **go)
    with pytest.raises(PermissionDenied):
        take(actor=fixer, transition="verify", **go)
    take(actor=officer, transition="reject", given={"why": "还能晃动"}, **go)
    take(actor=fixer, photos=photo(fixer, 2), **fix, **go)
    case = take(actor=officer, transition="verify", **go)
    assert (case.state, case.is_open, case.verifier) == ("closed", False, officer.staff)
    page = signed_in(director).get(at(institution, f"cases/{case.pk}/")).content.decode()
    for said in ("焊牢立柱", "300.00 元", "拉警戒线", "还能晃动"):
        assert said in page
    month = signed_in(director).get(
        at(institution, f"safety/hazards/picture/?month={TODAY:%Y-%m}")
    )  # fmt: skip
    assert "东楼梯" in month.content.decode()


def test_a_major_hazard_is_closed_by_a_leader(institution, director, officer, fixer):
    case = report(fixer, grade="major")
    go = {"case_id": case.pk, "now": NOW}
    take(actor=fixer, transition="fixed_now", given={"measure": "拆了"},
         photos=photo(fixer, 3), **go)  # fmt: skip
    with pytest.raises(PermissionDenied, match="重大隐患"):
        take(actor=officer, transition="verify", **go)
    assert not take(actor=director, transition="verify", **go).is_open


def test_what_a_walker_finds_at_a_point_is_a_hazard_at_once(director, officer):
    route = make_route(director)
    token = uuid4()
    for _twice in range(2):
        walking.stand_at(
            actor=officer, point_id=route.points.first().pk, token=token, now=moment(20, 5),
            is_problem=True, text="消防通道堆了纸箱",
        )  # fmt: skip
    case = Case.objects.get(flow="hazard")
    assert case.title == "东门：消防通道堆了纸箱"
    assert case.place == route.points.first().place
    walked = PatrolRound.objects.get()
    page = signed_in(officer).get(at(officer.institution, f"safety/patrols/rounds/{walked.pk}/"))
    assert case.number in page.content.decode()


def test_a_veto_bars_the_person_until_the_principal_lifts_it(
    institution, director, principal, fixer
):
    case = report(director)
    row = accountability.hold(
        actor=director, case_id=case.pk, person=fixer.staff, rule="安全责任状第3条",
        facts="接单后五天没有处理", now=NOW,
    )  # fmt: skip
    decided = {"accountability_id": row.pk, "now": NOW, "decided_on": TODAY}
    accountability.decide(
        actor=principal, decision="通报批评", sanction="扣考核分", is_veto=True, **decided
    )
    assert [one.case for one in barring(TODAY.year, staff=fixer.staff)] == [case]
    case.refresh_from_db()
    assert case.is_veto
    assert signed_in(fixer).get(at(institution, "safety/accountability/")).status_code == 403
    said = signed_in(director).get(at(institution, f"cases/{case.pk}/")).content.decode()
    assert "一票否决" in said
    lift = {"accountability_id": row.pk, "reason": "事后查明是配件停产", "now": NOW}
    with pytest.raises(PermissionDenied):
        accountability.lift(actor=director, **lift)
    accountability.lift(actor=principal, **lift)
    assert not barring(TODAY.year, staff=fixer.staff)


def test_a_pupils_find_is_screened_first_and_the_finder_sees_what_came_of_it(
    institution, director, officer, fixer
):
    teacher = make_member(institution, "homeroom")
    room = SchoolClass.objects.create(name="三（2）班", homeroom=teacher.staff)
    pupil = Client()
    path = f"/safe/tip/{institution.code}/"
    assert pupil.post(path, {"where": "", "token": uuid4()}).status_code == 422
    given = {"where": "东楼梯", "text": "台阶断了一块", "finder": "pupil", "token": uuid4(),
             "school_class": room.pk, "name": "小明"}  # fmt: skip
    assert pupil.post(path, given | {"website": "http://x"}).status_code == 200  # a program's
    assert not Case.objects.filter(flow="hazard_tip").exists()
    answer = pupil.post(path, given)
    follow = answer["Location"]
    assert pupil.post(path, given)["Location"] == follow  # sent twice, one tip
    assert "正在核实" in pupil.get(follow).content.decode()
    tip = Case.objects.get(flow="hazard_tip")
    go = {"now": tip.opened_at + timedelta(hours=1)}
    screen = at(institution, f"cases/{tip.pk}/step/accept/")
    stairs = make_place("东楼梯", make_place("二号楼"))
    make_place("东楼梯", make_place("三号楼"))
    settle = signed_in(officer)
    form = settle.get(screen)
    assert form.context["form"]["place"].value() is None  # two places are called so
    Case.objects.filter(pk=tip.pk).update(title="二号楼东楼梯：台阶断了一块")
    form = settle.get(screen).context["form"]
    assert form["place"].value() == stairs.pk
    said = {"token": form["token"].value(), "grade": "general"}
    assert settle.post(screen, said).status_code == 422  # without a place nobody can put it right
    assert settle.post(screen, said | {"place": stairs.pk}).status_code == 302
    hazard = Case.objects.get(flow="hazard")
    assert hazard.place == stairs
    assert "三（2）班 小明，" in settle.get(at(institution, f"cases/{tip.pk}/")).content.decode()
    Case.objects.filter(pk=tip.pk).update(outside_name="")  # who did not say a name
    assert "来访者，" in settle.get(at(institution, f"cases/{tip.pk}/")).content.decode()
    for transition, actor, more in (
        ("assign", officer, {**SETTLED, "owner": fixer.staff}),
        ("fix", fixer, {"measure": "补好了"}),
        ("verify", officer, {}),
    ):
        photos = photo(fixer, 4) if transition == "fix" else {}
        take(actor=actor, case_id=hazard.pk, transition=transition, given=more, photos=photos, **go)
    assert "已经整改" in pupil.get(follow).content.decode()
    for member, sees in ((director, True), (teacher, True), (fixer, False)):
        page = signed_in(member).get(at(institution, "safety/hazards/tips/")).content.decode()
        assert "三（2）班" in page
        assert ("台阶断了一块" in page) is sees
