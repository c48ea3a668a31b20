"""What the record books tell the shell."""

from houqin.core.late import late_call
from houqin.core.manifest import EVERYBODY, EVERYBODY_INSIDE, Job, Manifest, MenuItem, Permission
from houqin.core.roles import Role
from houqin.ledgers.search import SOURCES

_KEEPERS = frozenset({Role.DIRECTOR, Role.CLERK, Role.ADMINISTRATOR, Role.SAFETY_OFFICER})

_LEADERS = frozenset({Role.DIRECTOR, Role.PRINCIPAL})
_JOBS = "houqin.ledgers.jobs"

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
        Permission("ledgers.import", "导入台账", _KEEPERS),
        Permission("ledgers.verify", "查验台账", _KEEPERS | {Role.PRINCIPAL, Role.INSPECTOR}),
        Permission("ledgers.bundle", "做台账包和迎检材料", _KEEPERS | {Role.PRINCIPAL}),
        Permission("ledgers.leave", "带走全部资料", _LEADERS | {Role.ADMINISTRATOR}),
        Permission("ledgers.purge", "销毁过期台账", _LEADERS),
    ),
    menu=(
        MenuItem(
            "日常", "台账", "ledgers:books", "notebook", "ledgers.see", order=30, on_phone=True
        ),
        MenuItem(
            "日常",
            "台账查验",
            "ledgers:proof",
            "shield-check",
            "ledgers.verify",
            order=31,
            under="ledgers:books",
        ),
        MenuItem(
            "日常",
            "导出和迎检",
            "ledgers:papers",
            "briefcase",
            "ledgers.bundle",
            order=32,
            under="ledgers:books",
        ),
    ),
    sentences={
        "ledgers.book_opened": "开设台账《{target}》",
        "ledgers.book_changed": "修改台账《{target}》的设置：{what}",
        "ledgers.draft_begun": "开始设计台账《{target}》",
        "ledgers.draft_dropped": "放弃台账《{target}》没有发布的草稿",
        "ledgers.version_published": "发布《{target}》第 {number} 版表格",
        "ledgers.entry_written": "记《{book}》{number}",
        "ledgers.entries_written": "在《{target}》一次记了 {count} 条",
        "ledgers.entry_amended": "更正《{book}》{number}：{reason}",
        "ledgers.entry_struck": "划去《{book}》{number}：{reason}",
        "ledgers.entry_countersigned": "会签《{book}》{number}",
        "ledgers.entry_countersigned_here": "会签《{book}》{number}（在{phone}的手机上，凭签字码）",
        "ledgers.imported": "往《{target}》导入 {count} 条（{file}）",
        "ledgers.import_undone": "撤回往《{target}》的导入，划去 {count} 条：{reason}",
        "ledgers.exported": "导出《{target}》，{count} 条",
        "ledgers.verified": "查验台账：{result}",
        "ledgers.printed": "打印《{target}》，{count} 条",
        "ledgers.page_checked": "有人扫码核对《{target}》的打印页：{result}",
        "ledgers.layout_set": "换《{target}》的 Word 版式：{name}",
        "ledgers.layout_removed": "《{target}》改回通用版式",
        "ledgers.order_placed": "要做“{target}”",
        "ledgers.order_taken": "下载“{target}”",
        "ledgers.order_removed": "删除做好的“{target}”",
        "ledgers.taken_away": "带走全部资料：{tables} 张表，{rows} 条",
        "ledgers.purge_proposed": "申请销毁《{target}》过期记录 {count} 条：{reason}",
        "ledgers.purge_refused": "没有同意销毁《{target}》的过期记录",
        "ledgers.purged": "销毁《{target}》过期记录 {count} 条（{asked}申请）",
        "ledgers.posting_changed": "修改每日摘要寄送：{what}",
        "ledgers.posting_retried": "重发没有发成的每日摘要 {count} 份",
    },
    jobs=(
        Job("ledgers.seal_day", "5 0 * * *", late_call(_JOBS, "seal_yesterday"), "台账每日摘要"),
        Job("ledgers.post_days", "*/10 * * * *", late_call(_JOBS, "post_days"), "寄出每日摘要"),
        Job(
            "ledgers.drop_papers",
            "35 3 * * *",
            late_call(_JOBS, "drop_papers"),
            "删除过期的导出文件",
        ),
    ),
    search=SOURCES,
)
