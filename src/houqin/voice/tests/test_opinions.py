"""Complaints and all the rest, from a stranger's phone to the published answer."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone

from houqin.cases.models import Case
from houqin.cases.public import assign, comment, take, visible
from houqin.cases.services.sweeping import sweep
from houqin.cases.worktime import HERE
from houqin.core import clock
from houqin.notify.models import Channel, GroupPost, Notice
from houqin.org.models import CalendarDay, Department
from houqin.org.testing import at, make_member, make_place, signed_in
from houqin.planning.services.builtin import add_task
from houqin.planning.testing import hand_in
from houqin.voice.models import (
    HotIssue,
    InspectionVisit,
    KeyCase,
    Opinion,
    PointRating,
    VisitGuest,
    VisitPlan,
)
from houqin.voice.numbers import around, hot_subjects, months, supervised, unchecked
from houqin.voice.services import growing, inspecting, opinions, visiting
from houqin.voice.services.station import keep_service
from houqin.voice.subjects import private_parts, subject_of


def said(response):
    return response.content.decode()


def token(page):
    return re.search(r'name="token" value="([0-9a-f-]{36})"', page)[1]


def visit_page(visit, page):
    return at(visit.institution, f"voice/visits/{visit.pk}/{page}")


def complain(institution, text="食堂的饭菜凉了", **more):
    """A stranger's phone: open the page, fill it in, come to the receipt."""
    phone = Client(REMOTE_ADDR=f"10.1.{Case.objects.count()}.1")
    page = said(phone.get(f"/s/{institution.code}/"))
    form = {"kind": "complaint", "text": text, "token": token(page), **more}
    return phone, phone.post(f"/s/{institution.code}/", form)


def answer(actor, case, **given):
    now = clock.now()
    base = {
        "findings": "问了三个班",
        "verdict": "true",
        "measure": "加保温台",
        "answer": "已加保温台",
    }
    take(actor=actor, case_id=case.pk, transition="answer", now=now, given=base | given)


def publish_without_names(institution, principal, case):
    """Refused while it names somebody; then open to anybody, and counted."""
    boss, publish = signed_in(principal), at(institution, f"voice/o/{case.pk}/publish/")
    told = {"public_problem": "张先生反映饭菜凉", "public_answer": "加了保温台，电话13800138000"}
    refusal = boss.post(publish, told)
    assert refusal.status_code == 422
    assert "手机号" in said(refusal)
    assert "张先生" in said(refusal)
    boss.post(publish, {"public_problem": "饭菜凉", "public_answer": "加了保温台"})
    openly = said(Client().get(f"/s/{institution.code}/figures/"))
    assert "加了保温台" in openly
    assert "张先生" not in openly
    month = months(clock.today())[-1]
    assert (month.received, month.solved) == (1, 1)


def test_a_complaint_is_followed_by_its_code_from_receipt_to_the_published_answer(
    institution, director, principal, technician
):
    phone, sent = complain(
        institution, "食堂的饭菜凉了，打饭阿姨态度差", name="张先生", phone="13800138000"
    )
    case = Case.objects.get()
    follow = f"/s/{institution.code}/f/{case.follow_code}/"
    assert sent.url == f"{follow}?new=1"
    assert case.follow_code in said(phone.get(sent.url))
    assert case.respond_by is not None
    assert case.opinion.subject == "canteen"
    # the person complained of neither looks into it nor sees it
    cook = make_member(institution, "canteen_manager", name="王阿姨")
    opinions.set_concerned(actor=director, case_id=case.pk, people=[cook.staff], now=clock.now())
    now = clock.now()
    for give in (
        lambda: take(actor=director, case_id=case.pk, transition="accept", now=now,
                     given={"owner": cook.staff}),
        lambda: assign(actor=director, case_ids=[case.pk], owner_id=cook.staff.pk, now=now),
    ):  # fmt: skip
        with pytest.raises(ValidationError):
            give()
    take(actor=director, case_id=case.pk, transition="accept", now=now,
         given={"owner": technician.staff})  # fmt: skip
    assert not visible(cook, "opinion").exists()
    assert signed_in(cook).get(at(institution, f"cases/{case.pk}/")).status_code == 404
    seen = said(signed_in(technician).get(at(institution, f"cases/{case.pk}/")))
    assert "13800138000" not in seen
    assert "张先生" not in seen
    assert "正在调查" in said(phone.get(follow))
    with pytest.raises(ValidationError) as refused:
        answer(technician, case, measure="")
    assert "given.measure" in refused.value.message_dict
    answer(technician, case)
    with pytest.raises(ValidationError):
        take(actor=director, case_id=case.pk, transition="close", now=now)
    take(actor=director, case_id=case.pk, transition="close", now=now,
         given={"conclusion": "对食堂管理员批评教育"})  # fmt: skip
    page = said(phone.get(follow))
    assert "已加保温台" in page
    chosen = said(phone.get(f"{follow}?step=confirm"))
    phone.post(follow, {"step": "confirm", "stars": "4", "token": token(chosen)})
    case.refresh_from_db()
    assert case.rating == 4
    publish_without_names(institution, principal, case)
    # whoever is not content opens it again: it is solved for nobody, then
    chosen = said(phone.get(f"{follow}?step=object"))
    phone.post(follow, {"step": "object", "why": "又凉了", "token": token(chosen)})
    assert "加了保温台" not in said(Client().get(f"/s/{institution.code}/figures/"))


def test_who_is_not_content_says_so_by_code_and_it_is_looked_into_again(institution, director):
    phone, _sent = complain(institution, kind="question")
    case, now = Case.objects.get(), clock.now()
    assert case.is_anonymous
    assert case.steps.get().by_name == "匿名"
    take(actor=director, case_id=case.pk, transition="accept", now=now,
         given={"owner": director.staff})  # fmt: skip
    take(actor=director, case_id=case.pk, transition="answer", now=now, given={"answer": "会热"})
    with pytest.raises(PermissionDenied):  # nobody closes what they answered themselves
        take(actor=director, case_id=case.pk, transition="close", now=now)
    follow = f"/s/{institution.code}/f/{case.follow_code}/"
    form = {
        "step": "object",
        "why": "还是凉的",
        "token": token(said(phone.get(f"{follow}?step=object"))),
    }
    phone.post(follow, form)
    phone.post(follow, form)
    case.refresh_from_db()
    assert (case.state, case.reopened) == ("looking", 1)


def test_who_is_complained_of_is_told_nothing_and_the_principal_is(
    institution, director, principal
):
    kinds = ["case.waiting", "case.escalated", "case.reminder", "case.comment"]
    Channel.objects.create(kind="wecom_robot", name="总务群", notice_kinds=kinds)
    boss = signed_in(principal)
    page = said(boss.get(at(institution, "voice/new/")))
    form = {"kind": "complaint", "text": "总务主任收回扣", "concerned": [director.staff.pk]}
    boss.post(at(institution, "voice/new/"), form | {"token": token(page)})
    # a teacher may write one down without being named; then the code is all they have of it
    teacher = signed_in(make_member(institution, "homeroom", name="班主任甲"))
    form["token"] = token(said(teacher.get(at(institution, "voice/new/"))))
    assert "查询码" in said(teacher.post(at(institution, "voice/new/"), form, follow=True))
    other = opinions.hear(actor=None, kind="complaint", text="楼道灯坏了", now=clock.now())
    sweep(clock.now() + timedelta(days=60))  # long overdue: who escalates says nothing to them
    told = Notice.objects.filter(recipient=director.staff).values_list("title", "body")
    assert [one for one in told if "回扣" in str(one)] == []
    assert [one for one in told if "楼道灯" in str(one)] != []
    above = Notice.objects.filter(recipient=principal.staff, kind="case.escalated")
    assert [one for one in above.values_list("title", "body") if "回扣" in str(one)] != []
    # they may well be in the group that is told: it hears the number alone
    comment(actor=principal, case_id=other.case_id, text="@总务主任 回扣的事", now=clock.now())
    posts = list(GroupPost.objects.values_list("title", flat=True))
    assert any(other.case.number in one for one in posts)
    assert [one for one in posts if "回扣" in one or "楼道灯" in one] == []
    assert other.concerned.count() == 0


def test_a_flood_from_one_phone_is_stopped_and_a_whole_school_behind_one_address_is_not(
    institution, monkeypatch
):
    monkeypatch.setattr("houqin.org.outside.monotonic", lambda: 7.0)  # however slow the machine is
    page = f"/s/{institution.code}/"
    phone = Client(REMOTE_ADDR="10.9.9.9")
    got = said(phone.get(page))
    form = {"kind": "praise", "text": "谢谢", "token": token(got)}
    first = [phone.post(page, form).status_code for _ in range(9)]
    assert first.count(302) == 6
    assert first[-1] == 429
    assert Case.objects.count() == 1  # the same form again is the same opinion
    others = []
    for _ in range(20):
        other = Client(REMOTE_ADDR="10.9.9.9")
        form["token"] = token(said(other.get(page)))
        others.append(other.post(page, form).status_code)
    assert others == [302] * 20
    tablet = Client(REMOTE_ADDR="10.9.9.8")  # at the gate: its page is that of the place's label
    there = f"{page}?p={make_place('大门').tag}"
    tablet.get(there)
    sent = [tablet.post(there, form).status_code for _ in range(32)]
    assert (sent.count(302), sent[-1]) == (30, 429)
    shared = Client(REMOTE_ADDR="10.9.9.6")
    empty = f"{page}?shared=1"
    form["token"] = token(said(shared.get(empty)))
    sent = shared.post(empty, form)  # the sender alone sees the code, and no address leads to it
    code = Case.objects.latest("pk").follow_code
    assert (sent.status_code, code in said(sent)) == (200, True)
    assert f'href="{empty}"' in said(sent)
    assert code not in said(shared.get(empty))
    Case.objects.filter(follow_code=code).update(opened_at=clock.now() - timedelta(minutes=3))
    assert shared.post(empty, form)["Location"] == empty  # whoever goes back and sends it again
    made_up = Client(REMOTE_ADDR="10.9.9.7")
    made_up.get(page)
    assert [made_up.post(f"{page}?p=NOWHERE", form).status_code for _ in range(7)][-1] == 429
    huge = other.post(page, form, CONTENT_LENGTH=str(90 * 1024 * 1024))
    assert huge.status_code == 413
    trapped = form | {"website": "http://spam.example", "token": token(said(other.get(page)))}
    assert other.post(page, trapped).status_code == 200
    assert Case.objects.count() == 22


def test_eleven_words_about_water_are_the_first_hot_issue_and_get_one_answer(
    institution, director, principal, django_assert_max_num_queries
):
    now, today = clock.now(), clock.today()
    hall = make_place("教学楼")
    for number in range(11):
        opinions.hear(
            actor=None, kind="complaint", text=f"饮水机没热水{number}", now=now, place=hall
        )
    opinions.hear(actor=None, kind="suggestion", text="厕所有异味", now=now)
    first = hot_subjects(today)[0]
    assert (first.name, first.count) == ("饮水", 11)
    assert Opinion.objects.filter(repeats__isnull=False).count() == 10
    boss = signed_in(principal)
    boss.get(at(institution, "voice/figures/"))  # the first visit looks up who this is
    with django_assert_max_num_queries(10):
        page = said(boss.get(at(institution, "voice/figures/")))
    with django_assert_max_num_queries(6):
        boss.get(at(institution, "voice/?whose=all"))
    assert page.index("饮水") < page.index("厕所")
    form = {"plan": "加两台饮水机", "owner": director.staff.pk, "due_on": today + timedelta(days=7)}
    boss.post(at(institution, "voice/hot/new/?subject=water"), form)
    hot = HotIssue.objects.get()
    assert hot.opinions.count() == 11
    openly = f"/s/{institution.code}/figures/"
    assert "11 件反映" in said(Client().get(openly))
    told = {"findings": "水压不够", "verdict": "true", "measure": "加两台", "answer": "下周装好"}
    answering = signed_in(director), at(institution, f"voice/hot/{hot.pk}/answer/")
    betraying = told | {"answer": f"{director.name}下周装好"}
    assert answering[0].post(answering[1], betraying).status_code == 422
    answering[0].post(answering[1], told)
    assert "下周装好" in said(Client().get(openly))
    assert Case.objects.filter(state="answered", answer="下周装好").count() == 11
    close, given = at(institution, f"voice/hot/{hot.pk}/close/"), {"conclusion": "扣当月考核"}
    assert signed_in(director).post(close, given).status_code == 422  # whose answer it is
    assert "查实必究" in said(boss.post(close, {"conclusion": ""}))
    boss.post(close, given)
    assert Case.objects.filter(state="closed", conclusion="扣当月考核").count() == 11
    shown = said(
        Client().get(
            f"/s/{institution.code}/f/{Opinion.objects.filter(hot=hot)[0].case.follow_code}/"
        )
    )
    assert "下周装好" in shown


def test_a_key_case_is_finished_only_by_a_check_of_its_effect(institution, director):
    today, now = clock.today(), clock.now()
    kept = growing.keep_key_case(
        actor=director, title="挂号等了一小时", category="waiting", happened_on=today,
        course="……", displeased="等太久", cause="窗口少", weak_link="排班",
        improvement="加一个窗口",
        assignee=director.staff, due_on=today, check_on=today + timedelta(days=90), now=now,
        today=today,
    )  # fmt: skip
    check = {"actor": director, "key_case_id": kept.pk, "effect": "少了一半", "is_effective": True}
    with pytest.raises(ValidationError):
        growing.check_effect(**check, today=today + timedelta(days=91))  # nothing is done yet
    hand_in(kept.task, director, now=now)
    with pytest.raises(ValidationError):
        growing.check_effect(**check, today=today)  # too early to tell
    growing.check_effect(**check, today=today + timedelta(days=91))
    assert KeyCase.objects.get().checked_by == director.staff


def test_visitors_opinions_become_matters_and_each_reads_the_answers_to_the_own(
    institution, director
):
    form = {"title": "家长督察", "day": clock.today(), "places": "食堂", "guide": director.staff.pk,
            "guests": "张岚，三（1）班家长\n李明，社区代表"}  # fmt: skip
    signed_in(director).post(at(institution, "voice/visits/new/"), form)
    one, other = VisitGuest.objects.order_by("pk")
    pages = [f"/s/{institution.code}/v/{guest.key}/" for guest in (one, other)]
    phone = Client(REMOTE_ADDR="10.3.3.3")
    for page, text in ((pages[0], "留样柜没锁"), (pages[0], "地面湿滑"), (pages[1], "菜价没公示")):
        phone.post(page, {"text": text, "token": token(said(phone.get(page)))})
    assert Case.objects.filter(kind="visit", owner=director.staff).count() == 3
    case = Case.objects.get(title="留样柜没锁")
    now = clock.now()
    take(actor=director, case_id=case.pk, transition="accept", now=now,
         given={"owner": director.staff})  # fmt: skip
    take(actor=director, case_id=case.pk, transition="answer", now=now, given={"answer": "已加锁"})
    assert "已加锁" in said(phone.get(pages[0]))
    other_manager = make_member(institution, "clerk", name="干事")
    given = {"why": "没写谁管钥匙"}
    take(actor=other_manager, case_id=case.pk, transition="back", now=now, given=given)
    assert "已加锁" not in said(phone.get(pages[0])), "it is looked into again"
    take(actor=director, case_id=case.pk, transition="answer", now=now, given={"answer": "已加锁"})
    take(actor=other_manager, case_id=case.pk, transition="close", now=now)
    assert "已加锁" in said(phone.get(pages[0]))
    assert "已加锁" not in said(phone.get(pages[1]))
    letters = said(signed_in(director).get(visit_page(one.visit, "letters/")))
    assert all(
        word in letters for word in ("张岚（三（1）班家长）", "2 条意见", "已加锁", "还在办理")
    )


def test_what_is_to_be_inspected_every_quarter_gets_its_next_day_with_guide_guests_and_a_task(
    institution, director, technician
):
    client, day = signed_in(director), date(2026, 11, 30)
    told = {"title": "家长督察", "places": "食堂", "guide": technician.staff.pk, "repeat": "3",
            "guests": "张岚，家长\n李明，社区"}  # fmt: skip
    now = datetime(2026, 11, 1, 9, tzinfo=HERE)
    visit = inspecting.plan_visit(
        actor=director, title="家长督察", day=day, places="食堂", guide=technician.staff, repeat=3,
        guests=[("张岚", "家长"), ("李明", "社区")], now=now, today=now.date(),
    )  # fmt: skip
    assert (visit.task.due_on, visit.task.assignee) == (day, technician.staff)
    for _night in range(2):
        inspecting.plan_following(now=now, today=day)
    assert not hasattr(visit, "following"), "not before it has been"
    CalendarDay.objects.create(day=date(2027, 3, 1), sort=CalendarDay.Sort.HOLIDAY)
    for _night in range(2):
        inspecting.plan_following(now=now, today=day + timedelta(days=1))
    after = InspectionVisit.objects.get(former=visit)
    assert after.day == date(2027, 3, 2), "28 February is a Sunday, the Monday free"
    assert (after.task.due_on, after.guests.count()) == (after.day, 2)
    assert Notice.objects.filter(kind="voice.visit", recipient=technician.staff).count() == 1
    change = visit_page(after, "edit/")
    assert "李明，社区" in said(client.get(change))
    kept = told | {"day": "2027-03-09", "repeat": "6", "guests": "张岚，家长\n王五，街道"}
    assert client.post(change, kept).status_code == 302
    after.refresh_from_db()
    assert (after.task.due_on, after.get_repeat_display()) == (after.day, "每半年（每学期）")
    assert sorted(one.name for one in after.guests.all()) == ["张岚", "王五"]
    found = said(client.get(at(institution, "search/?q=街道")))
    assert "家长督察" in found


def test_a_request_at_the_station_goes_to_who_holds_the_role_with_a_receipt(institution, director):
    cashier = make_member(institution, "finance", name="出纳")
    row = keep_service(actor=director, name="退餐费", steps="带缴费记录", days=3, role="finance",
                       position=1, is_offered=True)  # fmt: skip
    phone = Client(REMOTE_ADDR="10.4.4.4")
    page = f"/s/{institution.code}/station/{row.pk}/"
    assert "退餐费" in said(phone.get(f"/s/{institution.code}/station/"))
    form = {"text": "三年级转学退餐费", "name": "李女士", "phone": "13900139000",
            "token": token(said(phone.get(page)))}  # fmt: skip
    sent = phone.post(page, form)
    case = Case.objects.get()
    assert case.owner == cashier.staff
    assert case.number in said(phone.get(sent.url))
    assert phone.post(page, form | {"phone": ""}).status_code == 422
    # It is with who does it, who is told whom to call; the others hear of it when it is late.
    assert (case.state, case.waiter) == ("looking", cashier.staff)
    assert Notice.objects.get(kind="case.waiting").recipient == cashier.staff
    shown = said(signed_in(cashier).get(at(institution, f"cases/{case.pk}/")))
    assert "李女士" in shown
    assert "tel:13900139000" in shown
    take(actor=cashier, case_id=case.pk, transition="answer", now=clock.now(),
         given={"answer": "已退回原卡"})  # fmt: skip
    take(actor=director, case_id=case.pk, transition="close", now=clock.now())
    assert "已退回原卡" in said(phone.get(sent.url))


def test_a_hospital_listens_supervises_and_opens_a_matter_for_a_low_mark(
    institution, director, principal, technician
):
    ward, now, today = Department.objects.create(name="儿科"), clock.now(), clock.today()
    Department.objects.create(name="外科")
    visiting.note_department_visit(
        actor=principal, department=ward, day=today, work="床位紧", mood="有情绪",
        difficulties=["缺两张床", "空调不冷", "推车坏了"], personal=["家里老人住院"],
        told_by=technician.staff, now=now,
    )  # fmt: skip
    assert Case.objects.filter(kind="difficulty").count() == 4
    # what is personal is seen by the leader and by who told it, not even by the director
    assert visible(director, "opinion").count() == 3
    assert visible(principal, "opinion").count() == 4
    page = said(signed_in(principal).get(at(institution, "voice/departments/")))
    assert page.index("外科") < page.index("儿科")
    tasks = [
        add_task(actor=director, title=f"交办{n}", assignee=technician.staff, due_on=today, now=now,
                 today=today)
        for n in range(3)
    ]  # fmt: skip
    check, boss = at(institution, f"voice/supervision/{tasks[0].pk}/"), signed_in(principal)
    assert boss.post(check, {"found": "not", "note": ""}).status_code == 422
    boss.post(check, {"found": "done"})
    assert boss.post(check, {"found": "done"}).status_code == 422
    (total,) = supervised(today, today, "plan__sort")
    assert (total.given, total.checked, total.done) == (3, 1, 1)
    assert unchecked(today, today).count() == 2
    point = visiting.keep_point(actor=director, name="五病区", department=ward)
    phone, mark = Client(REMOTE_ADDR="10.5.5.5"), f"/s/{institution.code}/m/{point.key}/"
    phone.get(mark)
    assert "今天就有人来处理" in said(phone.post(mark, {"environment": "1", "service": "4"}))
    phone.post(mark, {"environment": "5", "service": "5"})
    hall = visiting.keep_point(actor=director, name="大厅", department=None)
    PointRating.objects.bulk_create(
        PointRating(point=one, day=day, environment=mark, service=3)
        for one, day, mark in (
            (point, today - timedelta(days=2), 2), (hall, today - timedelta(days=2), 4),
            (hall, today - timedelta(days=40), 1),
        )
    )  # fmt: skip
    changed = {one.point: (one.before, one.after, one.n_after) for one in around(today)}
    assert changed == {"五病区": (2, 3, 2), "大厅": (4, None, 0)}
    page = said(boss.get(at(institution, f"voice/points/?changed={today}")))
    assert "大厅 4.00（1 份）→ —（0 份）" in page
    low = PointRating.objects.get(environment=1, day=today).case
    assert timezone.localdate(low.opened_at) == today
    assert low.department == ward
    assert low.due_at is not None
    assert "3.00" in said(boss.get(at(institution, "voice/points/")))


def test_a_planned_visit_is_a_task_that_its_record_does_and_each_finding_a_case(
    institution, director, principal
):
    ward, boss = Department.objects.create(name="儿科"), signed_in(principal)
    make = at(institution, "voice/departments/plan/")
    given = {"leader": principal.staff.pk, "day": str(clock.today()), "look_at": "夜班值守"}
    assert boss.post(make, given).status_code == 422  # no department
    boss.post(make, given | {"departments": [ward.pk]})
    assert boss.post(make, given | {"departments": [ward.pk]}).status_code == 422  # planned already
    plan = VisitPlan.objects.get()
    shown = said(boss.get(at(institution, "voice/departments/")))
    assert "本月计划去 1 次，已去 0 次" in shown
    note = f"{at(institution, 'voice/departments/new/')}?plan={plan.pk}"
    assert "夜班值守" in said(boss.get(note))
    record = {"department": ward.pk, "day": str(clock.today()), "work": "平稳",
              "problems": "抢救车缺药\n走廊堆物", "difficulties": "缺床"}  # fmt: skip
    page = boss.post(note, record)["Location"]
    plan.refresh_from_db()
    assert (plan.task.state, plan.visit.department) == ("done", ward)
    shown = said(boss.get(page))
    assert all(word in shown for word in ("抢救车缺药", "走廊堆物", "缺床", "督察意见", "困难"))
    kinds = Case.objects.order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["visit", "visit", "difficulty"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("联系 138 0013 8000", 1),
        ("证件 110101199003077571", 1),
        ("全角１３８００１３８０００", 1),
        ("王芳老师已道歉", 1),
        ("共 12 件，用时 3 天，花 1380 元", 0),
    ],
)
def test_what_betrays_somebody_is_found_before_it_is_published(text, found):
    assert len(private_parts(text, ["王芳", "李"])) == found


def test_the_subject_is_told_by_the_words():
    assert subject_of("教学楼二楼饮水机没有开水") == "water"
    assert subject_of("谢谢老师") == "other"
