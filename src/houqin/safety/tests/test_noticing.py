"""What the books of the packs make safety say: articles, calls, lessons, the meeting's agenda."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from houqin.cases.public import Case, open_case, take
from houqin.core.roles import Kind
from houqin.files.testing import make_photo
from houqin.ledgers.models import Entry
from houqin.ledgers.services.amending import strike_entry
from houqin.ledgers.services.installing import settings_of
from houqin.ledgers.services.writing import write_entry
from houqin.ledgers.standing import standing_of
from houqin.ledgers.testing import make_book
from houqin.notify.models import Notice
from houqin.org.models import SchoolClass, Student, Term
from houqin.org.testing import at, make_member, make_place, signed_in
from houqin.packs.books import books_of
from houqin.planning.agenda import suggested_agenda
from houqin.safety.services import norms, noticing
from houqin.safety.testing import TODAY, moment


def installed(code):
    spec = next(one for one in books_of(Kind.SCHOOL) if one.code == code)
    return make_book(form=dict(spec.form), code=code, now=moment(6), **settings_of(spec))


def test_an_article_found_twice_in_a_week_and_a_class_without_its_lesson_reach_the_teacher(
    institution,
):
    teacher = make_member(institution, "homeroom", name="甲老师")
    room = SchoolClass.objects.create(name="一（1）班", homeroom=teacher.staff)
    child = Student.objects.create(name="小明", number="1", school_class=room)
    book = installed("banned_items")
    common = {"day": f"{TODAY}", "group": str(room.pk), "child": str(child.pk)}
    guard = make_member(institution, "gatekeeper")
    for hour in (8, 9):
        write_entry(
            actor=guard, book_id=book.pk, token=uuid4(), now=moment(hour), measure="暂存",
            raw={**common, "found": "有发现", "item": "打火机", "by": str(guard.staff.pk)},
        )  # fmt: skip
    assert Notice.objects.get(kind="safety.articles").title == "小明一周内 2 次带危险物品"
    held = signed_in(guard).get(at(institution, "safety/articles/")).content.decode()
    assert held.count("家长领回</a>") == 2
    assert f"set.child={child.pk}" in held
    assert not Case.objects.exists()  # a coin is no hazard
    _parent_fetches(teacher, book, {**common, "found": "家长领回", "by": str(teacher.staff.pk)})
    assert "都领回了" in signed_in(guard).get(at(institution, "safety/articles/")).content.decode()
    due = Term.objects.get().first + timedelta(days=7)
    assert noticing.warn_of_missing_lessons(now=moment(8, day=due - timedelta(days=1))) == 0
    assert noticing.warn_of_missing_lessons(now=moment(8, day=due)) >= 1
    assert noticing.warn_of_missing_lessons(now=moment(9, day=due)) == 0
    assert Notice.objects.filter(kind="safety.lesson", recipient=teacher.staff).count() == 1
    last = Term.objects.get().last
    assert noticing.warn_of_missing_lessons(now=moment(8, day=last - timedelta(days=7))) == 0
    assert noticing.warn_of_missing_lessons(now=moment(8, day=last - timedelta(days=6))) >= 1
    assert Notice.objects.filter(kind="safety.lesson", title__contains="放假前教育").exists()


def _parent_fetches(teacher, book, raw):
    """One receipt closes both finds, also where another wrote them; a second finds nothing."""
    signed = make_photo(teacher)

    def fetch():
        return write_entry(actor=teacher, book_id=book.pk, token=uuid4(), now=moment(10),
                           raw={**raw, "receipt": str(signed.pk)})  # fmt: skip

    number = fetch().number
    finds = Entry.objects.filter(values__found="有发现")
    assert [standing_of(one).values["returned_on"] for one in finds] == [f"{TODAY}"] * 2
    assert {one.amendments.get().reason for one in finds} == {f"家长已领回（见 {number}）"}
    with pytest.raises(ValidationError, match="没有还没领回"):
        fetch()


def test_a_months_activities_say_which_class_took_part_in_which(
    institution, director, django_assert_max_num_queries
):
    book = installed("safety_lesson")
    rooms = [SchoolClass.objects.create(name=name) for name in ("一班", "二班")]
    for room, topic in ((rooms[0], "小交警"), (rooms[1], "小交警"), (rooms[1], "小城管")):
        write_entry(
            actor=director, book_id=book.pk, token=uuid4(), now=moment(10),
            raw={"day": f"{TODAY}", "group": str(room.pk), "sort": "主题活动", "topic": topic,
                 "people": "40", "minutes": "40", "by": str(director.staff.pk)},
        )  # fmt: skip
    client, path = (
        signed_in(director),
        at(institution, f"safety/lessons/themes/?month={TODAY:%Y-%m}"),
    )
    client.get(path)
    with django_assert_max_num_queries(8):
        page = client.get(path)
    held = page.context["activities"]
    assert [(one.topic, one.people, len(one.times)) for one in held] == [
        ("小交警", 80, 2), ("小城管", 40, 1),
    ]  # fmt: skip
    assert [list(row.times) for row in page.context["rows"]] == [[1, 0], [1, 1]]
    assert "2 个班里 1 个参加" in page.content.decode()


def test_the_remainder_of_dangerous_goods_runs_on_and_a_count_is_told_to_who_answers(institution):
    officer = make_member(institution, "safety_officer")
    keeper = make_member(institution, "storekeeper")
    book = installed("hazmat")
    me = str(keeper.staff.pk)

    def note(move, before, amount, item="84消毒液", **more):
        raw = {
            "at": moment(9).isoformat(),
            "item": item,
            "move": move,
            "measure": "瓶",
            "before": before,
            "amount": amount,
            "by": me,
            "user": me,
            "purpose": "消毒",
        } | more
        return write_entry(actor=keeper, book_id=book.pk, token=uuid4(), now=moment(10),
                           happened_at=moment(9), measure="查", raw=raw)  # fmt: skip

    with pytest.raises(ValidationError, match="账上还没有"):
        note("领用", 100, 1)
    first = note("入库", 0, 5)
    assert note("领用", 5, 3).values["after"] == "2.00"
    with pytest.raises(ValidationError, match="账上还有 2 瓶"):
        note("领用", 5, 3)
    with pytest.raises(ValidationError, match="比账上原有的多"):
        note("领用", 2, 3)
    with pytest.raises(ValidationError, match="接不上"):
        strike_entry(actor=keeper, entry_id=first.pk, reason="记错", now=moment(11))
    stores = signed_in(keeper).get
    assert "还没有盘点过" in stores(at(institution, "safety/stores/")).content.decode()
    assert note("盘点", 2, 1, why="打碎一瓶").is_abnormal
    counted = stores(at(institution, "safety/stores/")).content.decode()
    assert "上次盘点" in counted
    assert "set.before=1&" in counted.replace("&amp;", "&")
    told = Notice.objects.get(kind="safety.stores")
    assert told.recipient == officer.staff
    assert "打碎一瓶" in told.body


def test_a_call_about_an_accident_is_a_contact_too_and_a_meeting_starts_from_what_is_open(
    institution, director
):
    officer = make_member(institution, "safety_officer", name="王安全")
    teacher = make_member(institution, "homeroom")  # who may not write in that book otherwise
    installed("outside_contact")
    case = open_case(actor=teacher, flow="incident", title="校门口纠纷", now=moment(8))
    take(actor=teacher, case_id=case.pk, transition="call", now=moment(8, 5),
         given={"to": "police", "said": "十分钟内到"})  # fmt: skip
    entry = Entry.objects.get(book__code="outside_contact")
    assert entry.values["body"] == "派出所"
    assert case.number in entry.values["summary"]
    norms.keep_clause(actor=director, number=3, text="每月检查", leader=officer.staff)
    open_case(actor=officer, flow="hazard", title="扶手松动", place=make_place(), now=moment(8),
              due_at=moment(8) - timedelta(days=400))  # fmt: skip
    agenda = suggested_agenda("safety", TODAY)
    assert "安全规范第 3 条一周以上没有报执行情况（王安全）" in agenda
    assert "扶手松动" in agenda
    assert suggested_agenda("parents", TODAY) == ""
