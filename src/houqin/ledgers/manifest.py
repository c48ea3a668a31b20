"""What the record books tell the shell."""

from houqin.core.manifest import EVERYBODY, EVERYBODY_INSIDE, Job, Manifest, MenuItem, Permission
from houqin.core.roles import Role
from houqin.ledgers.jobs import seal_yesterday

_KEEPERS = frozenset({Role.DIRECTOR, Role.CLERK, Role.ADMINISTRATOR, Role.SAFETY_OFFICER})

MANIFEST = Manifest(
    room="ledgers",
    name="台账",
    icon="notebook",
    permissions=(
        Permission("ledgers.see", "查看台账", EVERYBODY),
        Permission("ledgers.write", "填写台账", EVERYBODY_INSIDE),
        Permission("ledgers.amend", "更正台账", EVERYBODY_INSIDE),
        Permission("ledgers.countersign", "会签台账", EVERYBODY_INSIDE),
        Permission("ledgers.keep", "设置台账", _KEEPERS),
        Permission("ledgers.verify", "查验台账", _KEEPERS | {Role.PRINCIPAL, Role.INSPECTOR}),
    ),
    menu=(
        MenuItem(
            "日常", "台账", "ledgers:books", "notebook", "ledgers.see", order=30, on_phone=True
        ),
        MenuItem("统筹", "台账查验", "ledgers:proof", "shield-check", "ledgers.verify", order=60),
    ),
    sentences={
        "ledgers.book_opened": "开设台账《{target}》",
        "ledgers.book_changed": "修改台账《{target}》的设置：{what}",
        "ledgers.version_published": "发布《{target}》第 {number} 版表格",
        "ledgers.entry_written": "记《{book}》{number}",
        "ledgers.entries_written": "在《{target}》一次记了 {count} 条",
        "ledgers.entry_amended": "更正《{book}》{number}：{reason}",
        "ledgers.entry_struck": "划去《{book}》{number}：{reason}",
        "ledgers.entry_countersigned": "会签《{book}》{number}",
        "ledgers.exported": "导出《{target}》，{count} 条",
        "ledgers.verified": "查验台账：{result}",
    },
    jobs=(Job("ledgers.seal_day", "5 0 * * *", seal_yesterday, "台账每日摘要"),),
)
