"""What a new meeting's form starts with: the planned task, the last meeting like it, the agenda."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from houqin.core.asked import asked_number
from houqin.org.member import Member
from houqin.planning.agenda import suggested_agenda
from houqin.planning.meeting_rules import sort_of
from houqin.planning.models import Meeting, Task
from houqin.planning.office_policy import visible_meetings
from houqin.planning.policy import visible_tasks

_CARRIED = (
    "title",
    "sort",
    "topic",
    "duration",
    "place",
    "guests",
    "host_id",
    "cohost_id",
    "recorder_id",
)
_USUAL = time(15, 0)


def prefill(member: Member, params: Any, today: date) -> dict[str, Any]:
    """Values for the form, by its field names."""
    start: dict[str, Any] = {"host": member.staff.pk, "sort": params.get("sort", "regular")}
    task = _task(member, asked_number(params.get("task")))
    like = _like(member, asked_number(params.get("like")), task)
    day, hour = today, _USUAL
    if task is not None:
        start |= {"title": task.item.title[:60], "sort": sort_of(task.item.title), "task": task.pk}
        day = max(task.first, today)
    if like is not None:
        start |= {name.removesuffix("_id"): getattr(like, name) for name in _CARRIED}
        start["attendees"] = list(like.attendance.values_list("staff_id", flat=True))
        hour = timezone.localtime(like.starts_at).time()
        if task is None:
            day = max(like.day + timedelta(days=7), today)
    start["starts_at"] = timezone.make_aware(datetime.combine(day, hour))
    start["agenda"] = suggested_agenda(start["sort"], today) or (like.agenda if like else "")
    return start


def _task(member: Member, key: int | None) -> Task | None:
    return visible_tasks(member).select_related("item").filter(pk=key).first() if key else None


def _like(member: Member, key: int | None, task: Task | None) -> Meeting | None:
    """The meeting named, else the last one of the same planned item."""
    rows = visible_meetings(member).exclude(state=Meeting.State.CANCELLED)
    if key:
        return rows.filter(pk=key).first()
    return rows.filter(task__item=task.item_id).first() if task else None
