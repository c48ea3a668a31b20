"""Meetings: called, attended, minuted; what they decide becomes tasks."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import ClassVar, Self

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from houqin.core.search import search_field, tokens
from houqin.core.tenancy import ScopedManager
from houqin.org.models import ScopedRow, Staff
from houqin.planning.models.tasks import Task

_READABLE = "23456789abcdefghjkmnpqrstuvwxyz"
CAME = ("present", "late")


def new_code() -> str:
    """The secret in a meeting's QR: who has scanned it was in the room."""
    return get_random_string(8, _READABLE)


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def of(self, staff_id: int) -> Self:
        """Which somebody attends, leads, minutes or has called."""
        attends = Attendance.objects.filter(staff_id=staff_id)
        leads = (
            Q(host_id=staff_id)
            | Q(cohost_id=staff_id)
            | Q(recorder_id=staff_id)
            | Q(called_by_id=staff_id)
        )
        return self.filter(leads | Q(pk__in=attends.values("meeting")))

    def held(self) -> Self:
        """A meeting without minutes was not held."""
        return self.filter(state=Meeting.State.HELD)


class Meeting(ScopedRow):
    """会议. ``task`` is the window of a recurring meeting that holding this one fulfils."""

    class Sort(models.TextChoices):
        REGULAR = "regular", _("例会")
        SAFETY = "safety", _("安全例会")
        BOARD = "board", _("班子会")
        TOPIC = "topic", _("专题会")
        STUDY = "study", _("学习会")
        MOBILISE = "mobilise", _("动员会")
        EXCHANGE = "exchange", _("交流会")
        PARENTS = "parents", _("家长会")
        DORMITORY = "dormitory", _("寝室长会")
        MONITORS = "monitors", _("劳动委员会议")
        OTHER = "other", _("其他")

    class Topic(models.TextChoices):
        """What is studied; hours are summed by it."""

        LAW = "law", _("法律法规")
        SAFETY = "safety", _("安全卫生")
        FINE = "fine", _("精细管理")
        PRACTICE = "practice", _("好做法")
        ETHICS = "ethics", _("政治和职业道德")
        SKILL = "skill", _("业务技能")
        OTHER = "other", _("其他")

    class State(models.TextChoices):
        CALLED = "called", _("已通知")
        HELD = "held", _("已出纪要")
        CANCELLED = "cancelled", _("已取消")

    sort = models.CharField(_("类型"), max_length=10, choices=Sort, default=Sort.REGULAR)
    topic = models.CharField(_("学习专题"), max_length=8, choices=Topic, blank=True)
    speaker = models.CharField(_("主讲人"), max_length=60, blank=True)
    title = models.CharField(_("会议名称"), max_length=60)
    starts_at = models.DateTimeField(_("开始时间"))
    duration = models.PositiveSmallIntegerField(_("时长（分钟）"), default=60)
    place = models.CharField(_("地点"), max_length=60)
    agenda = models.TextField(_("议程"), max_length=3000)
    host = models.ForeignKey(Staff, models.PROTECT, related_name="+", verbose_name=_("主持人"))
    cohost = models.ForeignKey(
        Staff,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("共同主持"),
    )
    recorder = models.ForeignKey(
        Staff, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("记录人")
    )
    guests = models.CharField(_("邀请的来宾"), max_length=200, blank=True)
    task = models.ForeignKey(
        Task,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="meetings",
        verbose_name=_("对应的计划任务"),
    )
    state = models.CharField(max_length=10, choices=State, default=State.CALLED)
    code = models.CharField(max_length=8, default=new_code, editable=False)
    minutes = models.TextField(_("纪要"), blank=True, max_length=10000)
    minuted_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    minuted_at = models.DateTimeField(null=True, blank=True)
    cancel_reason = models.CharField(_("取消原因"), max_length=200, blank=True)
    called_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    called_at = models.DateTimeField()
    search = search_field()

    objects = ScopedManager.from_queryset(MeetingQuerySet)()  # type: ignore[misc]

    class Meta:
        ordering = ["-starts_at", "-pk"]
        indexes = [
            models.Index(fields=["institution", "-starts_at"], name="planning_meeting_recent"),
            models.Index(fields=["host"], name="planning_meeting_host"),
            GinIndex(fields=["search"], name="planning_meeting_search"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["task"],
                condition=~Q(state="cancelled"),
                name="planning_meeting_one_per_task",
                violation_error_message=_("这项任务已经召集过会议，不用再召集一次。"),
            ),
            models.CheckConstraint(
                condition=~Q(state="held") | (~Q(minutes="") & Q(minuted_at__isnull=False)),
                name="planning_meeting_held_with_minutes",
                violation_error_message=_("没有纪要不算开过，请写上纪要。"),
            ),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | ~Q(cancel_reason=""),
                name="planning_meeting_cancelled_why",
                violation_error_message=_("取消会议请写明原因，参会人会看到。"),
            ),
            models.CheckConstraint(
                condition=Q(duration__gte=5, duration__lte=600),
                name="planning_meeting_duration",
                violation_error_message=_("会议时长请填 5 到 600 分钟。"),
            ),
            models.CheckConstraint(
                condition=~Q(sort="study") | ~Q(topic=""),
                name="planning_meeting_study_topic",
                violation_error_message=_("学习会请选学习专题，学时按专题累计。"),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def day(self) -> date:
        return timezone.localdate(self.starts_at)

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.duration)

    @property
    def hosts(self) -> str:
        return "、".join(one.name for one in (self.host, self.cohost) if one)

    def fill_search(self) -> None:
        self.search = tokens(
            self.institution_id, self.title, self.agenda, self.minutes, self.place, self.guests,
            self.speaker,
        )  # fmt: skip


class Attendance(ScopedRow):
    """One person's part in a meeting: 签到, 请假, 缺席, and having read the minutes."""

    class State(models.TextChoices):
        INVITED = "invited", _("未签到")
        PRESENT = "present", _("到会")
        LATE = "late", _("迟到")
        LEAVE = "leave", _("请假")
        ABSENT = "absent", _("缺席")

    class How(models.TextChoices):
        TAP = "tap", _("本人签到")
        SCAN = "scan", _("扫码签到")
        HOST = "host", _("主持人登记")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendance")
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=State, default=State.INVITED)
    how = models.CharField(max_length=5, choices=How, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    excuse = models.CharField(_("请假原因"), max_length=100, blank=True)
    contribution = models.CharField(_("发言要点"), max_length=200, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True, help_text="has read the minutes")

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["staff", "meeting"], name="planning_attendance_of")]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "staff"],
                name="planning_attendance_once",
                violation_error_message=_("这个人已经在参会名单里。"),
            ),
            models.CheckConstraint(
                condition=Q(state__in=CAME, signed_at__isnull=False)
                | (~Q(state__in=CAME) & Q(signed_at=None)),
                name="planning_attendance_signed",
            ),
            models.CheckConstraint(
                condition=~Q(state="leave") | ~Q(excuse=""),
                name="planning_attendance_excused_why",
                violation_error_message=_("请假请写明原因，主持人会看到。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.staff.name} {self.get_state_display()}"

    @property
    def came(self) -> bool:
        return self.state in CAME


class Decision(ScopedRow):
    """决定: what was agreed; with somebody to do it by a day it is a task."""

    append_only: ClassVar[bool] = True

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="decisions")
    number = models.PositiveSmallIntegerField()
    text = models.CharField(_("决定"), max_length=300)
    task = models.OneToOneField(
        Task, models.PROTECT, null=True, blank=True, related_name="decision"
    )

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="planning_decision_number"),
            models.CheckConstraint(condition=~Q(text=""), name="planning_decision_said"),
        ]

    def __str__(self) -> str:
        return self.text


class MinutesNote(ScopedRow):
    """更正: what is added to published minutes; the minutes themselves stay as they were sent."""

    append_only: ClassVar[bool] = True

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="notes")
    text = models.CharField(_("更正或补充"), max_length=500)
    made_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["meeting"], name="planning_note_of_meeting")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="planning_minutesnote_said",
                violation_error_message=_("请写明更正或补充的内容。"),
            ),
        ]

    def __str__(self) -> str:
        return self.text
