"""The kinds of notice that planning sends."""

from houqin.notify.public import NoticeKind
from houqin.planning import programmes

KINDS = (
    NoticeKind("task.assigned", "新任务", "任务"),
    NoticeKind("task.urged", "催办", "任务", may_hide=False),
    NoticeKind("task.overdue", "逾期提醒", "任务", may_hide=False),
    NoticeKind("task.escalated", "下属逾期上报", "任务", may_hide=False),
    NoticeKind("task.deferred", "延期、不适用", "任务"),
    NoticeKind("task.returned", "退回、不同意", "任务", may_hide=False),
    NoticeKind("plan.submitted", "计划待审批", "计划", may_hide=False),
    NoticeKind("plan.returned", "计划被退回", "计划", may_hide=False),
    NoticeKind("plan.approved", "计划已批准", "计划"),
    NoticeKind("meeting.called", "会议通知", "会议", may_hide=False),
    NoticeKind("meeting.leave", "参会人请假", "会议"),
    NoticeKind("meeting.minutes", "会议纪要", "会议"),
    NoticeKind("meeting.missed", "补看会议纪要", "会议", may_hide=False),
    NoticeKind("activity.planned", "活动通知", "活动"),
    NoticeKind("activity.report", "活动报告逾期", "活动", may_hide=False),
    NoticeKind("request.filed", "新的事务申请", "事务申请", may_hide=False),
    NoticeKind("request.answered", "申请的办理情况", "事务申请"),
    NoticeKind("letter.unanswered", "上行文没有答复", "上行文", may_hide=False),
    NoticeKind("practice.decided", "好做法的决定和效果", "好做法"),
    *programmes.KINDS,
)
