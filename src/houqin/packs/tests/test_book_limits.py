"""What the forms of the books say when a line is filled in: nothing amiss, or which limit."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from houqin.core.roles import Kind
from houqin.forms import Context, FieldType, Ref, form_from, prefill, read
from houqin.forms.model import NUMBERS, CheckKind, Severity
from houqin.packs.books import book_for, books_of

NOW = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
CONTEXT = Context(now=NOW, me=Ref("1", "王芳"))
T = FieldType


def a_number(field):
    """Within what the form refuses, whatever it flags."""
    lower = {CheckKind.MIN, CheckKind.ABOVE}
    refusing = [c for c in field.checks if c.kind in lower and c.severity is Severity.REFUSE]
    low = [Decimal(str(check.limit)) for check in refusing]
    return str(int(max([*low, Decimal(0)])) + 1)


def an_answer(field):
    """What somebody could enter into the field."""
    if field.type in NUMBERS:
        return a_number(field)
    if field.type in {T.CHOICE, T.CHOICES}:
        one = field.options[0].value
        return [one] if field.type is T.CHOICES else one
    if field.type in {T.STAFF, T.STUDENT, T.CLASS, T.PLACE}:
        one = {"id": str(sum(map(ord, field.code))), "name": field.label}
        return [one, {"id": "9", "name": "李军"}] if field.many else one
    if field.type in {T.PHOTOS, T.FILE, T.SIGNATURE}:
        one = {"id": "7", "sha256": "a" * 64, "name": "一.jpg"}
        return [one] if field.type is T.PHOTOS else one
    if field.type is T.TABLE:
        return [{column.code: an_answer(column) for column in field.columns}]
    if field.type is T.CHECKLIST:
        return {item.code: {"result": "pass"} for item in field.items}
    simple = {
        T.DATE: "2026-11-20", T.TIME: "11:30", T.RATING: 4, T.YES_NO: True,
        T.INSTANT: NOW.isoformat(),  # not before what begins now
    }  # fmt: skip
    if field.type in simple:
        return simple[field.type]
    return {"month": "2026-10", "tail": "123456", "phone": "13900000000"}.get(field.code, "示例")


def a_line(form, **said):
    """What the form begins with, the rest filled in; ``said`` counts first."""
    begun = prefill(form, CONTEXT)
    asked = [f for f in form.fields if f.type is not T.COMPUTED and f.code not in begun]
    return {**begun, **{field.code: an_answer(field) for field in asked}, **said}


# Where the first thing that fits the type is not what a sensible person would write.
SENSIBLE = {
    "hazard_statistics": {"found": 9, "closed": 3},
    "vehicle_trip": {"start_km": 10, "end_km": 20},
}
BOOKS = [(kind, book.code) for kind in Kind for book in books_of(kind)]


@pytest.mark.parametrize(("kind", "code"), BOOKS)
def test_every_form_can_be_filled_in(kind, code):
    form = form_from(book_for(kind, code).form)
    given = SENSIBLE.get(code, {})
    reading = read(form, a_line(form, **given), CONTEXT)
    assert not reading.refusals


@pytest.mark.parametrize(
    ("code", "later"),
    [
        ("visitor_log", "out_at"), ("canteen_visitor", "out_at"), ("duty_log", "left_at"),
        ("dorm_leave", "back_at"), ("incident", "reported_at"), ("cctv_view", "end"),
        ("meal_delivery", "at"), ("epidemic_report", "at"),
    ],
)  # fmt: skip
def test_nobody_leaves_before_having_come(code, later):
    form = form_from(book_for(Kind.SCHOOL, code).form)
    refused = read(form, a_line(form, **{later: ago(hours=2)}), CONTEXT).refusals
    assert [one.path for one in refused] == [later]
    assert "不能早于" in refused[0].message


def at(hour, minute=0):
    return f"{hour:02}:{minute:02}"


def ago(**span):
    return (NOW - timedelta(**span)).isoformat()


CASES = [
    # book, kind, what is entered, where it is flagged (None: nowhere)
    ("food_sample_log", "school", {"dishes": [{"dish": "鱼", "grams": 124}]}, "dishes.0.grams"),
    ("food_sample_log", "school", {"dishes": [{"dish": "鱼", "grams": 125}]}, None),
    ("food_sample_log", "school", {"fridge_temp": "8.1"}, "fridge_temp"),
    (
        "food_sample_log",
        "school",
        {"old_taken_at": ago(hours=47), "cleared_at": ago(minutes=1)},
        "cleared_at",
    ),
    (
        "food_sample_log",
        "school",
        {"old_taken_at": ago(hours=49), "cleared_at": ago(minutes=1)},
        None,
    ),
    ("cold_temp_log", "hospital", {"device": "1号冷藏柜", "temp": "8.5"}, "temp"),
    ("cold_temp_log", "hospital", {"device": "1号冷冻柜", "temp": "-18"}, None),
    ("cold_temp_log", "hospital", {"device": "1号冷冻柜", "temp": "-11"}, "temp"),
    ("tableware_disinfection", "school", {"method": "洗碗机", "temp": 85, "minutes": 1}, None),
    (
        "tableware_disinfection",
        "school",
        {"method": "红外消毒柜", "temp": 119, "minutes": 10},
        "temp",
    ),
    (
        "tableware_disinfection",
        "school",
        {"method": "含氯消毒液", "mg": 250, "minutes": 4},
        "minutes",
    ),
    ("disinfection_log", "kindergarten", {"object": "玩具", "mg": 260}, "mg"),
    (
        "disinfection_log",
        "kindergarten",
        {"object": "图书被褥", "method": "曝晒", "minutes": 300},
        "minutes",
    ),
    (
        "holding_log",
        "school",
        {"way": "常温", "done_at": at(9), "served_until": at(11, 30)},
        "held",
    ),
    ("canteen_morning_check", "school", {"temp": "37.3"}, "temp"),
    ("morning_check", "kindergarten", {"temp": "37.2"}, None),
    ("morning_check", "school", {"ill": 2}, "ill"),
    ("cctv_check", "school", {"oldest": "2026-10-30", "down": 0, "key_target": False}, "kept"),
    ("cctv_check", "school", {"oldest": "2026-10-01", "down": 0, "key_target": False}, None),
    ("cctv_check", "school", {"oldest": "2026-10-01", "down": 0, "key_target": True}, "kept"),
    ("bus_trip", "kindergarten", {"seats": 40, "boarded": 12, "alighted": 11}, "alighted"),
    ("bus_trip", "kindergarten", {"seats": 10, "boarded": 12, "alighted": 12}, "boarded"),
    ("bus_trip", "kindergarten", {"empty_bus": False}, "empty_bus"),
    ("elevator_maintenance", "hospital", {"last_day": "2026-11-06"}, "gap"),
    ("elevator_maintenance", "hospital", {"last_day": "2026-11-07"}, None),
    ("medical_waste_store", "hospital", {"stored_at": ago(hours=50), "at": ago(hours=1)}, "age"),
    ("medical_waste_store", "hospital", {"outside": 30, "temp": 22}, "temp"),
    ("medical_waste_store", "hospital", {"outside": 20, "temp": 22}, None),
    ("sewage_monitor", "hospital", {"sort": "余氯和pH", "ph": "9.2"}, "ph"),
    ("meter_reading", "school", {"before": 100, "reading": 225, "last_year": 100}, "change"),
    (
        "uv_log",
        "kindergarten",
        {"start": at(12), "end": at(12, 50), "watts": 2, "lamp_hours": 9},
        "minutes",
    ),
    ("utility_round", "school", {"found": ["长流水"]}, "found"),
    ("cook_temp_log", "school", {"core_temp": "62", "again": "66"}, "again"),
    ("cook_temp_log", "school", {"core_temp": "62", "again": "75"}, "core_temp"),
    ("hazmat", "school", {"move": "盘点", "before": 2, "amount": 1}, "amount"),
    ("hazmat", "school", {"move": "盘点", "before": 2, "amount": 2}, None),
    ("closing_check", "school", {"sort": "收餐", "items": ["电源", "门窗"]}, "items"),
    ("dorm_night", "school", {"due": 8, "present": 7, "on_leave": 0}, "present"),
    (
        "canteen_accounts",
        "school",
        {"income": 100, "food": 90, "labour": 5, "fuel": 1, "other": 1},
        "rate",
    ),
    ("notice", "school", {"sort": "食堂公示栏", "items": ["食品经营许可证"]}, "items"),
    ("additive_log", "school", {"grams": 3, "food_kg": 2, "limit": 1}, "grams"),
]


@pytest.mark.parametrize(("code", "kind", "said", "path"), CASES)
def test_a_limit_speaks_where_it_is_passed_and_not_before(code, kind, said, path):
    form = form_from(book_for(kind, code).form)
    reading = read(form, a_line(form, **said), CONTEXT)
    assert not reading.refusals
    flagged = {one.path for one in reading.abnormal}
    assert (path in flagged) if path else not (flagged & set(said)), flagged


def refusals(code, kind, **said):
    form = form_from(book_for(kind, code).form)
    return [one.path for one in read(form, a_line(form, **said), CONTEXT).refusals]


ME = {"id": "1", "name": "王芳"}


@pytest.mark.parametrize("code", ["food_receipt_log", "handover", "medication"])
def test_two_people_are_two_people(code):
    kind = "kindergarten" if code == "medication" else "school"
    assert refusals(code, kind, by=ME, second=ME) == ["second"]
    assert not refusals(code, kind, by=ME)


def test_goods_leave_only_for_a_purpose_and_while_there_are_any():
    assert refusals("hazmat", "school", before=2, amount=3) == ["amount"]
    assert refusals("hazmat", "school", before=2, amount=1, purpose="") == ["purpose"]
    assert refusals("hazmat", "school", move="盘点", before=2, amount=1, why="") == ["why"]


def test_nobody_comes_in_by_a_pass_that_has_expired():
    held = {"document": "长期通行证", "pass_until": "2026-11-21"}
    assert refusals("visitor_log", "school", **held) == ["pass_until"]
    assert not refusals("visitor_log", "school", **held | {"pass_until": "2026-11-22"})
    assert not refusals("visitor_log", "school", **held, agreed="未同意、已劝离")


def test_food_that_was_not_hot_enough_is_measured_again():
    assert refusals("cook_temp_log", "school", core_temp="62", again="") == ["again"]
    assert not refusals("cook_temp_log", "school", core_temp="75", again="")


def test_a_cook_with_a_wound_is_not_fit():
    one = {"code": "canteen_morning_check", "kind": "school", "symptoms": ["皮肤伤口或感染"]}
    assert refusals(**one, outcome="上岗") == ["outcome"]
    assert not refusals(**one, outcome="整改后上岗")
    assert refusals("canteen_morning_check", "school", hands=False) == ["outcome"]
    assert not refusals("canteen_morning_check", "school")


def test_nitrite_cannot_be_entered_as_an_additive():
    assert refusals("additive_log", "school", additive="亚硝酸盐") == ["additive"]


def test_a_finding_is_not_a_zero_report():
    items = {"staff": {"result": "fail"}}
    form = form_from(book_for("school", "food_daily_control").form)
    line = a_line(form, zero=True)
    line["items"] = {**line["items"], **items}
    assert [one.path for one in read(form, line, CONTEXT).refusals] == ["zero"]
