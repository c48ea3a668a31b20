"""What planning tells the shell."""

from houqin.core.late import late_call
from houqin.core.manifest import EVERYBODY, EVERYBODY_INSIDE, Job, Manifest, MenuItem, Permission
from houqin.core.roles import Role
from houqin.planning import office, programmes, search
from houqin.planning.leaving import LEAVING

_AUTHORS = frozenset(
    {Role.DIRECTOR, Role.CLERK, Role.GRADE_HEAD, Role.SAFETY_OFFICER, Role.ADMINISTRATOR}
)
_LEADERS = frozenset({Role.DIRECTOR, Role.PRINCIPAL, Role.CLERK})
_chase = late_call("houqin.planning.services.chasing", "chase_institution")
_reschedule = late_call("houqin.planning.services.scheduling", "reschedule_all")

MANIFEST = Manifest(
    room="planning",
    name="计划",
    icon="calendar-event",
    permissions=(
        Permission("planning.see", "查看计划与日历", EVERYBODY),
        Permission(
            "planning.see_all",
            "查看全部任务",
            _LEADERS | {Role.ADMINISTRATOR, Role.SAFETY_OFFICER, Role.INSPECTOR},
        ),
        Permission("planning.draft", "拟订计划", _AUTHORS),
        Permission("planning.approve", "批准计划", frozenset({Role.PRINCIPAL})),
        Permission("planning.do", "办理任务", EVERYBODY_INSIDE),
        Permission("planning.check", "复查任务", EVERYBODY_INSIDE),
        Permission("planning.assign", "指派任务", frozenset({Role.DIRECTOR, Role.CLERK})),
        Permission(
            "planning.keep_duties", "调整法定职责", frozenset({Role.DIRECTOR, Role.PRINCIPAL})
        ),
        Permission("planning.supervise", "督办", _LEADERS | {Role.GRADE_HEAD, Role.SAFETY_OFFICER}),
        *office.PERMISSIONS,
        *programmes.PERMISSIONS,
    ),
    menu=(
        MenuItem("统筹", "计划", "planning:plans", "clipboard-list", "planning.see", order=10),
        MenuItem(
            "统筹",
            "学期日历",
            "planning:calendar",
            "calendar",
            "planning.see",
            order=20,
            on_phone=True,
            in_hospital="半年日历",
        ),
        MenuItem(
            "日常", "任务", "planning:tasks", "list-check", "planning.see", order=20, on_phone=True
        ),
        MenuItem(
            "统筹", "督办", "planning:supervision", "bell-ringing", "planning.supervise", order=30
        ),
        *office.MENU,
        *programmes.MENU,
    ),
    sentences={
        "planning.plan_imported": "导入计划“{target}”，读出 {count} 条",
        "planning.plan_changed": "修改计划“{target}”：{what}",
        "planning.plan_submitted": "提交计划“{target}”",
        "planning.plan_taken_back": "撤回待批的计划“{target}”",
        "planning.plan_returned": "退回计划“{target}”：{reason}",
        "planning.plan_approved": (
            "批准计划“{target}”第 {version} 版，新派 {added} 次、撤销 {withdrawn} 次任务"
        ),
        "planning.plan_closed": "结束计划“{target}”",
        "planning.plan_exported": "导出计划“{target}”，{count} 条",
        "planning.plan_deleted": "删除草稿“{target}”",
        "planning.tasks_assigned": "把 {count} 项任务改派给{target}",
        "planning.task_added": "临时安排“{target}”",
        "planning.task_dated": "把“{target}”定在 {day}",
        "planning.task_done": "登记“{target}”：{note}",
        "planning.task_proved": "台账里有了记录，“{target}”办结",
        "planning.task_reopened": "“{target}”的台账记录已划去或更正，重新待办：{reason}",
        "planning.task_excused": "没有台账记录，办结“{target}”：{reason}",
        "planning.keys_waived": "“{target}”这次不用记 {what}：{reason}",
        "planning.duty_changed": "改了法定职责“{target}”：{what}",
        "planning.duty_off": "停用法定职责“{target}”：{reason}",
        "planning.duty_on": "启用法定职责“{target}”",
        "planning.duties_followed": "本单位情况变了，法定职责启用 {on} 项、停用 {off} 项",
        "planning.task_taken_back": "撤回“{target}”的登记",
        "planning.task_checked": "复查通过“{target}”",
        "planning.task_sent_back": "退回“{target}”重做：{reason}",
        "planning.task_postponed": "延期“{target}”：{reason}",
        "planning.task_waived": "把“{target}”标为不适用：{reason}",
        "planning.task_urged": "催办“{target}”",
        "planning.reading_abnormal": "“{target}”读数 {reading}，{wrong}；处理措施：{measure}",
        "planning.deferral_decided": "对“{target}”的延期或不适用：{verdict}",
        "planning.calendar_followed": (
            "校历变动后重排“{target}”：移动 {moved} 次、新增 {added} 次、撤销 {withdrawn} 次"
        ),
        **office.SENTENCES,
        **programmes.SENTENCES,
    },
    jobs=(
        Job("planning.chase", "20 6 * * *", _chase, "逾期提醒与上报"),
        Job("planning.reschedule", "10 0 * * *", _reschedule, "按校历补齐任务"),
        *office.JOBS,
    ),
    search=(*search.SOURCES, *office.SEARCH, *programmes.SEARCH),
    leaving=LEAVING,
)
