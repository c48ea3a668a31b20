"""What the case engine tells the shell."""

from houqin.cases.jobs import sweep_due
from houqin.core.manifest import EVERYBODY, EVERYBODY_INSIDE, Job, Manifest, Permission
from houqin.core.roles import Role

_LEADERS = frozenset({Role.DIRECTOR, Role.PRINCIPAL, Role.CLERK})

MANIFEST = Manifest(
    room="cases",
    name="事项",
    icon="refresh-alert",
    permissions=(
        Permission("cases.see", "查看事项", EVERYBODY),
        Permission("cases.report", "提出事项", EVERYBODY_INSIDE),
        Permission("cases.act", "办理事项", EVERYBODY_INSIDE),
        Permission(
            "cases.see_all", "查看全部事项",
            _LEADERS | {Role.ADMINISTRATOR, Role.SAFETY_OFFICER, Role.INSPECTOR},
        ),
        Permission("cases.manage", "派办和督办事项", _LEADERS),
        Permission("cases.settings", "设置事项编号", _LEADERS | {Role.ADMINISTRATOR}),
    ),
    sentences={
        "cases.opened": "提出{flow}“{target}”",
        "cases.step": "{target}：{step}",
        "cases.assigned": "把“{target}”派给{who}",
        "cases.cooperators_set": "“{target}”的协办人改为：{who}",
        "cases.merged": "把“{target}”并入 {into}",
        "cases.commented": "在“{target}”里留言",
        "cases.extension_asked": "申请把“{target}”延期到 {until}",
        "cases.extension_answered": "“{target}”：{answer}",
        "cases.concluded": "“{target}”：{how}",
        "cases.graded": "“{target}”定为{grade}",
        "cases.numbering_changed": "{flow}的编号规则改为 {numbering}",
        "cases.exported": "导出“{what}”{count} 件",
    },
    jobs=(Job("cases.sweep", "*/5 * * * *", sweep_due, "事项提醒和逾期上报"),),
)  # fmt: skip
