"""What of the plans and of the office an institution takes away when it leaves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from houqin.core.manifest import Taken
from houqin.org.member import Member
from houqin.planning import models, office_policy, policy, programme_policy

Visible = Callable[[Member], Any]


def _of(model: Any, path: str, visible: Visible) -> Visible:
    """The rows of a model that belong to rows which the member may see."""
    return lambda member: model.objects.filter(**{f"{path}__in": visible(member).order_by()})


def _taken(title: str, name: str, of: str = "", visible: Visible | None = None) -> Taken:
    model = getattr(models, name)
    rows = _of(model, of, visible) if of and visible else visible or model
    return Taken(title, "planning.see", rows)


_plans, _tasks = policy.visible_plans, policy.visible_tasks
_meetings, _papers = office_policy.visible_meetings, programme_policy.visible_inspections
_personal = programme_policy.visible_personal

LEAVING = (
    _taken("计划", "WorkPlan", visible=_plans),
    _taken("目标", "PlanGoal", "plan", _plans),
    _taken("计划条目", "PlanItem", "plan", _plans),
    _taken("计划版本", "PlanVersion", "plan", _plans),
    _taken("任务", "Task", visible=_tasks),
    _taken("佐证", "Evidence", "task", _tasks),
    _taken("延期和不适用", "Deferral", "task", _tasks),
    _taken("依据文件", "CitedDocument", "plan", _plans),
    _taken("依据要点", "CitedPoint", "document__plan", _plans),
    _taken("要点对应条目", "PointItem", "item__plan", _plans),
    _taken("会议", "Meeting", visible=_meetings),
    _taken("到会情况", "Attendance", "meeting", _meetings),
    _taken("会议决定", "Decision", "meeting", _meetings),
    _taken("纪要更正", "MinutesNote", "meeting", _meetings),
    _taken("事务申请", "SupportRequest", visible=office_policy.visible_requests),
    Taken("上行文", "planning.see_letters", models.Letter),
    Taken("好做法", "planning.see_practices", models.Practice),
    Taken("活动", "planning.see_activities", models.Activity),
    Taken("活动参加情况", "planning.see_activities", models.Participation),
    Taken("活动分工", "planning.see_activities", models.ActivityTask),
    _taken("岗位职责", "PostDuties"),
    Taken("开学准备", "planning.see_readiness", models.ReadinessLine),
    Taken("开学准备报告", "planning.see_readiness", models.ReadinessReport),
    _taken("专项活动", "Campaign"),
    _taken("专项目标", "CampaignAim"),
    _taken("专项目标对应条目", "AimItem"),
    _taken("专项目标的步骤", "AimStep"),
    _taken("专项指标", "Indicator"),
    _taken("专项指标数字", "IndicatorFigure"),
    _taken("专项成绩单", "ScoreCard"),
    _taken("创建项目", "Standard"),
    _taken("评分条目", "Criterion"),
    _taken("评分佐证", "CriterionProof"),
    _taken("外来检查", "OutsideInspection", visible=_papers),
    _taken("检查发现", "InspectionFinding", "inspection", _papers),
    _taken("检查账号", "InspectionGuest", "inspection", _papers),
    _taken("个人计划安排", "PersonalRound"),
    _taken("个人计划", "PersonalPlan", visible=_personal),
    _taken("个人计划内容", "PersonalLine", "plan", _personal),
    _taken("个人计划批语", "PersonalComment", "plan", _personal),
)
