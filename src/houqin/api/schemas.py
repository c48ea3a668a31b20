"""What the API says: every field named and described, nothing by accident."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from ninja import Field, Schema


class TaskOut(Schema):
    """任务."""

    id: int = Field(description="任务编号")
    title: str = Field(alias="item.title", description="事项")
    plan_id: int = Field(description="所属计划的编号")
    item_id: int = Field(description="所属计划条目的编号")
    domain: str = Field(description="领域代码，例如 canteen")
    state: str = Field(
        description="todo 待办、doing 进行中、review 需复查、done 已完成、waived 不适用"
    )
    is_late: bool = Field(description="是否逾期过；一旦逾期一直为 true")
    first: date = Field(description="时间窗第一天")
    last: date = Field(description="时间窗最后一天")
    due_on: date = Field(description="期限；延期后晚于 last")
    times: int = Field(description="窗口内要办几次")
    times_done: int = Field(description="已经办了几次")
    assignee_id: int | None = Field(None, description="责任人的教职工编号；空表示待指派")
    assignee: str = Field("", description="责任人姓名")
    done_at: datetime | None = Field(None, description="完成时间")

    @staticmethod
    def resolve_assignee(task: Any) -> str:
        return str(task.assignee.name) if task.assignee else ""


class EvidenceOut(Schema):
    """佐证."""

    id: int = Field(description="佐证编号")
    note: str = Field(description="说明")
    reading: Decimal | None = Field(None, description="读数")
    unit: str = Field(description="读数单位")
    is_abnormal: bool = Field(description="读数是否超出范围")
    measure: str = Field(description="处理措施")
    made_by: str = Field(alias="made_by.name", description="登记人")
    made_at: datetime = Field(description="办的时间")
    entered_at: datetime = Field(description="系统收到的时间")
    is_taken_back: bool = Field(description="是否已被撤回")


class TaskDetail(TaskOut):
    """任务和它的佐证."""

    text: str = Field(alias="item.text", description="计划原文")
    proof: str = Field(alias="item.proof", description="要什么佐证：photo、reading、text、none")
    ledger: str = Field(alias="item.ledger", description="填写的台账")
    evidence: list[EvidenceOut] = Field(alias="entries", description="佐证，先登记的在前")


class TaskPage(Schema):
    """一页任务."""

    items: list[TaskOut] = Field(description="任务")
    next: str | None = Field(None, description="下一页的 after；空表示没有下一页")


class HandIn(Schema):
    """登记一项任务."""

    token: UUID = Field(description="调用方生成的 UUID；同一个再发一次不会重复登记")
    note: str = Field("", max_length=1000, description="做了什么")
    reading: Decimal | None = Field(None, max_digits=14, decimal_places=3, description="读数")
    measure: str = Field("", max_length=300, description="读数超出范围时的处理措施，必填")
    is_fixed: bool = Field(default=False, description="读数超出范围，现场已整改；不给就转为事项")
    photos: list[int] = Field([], max_length=9, description="先上传的照片编号")
    done_at: datetime | None = Field(None, description="实际办的时间，最多早 72 小时；不给就是现在")


class Defer(Schema):
    """延期或不适用."""

    reason: str = Field(min_length=1, max_length=300, description="原因，上级会看到")
    new_due: date | None = Field(None, description="延到哪天；不给就是标为不适用")


class PhotoOut(Schema):
    """收下的照片."""

    id: int = Field(description="照片编号，登记任务时放进 photos；一天内不用会清除")
    width: int = Field(description="宽，像素")
    height: int = Field(description="高，像素")
    sha256: str = Field(description="存下的文件的 SHA-256")


class PlanOut(Schema):
    """计划."""

    id: int = Field(description="计划编号")
    title: str = Field(description="标题")
    sort: str = Field(description="regular 工作计划、statutory 法定职责、adhoc 临时安排")
    state: str = Field(description="draft、submitted、returned、running、closed")
    first: date = Field(description="第一天")
    last: date = Field(description="最后一天")
    version: int = Field(description="批准过几版")


class PlanPage(Schema):
    """一页计划."""

    items: list[PlanOut] = Field(description="计划")
    next: str | None = Field(None, description="下一页的 after")


class ItemOut(Schema):
    """计划条目."""

    id: int = Field(description="条目编号")
    number: str = Field(description="序号")
    title: str = Field(description="事项")
    text: str = Field(description="原文")
    kind: str = Field(description="duty 例行、once 一次、event 随事件、principle 要求")
    domain: str = Field(description="领域代码")
    cadences: list[str] = Field(description="时程，例如 FREQ=WEEKLY;BYDAY=MO")
    owner_role: str = Field(description="责任角色代码")
    ledger: str = Field(description="填写的台账")
    proof: str = Field(description="要什么佐证")


class ItemPage(Schema):
    """一页计划条目."""

    items: list[ItemOut] = Field(description="条目")
    next: str | None = Field(None, description="下一页的 after")


class PlaceOut(Schema):
    """场所."""

    id: int = Field(description="场所编号")
    code: str = Field(description="本单位编的号")
    name: str = Field(description="名称")
    full_name: str = Field(description="含上级场所的全称")
    sort: str = Field(description="种类：building、floor、room、ground、gate 等")
    parent_id: int | None = Field(None, description="上级场所")
    tag: str = Field(description="二维码里的 8 位编号")


class PlacePage(Schema):
    """一页场所."""

    items: list[PlaceOut] = Field(description="场所")
    next: str | None = Field(None, description="下一页的 after")


class StaffOut(Schema):
    """教职工，只给派工用得着的."""

    id: int = Field(description="教职工编号")
    name: str = Field(description="姓名")
    position: str = Field(description="岗位")
    department_id: int | None = Field(None, description="部门编号")


class StaffPage(Schema):
    """一页教职工."""

    items: list[StaffOut] = Field(description="教职工")
    next: str | None = Field(None, description="下一页的 after")


class Problem(Schema):
    """出错时的答复，application/problem+json."""

    type: str = Field(description="固定为 about:blank")
    title: str = Field(description="哪一类错")
    status: int = Field(description="HTTP 状态码")
    detail: str = Field(description="发生了什么、怎么办")
