"""What some posts are there for, and some activities, for the demo."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from houqin.core.roles import Role
from houqin.org.member import Member
from houqin.org.models import Staff
from houqin.planning.services.activities import hold_activity, plan_activity
from houqin.planning.services.posts import write_duties

_DUTIES = {
    Role.STOREKEEPER: (
        "物资到货先验后收，数量、规格、日期对不上的不入库。\n"
        "分类上架，先进先出，账、卡、物每月核对一次。\n"
        "凭单发放，领用人当面签字；易耗品低于最低存量及时报采购。\n"
        "库房每天下班前查门窗、电源，防火、防潮、防鼠。",
        "工作日 7:40—17:00",
    ),
    Role.TECHNICIAN: (
        "接到报修当天到场，修不了的当天说明原因和时间。\n"
        "每周走一遍楼层照明、门窗、桌椅和水龙头，小修随手做完。\n"
        "动火、登高、停电作业先报批，现场有人监护。\n"
        "配件用了什么、用了几件，当天记账。",
        "工作日 7:20—17:00，住校期间轮流值夜",
    ),
    Role.GATEKEEPER: (
        "来人来车先问清、再登记、后放行，晚出门的看批条。\n"
        "每班交接写明异常，交接不清不离岗。\n"
        "上下学时段在门口维持秩序，发现可疑情况立即报告。",
        "两班轮换，24 小时有人",
    ),
    Role.CANTEEN_MANAGER: (
        "每天看从业人员健康和着装，不合要求的不上岗。\n"
        "食材两人验收，票证齐全；每餐每样留样、记温度。\n"
        "每周自查一次，查出的问题当天整改或上报。",
        "工作日 6:00—18:30",
    ),
    Role.SAFETY_OFFICER: (
        "每月组织一次安全大检查，隐患逐条定人、定时、复查。\n"
        "消防器材、疏散通道每周看一遍，坏的当天报修。\n"
        "每学期组织演练，演练后写清不足和改法。",
        "工作日 7:30—17:30，节假日轮流带班",
    ),
}


def write_posts(director: Member, today: date) -> None:
    """A month ago, by who leads the office."""
    now = timezone.make_aware(datetime.combine(today - timedelta(days=30), time(10)))
    for role, (duties, hours) in _DUTIES.items():
        write_duties(actor=director, role=role, duties=duties, hours=hours, now=now)


def tell_activities(director: Member, people: list[Staff], today: date) -> None:
    """One held over its budget, a visit whose report is due, and one to come."""
    now = timezone.make_aware(datetime.combine(today - timedelta(days=40), time(10)))
    known: dict[str, Any] = {
        "actor": director,
        "now": now,
        "lead": director.staff,
        "people": people[:12],
    }
    sports = plan_activity(
        **known, sort="celebration", organiser="union", title="教职工趣味运动会",
        aim="以部门组队，三个项目，一小时结束。", day=today - timedelta(days=20), place="操场",
        budget=Decimal(2000),
    )  # fmt: skip
    hold_activity(
        actor=director, activity_id=sports.pk, came=people[:11], cost=Decimal(2150),
        summary="四个队参加，没有人受伤。", safety="安全员查了场地和器材，校医到场。",
        over_reason="多买了一箱饮用水和药品。", today=today,
    )  # fmt: skip
    visit = plan_activity(
        **known, sort="visit", organiser="office", title="到邻校看明厨亮灶和剩菜称重",
        aim="看公示栏、称重台和后厨动线，回来写能用的三条。", day=today - timedelta(days=12),
        place="邻校食堂", budget=Decimal(300), report_due=today - timedelta(days=2),
    )  # fmt: skip
    hold_activity(
        actor=director, activity_id=visit.pk, came=people[:4], cost=Decimal(260),
        summary="看了两个食堂，记下称重流程。", safety="司机出车前检查车辆。", today=today,
    )  # fmt: skip
    plan_activity(
        **known, sort="lecture", organiser="party", title="消防救援站来讲用电和逃生",
        aim="一小时讲座，讲完现场演示灭火器。", day=today + timedelta(days=9), place="会议室",
        budget=Decimal(0),
    )  # fmt: skip
