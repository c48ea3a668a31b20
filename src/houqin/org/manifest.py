"""What org tells the shell."""

from houqin.core.manifest import EVERYBODY, Manifest, MenuItem, Permission, SearchSource, Taken
from houqin.core.roles import Role
from houqin.org import models
from houqin.org.search import find_people, find_places

_KEEPERS = frozenset({Role.ADMINISTRATOR, Role.DIRECTOR, Role.CLERK})

SENTENCES = {
    "org.institution_created": "建立了单位“{target}”",
    "org.institution_changed": "修改了单位资料",
    "org.facts_changed": "修改了本单位情况：{what}",
    "org.inspector_added": "允许上级检查员“{target}”查看本单位",
    "org.inspector_withdrawn": "停止上级检查员“{target}”查看本单位",
    "org.department_added": "添加了部门“{target}”",
    "org.department_changed": "修改了部门“{target}”",
    "org.department_removed": "删除了部门“{target}”",
    "org.class_added": "添加了班级“{target}”",
    "org.class_changed": "修改了班级“{target}”",
    "org.class_removed": "删除了班级“{target}”",
    "org.staff_added": "添加了人员“{target}”",
    "org.staff_changed": "修改了人员“{target}”的资料{roles}",
    "org.staff_left": "给“{target}”办了离岗，日期 {day}",
    "org.staff_returned": "恢复“{target}”在岗",
    "org.role_given": "给“{target}”加了角色“{role}”",
    "org.role_ended": "收回了“{target}”的角色“{role}”",
    "org.absence_added": "登记“{target}”请假 {first} 至 {last}{substitute}",
    "org.absence_changed": "修改“{target}”的请假为 {first} 至 {last}{substitute}",
    "org.absence_removed": "取消了“{target}”的请假",
    "org.account_given": "给“{target}”开通了账号 {username}",
    "org.account_stopped": "停用了“{target}”的账号",
    "org.account_opened": "恢复了“{target}”的账号",
    "org.password_reset": "重设了“{target}”的密码",
    "org.student_added": "添加了学号 {number} 的档案",
    "org.student_changed": "修改了学号 {number} 的档案",
    "org.student_removed": "删除了学号 {number} 的档案",
    "org.student_seen": "查看了学号 {number} 的档案",
    "org.students_listed": "查看了学生名单",
    "org.students_exported": "导出了 {count} 名学生的名单",
    "org.place_added": "添加了场所“{target}”",
    "org.place_changed": "修改了场所“{target}”",
    "org.place_removed": "删除了场所“{target}”",
    "org.year_kept": "设置了学年“{target}”",
    "org.term_kept": "设置了学期“{target}”",
    "org.break_kept": "设置了假期“{target}”",
    "org.day_kept": "设置了日期 {target}",
    "org.calendar_removed": "从校历删去“{target}”",
    "org.table_imported": "导入了{title}：新增 {added} 条，更新 {changed} 条",
    "org.import_undone": "撤回了一批{title}导入：新增的 {added} 条删去，更新的 {changed} 条还原",
    "org.table_exported": "导出了{title} {count} 条",
}

_LEAVING = (
    Taken("部门", "org.see", models.Department),
    Taken("人员", "org.see", models.Staff),
    Taken("角色", "org.see", models.RoleHolding),
    Taken("请假和替班", "org.see", models.Absence),
    Taken("班级", "org.see", models.SchoolClass),
    Taken("学生", "org.see_students", models.Student),
    Taken("场所", "org.see", models.Place),
    Taken("学年", "org.see", models.SchoolYear),
    Taken("学期", "org.see", models.Term),
    Taken("寒暑假", "org.see", models.Break),
    Taken("校历调整", "org.see", models.CalendarDay),
)

MANIFEST = Manifest(
    room="org",
    name="单位",
    icon="building",
    permissions=(
        Permission("org.see", "查看单位资料", EVERYBODY),
        Permission("org.keep", "维护单位资料", _KEEPERS),
        Permission(
            "org.keep_people", "维护人员与角色", frozenset({Role.ADMINISTRATOR, Role.DIRECTOR})
        ),
        Permission(
            "org.see_students",
            "查看学生名单",
            frozenset(
                {
                    Role.ADMINISTRATOR,
                    Role.DIRECTOR,
                    Role.PRINCIPAL,
                    Role.CLERK,
                    Role.WARDEN,
                    Role.DOCTOR,
                    Role.HOMEROOM,
                    Role.GRADE_HEAD,
                }
            ),
        ),
        Permission("org.keep_calendar", "维护校历", _KEEPERS),
    ),
    menu=(
        MenuItem(
            "单位", "校历", "org:calendar", "calendar", "org.see", order=5, in_hospital="工作日历"
        ),
        MenuItem("单位", "单位资料", "org:home", "building", "org.see", order=10, on_phone=True),
        MenuItem(
            "单位", "本单位情况", "org:facts", "list-check", "org.keep", order=12, under="org:home"
        ),
    ),
    sentences=SENTENCES,
    search=(
        SearchSource("教职工", "org.see", find_people),
        SearchSource("场所", "org.see", find_places),
    ),
    leaving=_LEAVING,
)
