"""What the radar tells the shell."""

from houqin.core.manifest import Manifest, MenuItem, Permission
from houqin.core.roles import Role

_SEE = frozenset(
    {
        Role.DIRECTOR, Role.PRINCIPAL, Role.CLERK, Role.ADMINISTRATOR, Role.SAFETY_OFFICER,
        Role.GRADE_HEAD, Role.INSPECTOR,
    }
)  # fmt: skip

MANIFEST = Manifest(
    room="radar",
    name="责任雷达",
    icon="radar-2",
    permissions=(Permission("radar.see", "查看责任雷达", _SEE),),
    menu=(
        MenuItem(
            "统筹", "责任雷达", "radar:radar", "radar-2", "radar.see", order=15, on_phone=True
        ),
    ),
)
