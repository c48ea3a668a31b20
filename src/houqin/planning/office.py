"""What meetings, requests, readiness, letters and good practices add to planning's manifest."""

from __future__ import annotations

from houqin.core.late import late_call
from houqin.core.manifest import (
    EVERYBODY,
    EVERYBODY_INSIDE,
    Job,
    MenuItem,
    Permission,
    SearchSource,
)
from houqin.core.roles import Kind, Role
from houqin.planning import office_search

_LEADERS = frozenset({Role.DIRECTOR, Role.PRINCIPAL, Role.CLERK})
_CALLERS = _LEADERS | {
    Role.ADMINISTRATOR,
    Role.SAFETY_OFFICER,
    Role.GRADE_HEAD,
    Role.HOMEROOM,
    Role.CANTEEN_MANAGER,
    Role.WARDEN,
    Role.DOCTOR,
}
_DECIDERS = frozenset({Role.DIRECTOR, Role.PRINCIPAL})

PERMISSIONS = (
    Permission("planning.see_meetings", "查看会议", EVERYBODY),
    Permission("planning.call_meeting", "召集会议", _CALLERS),
    Permission("planning.lead_meeting", "点名、写纪要", EVERYBODY_INSIDE),
    Permission("planning.attend", "签到、请假", EVERYBODY_INSIDE),
    Permission("planning.see_requests", "查看事务申请", EVERYBODY),
    Permission("planning.request_support", "提交事务申请", EVERYBODY_INSIDE),
    Permission("planning.handle_requests", "受理事务申请", frozenset({Role.DIRECTOR, Role.CLERK})),
    Permission("planning.see_readiness", "查看开学准备", EVERYBODY),
    Permission("planning.sign_readiness", "签署开学准备报告", _DECIDERS),
    Permission("planning.see_letters", "查看上行文", _LEADERS | {Role.INSPECTOR}),
    Permission("planning.keep_letters", "登记上行文", _LEADERS),
    Permission("planning.see_activities", "查看活动", EVERYBODY),
    Permission("planning.plan_activity", "计划活动", _CALLERS),
    Permission("planning.run_activity", "登记活动", EVERYBODY_INSIDE),
    Permission("planning.write_duties", "写岗位职责", _LEADERS),
    Permission("planning.see_practices", "查看好做法", EVERYBODY),
    Permission("planning.record_practice", "推荐好做法", EVERYBODY_INSIDE),
    Permission("planning.decide_practice", "决定好做法是否采用", _DECIDERS),
)

_WITH_TERMS = frozenset({Kind.SCHOOL, Kind.KINDERGARTEN})

MENU = (
    MenuItem(
        "统筹", "岗位职责", "planning:posts", "id-badge-2", "planning.see", order=35,
        under="planning:plans",
    ),
    MenuItem(
        "统筹", "会议", "planning:meetings", "users-group", "planning.see_meetings", order=40
    ),
    MenuItem(
        "统筹", "活动", "planning:activities", "flag", "planning.see_activities", order=41,
        under="planning:meetings",
    ),
    MenuItem(
        "统筹", "事务申请", "planning:requests", "help-circle", "planning.see_requests", order=42,
        under="planning:meetings",
    ),
    MenuItem(
        "统筹", "开学准备", "planning:readiness", "school", "planning.see_readiness", order=44,
        kinds=_WITH_TERMS, under="planning:plans",
    ),
    MenuItem(
        "统筹", "上行文", "planning:letters", "send", "planning.see_letters", order=46,
        under="planning:meetings",
    ),
    MenuItem(
        "统筹", "好做法", "planning:practices", "bulb", "planning.see_practices", order=48,
        under="planning:meetings",
    ),
)  # fmt: skip

SENTENCES = {
    "planning.activity_planned": "计划活动“{target}”",
    "planning.activity_changed": "修改活动“{target}”",
    "planning.activity_cancelled": "取消活动“{target}”：{reason}",
    "planning.activity_held": "登记活动“{target}”：参加 {people} 人，花费 {cost} 元",
    "planning.activity_reported": "交了活动“{target}”的报告",
    "planning.activities_exported": "导出活动，{count} 条",
    "planning.duties_written": "写下{post}的职责，{count} 条",
    "planning.meeting_called": "召集会议“{target}”",
    "planning.meeting_changed": "修改会议“{target}”",
    "planning.meeting_cancelled": "取消会议“{target}”：{reason}",
    "planning.meeting_signed": "在“{target}”签到",
    "planning.meeting_leave": "向“{target}”请假：{reason}",
    "planning.meeting_marked": "在“{target}”点名，改了 {count} 人",
    "planning.meeting_minuted": "发布“{target}”的纪要，{decisions} 条决定",
    "planning.meeting_noted": "补充“{target}”的纪要：{text}",
    "planning.meeting_read": "确认看过“{target}”的纪要",
    "planning.meetings_exported": "导出会议，{count} 条",
    "planning.request_filed": "提交申请{number}“{target}”",
    "planning.request_accepted": "受理申请“{target}”，交给{who}",
    "planning.request_refused": "不受理申请“{target}”：{reason}",
    "planning.request_withdrawn": "撤回申请“{target}”",
    "planning.request_confirmed": "确认“{target}”已办好，{rating} 分",
    "planning.request_reopened": "要求返工“{target}”：{reason}",
    "planning.requests_exported": "导出事务申请，{count} 条",
    "planning.readiness_begun": "派发{target}的开学准备，{count} 项",
    "planning.readiness_signed": "签署{target}的开学准备报告，{count} 项",
    "planning.letter_registered": "登记发文“{target}”",
    "planning.letter_answered": "登记“{target}”的答复：{outcome}",
    "planning.letter_closed": "把“{target}”记为不用答复",
    "planning.letter_postponed": "“{target}”已催问，{day} 再提醒",
    "planning.letters_exported": "导出上行文，{count} 条",
    "planning.practice_recorded": "推荐好做法“{target}”",
    "planning.practice_decided": "对好做法“{target}”的决定：{verdict}，{reason}",
    "planning.practice_judged": "登记“{target}”的效果：{verdict}",
    "planning.practices_exported": "导出好做法，{count} 条",
}

_remind = late_call("houqin.planning.services.letters", "remind_institution")
JOBS = (Job("planning.letters", "30 6 * * *", _remind, "催问上行文、回看好做法"),)

SEARCH = (
    SearchSource("会议", "planning.see_meetings", office_search.meetings),
    SearchSource("活动", "planning.see_activities", office_search.activities),
    SearchSource("事务申请", "planning.see_requests", office_search.requests),
    SearchSource("上行文", "planning.see_letters", office_search.letters),
    SearchSource("好做法", "planning.see_practices", office_search.practices),
)
