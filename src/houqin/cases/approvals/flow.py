"""The flow of a request: asked, returned, granted, refused, withdrawn."""

from houqin.cases.flow import (
    Escalation,
    Flow,
    Grade,
    Party,
    State,
    Transition,
    money,
    signature,
    text,
)
from houqin.core.late import late_call

_chain = "houqin.cases.approvals.chain"
_P = Party
_ASKED = frozenset({_P.OWNER, _P.COOPERATOR})
_REPORTER = frozenset({_P.REPORTER})

REQUEST = Flow(
    code="request",
    room="cases",
    name="申请",
    prefix="SQ",
    about="要批准才能做的：花钱、购置、外出",
    icon="clipboard-check",
    states=(
        State("asked", "审批中", "doing", waits_for=_P.OWNER),
        State("returned", "退回补充", "todo", is_clock_running=False, waits_for=_P.REPORTER),
        State("granted", "已同意", "done", is_open=False),
        State("refused", "不同意", "na", is_open=False),
        State("withdrawn", "已撤回", "na", is_open=False),
    ),
    initial="asked",
    transitions=(
        Transition("agree", "同意", ("asked",), "asked", _ASKED,
                   needs=(text("opinion", "意见", required=False),
                          signature("signature", "签名", required=False,
                                 only_when=late_call(_chain, "wants_signature"))),
                   not_by=("open", "resubmit"), style="primary", responds=True,
                   guard=late_call(_chain, "why_not_agree")),
        Transition("return", "退回补充", ("asked",), "returned", _ASKED,
                   needs=(text("why", "要补充什么"),), not_by=("open",)),
        Transition("refuse", "不同意", ("asked",), "refused", _ASKED,
                   needs=(text("why", "理由"),), not_by=("open",), style="danger"),
        Transition("resubmit", "补充后再交", ("returned",), "asked", _REPORTER,
                   needs=(text("added", "补充说明"),
                          money("amount", "金额（有变动时填）", required=False)),
                   style="primary"),
        Transition("withdraw", "撤回", ("asked", "returned"), "withdrawn", _REPORTER,
                   needs=(text("why", "原因", required=False),)),
    ),
    grades=(Grade("normal", "一般", "blue", finish_days=3),),
    default_grade="normal",
    escalations=(
        Escalation("late", "等了三天还没批", ("owner",)),
        Escalation("late2", "等了五天还没批", ("superior",), hours=16),
    ),
    detail_template="cases/approvals/facts.html",
    on_paper=late_call("houqin.cases.approvals.on_paper", "facts"),
    signers=("申请人", "审批人", "经办人"),
    subject="approval",
    on_step=(late_call(_chain, "stepped"),),
    may_extend=False,
    why_not_regroup="申请由审批链上的人表态，不能改派、请人协办或合并；人不在时自动转给代班人。",
    owner_name="审批人",
    new_url="cases:ask",
)  # fmt: skip
