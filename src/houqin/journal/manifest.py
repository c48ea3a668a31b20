"""What the journal tells the shell."""

from houqin.core.manifest import Manifest, MenuItem, Permission, Taken
from houqin.core.roles import Role
from houqin.journal.models import JournalEntry

MANIFEST = Manifest(
    room="journal",
    name="操作日志",
    icon="history",
    permissions=(
        Permission(
            "journal.read",
            "查看操作日志",
            frozenset({Role.ADMINISTRATOR, Role.DIRECTOR, Role.PRINCIPAL, Role.INSPECTOR}),
        ),
    ),
    menu=(
        MenuItem(
            "单位",
            "操作日志",
            "journal:entries",
            "history",
            "journal.read",
            order=90,
            under="org:home",
        ),
    ),
    leaving=(Taken("操作日志", "journal.read", JournalEntry),),
)
