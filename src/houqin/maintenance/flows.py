"""The repair: reported, dispatched, taken on, begun, done with a photo, confirmed by who asked."""

from __future__ import annotations

from houqin.cases.flow import (
    Escalation,
    Flow,
    Grade,
    Party,
    State,
    Transition,
    choice,
    measure,
    money,
    person,
    photo,
    rating,
    text,
)
from houqin.core.late import late_call
from houqin.maintenance.rules.faults import fault_choices

REOPEN_DAYS = 7
CONFIRM_DAYS = 3
_ORDERS = "houqin.maintenance.services.orders"
_REPAIRERS = ("technician", "electrician")

LABOUR = (
    ("15", "15 分钟内"),
    ("30", "半小时"),
    ("60", "1 小时"),
    ("120", "2 小时"),
    ("240", "半天"),
    ("480", "一天"),
    ("960", "两天"),
)
DANGERS = (("none", "不危险"), ("high", "有危险，现场已围挡、停用"))
LATE_REASONS = (
    ("parts", "等材料"), ("firm", "等外单位"), ("room", "房间在用，进不去"),
    ("busy", "同时有更急的"), ("other", "其他"),
)  # fmt: skip

GRADES = (
    Grade("urgent", "紧急", "red", respond_hours=1, finish_hours=8, is_always_on=True),
    Grade("normal", "一般", "yellow", respond_hours=4, finish_days=3),
    Grade("later", "不急", "blue", respond_hours=8, finish_days=10),
)

WORK_ORDER = Flow(
    code="work_order",
    room="maintenance",
    name="维修",
    about="东西坏了，要人修",
    new_name="报修",
    prefix="WX",
    icon="tool",
    initial="reported",
    states=(
        State("reported", "待接单", "todo", public="已收到，正在派人"),
        State("accepted", "已接单", "doing", public="维修人员已接单"),
        State("outside", "外单位处理", "doing", public="已请专业单位来修"),
        State(
            "approving",
            "待批经费",
            "doing",
            is_clock_running=False,
            waits_for=None,
            public="正在报批费用",
        ),
        State("working", "维修中", "doing", public="正在维修"),
        State(
            "done",
            "待确认",
            "review",
            is_done=True,
            is_clock_running=False,
            waits_for=Party.REPORTER,
            public="修好了，请您看看",
        ),
        State("closed", "已办结", "done", is_open=False, waits_for=None),
        State("refused", "不受理", "na", is_open=False, waits_for=None),
    ),
    transitions=(
        Transition(
            "dispatch",
            "派工",
            ("reported", "accepted", "outside", "working"),
            "reported",
            frozenset({Party.MANAGER}),
            needs=(
                person("owner", "维修人员", sets="owner", roles=_REPAIRERS),
                choice(
                    "grade",
                    "紧急程度",
                    tuple((one.code, one.name) for one in GRADES),
                    sets="grade",
                    required=False,
                ),
            ),
        ),
        Transition(
            "accept",
            "接单",
            ("reported",),
            "accepted",
            frozenset({Party.OWNER, Party.MEMBER}),
            permission="maintenance.repair",
            makes=Party.OWNER,
            responds=True,
            style="primary",
        ),
        Transition(
            "outsource",
            "转外单位",
            ("reported", "accepted", "working"),
            "outside",
            frozenset({Party.OWNER, Party.MANAGER}),
            needs=(text("firm", "外单位"),),
            responds=True,
        ),
        Transition(
            "estimate",
            "小修缮报批",
            ("reported", "accepted", "outside", "working"),
            "approving",
            frozenset({Party.OWNER, Party.MANAGER}),
            needs=(
                text("plan", "打算怎么修"),
                money("estimate", "估价（元）", sets="money_planned"),
                choice(
                    "danger", "危险吗", DANGERS, help="有危险的同时记一条隐患，修好验收后销号。"
                ),
                photo("now", "现状照片", side="before", required=False),
            ),
            responds=True,
        ),
        # What came of the request for money, told by the approval itself.
        Transition(
            "granted",
            "经费已批",
            ("approving",),
            "accepted",
            frozenset({Party.CONTRACTOR}),
            needs=(text("said", "批准"),),
        ),
        Transition(
            "denied",
            "经费没批",
            ("approving",),
            "accepted",
            frozenset({Party.CONTRACTOR}),
            needs=(text("said", "结果"),),
        ),
        Transition(
            "arrive",
            "到场开修",
            ("reported", "accepted", "outside"),
            "working",
            frozenset({Party.OWNER, Party.COOPERATOR, Party.CONTRACTOR}),
            needs=(photo("before", "修前照片", side="before", required=False),),
            responds=True,
        ),
        Transition(
            "finish",
            "修好了",
            ("accepted", "outside", "working"),
            "done",
            frozenset({Party.OWNER, Party.COOPERATOR, Party.CONTRACTOR}),
            needs=(
                text("cause", "什么原因"),
                measure("work", "怎么修的"),
                photo("after", "修好后的照片", side="after"),
                choice("labour", "用时", LABOUR, required=False),
                money("cost", "外单位收费（元）", required=False, help="自己修的不填。"),
                money(
                    "market",
                    "请外面修大约要多少（元）",
                    required=False,
                    help="自己动手修的填这里，月底算节省了多少。",
                ),
                choice("late", "超过承诺时间的原因", LATE_REASONS, required=False),
            ),
            style="primary",
        ),
        Transition(
            "confirm",
            "确认修好",
            ("done",),
            "closed",
            frozenset({Party.REPORTER, Party.PUBLIC, Party.MANAGER}),
            needs=(rating("stars", "满意度"), text("said", "说一句", required=False)),
            not_by=("finish",),
            style="primary",
        ),
        # By the clock where nobody confirms, or by whoever manages on the reporter's behalf.
        Transition(
            "lapse",
            "无人确认，办结",
            ("done",),
            "closed",
            frozenset({Party.MANAGER, Party.CONTRACTOR}),
        ),
        Transition(
            "again",
            "没修好，重修",
            ("done", "closed"),
            "reported",
            frozenset({Party.REPORTER, Party.PUBLIC, Party.MANAGER}),
            needs=(text("why", "哪里还没好"),),
            reopens=True,
            within_days=REOPEN_DAYS,
        ),
        Transition(
            "refuse",
            "不受理",
            ("reported",),
            "refused",
            frozenset({Party.MANAGER}),
            needs=(text("why", "原因"),),
            style="danger",
        ),
    ),
    grades=GRADES,
    default_grade="normal",
    kinds=tuple(fault_choices()),
    escalations=(
        Escalation("unanswered", "还没接单", ("owner", "manager"), anchor="respond"),
        Escalation("late", "超过承诺时间", ("owner", "manager"), is_urgent=True),
        Escalation("late-2", "超时两天", ("superior", "role:principal"), hours=16),
    ),
    new_url="maintenance:report",
    report="maintenance.report",
    see="maintenance.see_orders",
    manage="maintenance.manage",
    manager_roles=("director", "clerk"),
    default_owner=late_call(_ORDERS, "owner_of"),
    promised=late_call("houqin.maintenance.services.promises", "promised"),
    detail_template="maintenance/order_facts.html",
    subject="work_order",
    is_public=True,
    publishes=("refuse.why", "finish.work"),
    on_open=(late_call(_ORDERS, "opened"),),
    on_step=(late_call(_ORDERS, "stepped"),),
)
