"""What the case engine tells the shell."""

from collections.abc import Callable
from typing import Any

from houqin.cases.jobs import stand_in, sweep_due
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
from houqin.core.roles import Role

_LEADERS = frozenset({Role.DIRECTOR, Role.PRINCIPAL, Role.CLERK})


def _leaving(name: str) -> Callable[..., Any]:
    return late_call("houqin.cases.leaving", name)


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
        Permission(
            "cases.settings", "设置事项编号、工作时间和期限", _LEADERS | {Role.ADMINISTRATOR}
        ),
        Permission(
            "cases.approval_rules", "设置审批步骤和金额",
            frozenset({Role.PRINCIPAL, Role.ADMINISTRATOR}),
        ),
    ),
    menu=(
        MenuItem("日常", "事项", "cases:cases", "refresh-alert", "cases.see", order=25),
        MenuItem(
            "单位", "事项设置", "cases:settings", "settings", "cases.settings", order=96,
            under="org:home",
        ),
    ),
    search=(SearchSource("事项", "cases.see", late_call("houqin.cases.search", "find_cases")),),
    leaving=(
        Taken("事项", "cases.see", _leaving("cases"), frozenset({"search"})),
        Taken("事项经过", "cases.see", _leaving("steps")),
        Taken("事项留言", "cases.see", _leaving("comments")),
        Taken("事项协办人", "cases.see", _leaving("cooperators")),
        Taken("台账发现的问题", "cases.see_all", _leaving("findings")),
    ),
    sentences={
        "cases.opened": "提出{flow}“{target}”",
        "cases.step": "办理“{target}”：{step}",
        "cases.assigned": "把“{target}”派给{who}",
        "cases.left_behind": "{who}离岗，“{target}”交回管理人员另派",
        "cases.cooperators_set": "“{target}”的协办人改为：{who}",
        "cases.merged": "把“{target}”并入 {into}",
        "cases.commented": "在“{target}”里留言",
        "cases.extension_asked": "申请把“{target}”延期到 {until}",
        "cases.extension_answered": "答复“{target}”的延期：{answer}",
        "cases.concluded": "给“{target}”下结论：{how}",
        "cases.graded": "“{target}”定为{grade}",
        "cases.numbering_changed": "{flow}的编号规则改为 {numbering}",
        "cases.hours_changed": "工作时间改为 {hours}",
        "cases.promise_changed": "{which}的期限改为：{promise}",
        "cases.request_rule_changed": "{which}的审批改为：{rule}",
        "cases.granted": "“{target}”全部同意",
        "cases.decided": "“{target}”集体决策{result}",
        "cases.printed": "打印“{target}”的办结单",
        "cases.exported": "导出“{what}”{count} 件",
    },
    jobs=(
        Job("cases.sweep", "*/5 * * * *", sweep_due, "事项提醒和逾期上报"),
        Job("cases.stand_in", "20 5 * * *", stand_in, "请假的人的审批转给代班人"),
    ),
)  # fmt: skip
