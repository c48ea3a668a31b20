"""Rounds, failed pieces, inspections: through the services and pages people use."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from houqin.cases.models import Case
from houqin.cases.public import take
from houqin.core import clock
from houqin.files.testing import make_photo
from houqin.maintenance.areas import by_last_check
from houqin.maintenance.models import Equipment, Round
from houqin.maintenance.services import equipment as register
from houqin.maintenance.services import morning, rounds
from houqin.maintenance.services.rounds import Line
from houqin.maintenance.testing import NOW, make_kind, make_piece, make_rule
from houqin.notify.models import Notice
from houqin.org.member import Member
from houqin.org.models import Break, CalendarDay, Institution, SchoolClass, SchoolYear, Term
from houqin.org.testing import at, make_member, make_place, signed_in
from houqin.planning.models import Task
from houqin.planning.testing import hand_in, make_item, make_plan, run_plan

MONDAY = date(2026, 11, 23)


def enter(actor: Member, current: Round, now: datetime = NOW, **verdicts: str) -> int:
    """``enter(technician, round, 滑梯="failed")``: by the pieces' names."""
    by_name = {piece.name: piece for piece in rounds.pieces_of(current.rule)}
    lines = [
        Line(by_name[name].pk, verdict, note="" if verdict == "passed" else "螺丝松动")
        for name, verdict in verdicts.items()
    ]
    return rounds.enter(actor=actor, round_id=current.pk, lines=lines, token=uuid4(), now=now)


def open_today(institution: Institution, today: date = MONDAY) -> None:
    rounds.open_rounds(institution_id=institution.pk, today=today, now=NOW)


def test_every_monday_each_toy_is_checked_and_a_failed_one_stays_shut_until_another_passes_it(
    institution: Institution, technician: Member, director: Member
) -> None:
    yard = make_place("操场")
    kind = make_kind("大型玩具", code="toy")
    slide = make_piece(kind, yard, name="滑梯")
    make_piece(kind, yard, name="秋千")
    make_rule(kind, "FREQ=WEEKLY;BYDAY=MO", closes=True, points=["螺丝无松动"])
    open_today(institution)
    open_today(institution)  # the job may run as often as it likes
    current = Round.objects.get()
    assert (current.first, current.due_on) == (MONDAY, MONDAY)
    task = Task.objects.get()
    assert task.assignee_id == technician.staff.pk

    assert enter(technician, current, 滑梯="failed") == 1
    slide.refresh_from_db()
    assert slide.state == Equipment.State.CLOSED
    case = Case.objects.get(flow="work_order")
    assert (case.work_order.equipment, case.grade) == (slide, "urgent")
    teacher = signed_in(make_member(institution, name="王老师"))
    closed = at(institution, "maintenance/rounds/closed/")
    assert closed in teacher.get(at(institution, "today/")).content.decode()
    assert "滑梯 · 操场" in teacher.get(closed).content.decode()
    task.refresh_from_db()
    assert task.is_open
    enter(technician, current, 秋千="passed")
    task.refresh_from_db()
    assert not task.is_open

    given = {"equipment_id": slide.pk, "passed": True, "note": "已拧紧", "now": NOW}
    with pytest.raises(PermissionDenied, match="另一个人"):
        rounds.recheck(actor=technician, token=uuid4(), **given)
    with pytest.raises(ValidationError, match="复查"):
        register.change_state(
            actor=director, equipment_id=slide.pk, state="good", reason="", now=NOW
        )
    rounds.recheck(actor=director, token=uuid4(), **given)
    slide.refresh_from_db()
    assert slide.state == Equipment.State.GOOD
    piece = teacher.get(at(institution, f"maintenance/equipment/{slide.pk}/")).content.decode()
    assert "不合格 1 次 · 合格 1 次" in piece
    assert closed not in teacher.get(at(institution, "today/")).content.decode()


def test_the_area_untouched_for_longest_is_on_top_and_late_when_its_window_is_over(
    institution: Institution,
) -> None:
    kind = make_kind("插座开关")
    make_rule(kind, "FREQ=WEEKLY")
    days = {"美术室": MONDAY, "活动室": MONDAY - timedelta(days=10), "音乐室": None}
    for name, seen in days.items():
        room = make_place(name)
        make_piece(kind, room, name="插座", last_check_on=MONDAY)
        make_piece(kind, room, name="开关", last_check_on=seen)
    new = make_piece(kind, make_place("新楼"), installed_on=MONDAY)
    found = by_last_check(institution.pk, MONDAY + timedelta(days=2))
    assert [area.name for area in found] == ["音乐室", "新楼", "活动室", "美术室"]
    assert [area.unseen for area in found] == [1, 0, 1, 0]
    assert (found[0].last, found[2].last) == (None, MONDAY - timedelta(days=10))
    new.delete()
    dark = make_piece(make_kind("监控", code="camera"), make_place("东门"), state="repair")
    areas = signed_in(make_member(institution)).get
    assert "还没查过" in areas(at(institution, "maintenance/rounds/areas/")).content.decode()
    seen = areas(at(institution, "maintenance/rounds/areas/?kind=camera")).content.decode()
    assert dark.place.name in seen
    assert "美术室" not in seen
    assert "不能用的 1 台" in seen


def test_the_apparatus_set_out_before_the_term_is_part_of_its_readiness_piece_by_piece(
    institution: Institution, technician: Member, director: Member
) -> None:
    today, now = clock.today(), clock.now()
    Term.objects.filter(last__gte=today).delete()
    first = today + timedelta(days=10)
    year = SchoolYear.objects.get()
    Term.objects.create(
        school_year=year, name="第二学期", first=first, last=first + timedelta(days=120)
    )
    kind = make_kind("体育器材", code="sports")
    for number in range(14):
        make_piece(kind, make_place(f"场地{number}"), name=f"器材{number}")
    make_rule(kind, "AT=TERM_START;SIDE=BEFORE", points=["按布置图摆放到位"])
    for ahead in range(10):
        rounds.open_rounds(
            institution_id=institution.pk, today=today + timedelta(days=ahead), now=now
        )
    current = Round.objects.get()
    enter(technician, current, now, **{f"器材{number}": "passed" for number in range(13)})
    ready = at(institution, "readiness/")
    shown = signed_in(director).get(ready).content.decode()
    assert "已查 13/14" in shown
    sheet = at(institution, f"maintenance/rounds/{current.pk}/")
    assert sheet in shown
    assert "器材13" in signed_in(director).get(sheet).content.decode()
    # on its last day whoever leads sees which place is missing
    Round.objects.update(first=today, due_on=today)
    Task.objects.update(first=today)
    fragment = at(institution, "maintenance/rounds/closed/")
    assert "场地13" in signed_in(director).get(fragment).content.decode()
    assert "场地13" not in signed_in(technician).get(fragment).content.decode()
    enter(technician, current, now, 器材13="passed")
    assert "已查" not in signed_in(director).get(ready).content.decode()


def test_a_monday_that_is_a_holiday_moves_the_check_to_tuesday(institution: Institution) -> None:
    CalendarDay.objects.create(day=MONDAY, sort=CalendarDay.Sort.HOLIDAY)
    kind = make_kind()
    make_piece(kind, make_place("操场"))
    make_rule(kind, "FREQ=WEEKLY;BYDAY=MO")
    open_today(institution)
    assert not Round.objects.exists()
    open_today(institution, MONDAY + timedelta(days=1))
    assert Round.objects.get().due_on == MONDAY + timedelta(days=1)


def test_the_sheet_lists_what_is_in_the_register_and_a_late_round_names_the_rooms(
    institution: Institution, technician: Member, django_assert_max_num_queries: Any
) -> None:
    kind = make_kind("电扇")
    for room in ("101", "102", "103"):
        make_piece(kind, make_place(f"{room}教室"), name=f"{room}电扇")
    make_rule(kind, "FREQ=MONTHLY;PART=EARLY")
    today = clock.today()
    late = Round.objects.create(
        rule=kind.rules.get(), first=today - timedelta(days=30), due_on=today - timedelta(days=20)
    )
    rounds.enter(
        actor=technician, round_id=late.pk, token=uuid4(), now=clock.now(),
        lines=[Line(Equipment.objects.get(name="101电扇").pk, "passed")],
    )  # fmt: skip
    make_piece(kind, make_place("新教室"), name="新装电扇")
    client = signed_in(technician)
    with django_assert_max_num_queries(16):
        page = client.get(at(institution, "maintenance/rounds/")).content.decode()
    assert "4 台查了 1 台" in page
    assert "102教室、103教室、新教室" in page

    sheet = at(institution, f"maintenance/rounds/{late.pk}/")
    shown = client.get(sheet).content.decode()
    assert "新装电扇" in shown
    pieces = {piece.name: f"p{piece.pk}" for piece in Equipment.objects.all()}
    answer = {"token": str(uuid4())} | {
        f"{pieces[name]}-verdict": "passed" for name in ("102电扇", "103电扇")
    }
    bad = answer | {f"{pieces['新装电扇']}-verdict": "failed"}
    refused = client.post(sheet, bad)
    assert refused.status_code == 422
    assert "请写明发现了什么" in refused.content.decode()
    good = bad | {
        f"{pieces['新装电扇']}-failed": ["运转正常"], f"{pieces['新装电扇']}-note": "有异响",
    }  # fmt: skip
    assert client.post(sheet, good).status_code == 302
    # another phone was without a network meanwhile, and sends the same pieces late
    assert client.post(sheet, good | {"token": str(uuid4())}).status_code == 302
    late.refresh_from_db()
    assert late.finished_at is not None
    assert Case.objects.get(flow="work_order").title == "新装电扇：有异响"
    assert Equipment.objects.get(name="新装电扇").state == Equipment.State.REPAIR


def test_a_census_tells_what_is_to_repair_and_what_to_replace_at_which_price(
    institution: Institution, technician: Member
) -> None:
    kind = make_kind("课桌椅")
    for name in ("好的", "要修的", "要换的"):
        make_piece(kind, make_place(name), name=name)
    rule = make_rule(kind, "FREQ=TERMLY")
    today = clock.today()
    census = Round.objects.create(rule=rule, first=today, due_on=today)
    client, sheet = signed_in(technician), at(institution, f"maintenance/rounds/{census.pk}/")
    keys = {piece.name: f"p{piece.pk}" for piece in Equipment.objects.all()}
    told = {"好的": "passed", "要修的": "failed", "要换的": "replace"}
    given = {f"{keys[name]}-verdict": verdict for name, verdict in told.items()}
    given |= {f"{keys['要修的']}-note": "腿松", f"{keys['要换的']}-note": "朽坏",
              f"{keys['要换的']}-estimate": "380", "token": str(uuid4())}  # fmt: skip
    assert client.post(sheet, given).status_code == 302
    assert dict(Equipment.objects.values_list("name", "state")) == {
        "好的": "good", "要修的": "repair", "要换的": "replace",
    }  # fmt: skip
    assert Case.objects.get(flow="work_order").title == "要修的：腿松"
    shown = client.get(at(institution, "maintenance/equipment/")).content.decode()
    assert "380.00" in shown


def test_a_rule_that_a_plan_has_already_works_for_the_plans_own_task(
    institution: Institution, director: Member, principal: Member, technician: Member
) -> None:
    plan = make_plan()
    item = make_item(plan, "FREQ=WEEKLY", title="每周检查照明")
    run_plan(plan, director, principal)
    kind = make_kind("照明")
    make_piece(kind, make_place("走廊"), name="走廊灯")
    make_rule(kind, "FREQ=WEEKLY", item=item)
    open_today(institution)
    current = Round.objects.get()
    task = Task.objects.get(item=item, first__lte=MONDAY, due_on__gte=MONDAY)
    assert current.task == task
    assert not Task.objects.exclude(item=item).exists()
    page = signed_in(technician).get(at(institution, f"tasks/{task.pk}/")).content.decode()
    assert f"maintenance/rounds/{current.pk}/" in page
    with pytest.raises(ValidationError, match="保养检查"):
        hand_in(task, technician, now=NOW)
    enter(technician, current, 走廊灯="passed")
    task.refresh_from_db()
    assert not task.is_open


def test_a_gas_leak_shuts_the_stove_and_the_canteen_manager_hears_at_once(
    institution: Institution, technician: Member
) -> None:
    manager = make_member(institution, "canteen_manager")
    kind = make_kind("燃气灶具和管道", code="gas")
    stove = make_piece(kind, make_place("厨房"), name="2号灶")
    make_rule(kind, closes=True, alert_role="canteen_manager")
    open_today(institution)
    enter(technician, Round.objects.get(), **{"2号灶": "failed"})
    told = Notice.objects.get(recipient=manager.staff, kind="maintenance.stopped")
    assert told.is_urgent
    assert "已停用：2号灶" in told.title
    hazard = Case.objects.get(flow="hazard")
    assert (hazard.grade, hazard.kind, hazard.place) == ("major", "gas", stove.place)


def test_what_protects_from_fire_is_a_hazard_when_it_fails_and_by_itself_once_it_expired(
    institution: Institution, technician: Member
) -> None:
    kind = make_kind("灭火器", code="extinguisher", months=12)
    room = make_place("走廊")
    for name in ("左侧灭火器", "右侧灭火器"):
        make_piece(kind, room, name=name, next_inspection_on=MONDAY)
    make_rule(kind)
    open_today(institution)
    enter(technician, Round.objects.get(), 左侧灭火器="failed")
    hazard = Case.objects.get(flow="hazard")
    assert (hazard.grade, hazard.kind, hazard.place) == ("general", "fire", room)
    repair = Case.objects.get(flow="work_order")
    moves = (("accept", {}), ("arrive", {}), ("finish", {"cause": "过期", "work": "换新"}))
    photos = {"after": [make_photo(technician)]}
    for move, given in moves:
        take(actor=technician, case_id=repair.pk, transition=move, given=given, now=NOW,
             photos=photos if move == "finish" else {})  # fmt: skip
    hazard.refresh_from_db()
    assert hazard.state == "fixed"

    assert morning.report_expired(today=MONDAY, now=NOW) == 0
    assert morning.report_expired(today=MONDAY + timedelta(days=1), now=NOW) == 1
    assert morning.report_expired(today=MONDAY + timedelta(days=2), now=NOW) == 0
    expired = Case.objects.get(flow="hazard", title="走廊：灭火器检验过期")
    assert "左侧灭火器" in expired.text
    assert "右侧灭火器" in expired.text


def test_a_dark_lamp_is_to_be_repaired_the_same_day(
    institution: Institution, technician: Member
) -> None:
    kind = make_kind("照明", code="light")
    make_piece(kind, make_place("走廊"), name="走廊灯")
    make_rule(kind, same_day=True)
    open_today(institution)
    enter(technician, Round.objects.get(), 走廊灯="failed")
    case = Case.objects.get(flow="work_order")
    assert not case.is_overdue(NOW + timedelta(hours=8))
    assert case.is_overdue(NOW + timedelta(hours=22))


def test_an_inspection_is_announced_once_and_without_certificate_the_boiler_stops(
    institution: Institution, director: Member
) -> None:
    officer = make_member(institution, "safety_officer")
    kind = make_kind("锅炉", months=12, stops=True, remind_days=30)
    due = MONDAY + timedelta(days=30)
    boiler = make_piece(kind, make_place("锅炉房"), next_inspection_on=due)
    assert morning.remind_inspections(today=MONDAY - timedelta(days=1), now=NOW) == 0
    assert morning.remind_inspections(today=MONDAY, now=NOW) == 1
    assert morning.remind_inspections(today=MONDAY, now=NOW) == 0
    assert Task.objects.get().assignee_id == officer.staff.pk
    assert morning.stop_expired(today=due, now=NOW) == 0
    assert morning.stop_expired(today=due + timedelta(days=1), now=NOW) == 1
    boiler.refresh_from_db()
    assert boiler.state == Equipment.State.CLOSED

    given = {"equipment_id": boiler.pk, "agency": "特检院", "now": NOW, "today": due}
    with pytest.raises(ValidationError, match="证书"):
        register.record_inspection(
            actor=director, inspected_on=due, passed=True, next_on=date(2027, 12, 1), **given
        )
    register.record_inspection(
        actor=director, inspected_on=due, passed=True, next_on=date(2027, 12, 1),
        certificate="GL-1", **given,
    )  # fmt: skip
    boiler.refresh_from_db()
    assert (boiler.state, boiler.certificate) == (Equipment.State.GOOD, "GL-1")
    assert boiler.reminded_for is None


def test_the_usual_kinds_and_rules_are_begun_once_and_their_rhythms_are_understood(
    institution: Institution, director: Member
) -> None:
    assert register.begin_with_catalogue(actor=director, kind=director.kind) > 15
    assert register.begin_with_catalogue(actor=director, kind=director.kind) == 0
    fans = make_piece(
        register.EquipmentKind.objects.get(name="电扇"), make_place("教室"), name="吊扇"
    )
    open_today(institution, date(2026, 12, 3))
    assert Round.objects.filter(rule__kind=fans.kind).exists()
    Break.objects.all().delete()
    open_today(institution, date(2027, 5, 28))


def test_the_register_is_listed_searched_exported_and_read_back(
    institution: Institution, director: Member, stranger: Member, django_assert_max_num_queries: Any
) -> None:
    kind = make_kind("空调")
    place = make_place("会议室", code="H1")
    make_piece(kind, place, name="柜机", state="replace", estimate=6000, code="KT-1")
    client = signed_in(director)
    with django_assert_max_num_queries(12):
        page = client.get(at(institution, "maintenance/equipment/?q=hys")).content.decode()
    assert "柜机" in page
    assert "6000.00" in page.replace(",", "")
    excel = client.get(at(institution, "maintenance/equipment/?export=xlsx"))
    assert excel["Content-Type"].endswith("sheet")
    table = client.get(at(institution, "org/import/maintenance.equipment/table.xlsx"))
    assert table.status_code == 200
    other = signed_in(stranger)
    piece = Equipment.objects.get()
    assert other.get(at(institution, f"maintenance/equipment/{piece.pk}/")).status_code == 404


def test_computers_not_yet_scanned_stay_listed_by_room_and_an_infected_one_opens_a_repair(
    institution: Institution, technician: Member
) -> None:
    office, lab = make_place("教务处"), make_place("机房")
    kind = make_kind("电脑", code="computer")
    make_piece(kind, office, name="甲机")
    infected, undone = make_piece(kind, lab, name="乙机"), make_piece(kind, lab, name="丙机")
    make_rule(kind, "FREQ=MONTHLY", points=["系统已更新", "病毒扫描无感染"])
    open_today(institution)
    current = Round.objects.get()
    enter(technician, current, 甲机="passed", 乙机="failed")
    case = Case.objects.get(flow="work_order")
    assert (case.work_order.equipment, case.work_order.fault, case.place) == (
        infected, "network", lab,
    )  # fmt: skip
    shown = signed_in(technician).get(at(institution, f"maintenance/rounds/{current.pk}/"))
    assert [piece.pk for piece, _form in shown.context["lines"]] == [undone.pk]
    told = shown.content.decode()
    assert "机房 · 丙机" in told
    assert "还有 1 台没查" in told


def test_a_month_of_checks_says_rooms_faults_and_how_long_they_took(
    institution: Institution, director: Member, technician: Member
) -> None:
    kind = make_kind("门窗", code="window")
    for room in ("201", "202", "203"):
        make_piece(kind, make_place(room), name=f"{room}窗")
    make_rule(kind, "FREQ=MONTHLY", name="门窗每月检查")
    open_today(institution)
    looked = {"201窗": "passed", "202窗": "failed"}
    enter(technician, Round.objects.get(), **looked)
    case = Case.objects.get(flow="work_order")
    go = {"actor": technician, "case_id": case.pk}
    take(transition="accept", now=NOW, **go)
    take(
        transition="finish", now=NOW + timedelta(hours=3), given={"cause": "松", "work": "紧"},
        photos={"after": [make_photo(technician)]}, **go,
    )  # fmt: skip
    page = signed_in(director).get(at(institution, f"maintenance/month/?month={NOW:%Y-%m}"))
    said = page.content.decode()
    assert "查了 2 处（共 3 处）2 台，有毛病 1，已处理 1，平均 3.0 小时修好" in said
    assert "差 1 处" in said


def test_before_a_break_what_is_left_on_is_told_to_its_room_and_what_is_not_seen_stands_red(
    institution: Institution, director: Member, technician: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    teacher = make_member(institution, "homeroom", name="李老师")
    SchoolClass.objects.create(name="三1班", homeroom=teacher.staff)
    kind = make_kind("办公室电源", code="office_power")
    make_piece(kind, make_place("三1班教室"), name="三1班电源")
    office = make_place("305")
    make_piece(kind, office, name="305电源", keeper=technician.staff)
    make_piece(kind, make_place("306"), name="306电源")
    make_rule(kind, "AT=BREAK;SIDE=BEFORE")
    tomorrow = MONDAY + timedelta(days=1)
    Break.objects.create(sort="holiday", name="秋假", first=tomorrow, last=tomorrow)
    open_today(institution)
    looked = {"三1班电源": "fixed", "305电源": "passed"}
    enter(technician, Round.objects.get(), **looked)
    monkeypatch.setattr(clock, "now", lambda: NOW)
    red = signed_in(director).get(at(institution, "maintenance/rounds/closed/"))
    assert ("306" in red.content.decode(), "305" in red.content.decode()) == (True, False)
    told = Notice.objects.get(kind="maintenance.left_on")
    assert (told.recipient, "三1班电源" in told.title) == (teacher.staff, True)
