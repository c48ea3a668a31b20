"""Sample texts and plans in every state, for the tests of the plan pages."""

from __future__ import annotations

from houqin.core import clock
from houqin.org.member import Member
from houqin.org.models import Term
from houqin.planning.models import PlanItem, WorkPlan
from houqin.planning.reading import read_plans
from houqin.planning.services import approval, drafting

SMALL_PLAN = """青禾小学后勤工作计划
一、指导思想
围绕学校中心工作，让师生放心。
二、工作目标
1. 全学期无安全责任事故。
三、安全工作
1. 安全员每周二检查一遍灭火器，填写消防检查表。
2. 总务主任每月召开一次后勤例会，签到并做会议记录。
3. 定期检查电线和插座，发现问题当天整改。
4. 期中、期末由班主任各检查一次教室门窗，交学校存档。
"""

TWO_PLANS = (
    SMALL_PLAN
    + """
青禾小学寝室管理工作计划
一、寝室卫生
1. 宿管员每天检查寝室卫生，填写寝室评分表。
2. 寝室长每周组织一次大扫除，班主任到场。
3. 每月评比一次文明寝室，结果贴在公告栏。
二、寝室安全
1. 宿管员每天晚上点名，缺勤当场联系家长。
2. 学校每学期组织一次夜间疏散演练。
"""
)


def make_draft(author: Member, text: str = SMALL_PLAN, title: str = "后勤工作计划") -> WorkPlan:
    """A draft as importing leaves it, for the term."""
    term = Term.objects.order_by("first").first()
    if term is None:
        raise ValueError("the institution has no term")
    return drafting.import_plan(
        actor=author,
        draft=read_plans(text)[0],
        title=title,
        term=term,
        first=term.first,
        last=term.last,
    )


def settle(plan: WorkPlan, author: Member) -> None:
    """Choose a month for whatever is vague."""
    for item in PlanItem.objects.filter(plan=plan):
        if item.waits_for_choice:
            drafting.change_items(
                actor=author,
                plan_id=plan.pk,
                item_ids=[item.pk],
                changes={"cadences": ["FREQ=MONTHLY"]},
            )


def make_submitted(author: Member, text: str = SMALL_PLAN) -> WorkPlan:
    plan = make_draft(author, text)
    settle(plan, author)
    return approval.submit(actor=author, plan_id=plan.pk, now=clock.now())


def make_running(author: Member, principal: Member, text: str = SMALL_PLAN) -> WorkPlan:
    plan = make_submitted(author, text)
    approval.approve(actor=principal, plan_id=plan.pk, now=clock.now(), today=clock.today())
    plan.refresh_from_db()
    return plan
