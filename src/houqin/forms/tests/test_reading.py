"""What people type, and what becomes of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest

from houqin.forms import Attachment, Ref, Refusal, Result, prefill, prefill_row, read
from houqin.forms.tests.making import (
    CONTEXT,
    NOON,
    make_field,
    make_form,
    reading_of,
    refusal_of,
    value_of,
)

PHOTO = {"id": "p1", "sha256": "a" * 64, "name": "门.jpg"}


@pytest.mark.parametrize(
    ("field", "raw", "expected"),
    [
        (make_field("it", "integer", unit="克"), " １２５ 克", 125),
        (make_field("it", "integer"), 125.0, 125),
        (make_field("it", "decimal", places=1, unit="℃"), "-18.0℃", Decimal("-18.0")),
        (make_field("it", "decimal", places=2), 0.1 + 0.2, Decimal("0.30")),
        (make_field("it", "decimal", places=1), "-0.0", Decimal("0.0")),
        (make_field("it", "money"), "1,234.5", Decimal("1234.50")),
        (make_field("it", "date"), "2026年9月1日", date(2026, 9, 1)),
        (make_field("it", "date"), "20260901", date(2026, 9, 1)),
        (make_field("it", "time"), "7点30分", time(7, 30)),
        (
            make_field("it", "instant"),
            "2026-09-01T07:30",
            datetime(2026, 8, 31, 23, 30, tzinfo=UTC),
        ),
        (
            make_field("it", "instant"),
            "2026-08-31T23:30:00Z",
            datetime(2026, 8, 31, 23, 30, tzinfo=UTC),
        ),
        (make_field("it", "choice", options=[{"value": "a", "label": "早餐"}]), "早餐", "a"),
        (make_field("it", "choices", options=["甲", "乙", "丙"]), "丙、甲", ("甲", "丙")),
        (make_field("it", "yes_no", yes="正常", no="异常"), "异常", False),
        (make_field("it", "yes_no"), "on", True),
        (make_field("it", "staff"), "王芳 #17", Ref("17", "王芳")),
        (
            make_field("it", "staff", many=True),
            "王芳 #17\n李明 #18",
            (Ref("17", "王芳"), Ref("18", "李明")),
        ),
        (make_field("it", "photos"), [PHOTO, PHOTO], (Attachment("p1", "a" * 64, "门.jpg"),)),
        (make_field("it", "text"), 13800000000.0, "13800000000"),
        (make_field("it", "text"), " 甲\x00乙\n丙 ", "甲乙 丙"),
        (make_field("it", "long_text"), "甲\r\n乙", "甲\n乙"),
        (make_field("it", "text"), "   ", None),
    ],
)
def test_what_people_and_spreadsheets_write_is_understood(
    field: dict[str, Any], raw: Any, expected: object
) -> None:
    assert value_of(field, raw) == expected


@pytest.mark.parametrize(
    ("field", "raw", "said"),
    [
        (make_field("it", "integer"), "12.5", "请填整数"),
        (make_field("it", "decimal", places=1), "36.75", "最多填 1 位小数"),
        (make_field("it", "integer"), "1e5", "请填数字"),
        (make_field("it", "integer"), True, "请填数字"),
        (make_field("it", "integer"), "9" * 16, "数太大"),
        (make_field("it", "date"), "2026-02-30", "没有“2026-02-30”这一天"),
        (make_field("it", "date"), "0001-01-01", "年份应在"),
        (make_field("it", "time"), "25:00", "没有“25:00”这个时刻"),
        (make_field("it", "choice", options=["甲"]), "乙", "没有“乙”这个选项"),
        (make_field("it", "rating"), 6, "1 到 5"),
        (make_field("it", "staff"), "王芳", "请从列表中选择"),
        (make_field("it", "file"), {"id": "p1", "sha256": "short"}, "没有上传完整"),
        (make_field("it", "text"), "字" * 501, "最多 500 字"),
    ],
)
def test_what_is_no_value_is_refused_in_a_sentence(
    field: dict[str, Any], raw: Any, said: str
) -> None:
    assert said in refusal_of(field, raw)


def test_a_limit_refuses_or_flags_as_declared() -> None:
    source = {"source": "操作规范", "confidence": "secondary"}
    checks = [{"max": 60}, {"max": 8, "severity": "abnormal", **source}]
    field = make_field("temp", "decimal", label="温度", unit="℃", places=1, checks=checks)
    assert refusal_of(field, "61") == "“温度”不能大于 60 ℃。"
    reading = reading_of(field, "8.5")
    assert reading.accepted
    assert [(one.path, one.message, one.source) for one in reading.abnormal] == [
        ("temp", "“温度”不能大于 8 ℃。", "操作规范")
    ]
    assert not reading_of(field, "8.0").abnormal


def test_a_check_with_a_condition_binds_only_then() -> None:
    form = make_form(
        make_field("kind", "choice", options=["冷藏", "冷冻"]),
        make_field("temp", "integer", checks=[{"max": -12, "when": "kind == '冷冻'"}]),
    )
    assert read(form, {"kind": "冷藏", "temp": 4}, CONTEXT).accepted
    assert not read(form, {"kind": "冷冻", "temp": 4}, CONTEXT).accepted
    assert read(form, {"temp": 4}, CONTEXT).accepted


def test_a_day_is_measured_against_the_day_it_is_entered() -> None:
    field = make_field("until", "date", min="today+30")
    assert reading_of(field, "2026-12-22").accepted
    assert "不能早于今天之后 30 天" in refusal_of(field, "2026-12-21")
    tomorrow = replace(CONTEXT, now=NOON + timedelta(days=1))
    assert not reading_of(field, "2026-12-22", tomorrow).accepted


def test_a_field_that_does_not_show_is_dropped_and_not_required() -> None:
    form = make_form(make_field("ill", "yes_no"), make_field("why", required=True, show_when="ill"))
    reading = read(form, {"ill": "否", "why": "发热"}, CONTEXT)
    assert (reading.accepted, reading.values, reading.hidden) == (True, {"ill": False}, ["why"])
    assert read(form, {"ill": "是"}, CONTEXT).refusals == [Refusal("why", "请填写“why”。")]
    assert read(form, {}, CONTEXT).accepted


def test_a_rule_waits_until_its_fields_are_filled_and_readable() -> None:
    rule = {"expression": "out > inn", "message": "离开应晚于到达。", "path": "out"}
    form = make_form(make_field("inn", "time"), make_field("out", "time"), rule=[rule])
    assert read(form, {"inn": "8:00"}, CONTEXT).accepted
    too_early = read(form, {"inn": "8:00", "out": "7:00"}, CONTEXT)
    assert too_early.refusals == [Refusal("out", "离开应晚于到达。")]
    assert [said.path for said in read(form, {"inn": "8:00", "out": "x"}, CONTEXT).refusals] == [
        "out"
    ]


def test_a_checklist_wants_every_item_a_photo_of_what_failed_and_flags_it() -> None:
    items = [
        {"code": "door", "label": "门", "photo_on_fail": True, "weight": 3, "source": "某规定"},
        {"code": "lamp", "label": "灯"},
        {"code": "sign", "label": "标识"},
    ]
    field = make_field("it", "checklist", items=items, required=True)
    refused = reading_of(field, {"door": "fail", "lamp": "pass"}).refusals
    assert [said.path for said in refused] == ["it.door"]
    assert [said.path for said in reading_of(field, {"lamp": "pass"}).refusals] == [
        "it.door",
        "it.sign",
    ]
    answers = {"door": {"result": "fail", "photos": [PHOTO]}, "lamp": "合格", "sign": "na"}
    reading = reading_of(field, answers)
    assert [(one.path, one.source) for one in reading.abnormal] == [
        ("it.door", "某规定（依据待核）")
    ]
    value: Any = reading.values["it"]
    assert (value.score, value.full, value.number(Result.NA)) == (1, 4, 1)


def test_rows_are_read_one_by_one_and_empty_ones_left_out() -> None:
    columns = [
        make_field("dish", required=True),
        make_field("grams", "integer", min=1, checks=[{"min": 125, "severity": "abnormal"}]),
    ]
    total = make_field("total", "computed", expression="sum(rows.grams)", places=0)
    form = make_form(make_field("rows", "table", columns=columns), total)
    post = {"rows.0.dish": "", "rows.3.dish": "白菜", "rows.3.grams": "100", "rows.10.grams": "0"}
    refused = read(form, post, CONTEXT)
    assert [said.path for said in refused.refusals] == ["rows.10.dish", "rows.10.grams"]
    # While the page has to be corrected its own numbers count; once kept, those of the kept rows.
    assert refused.abnormal[0].path == "rows.3.grams"
    del post["rows.10.grams"]
    reading = read(form, post, CONTEXT)
    assert reading.values == {"rows": ({"dish": "白菜", "grams": 100},), "total": Decimal(100)}
    assert [flag.path for flag in reading.abnormal] == ["rows.0.grams"]


def test_a_column_may_depend_on_its_row_and_on_the_form() -> None:
    columns = [
        make_field("price", "money"),
        make_field("number", "integer"),
        make_field("sum_", "computed", expression="price * number * rate"),
        make_field("why", show_when="sum_ > 100", required=True),
    ]
    form = make_form(make_field("rate", "decimal"), make_field("rows", "table", columns=columns))
    raw: dict[str, Any] = {
        "rate": "0.5",
        "rows": [{"price": 10, "number": 10}, {"price": 100, "number": 10}],
    }
    raw["rows"].insert(0, {})  # an empty row is left out, and so is what it would hide
    reading = read(form, raw, CONTEXT)
    assert reading.hidden == ["rows.1.why"]
    assert [said.path for said in reading.refusals] == ["rows.2.why"]


def test_a_computed_field_cannot_be_sent() -> None:
    form = make_form(make_field("a", "integer"), make_field("b", "computed", expression="a * 2"))
    assert read(form, {"a": 2, "b": 99}, CONTEXT).values["b"] == 4
    assert "b" not in read(form, {"b": 99}, CONTEXT).values


def test_an_id_is_believed_only_where_somebody_vouches_for_it() -> None:
    staff = {"17": Ref("17", "王芳"), "王芳": Ref("17", "王芳")}
    context = replace(CONTEXT, reference=lambda field, key: staff.get(key))
    field = make_field("it", "staff")
    for raw in ("17", "王芳", {"id": "17", "name": "别人"}):
        assert reading_of(field, raw, context).values["it"] == Ref("17", "王芳")
    assert (
        "找不到“校长”"
        in reading_of(field, {"id": "9", "name": "校长"}, context).refusals[0].message
    )


def test_an_abnormal_option_is_flagged() -> None:
    options = ["正常", {"value": "fever", "label": "发热", "abnormal": True}]
    reading = reading_of(make_field("it", "choice", options=options), "fever")
    assert [flag.message for flag in reading.abnormal] == ["“it”为“发热”。"]


def test_an_entry_begins_with_what_is_known() -> None:
    form = make_form(
        make_field("at", "instant", default="now"),
        make_field("on", "date", default="today"),
        make_field("by", "staff", default="me"),
        make_field("temp", "decimal", places=1, default="last"),
        make_field("meal", "choice", options=["早餐", "午餐"], default="task.meal"),
        make_field("unit", default="千克"),
        make_field("rows", "table", columns=[make_field("grams", "integer", default=125)]),
    )
    context = replace(CONTEXT, last={"temp": Decimal("4.5")}, task={"meal": "夜宵"})
    assert prefill(form, context) == {
        "at": NOON,
        "on": date(2026, 11, 22),
        "by": Ref("7", "王芳"),
        "temp": Decimal("4.5"),
        "unit": "千克",
    }
    assert prefill_row(form.by_code["rows"], context) == {"grams": 125}
    assert read(form, {}, context).values == {}
