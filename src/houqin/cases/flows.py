"""The flow of whatever has no room of its own: 事项."""

from houqin.cases.flow import (
    Escalation,
    Flow,
    Grade,
    Party,
    State,
    Transition,
    day,
    measure,
    money,
    person,
    photo,
    text,
)

_P = Party
_DOING = frozenset({_P.OWNER, _P.COOPERATOR})
_JUDGING = frozenset({_P.REPORTER, _P.VERIFIER, _P.MANAGER})

MATTER = Flow(
    code="matter",
    room="cases",
    name="事项",
    prefix="SX",
    about="没有单列的事：要人去办、办了要有人确认的",
    states=(
        State("new", "待派人", "todo", waits_for=_P.MANAGER),
        State("doing", "办理中", "doing"),
        State("done", "待确认", "review", is_done=True, is_clock_running=False,
              waits_for=_P.VERIFIER),
        State("closed", "已办结", "done", is_open=False),
        State("dropped", "不予办理", "na", is_open=False),
    ),
    initial="new",
    transitions=(
        Transition("take_on", "我来办", ("new",), "doing",
                   frozenset({_P.MEMBER}), permission="cases.act", makes=_P.OWNER, responds=True),
        Transition("assign", "派人", ("new", "doing"), "doing", frozenset({_P.MANAGER}),
                   needs=(person("owner", "责任人", sets="owner"),
                          day("due", "期限", sets="due_on", required=False),
                          money("budget", "预计花多少", required=False, sets="money_planned"),
                          text("note", "交代", required=False)),
                   responds=True, style="primary"),
        Transition("progress", "记进展", ("doing",), "", _DOING,
                   needs=(text("said", "进展"), photo("photo", "照片", required=False))),
        Transition("finish", "办好了", ("doing",), "done", _DOING,
                   needs=(measure("measure", "怎么办的"),
                          photo("after", "办好后的照片", side="after", required=False),
                          money("spent", "花了多少", required=False, sets="money_spent")),
                   style="primary"),
        Transition("fixed_now", "当场办好了", ("new",), "done",
                   frozenset({_P.REPORTER, _P.OWNER, _P.MANAGER}),
                   needs=(measure("measure", "怎么办的"),
                          photo("after", "办好后的照片", side="after")), makes=_P.OWNER),
        Transition("confirm", "确认办好", ("done",), "closed", _JUDGING,
                   not_by=("finish", "fixed_now"), makes=_P.VERIFIER, style="primary"),
        Transition("reject", "退回重办", ("done",), "doing", _JUDGING,
                   needs=(text("why", "哪里不行"),), not_by=("finish", "fixed_now")),
        Transition("drop", "不予办理", ("new", "doing"), "dropped", frozenset({_P.MANAGER}),
                   needs=(text("why", "原因"),), style="danger"),
        Transition("reopen", "重新打开", ("closed", "dropped"), "new",
                   frozenset({_P.REPORTER, _P.MANAGER}), needs=(text("why", "原因"),),
                   reopens=True, within_days=60),
    ),
    grades=(
        Grade("normal", "一般", "blue", respond_hours=8, finish_days=5),
        Grade("urgent", "急", "red", respond_hours=1, finish_hours=8),
    ),
    default_grade="normal",
    escalations=(
        Escalation("soon", "快到期", ("owner",), hours=-8),
        Escalation("late", "已逾期", ("owner", "manager")),
        Escalation("late2", "逾期两天", ("superior", "role:principal"), hours=16),
    ),
    manager_roles=("director", "clerk"),
)  # fmt: skip
