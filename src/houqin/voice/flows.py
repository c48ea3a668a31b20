"""意见投诉: every one is looked into by somebody not concerned, and answered."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

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
    person,
    photo,
    rating,
    text,
)
from houqin.core.late import late_call

_P = Party
# The verifier is set where the complaint is about everybody who would judge it; else nobody is,
# and whoever handles opinions does.
_JUDGES = frozenset({_P.MANAGER, _P.VERIFIER})
VERDICTS = (("true", "属实"), ("partly", "部分属实"), ("untrue", "不实"))
KINDS = (
    ("complaint", "投诉"),
    ("suggestion", "建议"),
    ("praise", "表扬"),
    ("question", "咨询"),
    ("request", "服务站申办"),
    ("visit", "督察意见"),
    ("difficulty", "困难"),
    ("rating", "低分评价"),
)


def _hidden_from(member: Any) -> Q:
    """Of what is said about somebody they see nothing; what is confidential, three people."""
    from houqin.voice.models import Concerned, Opinion

    me = member.staff.pk
    closed = Opinion.objects.filter(is_confidential=True).exclude(leader=me)
    closed = closed.exclude(case__owner=me).exclude(case__reporter=me)
    about = Concerned.objects.filter(staff=me).values("opinion__case")
    return Q(pk__in=about) | Q(pk__in=closed.values("case"))


_NEEDS = (
    text("findings", "调查情况", required=False, help="投诉必填：问了谁、看了什么、查到什么。"),
    choice("verdict", "结论", VERDICTS, required=False, help="投诉必选。"),
    measure("measure", "处理措施", required=False, help="属实、部分属实必填。"),
    text("answer", "给对方的答复", sets="answer"),
    photo("after", "处理后的照片", side="after", required=False),
)

OPINION = Flow(
    code="opinion",
    room="voice",
    name="意见投诉",
    about="投诉、建议、表扬、询问，要答复的",
    new_name="登记意见投诉",
    prefix="YJ",
    icon="message-2",
    initial="new",
    states=(
        State("new", "待受理", "todo", waits_for=_P.VERIFIER, public="已收到，等待受理"),
        State("looking", "调查办理中", "doing", public="已受理，正在调查办理"),
        State(
            "answered", "已答复待审", "review", is_done=True, is_clock_running=False,
            waits_for=_P.VERIFIER, public="已有答复",
        ),
        State("closed", "已办结", "done", is_open=False, waits_for=None, public="已办结"),
    ),
    transitions=(
        Transition(
            "accept", "受理派办", ("new", "looking"), "looking", _JUDGES,
            needs=(
                person("owner", "谁来调查办理", sets="owner", help="不能派给被反映的人。"),
                day("due", "期限", sets="due_on", required=False),
                text("note", "交代", required=False),
            ),
            responds=True, style="primary",
        ),
        Transition(
            "progress", "记调查经过", ("looking",), "", frozenset({_P.OWNER, _P.COOPERATOR}),
            needs=(text("said", "经过"), photo("photo", "照片", required=False)),
        ),
        Transition(
            "answer", "写结论和答复", ("looking",), "answered",
            frozenset({_P.OWNER, _P.MANAGER}), needs=_NEEDS, style="primary",
        ),
        Transition(
            "close", "审核办结", ("answered",), "closed", _JUDGES,
            needs=(
                text(
                    "conclusion", "责任追究", required=False, sets="conclusion",
                    help="查实的投诉必填：谁负什么责任，怎么处理。",
                ),
            ),
            not_by=("answer",), makes=_P.VERIFIER, style="primary",
        ),
        Transition(
            "back", "退回重查", ("answered",), "looking", _JUDGES,
            needs=(text("why", "哪里没查清"),), not_by=("answer",),
        ),
        Transition(
            "confirm", "解决了，打分", ("answered", "closed"), "",
            frozenset({_P.REPORTER, _P.PUBLIC}),
            needs=(rating("stars", "满意度"), text("said", "说一句", required=False)),
        ),
        Transition(
            "add", "补充情况", ("new", "looking"), "", frozenset({_P.REPORTER, _P.PUBLIC}),
            needs=(text("said", "补充"),),
        ),
        Transition(
            "object", "还没解决，再反映", ("answered", "closed"), "looking",
            frozenset({_P.REPORTER, _P.PUBLIC}), needs=(text("why", "哪里没解决"),),
            reopens=True, within_days=30,
        ),
    ),
    grades=(
        Grade("normal", "一般", "blue", respond_hours=8, finish_days=5),
        Grade("urgent", "急", "orange", respond_hours=2, finish_days=2),
    ),
    default_grade="normal",
    kinds=KINDS,
    escalations=(
        Escalation("answer", "还没有受理", ("manager",), anchor="respond"),
        Escalation("soon", "快到期", ("owner",), hours=-8),
        Escalation("late", "已逾期", ("owner", "manager")),
        Escalation("late2", "逾期两天", ("superior", "role:principal"), hours=16),
    ),
    report="voice.report",
    see="voice.see_all",
    manage="voice.handle",
    manager_roles=("director", "clerk"),
    hidden_from=_hidden_from,
    hides_reporter=True,
    told_owner=frozenset({"request", "difficulty"}),  # nobody is refunded or helped unknown
    detail_template="voice/opinion_facts.html",
    subject="opinion",
    is_public=True,
    publishes=("answer.answer", "add.said", "object.why", "confirm.said"),
    on_open=(
        late_call("houqin.voice.services.opinions", "opened"),
        late_call("houqin.voice.services.station", "hand_over"),
    ),
    on_step=(late_call("houqin.voice.services.opinions", "stepped"),),
    new_url="voice:enter",
)  # fmt: skip
