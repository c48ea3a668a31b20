"""RRULE, tagged files, domains and the canonical text, as other rooms use them."""

import json

import pytest
from hypothesis import given

from houqin.cadence import (
    Cadence,
    best_domain,
    describe,
    domains,
    from_rrule,
    tag_file,
    to_rrule,
)
from houqin.cadence.tests.test_identity import cadences


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("FREQ=WEEKLY;BYDAY=MO,WE,FR", "每周一、三、五"),
        ("FREQ=MONTHLY;BYDAY=-1FR", "每月最后一个周五"),
        ("AT=TERM_START;WEEK=2", "开学第二周"),
        ("AT=BREAK;SIDE=BEFORE", "放假前"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "每个工作日"),
        ("FREQ=TERMLY;PART=LATE", "每学期末"),
        ("FREQ=MONTHLY;INTERVAL=3", "每季度"),
        ("DATE=2026-03-12", "2026年3月12日"),
        ("VAGUE=IRREGULAR", "不定期"),
    ],
)
def test_a_cadence_is_said_as_people_say_it(text, said):
    assert describe(Cadence.from_text(text)) == said


@pytest.mark.parametrize(
    "text",
    [
        "", "FREQ", "FREQ=", "FREQ=SOMETIMES", "每周",
        "FREQ=WEEKLY;MONTH=3", "FREQ=WEEKLY;FREQ=DAILY",
        "FREQ=DAILY;BYDAY=MO", "FREQ=WEEKLY;BYDAY=1MO", "FREQ=MONTHLY;BYDAY=MO", "DATE=02-30",
        "DATE=2027-02-29", "MONTH=13", "AT=TERM_START;WEEK=0", "AT=FINAL;WEEK=2;SIDE=AFTER",
        "FREQ=WEEKLY;TIMES=0", "FREQ=MONTHLY;BYMONTHDAY=32", "FREQ=WEEKLY;PART=EARLY",
        "YEAR=LATE;PART=MID",
    ],
)  # fmt: skip
def test_what_is_no_cadence_is_refused_with_a_sentence(text):
    with pytest.raises(ValueError, match=r"。$"):
        Cadence.from_text(text)


def test_lists_are_put_in_order():
    assert str(Cadence.from_text("FREQ=WEEKLY;BYDAY=FR,MO")) == "FREQ=WEEKLY;BYDAY=MO,FR"
    assert str(Cadence.from_text("FREQ=MONTHLY;BYMONTHDAY=-1,20,5")) == (
        "FREQ=MONTHLY;BYMONTHDAY=5,20,-1"
    )


@given(cadences)
def test_what_rrule_can_say_comes_back_from_rrule(c):
    rule = to_rrule(c)
    if rule is not None:
        assert from_rrule(rule) == c
        assert from_rrule(f"RRULE:{rule}") == c


def test_what_rrule_cannot_say_is_none():
    for text in ("FREQ=TERMLY", "FREQ=WEEKLY;TIMES=2", "FREQ=MONTHLY;PART=LATE", "AT=FINAL"):
        assert to_rrule(Cadence.from_text(text)) is None


@pytest.mark.parametrize(
    "rule", ["FREQ=DAILY;UNTIL=20260101", "FREQ=TERMLY", "DAILY", "FREQ=SECONDLY"]
)
def test_an_rrule_no_cadence_can_say_is_refused_with_a_sentence(rule):
    with pytest.raises(ValueError, match=r"。$"):
        from_rrule(rule)


def test_a_file_is_tagged_line_by_line(tmp_path):
    src, dst = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    rows = [
        {"id": "a", "heading": None, "text": "每周检查消防器材。"},
        {"id": "b", "heading": "三月", "text": "门卫登记来访人员。"},
        {"id": "c", "heading": None, "text": "无"},
    ]
    src.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")
    seen = []
    assert tag_file(src, dst, seen.append) == 3
    assert seen == [1, 2, 3]
    assert [json.loads(line) for line in dst.read_text("utf-8").splitlines()] == [
        {"id": "a", "cadences": ["FREQ=WEEKLY"], "domain": "safety"},
        {"id": "b", "cadences": ["MONTH=3"], "domain": "gate"},
        {"id": "c", "cadences": [], "domain": "planning"},
    ]


@pytest.mark.parametrize(
    "line", ["{", "[]", '{"id": "x"}', '{"text": "每周"}', '{"id": 3, "text": ""}']
)
def test_a_bad_line_is_named_and_nothing_is_written(tmp_path, line):
    src, dst = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    src.write_text('{"id": "a", "text": "每周"}\n\n' + line + "\n", "utf-8")
    with pytest.raises(ValueError, match="第 3 行"):
        tag_file(src, dst)
    assert not dst.exists()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("组织全校消防疏散演练", "safety"),
        ("来访人员凭证登记，门卫电话核实", "gate"),
        ("食堂餐具餐后清洗消毒", "canteen"),
        ("落实晨检和因病缺勤追踪", "health"),
        ("固定资产账卡物相符", "assets"),
        ("库房物资凭单领用", "stores"),
        ("大宗物资公开招标采购", "procurement"),
        ("教室门窗灯管损坏及时维修", "maintenance"),
        ("组织校园大扫除和卫生评比", "hygiene"),
        ("寝室内务整洁，按时就寝", "dormitory"),
        ("严格经费预算，规范报销", "finance"),
        ("节约用水用电，人走灯灭", "energy"),
        ("加强后勤队伍建设，开展业务培训", "people"),
        ("发放师生满意度问卷", "voice"),
        ("在公示栏公示收费项目", "publicity"),
        ("教学楼外墙改造工程招标前论证", "projects"),
        ("校车司机持证上岗，车辆定期保养", "transport"),
        ("修订后勤管理制度和岗位职责", "regulations"),
        ("制定学期工作计划，做好总结", "planning"),
    ],
)
def test_the_work_is_recognised_by_its_words(text, code):
    assert best_domain(text) == code


def test_domains_come_best_first_and_a_heading_helps_a_silent_line():
    ranked = domains("食堂消防演练")
    assert [weight for _code, weight in ranked] == sorted((w for _c, w in ranked), reverse=True)
    assert best_domain("按要求做好登记。", "门卫管理") == "gate"
    assert best_domain("哈哈") is None
