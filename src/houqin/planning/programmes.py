"""What campaigns, standards, outside inspections and personal plans tell the shell."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.urls import reverse

from houqin.core.manifest import EVERYBODY_INSIDE, MenuItem, Permission, SearchSource
from houqin.core.roles import Role
from houqin.notify.public import NoticeKind
from houqin.org.member import Member
from houqin.planning.models import Campaign, Standard
from houqin.planning.programme_policy import is_guest, visible_inspections

_LEADERS = frozenset({Role.DIRECTOR, Role.PRINCIPAL, Role.CLERK})

PERMISSIONS = (
    Permission("planning.run_programmes", "主持专项、创建和迎检", _LEADERS),
    Permission("planning.keep_aim", "填报专项活动的目标", EVERYBODY_INSIDE),
    Permission("planning.score", "自评打分、附佐证", EVERYBODY_INSIDE),
    Permission(
        "planning.see_inspections",
        "查看迎检材料",
        _LEADERS | {Role.ADMINISTRATOR, Role.SAFETY_OFFICER, Role.INSPECTOR},
    ),
    Permission("planning.write_personal", "写个人计划", EVERYBODY_INSIDE),
    Permission("planning.read_personal", "查看、批注个人计划", _LEADERS),
)

MENU = (
    MenuItem(
        "统筹",
        "专项活动",
        "planning:campaigns",
        "target-arrow",
        "planning.see",
        order=60,
        under="planning:plans",
    ),
    MenuItem(
        "统筹",
        "创建达标",
        "planning:standards",
        "award",
        "planning.see",
        order=62,
        under="planning:plans",
    ),
    MenuItem(
        "统筹", "迎检", "planning:inspections", "folder-open", "planning.see_inspections", order=64
    ),
    MenuItem(
        "统筹",
        "个人计划",
        "planning:personal",
        "user-edit",
        "planning.write_personal",
        order=66,
        under="planning:plans",
    ),
)

SENTENCES = {
    "planning.campaign_started": "发起活动“{target}”，{count} 个目标",
    "planning.campaign_changed": "修改活动“{target}”",
    "planning.aim_submitted": "报了“{target}”的方案“{aim}”，{steps} 步",
    "planning.campaign_closed": "结束活动“{target}”",
    "planning.campaign_attached": "给“{target}”的目标“{aim}”挂接 {count} 项计划事项",
    "planning.indicator_added": "给“{target}”的目标“{aim}”加指标“{title}”",
    "planning.figure_entered": "填报“{target}”的“{title}”：{value}，来源：{source}",
    "planning.scorecard_published": "公布“{target}”第 {number} 期成绩单",
    "planning.standard_opened": "开始创建“{target}”",
    "planning.standard_changed": "修改创建项目“{target}”",
    "planning.standard_decided": "登记创建“{target}”：{state}",
    "planning.criterion_kept": "修改“{target}”的评分条目 {number}",
    "planning.criteria_removed": "删除“{target}”的评分条目 {count} 条",
    "planning.criteria_imported": "给“{target}”导入评分条目：新增 {added} 条，更新 {changed} 条",
    "planning.criterion_scored": "给“{target}”第 {number} 条自评：{score}",
    "planning.criterion_proved": "给“{target}”第 {number} 条附佐证 {count} 件",
    "planning.criterion_unproved": "取下“{target}”第 {number} 条的一件佐证",
    "planning.inspection_opened": "建迎检材料“{target}”",
    "planning.inspection_changed": "修改迎检材料“{target}”",
    "planning.inspection_filed": "给“{target}”附文件 {count} 件",
    "planning.finding_entered": "登记“{target}”检查发现第 {number} 条：{text}",
    "planning.inspection_closed": "办结“{target}”",
    "planning.inspection_exported": "导出“{target}”的记录 {count} 条",
    "planning.document_cited": "给计划“{target}”引用《{title}》，{count} 条要点",
    "planning.document_dropped": "从计划“{target}”去掉引用的《{title}》",
    "planning.point_kept": "修改计划“{target}”引用的要点 {number}",
    "planning.point_linked": "把计划“{target}”的 {count} 项挂到要点 {number}",
    "planning.point_left_out": "计划“{target}”不列入要点 {number}：{reason}",
    "planning.personal_opened": "布置“{target}”",
    "planning.personal_moved": "改“{target}”的截止日期为 {day}",
    "planning.personal_handed_in": "交“{target}”{late}",
    "planning.personal_reviewed": "交“{target}”的期末小结{late}",
    "planning.personal_exempted": "免写个人计划：{target}，{reason}",
    "planning.personal_commented": "批注{target}的个人计划",
    "planning.personal_urged": "催交“{target}”，{count} 人",
}

KINDS = (
    NoticeKind("standard.assigned", "创建条目由您负责", "创建达标"),
    NoticeKind("personal.opened", "布置个人计划", "个人计划", may_hide=False),
    NoticeKind("personal.urged", "催交个人计划", "个人计划", may_hide=False),
    NoticeKind("personal.commented", "个人计划的批语", "个人计划"),
)

Found = list[tuple[str, str, str]]


def _finder(
    rows: Callable[[Member], QuerySet[Any]], note: str, url: str
) -> Callable[[Member, str, int], Found]:
    def find(member: Member, query: str, limit: int) -> Found:
        asked = Q()
        for word in query.split():
            asked &= Q(title__icontains=word)
        return [(str(row), _note(row, note), reverse(url, args=[row.pk]))
                for row in rows(member).filter(asked)[:limit]]  # fmt: skip

    return find


def _note(row: Model, note: str) -> str:
    return f"{note} · {row.get_state_display()}"  # type: ignore[attr-defined]


def _campaigns(member: Member) -> QuerySet[Campaign]:
    return Campaign.objects.none() if is_guest(member) else Campaign.objects.all()


def _standards(member: Member) -> QuerySet[Standard]:
    return Standard.objects.none() if is_guest(member) else Standard.objects.all()


SEARCH = (
    SearchSource("专项活动", "planning.see", _finder(_campaigns, "专项活动", "planning:campaign")),
    SearchSource("创建达标", "planning.see", _finder(_standards, "创建达标", "planning:standard")),
    SearchSource(
        "迎检材料",
        "planning.see_inspections",
        _finder(visible_inspections, "迎检", "planning:inspection"),
    ),
)
