"""What org tells the shell."""

from houqin.core.manifest import EVERYBODY, Manifest, MenuItem, Permission
from houqin.core.roles import Role

_KEEPERS = frozenset({Role.ADMINISTRATOR, Role.DIRECTOR, Role.CLERK})

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
    menu=(MenuItem("单位", "单位资料", "org:home", "building", "org.see", order=10),),
    sentences={},
)
