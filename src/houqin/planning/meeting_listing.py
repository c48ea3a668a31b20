"""The lists of meetings and of who attended, declared once."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.db.models import Q
from django.urls import reverse

from houqin.core import clock
from houqin.planning.models import Attendance, Meeting
from houqin.ui.addresses import page_of
from houqin.ui.listing import Listing
from houqin.ui.tables import Choice, Column, DateRange

LOOKS = {"called": "todo", "held": "done", "cancelled": "na"}


def state_of(row: Meeting) -> tuple[str, str]:
    """A meeting that is over and has no minutes was not held."""
    if row.state == Meeting.State.CALLED and row.day < clock.today():
        return "late", "没有纪要"
    return LOOKS[row.state], str(row.get_state_display())


def _attended(row: Any) -> str:
    return f"{row.came}/{row.expected}" if row.state == Meeting.State.HELD else f"{row.expected} 人"


MEETINGS: Listing = Listing(
    name="meetings",
    title="会议",
    columns=(
        Column("会议", "title", phone="title", width=30),
        Column("状态", lambda row: state_of(row)[1], chip=state_of, phone="side"),
        Column("时间", "starts_at", sort="starts_at", format="moment", width=18),
        Column("类型", "get_sort_display", width=12),
        Column("地点", "place"),
        Column("主持", "host.name", phone="hide", width=10),
        Column("到会", _attended, width=10),
    ),
    filters=(
        Choice("type", "类型", Meeting.Sort.choices, lookup="sort"),
        Choice("state", "状态", Meeting.State.choices, lookup="state"),
        DateRange("on", "日期", "starts_at", is_moment=True),
    ),
    search="search",
    search_hint="搜名称、议程、纪要",
    sort="-starts_at",
    href=page_of("planning:meeting"),
    empty_title="还没有会议。",
    empty_hint="召集一次会议，参会人会收到通知，在手机上签到；纪要里的决定会变成任务。",
)


def _hours(row: Any) -> str:
    return f"{row.minutes / 60:.1f}"


def _by_topic(row: Any) -> str:
    """法律法规 2.0，安全卫生 1.5"""
    summed: Counter[str] = Counter()
    for one in row.studied:
        summed[one["topic"]] += one["minutes"]
    names = ((str(label), summed[code]) for code, label in Meeting.Topic.choices)
    return "，".join(f"{name} {minutes / 60:.1f}" for name, minutes in names if minutes)


def _already_counted(_chosen: str) -> Q:
    """The view counts only what was chosen; everybody counted stays on the list."""
    return Q()


PEOPLE: Listing = Listing(
    name="attendance",
    title="会议出勤",
    columns=(
        Column("姓名", "name", sort="name", phone="title", width=12),
        Column("部门", "department.name", phone="hide"),
        Column("应到", "expected", format="number"),
        Column("到会", "came", format="number"),
        Column("迟到", "late", format="number"),
        Column("请假", "leave", format="number"),
        Column("缺席", "absent", format="number"),
        Column("补看", "read_up", format="number", phone="hide"),
        Column("发言", "spoke", format="number", phone="hide"),
        Column("开会和学习（小时）", _hours, phone="hide"),
        Column("各专题学时", _by_topic, width=40),
    ),
    filters=(
        Choice("type", "会议类型", Meeting.Sort.choices, where=_already_counted),
        Choice("topic", "学习专题", Meeting.Topic.choices, where=_already_counted),
    ),
    href=page_of("planning:attendance_of"),
    search=("name",),
    search_hint="搜姓名",
    sort="name",
    empty_title="还没有人参加过会议。",
)


_CAME = {"present": "done", "late": "doing", "leave": "na", "absent": "late"}


def _came(row: Attendance) -> tuple[str, str]:
    if row.state in ("leave", "absent") and row.confirmed_at:
        return _CAME[row.state], f"{row.get_state_display()}，已补看"
    return _CAME[row.state], str(row.get_state_display())


OWN_MEETINGS: Listing = Listing(
    name="own-meetings",
    title="会议和学习",
    columns=(
        Column("会议", "meeting.title", phone="title", width=30),
        Column("到会", lambda row: _came(row)[1], chip=_came, phone="side"),
        Column("时间", "meeting.starts_at", sort="meeting__starts_at", format="moment", width=18),
        Column("类型", "meeting.get_sort_display", width=12),
        Column("专题", "meeting.get_topic_display", width=12),
        Column("小时", lambda row: f"{row.meeting.duration / 60:.1f}" if row.came else "0"),
        Column("发言要点", "contribution", width=40),
    ),
    filters=(
        Choice("type", "类型", Meeting.Sort.choices, lookup="meeting__sort"),
        Choice("topic", "专题", Meeting.Topic.choices, lookup="meeting__topic"),
    ),
    sort="-meeting__starts_at",
    href=lambda row: reverse("planning:meeting", args=[row.meeting_id]),
    empty_title="这学期还没有参加过会议。",
)
