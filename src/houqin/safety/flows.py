"""The flows of safety: hazards, tips from outside, accidents. Declarations only."""

from __future__ import annotations

from typing import Any

from houqin.cases.flow import (
    Escalation,
    Flow,
    Grade,
    Party,
    State,
    Transition,
    choice,
    day,
    measure,
    money,
    person,
    photo,
    place,
    text,
)
from houqin.core.late import late_call
from houqin.core.roles import Role

_P = Party
_SERVICES = "houqin.safety.services"
_LEADERS = frozenset({Role.DIRECTOR, Role.PRINCIPAL})
MAJOR = "major"

KINDS = (
    ("fire", "消防"), ("power", "用电"), ("gas", "用气"), ("building", "校舍设施"),
    ("food", "食品卫生"), ("guard", "治安防范"), ("traffic", "交通"), ("toy", "玩教具和场地"),
    ("chemical", "危险品"), ("around", "周边环境"), ("other", "其他"),
)  # fmt: skip


def _leader_for_major(case: Any, actor: Any) -> str:
    if case.grade == MAJOR and actor is not None and not actor.roles & _LEADERS:
        return "重大隐患要由总务主任或单位负责人复查销号。"
    return ""


def _is_major(case: Any) -> bool:
    return bool(case.grade == MAJOR)


def _has_no_place(case: Any) -> bool:
    return case.place_id is None


def _five_for_major(case: Any, _actor: Any) -> str:
    """It may have become a major one only after it was given to somebody."""
    if case.grade == MAJOR and case.money_planned is None:
        return "重大隐患要先定整改资金和期限，请管理人员点“派整改（五定）”补上。"
    return ""


HAZARD = Flow(
    about="看见会伤人、会出事的地方",
    code="hazard", room="safety", name="隐患", prefix="YH", icon="alert-triangle",
    new_name="上报隐患",
    states=(
        State("found", "待派整改", "todo", waits_for=_P.MANAGER),
        State("fixing", "整改中", "doing"),
        State("fixed", "待复查", "review", is_done=True, is_clock_running=False,
              waits_for=_P.VERIFIER),
        State("closed", "已销号", "done", is_open=False),
        State("dropped", "不是隐患", "na", is_open=False),
    ),
    initial="found",
    transitions=(
        # 五定: person, measure, money, deadline, and the plan for the time until it is put right
        Transition("assign", "派整改（五定）", ("found", "fixing"), "fixing",
                   frozenset({_P.MANAGER}),
                   needs=(person("owner", "责任人", sets="owner"),
                          measure("plan", "整改措施"),
                          money("money", "整改资金", required=False, must_when=_is_major,
                                sets="money_planned", help="不花钱就填 0。"),
                          day("due", "整改期限", sets="due_on", required=False,
                              must_when=_is_major),
                          place("place", "在哪里", sets="place", only_when=_has_no_place),
                          text("interim", "整改前怎么防护、应急预案")),
                   responds=True, style="primary"),
        Transition("fixed_now", "当场整改", ("found",), "fixed",
                   frozenset({_P.REPORTER, _P.OWNER, _P.MANAGER}),
                   needs=(measure("measure", "怎么整改的"),
                          photo("after", "整改后照片", side="after")), makes=_P.OWNER),
        Transition("progress", "记进展", ("fixing",), "",
                   frozenset({_P.OWNER, _P.COOPERATOR, _P.MANAGER}),
                   needs=(text("said", "进展"), photo("photo", "照片", required=False))),
        Transition("fix", "整改完成", ("fixing",), "fixed",
                   frozenset({_P.OWNER, _P.COOPERATOR}),
                   needs=(measure("measure", "怎么整改的"),
                          money("spent", "实际花费", required=False, sets="money_spent"),
                          photo("after", "整改后照片", side="after")), style="primary",
                   guard=_five_for_major),
        Transition("verify", "复查合格，销号", ("fixed",), "closed",
                   frozenset({_P.VERIFIER, _P.MANAGER}),
                   needs=(text("said", "复查意见", required=False),
                          photo("checked", "复查照片", required=False)),
                   not_by=("fix", "fixed_now"), makes=_P.VERIFIER, style="primary",
                   guard=_leader_for_major),
        Transition("reject", "没整改好，退回", ("fixed",), "fixing",
                   frozenset({_P.VERIFIER, _P.MANAGER}),
                   needs=(text("why", "哪里不行"), photo("photo", "照片", required=False)),
                   not_by=("fix", "fixed_now")),
        Transition("drop", "不是隐患", ("found",), "dropped", frozenset({_P.MANAGER}),
                   needs=(text("why", "为什么不是"),), not_by=("open",), style="danger"),
        Transition("reopen", "又出现了，重新打开", ("closed", "dropped"), "found",
                   frozenset({_P.MEMBER}), permission="safety.report",
                   needs=(text("why", "现在怎么样"), photo("photo", "照片", required=False)),
                   reopens=True, within_days=180),
    ),
    grades=(
        Grade("general", "一般隐患", "yellow", respond_hours=4, finish_days=5),
        Grade(MAJOR, "重大隐患", "red", respond_hours=1, finish_hours=24, is_always_on=True),
    ),
    default_grade="general",
    escalations=(
        Escalation("told", "重大隐患", ("manager", "role:principal"), hours=1, anchor="opened"),
        Escalation("soon", "快到期", ("owner",), hours=-8),
        Escalation("late", "已逾期", ("owner", "manager"), hours=0),
        Escalation("late-2", "逾期两天没整改", ("superior", "role:principal"), hours=16,
                   is_urgent=True),
    ),
    kinds=KINDS,
    default_owner=late_call(f"{_SERVICES}.hazards", "first_owner"),
    report="safety.report", see="safety.see_hazards", manage="safety.manage",
    manager_roles=("safety_officer", "director"),
    detail_template="safety/hazard_facts.html",
    on_open=(late_call(f"{_SERVICES}.hazards", "opened"),),
    on_step=(late_call(f"{_SERVICES}.hazards", "stepped"),),
)  # fmt: skip

TIP = Flow(
    code="hazard_tip", room="safety", name="寻找身边的隐患", prefix="XS", icon="eye-search",
    states=(
        State("new", "待核实", "todo", waits_for=_P.MANAGER, public="收到了，正在核实"),
        State("real", "已列入隐患", "doing", waits_for=None, is_clock_running=False,
              public="核实了，正在整改"),
        State("done", "已整改", "done", is_open=False, public="已经整改好，谢谢您"),
        State("rejected", "不采纳", "na", is_open=False, public="看过了，没有列为隐患"),
    ),
    initial="new",
    transitions=(
        Transition("accept", "属实，列入隐患", ("new",), "real", frozenset({_P.MANAGER}),
                   needs=(place("place", "在哪里", sets="place",
                                begins=late_call(f"{_SERVICES}.tips", "place_said")),
                          choice("grade", "等级",
                                 (("general", "一般隐患"), (MAJOR, "重大隐患")))),
                   responds=True, style="primary"),
        Transition("reject", "不采纳", ("new",), "rejected", frozenset({_P.MANAGER}),
                   needs=(text("why", "为什么不采纳", sets="answer"),), responds=True),
        Transition("finish", "告诉报告人已整改", ("real",), "done",
                   frozenset({_P.MANAGER, _P.PUBLIC}),
                   needs=(text("said", "整改结果", sets="answer"),),
                   guard=late_call(f"{_SERVICES}.hazards", "still_open")),
    ),
    grades=(Grade("tip", "线索", "blue", respond_hours=16),),
    default_grade="tip",
    report="safety.report", see="safety.see_hazards", manage="safety.manage",
    manager_roles=("safety_officer", "director"), is_public=True, subject="tip",
    publishes=("reject.why", "finish.said"), may_extend=False, in_menu=False,
    on_step=(late_call(f"{_SERVICES}.hazards", "screened"),),
)  # fmt: skip

INCIDENT = Flow(
    about="已经发生的伤害、事故、突发情况",
    code="incident", room="safety", name="事故和突发事件", prefix="SG", icon="urgent",
    new_name="报告事故和突发事件",
    states=(
        State("handling", "处置中", "doing", waits_for=_P.MANAGER),
        State("analysed", "待领导审定", "review", is_done=True, is_clock_running=False,
              waits_for=_P.MANAGER),
        State("closed", "已结案", "done", is_open=False),
    ),
    initial="handling",
    transitions=(
        Transition("measure", "记处置", ("handling",), "",
                   frozenset({_P.REPORTER, _P.OWNER, _P.COOPERATOR, _P.MANAGER}),
                   needs=(measure("measure", "采取了什么措施"),
                          text("told", "通知了谁", required=False),
                          photo("photo", "照片", required=False)), responds=True),
        Transition("call", "打过电话，记一笔", ("handling", "analysed"), "",
                   frozenset({_P.REPORTER, _P.OWNER, _P.COOPERATOR, _P.MANAGER}),
                   needs=(choice("to", "打给", (
                              ("police", "派出所"), ("fire", "消防"), ("traffic", "交警"),
                              ("market", "市场监管"), ("city", "城管"), ("community", "街道社区"),
                              ("superior", "主管部门"), ("other", "急救、其他"))),
                          text("said", "说了什么、对方怎么答复"))),
        Transition("report", "上报", ("handling", "analysed"), "",
                   frozenset({_P.OWNER, _P.MANAGER}),
                   needs=(choice("to", "报给", (
                              ("superior", "主管部门"), ("police", "公安"), ("fire", "消防"),
                              ("market", "市场监管"), ("health", "卫健和疾控"), ("other", "其他"))),
                          text("said", "怎么报的、对方怎么说"))),
        Transition("analyse", "分析原因、定措施", ("handling",), "analysed",
                   frozenset({_P.OWNER, _P.MANAGER}),
                   needs=(text("cause", "原因"), measure("improve", "改进措施"),
                          photo("photo", "照片", required=False)), style="primary"),
        Transition("close", "审定结案", ("analysed",), "closed", frozenset({_P.MANAGER}),
                   permission="safety.account", needs=(text("said", "意见", required=False),),
                   not_by=("analyse",), makes=_P.VERIFIER, style="primary"),
        Transition("back", "再分析", ("analysed",), "handling", frozenset({_P.MANAGER}),
                   permission="safety.account", needs=(text("why", "还缺什么"),)),
        Transition("reopen", "重新打开", ("closed",), "handling", frozenset({_P.MANAGER}),
                   needs=(text("why", "原因"),), reopens=True, within_days=365),
    ),
    grades=(
        Grade("small", "轻微", "blue", respond_hours=1, finish_days=5, is_always_on=True),
        Grade("serious", "较重", "orange", respond_hours=0.5, finish_days=10, is_always_on=True),
        Grade("grave", "重大", "red", respond_hours=0.25, finish_days=20, is_always_on=True),
    ),
    default_grade="small",
    escalations=(
        Escalation("told", "发生事件", ("manager", "role:director", "role:principal"), hours=0,
                   anchor="opened", is_urgent=True),
        Escalation("late", "还没有分析原因", ("owner", "manager"), hours=0),
    ),
    kinds=(
        ("injury", "人身伤害"), ("food", "疑似食物中毒"), ("fire", "火灾"), ("theft", "盗窃破坏"),
        ("intrusion", "外来侵害"), ("traffic", "交通"), ("equipment", "设备事故"),
        ("utility", "停水停电停气"), ("disaster", "自然灾害"), ("other", "其他"),
    ),
    report="safety.report", see="safety.see_hazards", manage="safety.manage",
    manager_roles=("safety_officer", "director"),
    detail_template="safety/incident_facts.html",
    on_open=(late_call(f"{_SERVICES}.incidents", "opened"),),
    on_step=(late_call(f"{_SERVICES}.incidents", "stepped"),),
)  # fmt: skip

AROUND_KINDS = (
    ("stall", "无证摊点"), ("netbar", "网吧、游艺"), ("traffic", "乱停车、交通"),
    ("food", "食品、杂货店"), ("noise", "噪声、施工"), ("people", "闲散人员"), ("other", "其他"),
)  # fmt: skip

# 校园周边环境: what comes back is the same case again, with all its history.
AROUND = Flow(
    about="大门外的摊点、网吧、占道、噪声",
    code="around", room="safety", name="周边环境问题", prefix="ZB", icon="building-community",
    new_name="登记周边环境问题",
    states=(
        State("listed", "待整治", "todo", waits_for=_P.MANAGER),
        State("acting", "整治中", "doing", waits_for=_P.MANAGER),
        State("gone", "已消除", "done", is_open=False),
    ),
    initial="listed",
    transitions=(
        Transition("act", "联合整治", ("listed", "acting"), "acting", frozenset({_P.MANAGER}),
                   needs=(text("bodies", "哪些部门"), text("members", "参加的人", required=False),
                          text("result", "做了什么、结果"),
                          photo("photo", "照片", required=False)),
                   responds=True, style="primary"),
        Transition("gone", "已消除", ("listed", "acting"), "gone", frozenset({_P.MANAGER}),
                   needs=(text("said", "现在怎么样"), photo("after", "消除后照片", side="after",
                                                             required=False))),
        Transition("again", "又出现了", ("gone",), "listed", frozenset({_P.MEMBER}),
                   permission="safety.report",
                   needs=(text("why", "现在怎么样"), photo("photo", "照片", required=False)),
                   reopens=True, within_days=1095),
        Transition("seen", "又看到了", ("listed", "acting"), "",
                   frozenset({_P.MEMBER}), permission="safety.report",
                   needs=(text("why", "现在怎么样"), photo("photo", "照片", required=False))),
    ),
    grades=(Grade("around", "周边", "yellow", respond_hours=16, finish_days=20),),
    default_grade="around", kinds=AROUND_KINDS,
    escalations=(Escalation("late", "还没有消除", ("manager",), hours=0),),
    report="safety.report", see="safety.see", manage="safety.manage",
    manager_roles=("safety_officer", "director"), new_url="safety:around_new",
)  # fmt: skip

FLOWS = (HAZARD, TIP, INCIDENT, AROUND)
