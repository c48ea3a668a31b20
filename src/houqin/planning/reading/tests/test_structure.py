"""The outline of a plan is found whatever numbering its author used."""

# ruff: noqa: E501 - a line of a plan is easier to read whole

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from houqin.core.roles import Kind
from houqin.planning.reading import PlanDraft, UnreadablePlan, read_file, read_plans

SEEDS = Path(__file__).parents[6] / "shared" / "seeds"


def read(text: str) -> PlanDraft:
    (plan,) = read_plans(text, "计划.txt")
    return plan


def numbers(plan: PlanDraft) -> list[str]:
    return [item.number for item in plan.items]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一、安全\n(一)消防\n1、消防器材\n(1)每周抽查喷淋。\n(2)每天巡查通道。\n2、每学期演练。",
         ["一(一)1(1)", "一(一)1(2)", "一(一)2"]),
        ("1.食堂\n1.1 每天留样。\n1.2 每天消毒。\n2.宿舍\n2.1 每晚查寝。", ["1.1", "1.2", "2.1"]),
        ("第一部分 安全\n一、每月检查一次灭火器。\n第二部分 食堂\n一、每天留样。", ["一一", "二一"]),
        ("1、卫生\n①每天清扫。\n②每周大扫除。\n2、绿化\n①每月修剪一次。", ["1①", "1②", "2①"]),
        ("（一）安全\n1）每月检查灭火器。\n2）每学期演练。\n（二）食堂\n1）每天留样。", ["(一)(1)", "(一)(2)", "(二)(1)"]),
        ("一、安全工作\n1、每月检查灭火器。\n（2每周检查门窗。\n3每天巡查校园。", ["一1", "一(2)", "一3"]),
        ("三、月度安排\n九月份\n1、发放教材。\n2消防演练。\n十月份\n1、盘点库房。", ["三 九月份1", "三 九月份2", "三 十月份1"]),
    ],
)  # fmt: skip
def test_numbers_are_the_path_a_reader_would_cite(text: str, expected: list[str]) -> None:
    got = numbers(read(text))
    assert got == expected


def test_a_list_run_together_in_one_line_is_taken_apart() -> None:
    plan = read(
        "一、食堂管理\n1、每天留样。2、每天消毒餐具。3、每月盘点库存。\n二、宿舍管理\n一是每晚查寝；二是每周评比内务。"
    )
    assert numbers(plan) == ["一1", "一2", "一3", "二(一)", "二(二)"]


def test_a_date_or_a_decimal_at_the_head_of_a_point_is_not_a_number() -> None:
    plan = read("一、安排\n1．9月底前完成水箱清洗。\n2、10月15日组织消防演练。")
    assert [(i.number, i.text) for i in plan.items] == [
        ("一1", "9月底前完成水箱清洗"),
        ("一2", "10月15日组织消防演练"),
    ]


def test_months_give_their_time_to_the_lines_under_them() -> None:
    plan = read("活动安排\n九月\n1.签订责任书\n2.开学第一周检查校车\n十月、十一月\n1.检修管道")
    assert [[str(f.cadence) for f in item.found] for item in plan.items] == [
        ["MONTH=9"],
        ["AT=TERM_START;WEEK=1"],
        ["MONTH=10", "MONTH=11"],
    ]
    assert plan.items[0].reasons["cadence"] == "列在标题“九月”之下。"


def test_a_time_before_a_colon_holds_for_all_the_works_of_its_line() -> None:
    plan = read("一、安全\n★每周：检查大型玩具；召开安全例会。\n★每月：排查隐患。")
    assert [[str(f.cadence) for f in item.found] for item in plan.items] == [
        ["FREQ=WEEKLY"],
        ["FREQ=WEEKLY"],
        ["FREQ=MONTHLY"],
    ]


def test_headings_in_brackets_and_ready_made_numbers_are_known() -> None:
    plan = read("【指导思想】\n服务师生。\n【具体工作】\n⑴ 每月检查电路。\n⑵ 每周大扫除。")
    assert numbers(plan) == ["(1)", "(2)"]
    assert [p.heading for p in plan.guiding] == ["【指导思想】"]


def test_keyword_headings_lead_their_paragraphs_even_when_run_into_one() -> None:
    plan = read(
        "某某医院后勤计划\n两项重点: 每月巡检一次配电房。\n三个提升: 每周走访临床科室，推动服务改进四项保障:每日清点氧气库存。"
    )
    assert [(i.heading, i.title) for i in plan.items] == [
        ("两项重点", "每月巡检一次配电房"),
        ("三个提升", "每周走访临床科室"),
        ("四项保障", "每日清点氧气库存"),
    ]


def test_guiding_ideas_and_the_closing_word_are_kept_without_work() -> None:
    plan = read(
        "一、指导思想\n以服务育人为宗旨，每天把师生放在心上。\n二、主要工作\n1、每周检查一次锅炉。\n"
        "新的学期，后勤全体人员将团结一心，再创佳绩。"
    )
    assert [item.text for item in plan.items] == ["每周检查一次锅炉"]
    assert [(p.heading, p.text[:4]) for p in plan.guiding] == [
        ("指导思想", "以服务育"),
        ("结语", "新的学期"),
    ]


def test_slogans_among_the_points_stay_text_and_promises_beside_them_become_work() -> None:
    plan = read(
        "一、思想建设\n1、树立服务意识，发扬奉献精神。\n2、团结协作，用心做事。\n3、每人每学期写一篇读书笔记。"
    )
    assert [item.number for item in plan.items] == ["一3"]
    assert len(plan.guiding) == 2


def test_work_serves_the_goal_that_names_it_first_or_that_its_section_is_about() -> None:
    text = (
        "某某幼儿园后勤计划\n一、目标任务\n1、加强伙房管理,做到科学、卫生和不浪费。\n"
        "2、抓好幼儿园的卫生与安全管理。\n二、具体工作\n(一)环境\n1、坚持卫生天天扫。\n"
        "2、经常检查幼儿园的玩具。\n(二)食堂工作\n1、随时整理操作间卫生。"
    )
    (plan,) = read_plans(text, "计划.txt")
    assert [item.goal for item in plan.items] == ["2", None, "1"]


def test_goals_are_goals_and_work_names_the_goal_it_serves() -> None:
    plan = read(
        "一、工作目标\n1、伙房管理规范，杜绝浪费。\n2、消防设施完好率百分之百。\n二、工作措施\n"
        "1、每周检查一次伙房卫生。\n2、每月检查一次消防设施。\n3、每学期清点一次图书。"
    )
    assert [(g.number, g.text) for g in plan.goals] == [
        ("1", "伙房管理规范，杜绝浪费。"),
        ("2", "消防设施完好率百分之百。"),
    ]
    assert [item.goal for item in plan.items] == ["1", "2", None]


def test_a_heading_without_text_is_pointed_out() -> None:
    plan = read("一、日常工作\n1、维修工作\n1)每周检查水管。\n2)每月检查电路。\n2、车辆管理")
    assert any("车辆管理" in flag and "没有内容" in flag for flag in plan.flags)
    assert len(plan.items) == 2


def test_announced_fields_are_headings_and_not_work() -> None:
    plan = read(
        "一、教室保洁；\n二、宿舍管理；\n三、物资供应。\n为了让同学们安心学习，我们将从以上三个方面开展工作：\n"
        "第一、教室保洁方面。每周五组织大扫除。\n第二、宿舍管理方面。每月评选一次文明寝室。"
    )
    assert [(i.number, i.text) for i in plan.items] == [
        ("第一", "每周五组织大扫除"),
        ("第二", "每月评选一次文明寝室"),
    ]


def test_what_a_web_page_left_behind_is_dropped() -> None:
    plan = read(
        "后勤工作计划\n2024-08-12 09:30:11 | 浏览次数:88\n下面是小编整理的后勤工作计划，供大家参考。\n一、安全\n1、每月检查电路。\n"
        "推荐访问: 计划 后勤\n上一篇：保安计划"
    )
    assert [item.text for item in plan.items] == ["每月检查电路"]
    assert "小编" not in plan.source
    assert "推荐访问" not in plan.source


def test_a_collection_is_split_into_its_plans() -> None:
    plans = read_plans(
        "后勤计划3篇(全文完整)\n2023-01-02 10:00:00 | 浏览次数:\n\n后勤计划篇1\n一、学校食堂\n1、每天留样。\n\n"
        "后勤计划篇2\n一、幼儿园保健\n1、保健医每天晨检。\n\n后勤计划篇3\n一、病房保障\n1、每天巡查各科室。"
    )
    assert [plan.title for plan in plans] == ["后勤计划篇1", "后勤计划篇2", "后勤计划篇3"]
    assert [plan.institution_kind for plan in plans] == [
        Kind.SCHOOL,
        Kind.KINDERGARTEN,
        Kind.HOSPITAL,
    ]
    assert all("次" in plan.institution_reason for plan in plans)


def test_two_plans_under_their_own_titles_are_split_too() -> None:
    plans = read_plans(
        "第一小学2026年后勤工作计划\n一、安全\n1、每月检查灭火器。\n二、卫生\n1、每周大扫除。\n"
        "第二小学2026年后勤工作计划\n一、食堂\n1、每天留样。\n二、宿舍\n1、每晚查寝。"
    )
    assert [len(plan.items) for plan in plans] == [2, 2]


def test_a_plan_without_any_numbering_is_read_by_its_sentences() -> None:
    plan = read("本学期每周检查一次电梯。每月清洗一次水箱，电工每天抄表。")
    assert [item.text for item in plan.items] == [
        "本学期每周检查一次电梯",
        "每月清洗一次水箱",
        "电工每天抄表",
    ]


def test_who_signed_and_when_is_not_work() -> None:
    plan = read("一、安全\n1、每月检查灭火器。\n某市实验小学总务处\n2026年9月1日")
    assert len(plan.items) == 1
    assert [p.heading for p in plan.guiding] == ["落款", "落款"]


def test_nothing_to_read_is_refused_with_advice() -> None:
    with pytest.raises(UnreadablePlan, match="请粘贴"):
        read_plans("  \n")


_LINE = st.text(
    alphabet="一二三四、。，；：（）()1234567890.每天周月检查登记做好安全食堂的和并提高意识为《》“”三月\n ",
    min_size=1,
    max_size=60,
)


@settings(max_examples=150, deadline=None)
@given(st.lists(_LINE, min_size=1, max_size=12))
def test_no_word_of_a_plan_is_lost_or_counted_twice(lines: list[str]) -> None:
    text = "\n".join(lines)
    try:
        plans = read_plans(text, "a.txt")
    except UnreadablePlan:
        return
    for plan in plans:
        assert_covered(plan)


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed plans are not beside this checkout")
def test_every_word_of_the_seed_plans_is_in_exactly_one_place() -> None:
    (path,) = SEEDS.glob("*.txt")
    plans = read_file(path)
    assert len(plans) == 7
    for plan in plans:
        assert_covered(plan)
        assert plan.items


def assert_covered(plan: PlanDraft) -> None:
    for item in plan.items:
        assert plan.source[slice(*item.span)] == item.text
        for found in item.found:
            assert all(0 <= a < b <= len(plan.source) for a, b in found.spans)
    drawers = [*plan.items, *plan.guiding, *plan.goals, *plan.headings]
    spans = sorted([drawer.span for drawer in drawers] + list(plan.marks))
    place = 0
    for start, end in spans:
        assert start >= place, plan.source[start:end]
        assert not re.search(r"\w", plan.source[place:start]), plan.source[place:start]
        place = end
    assert not re.search(r"\w", plan.source[place:])
