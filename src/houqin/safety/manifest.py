"""What safety tells the shell."""

from houqin.core.late import late_call
from houqin.core.manifest import (
    EVERYBODY,
    EVERYBODY_INSIDE,
    Job,
    Manifest,
    MenuItem,
    Permission,
    SearchSource,
)
from houqin.core.roles import Kind, Role
from houqin.notify.public import NoticeKind
from houqin.safety.leaving import LEAVING

_MANAGERS = frozenset({Role.SAFETY_OFFICER, Role.DIRECTOR, Role.PRINCIPAL})

_TAUGHT = frozenset({Kind.SCHOOL, Kind.KINDERGARTEN})

KINDS = (
    NoticeKind("safety.patrol_missed", "漏巡", "安全"),
    NoticeKind("safety.duty", "值日排班、换班", "安全", may_hide=False),
    NoticeKind("safety.duty_missed", "值日没有签到", "安全"),
    NoticeKind("safety.assessed", "安全责任考核结果", "安全", may_hide=False),
    NoticeKind("safety.recurred", "隐患又出现", "安全"),
    NoticeKind("safety.articles", "孩子多次带危险物品", "安全"),
    NoticeKind("safety.stores", "危险品盘点不符", "安全"),
    NoticeKind("safety.lesson", "安全课没有记录", "安全"),
    NoticeKind("safety.undertaking", "责任状要签", "安全", may_hide=False),
)

SENTENCES = {
    "safety.assessed": "考核“{target}”：{score} 分，{rating}",
    "safety.assessment_barred": "“{target}”有一票否决（{number}），优秀改为良好",
    "safety.around_acted": "联合整治周边环境 {count} 处：{bodies}",
    "safety.letters_archived": "导出责任状归档“{what}”",
    "safety.post_kept": "设置了值日岗位“{target}”",
    "safety.rostered": "给“{target}”排了 {count} 班，{span}",
    "safety.duty_given": "把“{target}”从{before}换给{name}",
    "safety.duty_off": "撤下{name} {day} 在“{target}”的班",
    "safety.duty_signed": "在“{target}”到岗签到",
    "safety.duty_problem": "在“{target}”值日发现：{text}",
    "safety.swap_asked": "想把“{target}”换给{name}：{why}",
    "safety.swapped": "{giver}把“{target}”换给了{taker}",
    "safety.swap_refused": "“{target}”没有换班（{giver}和{taker}）",
    "safety.risk_kept": "设置了风险点“{target}”，{colour}",
    "safety.clause_kept": "设置了安全规范{target}：{text}",
    "safety.clause_reported": "报安全规范{target}：{state}",
    "safety.plan_kept": "写了应急预案“{target}”第 {number} 版",
    "safety.plan_reviewed": "复审应急预案“{target}”，下次最迟 {day}",
    "safety.contact_kept": "登记了应急电话“{target}”",
    "safety.contact_dropped": "删除了应急电话“{target}”",
    "safety.drill_planned": "安排演练“{target}”，{day}",
    "safety.drill_held": "演练“{target}”：{people} 人，{time}，问题 {problems} 个",
    "safety.drill_called_off": "取消演练“{target}”：{reason}",
    "safety.held_responsible": "立案追究责任“{target}”",
    "safety.responsibility_decided": "责任追究“{target}”：{sanction}",
    "safety.vetoed": "责任追究“{target}”：{sanction}，一票否决",
    "safety.veto_lifted": "撤销“{target}”的一票否决：{reason}",
    "safety.template_kept": "写了责任状模板“{target}”",
    "safety.letters_issued": "发放责任状“{target}”，{count} 份",
    "safety.letters_urged": "提醒 {count} 人签“{target}”",
    "safety.letter_signed": "{name}签订了“{target}”",
    "safety.letter_on_paper": "登记{name}纸质签订“{target}”",
    "safety.letter_withdrawn": "“{target}”不用{name}签：{reason}",
    "safety.route_kept": "设置了巡更线路“{target}”",
    "safety.points_added": "给巡更线路“{target}”加了 {count} 个点",
    "safety.point_dropped": "从巡更线路“{target}”去掉“{place}”",
    "safety.shift_kept": "设置了巡更线路“{target}”的班次 {shift}",
    "safety.shift_dropped": "删去了巡更线路“{target}”的班次 {shift}",
    "safety.point_seen": "巡更“{target}”在“{place}”签到",
    "safety.point_problem": "巡更“{target}”在“{place}”发现：{text}",
    "safety.points_missed": "“{target}”漏巡 {count} 处",
    "safety.missed_explained": "说明“{target}”漏巡原因：{reason}",
}

_find = "houqin.safety.search"

_MAIN = "safety:home"  # what the others of the menu stand under
MANIFEST = Manifest(
    room="safety",
    name="安全",
    icon="shield-check",
    permissions=(
        Permission("safety.see", "查看安全工作", EVERYBODY),
        Permission("safety.patrol", "巡更签到", EVERYBODY_INSIDE),
        Permission("safety.duty", "值日签到和换班", EVERYBODY_INSIDE),
        Permission("safety.report", "上报隐患和事件", EVERYBODY_INSIDE),
        Permission(
            "safety.see_hazards", "查看全部隐患",
            _MANAGERS | {Role.CLERK, Role.ADMINISTRATOR, Role.INSPECTOR},
        ),
        Permission("safety.account", "责任追究", frozenset({Role.DIRECTOR, Role.PRINCIPAL})),
        Permission("safety.lift_veto", "撤销一票否决", frozenset({Role.PRINCIPAL})),
        Permission("safety.sign", "签订责任状", EVERYBODY_INSIDE),
        Permission(
            "safety.keep_letters", "查看责任状签订情况",
            _MANAGERS | {Role.CLERK, Role.ADMINISTRATOR, Role.INSPECTOR},
        ),
        Permission(
            "safety.gather", "收家长的责任状和回执", _MANAGERS | {Role.HOMEROOM},
        ),
        Permission(
            "safety.articles", "交还孩子的危险物品",
            _MANAGERS | {Role.HOMEROOM, Role.GATEKEEPER, Role.DOCTOR},
        ),
        Permission(
            "safety.stores", "查看危险品剩余", _MANAGERS | {Role.STOREKEEPER, Role.DOCTOR},
        ),
        Permission("safety.manage", "管理安全工作", _MANAGERS),
    ),
    menu=(
        MenuItem(
            "日常", "安全总览", "safety:home", "shield-check", "safety.see_hazards", order=40
        ),
        MenuItem(
            "日常", "隐患台账", "safety:hazards", "alert-triangle", "safety.see_hazards", order=42,
            under=_MAIN,
        ),
        MenuItem("日常", "巡更", "safety:patrols", "route", "safety.see", order=44, under=_MAIN),
        MenuItem(
            "日常", "值日", "safety:duties", "calendar-user", "safety.see", order=43,
            under=_MAIN,
        ),
        MenuItem("日常", "应急预案", "safety:plans", "urgent", "safety.see", order=48, under=_MAIN),
        MenuItem(
            "日常", "身边的隐患", "safety:tips", "eye-search", "safety.see", order=47,
            under=_MAIN, kinds=_TAUGHT,
        ),
        MenuItem(
            "日常", "没领回的物品", "safety:articles", "package", "safety.articles", order=49,
            under=_MAIN, kinds=_TAUGHT,
        ),
        MenuItem(
            "日常", "危险品剩余", "safety:stores", "lock", "safety.stores", order=50, under=_MAIN
        ),
        MenuItem(
            "日常", "责任状", "safety:my_letters", "signature", "safety.sign", order=46,
            under=_MAIN,
        ),
    ),
    sentences=SENTENCES,
    jobs=(
        Job(
            "safety.close_rounds", "*/10 * * * *",
            late_call("houqin.safety.jobs", "close_rounds"), "巡更到点结算漏巡",
        ),
        Job(
            "safety.watch_lessons", "10 8 * * *",
            late_call("houqin.safety.jobs", "watch_lessons"), "开学第一课缺记录的提醒",
        ),
        Job(
            "safety.watch_posts", "*/10 * * * *",
            late_call("houqin.safety.jobs", "watch_posts"), "值日没有签到的提醒",
        ),
    ),
    search=(
        SearchSource("应急预案", "safety.see", late_call(_find, "find_plans")),
        SearchSource("应急演练", "safety.see", late_call(_find, "find_drills")),
        SearchSource("值日岗位", "safety.see", late_call(_find, "find_posts")),
        SearchSource("巡更线路", "safety.see", late_call(_find, "find_routes")),
    ),
    leaving=LEAVING,
)  # fmt: skip
