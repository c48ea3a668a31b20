"""What is proposed for each piece of work, and the words in the plan that led to it."""

# ruff: noqa: E501 - a line of a plan is easier to read whole

from __future__ import annotations

import pytest

from houqin.planning.reading import ItemDraft, read_plans

SCHOOL = "某某学校后勤工作计划\n一、主要工作\n"


def items(line: str, head: str = SCHOOL) -> list[ItemDraft]:
    (plan,) = read_plans(f"{head}1、{line}\n2、每学期修订一次计划。", "计划.txt")
    return [item for item in plan.items if item.number.endswith("1")]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("安全例会,安全月查。", ["安全例会", "安全月查"]),
        ("每月到仓库盘点一次,核对数量,每周到各班检查一次,看门窗。",
         ["每月到仓库盘点一次,核对数量", "每周到各班检查一次,看门窗"]),
        ("学期初由保管员发放教具,期末由总务主任协助保管员进行清点。",
         ["学期初由保管员发放教具", "期末由总务主任协助保管员进行清点"]),
        ("召开寝室长会议并开展每周一次的内务检查。", None),
        ("开学第三周召开劳动委员会议并开展每周一次的内务检查。",
         ["开学第三周召开劳动委员会议", "并开展每周一次的内务检查"]),
        ("食堂每天做好餐具的消毒、食品的留样,并做好登记。", ["食堂每天做好餐具的消毒", "食品的留样,并做好登记"]),
        ("电工负责全校用电检查,每天做好检查记录,一周一反馈。",
         ["电工负责全校用电检查,每天做好检查记录", "一周一反馈"]),
        ("对教学楼电路进行检查,每月一次。", None),
        ("每周一,对操场器材进行检查,发现松动及时维修。", None),
        ("严禁学生翻越围栏;校园内禁止吸烟。", ["严禁学生翻越围栏", "校园内禁止吸烟"]),
        ("坚持每天清扫,每周评比一次,并及时公布,确保校园整洁。", ["坚持每天清扫", "每周评比一次,并及时公布,确保校园整洁"]),
    ],
)  # fmt: skip
def test_a_line_is_split_into_what_it_promises_and_no_further(
    line: str, expected: list[str] | None
) -> None:
    assert [item.text for item in items(line)] == (expected or [line.rstrip("。")])


@pytest.mark.parametrize(
    ("line", "role", "stated"),
    [
        ("门卫每晚锁好校门。", "gatekeeper", True),
        ("由电工每月检查配电箱。", "electrician", True),
        ("要求保洁员每天清扫走廊。", "cleaner", True),
        ("每周五班主任组织大扫除。", "homeroom", True),
        ("灭火器检查(责任人:安全员)。", "safety_officer", True),
        ("检修供暖管道(维修工)。", "technician", True),
        ("维修工作每月检查一次。", "technician", False),
        ("校车司机每天出车前检查刹车。", "driver", True),
        ("每天做好食品留样。", "canteen_manager", False),
        ("每月召开一次班主任会议。", "director", False),
        ("对门卫进行一次培训。", "director", False),
    ],
)
def test_the_owner_is_who_acts_not_who_is_spoken_of(line: str, role: str, stated: bool) -> None:
    (item,) = items(line)
    assert (item.owner_role, item.owner_is_stated) == (role, stated)
    assert ("按领域建议" in item.reasons["owner_role"]) is not stated
    assert ("责任人为建议" in item.flags) is not stated


@pytest.mark.parametrize(
    ("line", "domain"),
    [
        ("开学准备工作(教材发放、校园大扫除、食堂检查)。", "planning"),
        ("制定详细可行的《医务人员服务行为规范》。", "regulations"),
        ("切实加强教师值日管理。", "people"),
        ("落实中小学校安全管理规范。", "safety"),
        ("定期给办公电脑升级杀毒。", "maintenance"),
        ("开展学生营养改造工作。", "canteen"),
        ("加大督导检查力度，克服工作分类多、分类细的困难。", "planning"),
    ],
)
def test_what_a_piece_of_work_is_about(line: str, domain: str) -> None:
    (item,) = items(line)
    assert item.domain == domain
    assert item.reasons["domain"].startswith("“")


def test_a_bare_clause_is_about_what_stands_above_it() -> None:
    text = "某校后勤计划\n一、门卫工作\n1、做好晚间查询工作。\n2、每月检查一次灭火器。"
    (plan,) = read_plans(text, "计划.txt")
    assert [item.domain for item in plan.items] == ["gate", "safety"]


def test_who_acts_carries_on_through_the_sentence_and_no_further() -> None:
    first, second, third = items("门卫每天登记来访人员,每晚组织巡逻。每月清洗一次水箱。")
    assert (first.owner_role, second.owner_role) == ("gatekeeper", "gatekeeper")
    assert third.owner_role != "gatekeeper"


def test_when_carries_on_to_bare_nouns_under_the_same_verb() -> None:
    for item in items("食堂每天做好餐具的消毒,食物的验收,菜品的留样。"):
        assert [str(f.cadence) for f in item.found] == ["FREQ=DAILY"]
        assert item.owner_role == "canteen_manager"


def test_people_who_take_part_are_helpers() -> None:
    (item,) = items("保健医与炊事员一起每周制定食谱。", "某某幼儿园后勤计划\n一、主要工作\n")
    assert item.owner_role == "doctor"
    assert item.helper_roles == ("canteen_manager",)


def test_without_a_word_about_it_nobody_is_made_responsible() -> None:
    (item,) = items("办好这件事。")
    assert item.owner_role is None
    assert "未识别责任人" in item.flags


@pytest.mark.parametrize(
    ("line", "ledger", "evidence"),
    [
        ("每天做好食品留样48小时。", "食品留样记录", "photo"),
        ("每周召开一次安全例会。", "例会记录", "text"),
        ("经常排查隐患并及时整改。", "隐患排查台账", "photo"),
        ("做好外来人员登记。", "来访登记", "text"),
        ("每周对公共场所消毒。", "消毒记录", "photo"),
        ("及时维修损坏的课桌。", "维修单", "photo"),
        ("每学期盘点固定资产。", "固定资产盘点表", "photo"),
        ("每周进行班级卫生评比。", "班级卫生评分表", "photo"),
        ("电工每月抄表。", "抄表记录", "reading"),
        ("签订安全责任书。", "责任状", "text"),
        ("安装监控,消除隐患。", "工程管理记录", "photo"),
        ("发放《告家长书》。", "宣传资料", "photo"),
        ("开展“寻找身边的安全隐患”等主题活动。", "活动记录", "photo"),
        ("开展校园周边环境整治。", None, "text"),
        ("严禁携带打火机入校。", None, "none"),
    ],
)
def test_the_record_that_proves_it_follows_from_the_words(
    line: str, ledger: str | None, evidence: str
) -> None:
    (item,) = items(line)
    assert (item.ledger, item.evidence) == (ledger, evidence)
    if ledger:
        assert ledger in item.reasons["ledger"]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("每周检查一次电梯。", "duty"),
        ("坚持晚间巡逻制度。", "duty"),
        ("在校门口安装监控。", "once"),
        ("学期初清洗空调。", "once"),
        ("开展消防演练。", "event"),
        ("组织庆祝五一活动。", "event"),
        ("严禁使用大功率电器。", "principle"),
    ],
)
def test_duties_one_offs_events_and_rules_are_told_apart(line: str, kind: str) -> None:
    (item,) = items(line)
    assert item.kind == kind
    assert item.reasons["kind"].endswith("。")


def test_times_keep_their_place_in_the_source() -> None:
    (plan,) = read_plans(SCHOOL + "1、电工每周一检查配电箱。", "计划.txt")
    (item,) = plan.items
    assert [str(f.cadence) for f in item.found] == ["FREQ=WEEKLY;BYDAY=MO"]
    assert "".join(plan.source[a:b] for f in item.found for a, b in f.spans) == "每周一"
    assert "“每周一”" in item.reasons["cadence"]


@pytest.mark.parametrize(
    ("line", "flag"),
    [
        ("做好垃圾清运。", "未写频次"),
        ("经常巡视校园。", "频次含糊"),
        ("建立保卫室。", "未写时间"),
        ("执行镇府采购制度。", "或为“政府”"),
        ("发放作业薄。", "或为“作业簿”"),
        ("做好采取的.办法登记。", "多余的“.”"),
        ("由xx部长每周检查一次宿舍。", "有待填写"),
        ("做好登记(每周一次。", "括号"),
    ],
)
def test_what_a_person_must_look_at_is_flagged(line: str, flag: str) -> None:
    assert any(flag in found for item in items(line) for found in item.flags)


def test_titles_are_short_and_made_of_the_plans_own_words() -> None:
    long = "进一步切实做好教学楼、实验楼、图书馆、体育馆、学生宿舍楼和食堂的消防器材检查与更换,确保师生安全。"
    for line in (long, "认真落实门卫值班。", "根据上级要求,每周检查校车。"):
        for item in items(line):
            assert len(item.title) <= 24
            assert item.title.rstrip("…") in item.text


def test_full_width_and_half_width_plans_read_alike() -> None:
    half = items("每周检查一次电梯,并登记;每月清洗水箱(含消毒)。")
    full = items("每周检查一次电梯，并登记；每月清洗水箱（含消毒）。")
    assert [(i.kind, i.ledger, i.found) for i in half] == [
        (i.kind, i.ledger, i.found) for i in full
    ]
    assert full[0].text == "每周检查一次电梯，并登记"
