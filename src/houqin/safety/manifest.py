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
from houqin.core.roles import Role
from houqin.notify.public import NoticeKind

_MANAGERS = frozenset({Role.SAFETY_OFFICER, Role.DIRECTOR, Role.PRINCIPAL})

KINDS = (
    NoticeKind("safety.patrol_missed", "漏巡", "安全"),
    NoticeKind("safety.undertaking", "责任状要签", "安全", may_hide=False),
)

SENTENCES = {
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

MANIFEST = Manifest(
    room="safety",
    name="安全",
    icon="shield-check",
    permissions=(
        Permission("safety.see", "查看安全工作", EVERYBODY),
        Permission("safety.patrol", "巡更签到", EVERYBODY_INSIDE),
        Permission("safety.sign", "签订责任状", EVERYBODY_INSIDE),
        Permission(
            "safety.keep_letters", "查看责任状签订情况",
            _MANAGERS | {Role.CLERK, Role.ADMINISTRATOR, Role.INSPECTOR},
        ),
        Permission("safety.manage", "管理安全工作", _MANAGERS),
    ),
    menu=(
        MenuItem("日常", "巡更", "safety:patrols", "route", "safety.see", order=44),
        MenuItem("日常", "责任状", "safety:my_letters", "signature", "safety.sign", order=46),
    ),
    sentences=SENTENCES,
    jobs=(
        Job(
            "safety.close_rounds", "*/10 * * * *",
            late_call("houqin.safety.jobs", "close_rounds"), "巡更到点结算漏巡",
        ),
    ),
    search=(SearchSource("巡更线路", "safety.see", late_call(_find, "find_routes")),),
)  # fmt: skip
