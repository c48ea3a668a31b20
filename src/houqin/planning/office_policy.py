"""Who sees and leads which meeting, who sees which request, and whose files are whose."""

from __future__ import annotations

from django.db.models import QuerySet

from houqin.core.permissions import Allowed, Answer, Denied, may, row_rule
from houqin.org.member import Member
from houqin.planning.models import Activity, Letter, Meeting, SupportRequest
from houqin.planning.policy import LEADERS


@row_rule("planning.lead_meeting")
def may_lead(member: Member, meeting: Meeting) -> Answer:
    """Its hosts, whoever takes the minutes or has called it, and who leads the office."""
    named = {meeting.host_id, meeting.cohost_id, meeting.recorder_id, meeting.called_by_id}
    if member.staff.pk in named or member.roles & LEADERS:
        return Allowed()
    return Denied("这一步由主持人、记录人或召集人办理。")


@row_rule("planning.run_activity")
def may_run(member: Member, activity: Activity) -> Answer:
    """Who answers for it, who planned it, and who leads the office."""
    if member.staff.pk in {activity.lead_id, activity.made_by_id} or member.roles & LEADERS:
        return Allowed()
    return Denied("这一步由活动的负责人、计划的人或总务主任办理。")


def visible_meetings(member: Member) -> QuerySet[Meeting]:
    """The own ones; all for who sees everything."""
    rows = Meeting.objects.all()
    return rows if may(member, "planning.see_all") else rows.of(member.staff.pk)


def visible_requests(member: Member) -> QuerySet[SupportRequest]:
    """The own ones, and those that became the member's task; all for who accepts them."""
    rows = SupportRequest.objects.all()
    if may(member, "planning.see_all") or may(member, "planning.handle_requests"):
        return rows
    return rows.of(member.staff.pk) | rows.filter(task__assignee=member.staff)


def may_see_meeting(member: Member, meeting_id: int) -> bool:
    """Photos of minutes are shown to who may see the meeting."""
    return visible_meetings(member).filter(pk=meeting_id).exists()


def may_see_activity(member: Member, activity_id: int) -> bool:
    seen = bool(may(member, "planning.see_activities"))
    return seen and Activity.objects.filter(pk=activity_id).exists()


def may_see_letter(member: Member, letter_id: int) -> bool:
    seen = bool(may(member, "planning.see_letters"))
    return seen and Letter.objects.filter(pk=letter_id).exists()
