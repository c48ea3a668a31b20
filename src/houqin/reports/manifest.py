"""What summaries tell the shell, and the notices they send."""

from django.urls import reverse

from houqin.core.late import late_call
from houqin.core.manifest import Manifest, MenuItem, Permission, SearchSource, Taken
from houqin.core.roles import Role
from houqin.notify.public import NoticeKind
from houqin.org.member import Member
from houqin.reports.models import Report

# Whoever may see all tasks: a summary counts everybody's, and its links must show as many.
_READERS = frozenset(
    {
        Role.DIRECTOR,
        Role.PRINCIPAL,
        Role.CLERK,
        Role.ADMINISTRATOR,
        Role.SAFETY_OFFICER,
        Role.INSPECTOR,
    }
)


_IN_WORD = frozenset({"figures", "texts", "photos", "photos_chosen"})  # the Word file has them


def _find(_member: Member, query: str, limit: int) -> list[tuple[str, str, str]]:
    rows = Report.objects.filter(title__icontains=query)[:limit]
    return [
        (row.title, row.get_state_display(), reverse("reports:report", args=[row.pk]))
        for row in rows
    ]


MANIFEST = Manifest(
    room="reports",
    name="总结",
    icon="report-analytics",
    permissions=(
        Permission("reports.see", "查看总结", _READERS),
        Permission("reports.write", "撰写总结", frozenset({Role.DIRECTOR, Role.CLERK})),
        Permission("reports.approve", "审定总结", frozenset({Role.PRINCIPAL})),
    ),
    menu=(
        MenuItem(
            "公开与总结", "总结", "reports:reports", "report-analytics", "reports.see", order=20
        ),
    ),
    sentences={
        "reports.report_generated": "生成“{target}”",
        "reports.report_updated": "按最新记录更新“{target}”的数字",
        "reports.text_written": "改写“{target}”的“{where}”",
        "reports.photos_chosen": "为“{target}”选了 {count} 张照片",
        "reports.report_submitted": "把“{target}”送审",
        "reports.report_taken_back": "撤回送审的“{target}”",
        "reports.report_approved": "审定“{target}”",
        "reports.report_returned": "退回“{target}”：{reason}",
        "reports.report_reopened": "撤回对“{target}”的审定",
        "reports.report_exported": "导出“{target}”的 Word 文件",
    },
    search=(SearchSource("总结", "reports.see", _find),),
    leaving=(Taken("总结", "reports.see", Report, _IN_WORD),),
    leaving_files=late_call("houqin.reports.leaving", "files"),
)

KINDS = (
    NoticeKind("report.submitted", "总结待审定", "总结", may_hide=False),
    NoticeKind("report.returned", "总结被退回", "总结", may_hide=False),
    NoticeKind("report.approved", "总结已审定", "总结"),
)
