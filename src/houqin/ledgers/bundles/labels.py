"""What columns are called that no page shows: the fields that rooms do not name in Chinese."""

from __future__ import annotations

import re
from typing import Any

_CHINESE = re.compile(r"[\u4e00-\u9fff]")
# Inner workings: they mean nothing outside the program.
UNTOLD = frozenset(
    {
        "institution", "search", "import_batch", "token", "path", "tag", "is_listed",
        "target_type", "target_id", "draft", "found", "flags", "span_start", "span_end", "key_name",
    }
)  # fmt: skip
_NAMES = {
    "action": "动作", "activity": "活动", "actor": "账号", "actor_name": "谁",
    "added_at": "添加时间", "added_by": "添加人", "address": "网络地址", "aim": "目标",
    "aims": "各项目标",
    "approved_at": "批准时间", "approved_by": "批准人", "at": "时间",
    "book": "台账", "by_mail": "发邮件", "cadence": "频次", "cadences": "频次",
    "called_at": "召集时间", "came": "参加了", "called_by": "召集人", "campaign": "专项活动",
    "changes": "改动",
    "checked_at": "复查时间", "checked_by": "复查人", "closed_at": "办结时间", "code": "代码",
    "confirmed_at": "确认时间", "created_at": "建立时间", "created_by": "建立人",
    "criterion": "评分条目", "day": "日期", "decided_at": "决定时间", "decided_by": "决定人",
    "department": "部门", "document": "文件", "domain": "领域", "domains": "领域",
    "done_at": "完成时间", "done_by": "完成人", "due": "期限", "due_on": "期限",
    "entered_at": "登记时间", "entered_by": "登记人", "entry": "台账记录",
    "escalated_at": "上报时间",
    "facts": "细节", "figures": "数字", "first": "开始", "full_name": "全称", "goal": "目标",
    "guiding": "指导性文字", "handed_in_at": "上交时间", "headings": "章节",
    "helper_roles": "协办角色", "how": "方式", "id": "编号", "indicator": "指标",
    "inspection": "检查", "is_assigned_by_hand": "手工指派", "is_late": "逾期", "is_urgent": "紧急",
    "is_report_late": "报告逾期",
    "item": "计划条目", "items": "条目", "judged_at": "评价时间", "judged_by": "评价人",
    "key": "记的是哪一样", "keys": "哪几样", "keys_done": "已记几样", "keys_off": "不用记的",
    "keys_wanted": "要记几样", "kind": "类别", "last": "结束", "ledgers": "台账", "lines": "各项",
    "made_at": "登记时间", "made_by": "登记人", "mailed_at": "发出邮件时间", "meeting": "会议",
    "minuted_at": "纪要时间", "minuted_by": "纪要人", "number": "序号", "off_by": "停用原因",
    "old_due": "原期限", "only": "只算这样的记录", "opened_at": "布置时间", "opened_by": "布置人",
    "owner": "责任人",
    "plan": "计划", "point": "要点", "position": "次序", "proofs": "佐证数",
    "published_at": "公布时间", "published_by": "公布人",
    "read_at": "看到时间", "reason_by": "谁说明",
    "reasons": "理由", "recipient": "给谁", "reminded_on": "提醒日期", "reopened": "退回次数",
    "reported_at": "报告时间", "reported_by": "报告人",
    "review_is_late": "小结逾期", "reviewed_at": "小结时间", "revision": "改动状态",
    "revokes": "撤回哪一条", "round": "哪一轮", "school_year": "学年", "scored_at": "评分时间",
    "scored_by": "评分人", "seen_at": "知悉时间", "seen_by": "知悉人", "sentence": "做了什么",
    "serial": "流水号", "signed_as": "签署身份", "signed_at": "签到时间", "signed_by": "签署人",
    "sort": "类别", "source_code": "数字来源", "staff": "人员", "standard": "创建项目",
    "state": "状态", "status": "状态", "submitted_at": "提交时间", "submitted_by": "提交人",
    "superior": "上级", "task": "任务", "term": "学期", "times": "要做几次",
    "times_done": "已做几次", "title": "标题", "url": "网址", "user": "账号", "verdict": "上级意见",
    "version": "版本", "written_at": "写的时间", "written_by": "谁写的",
    "via": "从哪里", "year": "年份", "generated_at": "统计时间",
    "generated_by": "生成人", "texts": "文字", "photos": "照片", "photos_chosen": "照片已选",
    "items_added": "新增条目", "items_changed": "改动条目",
    "items_withdrawn": "撤销条目", "tasks_added": "新派任务", "tasks_moved": "移动任务",
    "tasks_withdrawn": "撤销任务", "tasks_kept": "不变任务", "text": "内容", "done": "完成",
}  # fmt: skip


def label_of(field: Any) -> str:
    """The field's own Chinese name, else the one that is usual here, else its code."""
    said = str(field.verbose_name)
    return said if _CHINESE.search(said) else _NAMES.get(field.name, field.name)


def said(value: Any) -> str:
    """JSON and lists as a person reads them: 键：值；键：值, lines for rows of a table."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, dict):
        parts = ((key, said(one)) for key, one in value.items())
        return "；".join(f"{_NAMES.get(str(key), key)}：{one}" for key, one in parts if one)
    if isinstance(value, list | tuple):
        is_table = any(isinstance(one, dict) for one in value)
        return ("\n" if is_table else "、").join(said(one) for one in value)
    return str(value)
