"""Notices over the API: those for the token's owner, one of them, and that it was read."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema

from houqin.api.paged import Paging, paged
from houqin.api.schemas import Problem
from houqin.core import clock
from houqin.files.public import attachments_of
from houqin.org.access import demand
from houqin.publicity import services
from houqin.publicity.lists import mine
from houqin.publicity.policy import shows_text, visible

router = Router(tags=["通知公告"])
_REFUSALS = {401: Problem, 403: Problem, 404: Problem, 422: Problem, 429: Problem}


class NoticeFilter(Schema):
    """Which notices; what is not given does not limit."""

    open: bool = Field(default=False, description="只要令牌主人还没看、还没确认的")


class NoticeOut(Schema):
    id: int = Field(description="系统编号")
    title: str = Field(description="标题")
    issued_by: str = Field(alias="issued_by.name", description="发布人")
    issued_at: datetime = Field(description="发布时间")
    whom: str = Field(description="发给谁")
    must_confirm: bool = Field(description="须确认")
    confirm_by: date | None = Field(description="确认截止，没有的为 null")
    is_urgent: bool = Field(description="要紧")
    withdrawn_at: datetime | None = Field(description="撤回时间，没撤回为 null")
    withdrawn_for: str = Field(description="撤回原因")
    opened_at: datetime | None = Field(
        alias="my_opened", description="令牌主人首次打开的时间，没看为 null"
    )
    confirmed_at: datetime | None = Field(
        alias="my_confirmed", description="令牌主人确认的时间，没确认为 null"
    )


class NoticePage(Schema):
    items: list[NoticeOut] = Field(description="这一页的通知")
    next: str | None = Field(description="下一页的 after；没有下一页为 null")


class NoticeFile(Schema):
    id: int = Field(alias="file_id", description="文件编号")
    name: str = Field(description="文件名")
    url: str = Field(description="下载地址")


class NoticeDetail(NoticeOut):
    text: str = Field(alias="shown_text", description="正文；撤回的为空")
    files: list[NoticeFile] = Field(alias="shown_files", description="附件")


class ReadNotice(Schema):
    confirm: bool = Field(default=False, description="true 同时确认已知悉")


@router.get(
    "", response={200: NoticePage, **_REFUSALS}, summary="列出通知公告",
    operation_id="announcements",
)  # fmt: skip
def announcements(request: Any, chosen: Query[NoticeFilter], paging: Query[Paging]) -> Any:
    """令牌主人看得到的通知公告，新的在前."""
    demand(request.auth, "publicity.see")
    rows: Any = mine(request.auth, visible(request.auth)).select_related("issued_by")
    if chosen.open:
        rows = rows.filter(my_open=True)
    return paged(rows.defer("text", "search"), paging, "-pk")


@router.get(
    "/{int:pk}", response={200: NoticeDetail, **_REFUSALS}, summary="一条通知公告",
    operation_id="announcement",
)  # fmt: skip
def announcement(request: Any, pk: int) -> Any:
    """取来看不算已读；给人看过以后用 read 登记."""
    demand(request.auth, "publicity.see")
    return _detail(request, pk)


def _detail(request: Any, pk: int) -> Any:
    rows = mine(request.auth, visible(request.auth)).select_related("issued_by")
    row: Any = get_object_or_404(rows.defer("search"), pk=pk)
    shown = shows_text(request.auth, row)
    row.shown_text = row.text if shown else ""
    row.shown_files = attachments_of([row])[row.pk] if shown else []
    return row


@router.post(
    "/{int:pk}/read", response={200: NoticeDetail, **_REFUSALS}, summary="登记已读、确认",
    operation_id="read_announcement",
)  # fmt: skip
def read_one(request: Any, pk: int, body: ReadNotice) -> Any:
    """再发一次不会改变第一次的时间."""
    demand(request.auth, "publicity.confirm")
    row, now = _detail(request, pk), clock.now()
    if body.confirm:
        services.confirm(actor=request.auth, announcement_id=pk, now=now)
    else:
        services.read(actor=request.auth, row=row, now=now)
    return _detail(request, pk)
