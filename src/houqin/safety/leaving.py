"""What of the safety room an institution takes away when it leaves."""

from __future__ import annotations

from houqin.core.manifest import Taken
from houqin.safety import models

# A link's secret and a drawn signature are no columns of a table.
_SECRET = frozenset({"token", "picture"})

LEAVING = (
    Taken("巡更线路", "safety.see", models.PatrolRoute),
    Taken("巡更点位", "safety.see", models.PatrolPoint),
    Taken("巡更班次", "safety.see", models.PatrolShift),
    Taken("巡更记录", "safety.see", models.PatrolRound),
    Taken("巡更签到", "safety.see", models.PatrolSighting, _SECRET),
    Taken("值日岗位", "safety.see", models.DutyPost),
    Taken("值日排班", "safety.see", models.Duty),
    Taken("换班", "safety.see", models.DutySwap),
    Taken("安全责任考核", "safety.account", models.Assessment),
    Taken("责任追究", "safety.account", models.Accountability),
    Taken("学生家长找到的隐患", "safety.see_hazards", models.Tip),
    Taken("责任状模板", "safety.manage", models.UndertakingTemplate),
    Taken("责任状批次", "safety.keep_letters", models.UndertakingIssue),
    Taken("责任状", "safety.keep_letters", models.Undertaking, _SECRET),
    Taken("责任状签名", "safety.keep_letters", models.UndertakingSignature, _SECRET),
    Taken("应急预案", "safety.see", models.EmergencyPlan),
    Taken("预案版本", "safety.see", models.PlanEdition),
    Taken("应急电话", "safety.see", models.EmergencyContact),
    Taken("应急演练", "safety.see", models.Drill),
    Taken("四色风险点", "safety.see", models.RiskPoint),
    Taken("安全规范", "safety.see", models.SafetyClause),
    Taken("安全规范执行情况", "safety.see", models.ClauseReport),
)
