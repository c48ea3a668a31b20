"""A repair from the report to the stars: by people inside, by strangers, by a firm."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from houqin.cases.models import Case
from houqin.cases.public import take
from houqin.core import clock
from houqin.files.public import take_photo
from houqin.files.testing import encoded, picture, upload
from houqin.ledgers.testing import make_book, make_entry
from houqin.maintenance.figures import month_of
from houqin.maintenance.models import Contractor, UsageTrigger, WorkOrder
from houqin.maintenance.services import closing, dispatching, links, orders
from houqin.maintenance.testing import NOW, make_kind, make_order, make_piece
from houqin.org.member import Member
from houqin.org.models import Institution
from houqin.org.testing import at, make_member, make_place, signed_in
from houqin.planning.agenda import suggested_agenda

HOUR = timedelta(hours=1)


def photo() -> Any:
    return upload("IMG_1.jpg", encoded(picture(64, 48)))


def finish(case: Case, actor: Member, now: Any = NOW, **given: Any) -> Case:
    after = take_photo(actor=actor, upload=photo(), now=now)
    words = {"cause": "垫圈老化", "work": "换了垫圈"} | given
    return take(
        actor=actor, case_id=case.pk, transition="finish", now=now, given=words,
        photos={"after": [after]},
    )  # fmt: skip


def test_a_dripping_tap_is_dispatched_repaired_with_a_washer_and_confirmed_by_who_reported_it(
    institution: Institution, director: Member, technician: Member
) -> None:
    teacher = make_member(institution, name="王老师")
    plumber = make_member(institution, "technician", name="李师傅")
    house = make_place("教学楼")
    room = make_place("204", parent=house)
    for one, trades in ((technician, ["electric"]), (plumber, ["water"])):
        dispatching.keep_repairer(
            actor=director, staff=one.staff, trades=trades, zones=[house], most_jobs=8,
            is_active=True,
        )  # fmt: skip
    case = make_order(teacher, room)
    order: WorkOrder = case.work_order
    assert case.owner == plumber.staff
    assert order.dispatch_reason.startswith("李师傅：会水暖（+40），负责教学楼（+30）")
    # four working hours to answer, until the close of the third working day to repair
    assert case.respond_by == NOW.replace(hour=15, minute=30)
    assert case.due_at == (NOW + timedelta(days=3)).replace(hour=17, minute=30)

    take(actor=plumber, case_id=case.pk, transition="accept", now=NOW + HOUR)
    orders.add_part(
        actor=plumber, case_id=case.pk, name="垫圈", quantity=Decimal(1), unit="个",
        price=Decimal(5), now=NOW,
    )  # fmt: skip
    with pytest.raises(PermissionDenied, match="李师傅"):
        orders.add_part(
            actor=technician, case_id=case.pk, name="x", quantity=Decimal(1), unit="个",
            price=Decimal(5), now=NOW,
        )  # fmt: skip
    finish(case, plumber, NOW + 2 * HOUR, market=Decimal(60), labour="30")
    with pytest.raises(PermissionDenied):
        take(actor=plumber, case_id=case.pk, transition="confirm", now=NOW, given={"stars": 5})
    take(
        actor=teacher, case_id=case.pk, transition="confirm", now=NOW + 3 * HOUR,
        given={"stars": 5},
    )  # fmt: skip
    case.refresh_from_db()
    assert (case.is_open, case.rating, case.money_spent) == (False, 5, Decimal(5))

    month = month_of(NOW.date())
    mine = next(line for line in month.people if line.name == "李师傅")
    assert (mine.done, mine.kept, mine.answered_kept, mine.saved) == (1, 100, 100, Decimal(55))
    assert mine.own_share == 100
    assert (month.buildings[0].name, month.rooms[0].name) == ("教学楼", "教学楼 204")
    # broken again within the warranty: flagged, and the same hands are asked
    again = make_order(teacher, room, now=NOW + timedelta(days=9))
    assert again.work_order.warranty_of == WorkOrder.objects.get(case=case)


def test_not_repaired_well_is_counted_and_late_work_says_why(
    institution: Institution, director: Member, technician: Member
) -> None:
    teacher = make_member(institution)
    case = make_order(teacher, make_place())
    finish_at = NOW + timedelta(days=8)
    take(actor=technician, case_id=case.pk, transition="accept", now=NOW)
    with pytest.raises(ValidationError, match="超过承诺时间"):
        finish(case, technician, finish_at)
    finish(case, technician, finish_at, late="parts")
    take(
        actor=teacher, case_id=case.pk, transition="again", now=finish_at + HOUR,
        given={"why": "还在滴"},
    )  # fmt: skip
    case.refresh_from_db()
    assert (case.reopened, case.state) == (1, "reported")
    take(actor=technician, case_id=case.pk, transition="accept", now=finish_at + HOUR)
    finish(case, technician, finish_at + 2 * HOUR)
    # nobody says anything: closed only after the promised days
    assert closing.close_unconfirmed(now=finish_at + timedelta(days=2)) == 0
    assert closing.close_unconfirmed(now=finish_at + timedelta(days=4)) == 1
    assert closing.close_unconfirmed(now=finish_at + timedelta(days=4)) == 0


def test_a_stranger_reports_by_the_label_follows_by_code_and_gives_stars(
    institution: Institution, technician: Member
) -> None:
    place = make_place("操场厕所")
    phone = Client()
    label = phone.get(at(institution, f"p/{place.tag}/"))
    address = f"/r/{institution.code}/{place.tag}/"
    assert label["Location"] == address
    given = {"fault": "water", "text": "水管漏水", "phone": "13800000000", "token": str(uuid4())}
    early = phone.post(address, given)  # has not seen the page: no number yet
    assert early.status_code == 422
    made = phone.post(address, given | {"photos": photo()})
    assert made.status_code == 302
    case = Case.objects.get()
    assert case.follow_code in made["Location"]
    assert (case.owner, case.source) == (technician.staff, "public")
    assert phone.post(address, given)["Location"] == made["Location"]  # sent twice, kept once
    assert Case.objects.count() == 1

    other = Client()
    page = other.get(address).content.decode()
    assert "这里已有人报过" in page
    assert "水管漏水" not in page  # what somebody wrote is not for the next one
    same = f"{address}same/{case.pk}/"
    other.post(same)
    other.post(same)
    assert WorkOrder.objects.get().votes == 2

    take(actor=technician, case_id=case.pk, transition="accept", now=clock.now())
    finish(case, technician, clock.now())
    follow = made["Location"]
    shown = other.get(follow).content.decode()
    assert "修好了，请您看看" in shown
    assert "13800000000" not in shown
    stars = {"step": "confirm", "stars": "4", "said": "快", "token": str(uuid4())}
    assert phone.post(follow, stars).status_code == 302
    case.refresh_from_db()
    assert (case.is_open, case.rating) == (False, 4)


def test_one_phone_is_held_back_while_a_school_behind_one_address_is_not(
    institution: Institution,
) -> None:
    places = [make_place(f"{number}教室") for number in range(8)]
    phone = Client()
    answers = []
    for place in places[:6]:
        address = f"/r/{institution.code}/{place.tag}/"
        phone.get(address)
        given = {"fault": "door", "text": "锁坏了", "token": str(uuid4())}
        answers.append(phone.post(address, given).status_code)
    assert answers == [302] * 5 + [422]
    for place in places:
        other, address = Client(), f"/r/{institution.code}/{place.tag}/"
        other.get(address)
        given = {"fault": "door", "text": "锁坏了", "token": str(uuid4())}
        assert other.post(address, given).status_code == 302
    trapped = Client()
    trapped.get(address)
    given = {"fault": "door", "text": "锁", "token": str(uuid4()), "website": "http://x"}
    assert trapped.post(address, given).status_code == 422


def test_a_firm_sees_its_own_jobs_by_its_link_until_it_expires(
    institution: Institution, director: Member, technician: Member
) -> None:
    mine = Contractor.objects.create(name="宏达电梯")
    theirs = Contractor.objects.create(name="清风空调")
    now = clock.now()
    case, other = (make_order(director, make_place(), now=now) for _n in range(2))
    link = links.give_to_firm(
        actor=director, case_id=case.pk, contractor=mine, days=3, token=uuid4(), now=now
    )
    links.give_to_firm(
        actor=director, case_id=other.pk, contractor=theirs, days=3, token=uuid4(), now=now
    )
    base = f"/r/{institution.code}/w/{link.key}/"
    firm = Client()
    listed = firm.get(base).content.decode()
    assert case.number in listed
    assert other.number not in listed
    order = WorkOrder.objects.get(case=case)
    job = f"{base}{order.pk}/"
    assert firm.get(f"{base}{other.work_order.pk}/").status_code == 404
    assert firm.post(job, {"step": "arrive", "token": str(uuid4())}).status_code == 302
    done = {
        "step": "finish", "token": str(uuid4()), "cause": "继电器坏", "work": "换继电器",
        "cost": "300",
    }  # fmt: skip
    assert firm.post(job, done).status_code == 422  # no photo
    assert firm.post(job, done | {"photos": photo()}).status_code == 302
    order.refresh_from_db()
    assert (order.is_outside, order.cost, order.case.state) == (True, Decimal(300), "done")
    assert month_of(clock.today()).people[0].name == "宏达电梯"

    assert links.link_of(link.key, now + timedelta(days=3, seconds=1)) is None
    links.revoke_links(actor=director, contractor=mine, now=clock.now())
    refused = firm.get(base)
    assert refused.status_code == 403
    assert "已过期或被收回" in refused.content.decode()


def test_a_grade_forwards_its_problems_together_and_gets_a_state_for_each(
    institution: Institution, technician: Member, django_assert_max_num_queries: Any
) -> None:
    head = make_member(institution, "grade_head")
    rooms = [make_place(f"三{number}班") for number in (1, 2)]
    client = signed_in(head)
    sheet = at(institution, "maintenance/together/add/")
    given = {"title": "三年级第12周", "token": str(uuid4())} | {
        f"{name}{number}": value
        for number, room in enumerate(rooms)
        for name, value in (("place", room.pk), ("fault", "furniture"), ("text", "椅子坏了"))
    }
    half = client.post(sheet, given | {"text2": "灯不亮"})
    assert half.status_code == 422
    made = client.post(sheet, given)
    assert client.post(sheet, given)["Location"] == made["Location"]
    assert Case.objects.filter(reporter=head.staff).count() == 2
    with django_assert_max_num_queries(10):
        page = client.get(made["Location"]).content.decode()
    assert page.count("待接单") >= 2
    agenda = suggested_agenda("regular", clock.today())
    assert "集中报修“三年级第12周”还有 2 处没解决" in agenda
    assert "集中报修" not in suggested_agenda("parents", clock.today())


def test_a_reading_opens_a_repair_of_the_pump_once(
    institution: Institution, director: Member, technician: Member
) -> None:
    book = make_book(now=NOW)
    pump = make_piece(make_kind("水泵"), make_place("泵房"))
    UsageTrigger.objects.create(
        name="水泵保养", book=book, field="grams", sort="every", value=500, work="给水泵换机油",
        equipment=pump,
    )  # fmt: skip
    for hours in ("200", "690", "710", "900"):
        make_entry(book, director, now=NOW, raw={"grams": hours})
    case = Case.objects.get(flow="work_order")
    assert (case.title, case.place) == ("给水泵换机油", pump.place)
    assert case.work_order.equipment == pump


def test_pages_of_repairs_open_with_few_questions(
    institution: Institution, director: Member, technician: Member,
    django_assert_max_num_queries: Any,
) -> None:  # fmt: skip
    for number in range(3):
        make_order(director, make_place(f"{number}室"), now=clock.now())
    client = signed_in(director)
    case = Case.objects.filter(flow="work_order").first()
    assert case is not None
    for path, most in (
        ("maintenance/", 16), ("maintenance/month/", 10), ("maintenance/repairers/", 10),
        (f"cases/{case.pk}/", 24), ("maintenance/report/", 10),
    ):  # fmt: skip
        with django_assert_max_num_queries(most):
            answer = client.get(at(institution, path))
        assert answer.status_code == 200, path
