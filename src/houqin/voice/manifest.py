"""What the voice of pupils, parents and patients tells the shell."""

from houqin.core.late import late_call
from houqin.core.manifest import (
    EVERYBODY,
    EVERYBODY_INSIDE,
    Job,
    Manifest,
    MenuItem,
    Permission,
    SearchSource,
    Taken,
)
from houqin.core.roles import Kind, Role
from houqin.voice import models
from houqin.voice.search import find_surveys, find_visits
from houqin.voice.sentences import SENTENCES

_LEADERS = frozenset({Role.DIRECTOR, Role.PRINCIPAL})
_HANDLERS = _LEADERS | {Role.CLERK}
_KEEPERS = _HANDLERS | {Role.ADMINISTRATOR, Role.SAFETY_OFFICER}
_READERS = _KEEPERS | {Role.CANTEEN_MANAGER, Role.WARDEN, Role.GRADE_HEAD, Role.INSPECTOR}
_HOSPITAL = frozenset({Kind.HOSPITAL})
_OPEN = "公开与总结"
_own_opinions = late_call("houqin.voice.leaving", "own_opinions")
_next_visits = late_call("houqin.voice.services.inspecting", "plan_next")
_turn = late_call("houqin.voice.services.surveys", "turn_surveys")

_MAIN = "voice:opinions"  # what the others of the menu stand under
MANIFEST = Manifest(
    room="voice",
    name="意见与投诉",
    icon="message-2",
    permissions=(
        Permission("voice.see_surveys", "查看问卷", EVERYBODY),
        Permission("voice.answer", "填写问卷", EVERYBODY_INSIDE),
        Permission("voice.keep_surveys", "办问卷", _KEEPERS),
        Permission("voice.see_results", "查看问卷结果", _READERS),
        Permission("voice.publish", "公布问卷和办理结果", _LEADERS),
        Permission("voice.see", "查看自己经手的意见投诉、服务站", EVERYBODY),
        Permission("voice.report", "登记意见投诉", EVERYBODY_INSIDE),
        Permission("voice.see_all", "查看全部意见投诉", _HANDLERS | {Role.INSPECTOR}),
        Permission("voice.handle", "受理和派办意见投诉", _HANDLERS),
        Permission("voice.see_figures", "查看意见统计", _READERS),
        Permission("voice.take_on", "认领热点问题", _LEADERS),
        Permission("voice.visit_departments", "下科室", _LEADERS | {Role.CLERK}),
        Permission("voice.see_supervision", "查看督导检查", _READERS),
        Permission(
            "voice.supervise", "督导检查任务落实", _HANDLERS | {Role.SAFETY_OFFICER}
        ),
    ),
    menu=(
        MenuItem(
            _OPEN, "意见投诉", "voice:opinions", "message-2", "voice.see", order=50, on_phone=True
        ),
        MenuItem(
            _OPEN, "统计与热点", "voice:figures", "flame", "voice.see_figures", order=52,
            under=_MAIN,
        ),
        MenuItem(
            _OPEN, "重点案例", "voice:key_cases", "bulb", "voice.see_all", order=54,
            under=_MAIN,
        ),
        MenuItem(_OPEN, "服务站", "voice:station", "sun", "voice.see", order=56, under=_MAIN),
        MenuItem(
            _OPEN, "代表督察", "voice:visits", "users-group", "voice.see", order=58,
            under=_MAIN,
        ),
        MenuItem(_OPEN, "问卷", "voice:surveys", "checkbox", "voice.see_surveys", order=60),
        MenuItem(
            _OPEN, "现场评价", "voice:points", "star", "voice.see_figures", order=62,
            under=_MAIN,
        ),
        MenuItem(
            _OPEN, "下科室", "voice:department_visits", "building-hospital", "voice.see_all",
            order=64, kinds=_HOSPITAL, under=_MAIN,
        ),
        MenuItem(
            _OPEN, "说说困难", "voice:difficulty", "heart-handshake", "voice.report", order=66,
            kinds=_HOSPITAL, under=_MAIN,
        ),
        MenuItem(
            "统筹", "督导检查", "voice:supervision", "eye-check", "voice.see_supervision", order=50
        ),
    ),
    sentences=SENTENCES,
    jobs=(
        Job("voice.turn_surveys", "15 0 * * *", _turn, "问卷到期截止、开新一期"),
        Job("voice.next_visits", "25 0 * * *", _next_visits, "排下一次代表督察"),
    ),
    search=(
        SearchSource("问卷", "voice.see_surveys", find_surveys),
        SearchSource("督察和下科室", "voice.see_all", find_visits),
    ),
    leaving=(
        Taken("问卷", "voice.see_results", models.Survey),
        Taken("问卷承诺", "voice.see_results", models.SurveyPromise),
        Taken("意见投诉处理", "voice.see_all", _own_opinions),
        Taken("热点问题", "voice.see_all", models.HotIssue),
        Taken("重点投诉案例", "voice.see_all", models.KeyCase),
        Taken("服务站", "voice.see", models.Station),
        Taken("服务站办事项目", "voice.see", models.StationService),
        Taken("代表督察", "voice.see_all", models.InspectionVisit, frozenset({"task"})),
        Taken("督察代表", "voice.see_all", models.VisitGuest, frozenset({"key"})),
        Taken("下科室", "voice.see_all", models.DepartmentVisit),
        Taken("下科室计划", "voice.see_all", models.VisitPlan, frozenset({"task"})),
        Taken("督导检查", "voice.see_supervision", models.TaskCheck),
        Taken("评价点", "voice.see_figures", models.RatingPoint, frozenset({"key"})),
        Taken("现场评价", "voice.see_figures", models.PointRating),
    ),
)  # fmt: skip
