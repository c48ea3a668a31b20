"""Tasks, the evidence that they were done, and the reasons why not."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from houqin.core.domains import domain_choices
from houqin.core.tenancy import ScopedManager
from houqin.ledgers.models import Entry
from houqin.org.models import Department, ScopedRow, Staff
from houqin.planning.models.items import PlanItem
from houqin.planning.models.plans import WorkPlan

OPEN = ("todo", "doing")


class TaskQuerySet(models.QuerySet["Task"]):
    def open(self) -> Self:
        return self.filter(state__in=OPEN)

    def overdue(self, today: date) -> Self:
        return self.filter(state__in=OPEN, due_on__lt=today)

    def of(self, staff_id: int) -> Self:
        return self.filter(assignee_id=staff_id)

    def between(self, first: date, last: date) -> Self:
        """Due inside the closed range."""
        return self.filter(due_on__gte=first, due_on__lte=last)


class Task(ScopedRow):
    """任务: one window of one item, for one named person."""

    class State(models.TextChoices):
        TODO = "todo", _("待办")
        DOING = "doing", _("进行中")
        REVIEW = "review", _("需复查")
        DONE = "done", _("已完成")
        WAIVED = "waived", _("不适用")

    item = models.ForeignKey(PlanItem, models.PROTECT, related_name="tasks")
    plan = models.ForeignKey(WorkPlan, models.PROTECT, related_name="tasks")
    cadence = models.CharField(max_length=80, blank=True)
    first = models.DateField(_("第一天"))
    last = models.DateField(_("最后一天"))
    due_on = models.DateField(_("期限"))
    times = models.PositiveSmallIntegerField(default=1)
    times_done = models.PositiveSmallIntegerField(default=0)
    # Of a task that wants every class or meal: how many there are, and how many have entries.
    keys_wanted = models.PositiveSmallIntegerField(default=0)
    keys_done = models.PositiveSmallIntegerField(default=0)
    domain = models.CharField(max_length=12, choices=domain_choices(), blank=True)
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="+"
    )
    assignee = models.ForeignKey(
        Staff, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("责任人")
    )
    is_assigned_by_hand = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=State, default=State.TODO)
    is_late = models.BooleanField(default=False, help_text="kept for ever once true")
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    checked_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    checked_at = models.DateTimeField(null=True, blank=True)
    reminded_on = models.DateField(null=True, blank=True)
    escalated_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager.from_queryset(TaskQuerySet)()  # type: ignore[misc]

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [
            # 今日: one person's open work by due day
            models.Index(
                fields=["institution", "assignee", "due_on"],
                condition=Q(state__in=OPEN),
                name="planning_task_open_of",
            ),
            # 今日: what was due or done today
            models.Index(fields=["institution", "assignee", "due_on"], name="planning_task_of"),
            # 今日: what waits for somebody's check
            models.Index(
                fields=["institution", "done_at"],
                condition=Q(state="review"),
                name="planning_task_to_check",
            ),
            # overdue chasing and the to-reassign list of one institution
            models.Index(
                fields=["institution", "due_on"],
                condition=Q(state__in=OPEN),
                name="planning_task_open",
            ),
            # the term calendar and every tally, answered from the index alone
            models.Index(
                fields=["institution", "due_on"],
                include=["domain", "state", "is_late", "plan", "department", "assignee"],
                name="planning_task_tally",
            ),
            models.Index(fields=["plan", "due_on"], name="planning_task_of_plan"),
            models.Index(fields=["done_by", "-done_at"], name="planning_task_done_by"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "cadence", "first"],
                name="planning_task_one_per_window",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=Q(last__gte=F("first")), name="planning_task_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("last")),
                name="planning_task_due_after_window",
                violation_error_message=_("新的期限要晚于原来的期限。"),
            ),
            models.CheckConstraint(
                condition=Q(times__gte=1, times_done__gte=0), name="planning_task_times"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["done", "review"])
                | Q(done_at__isnull=False, done_by__isnull=False),
                name="planning_task_done_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.item.title

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    def is_overdue(self, today: date) -> bool:
        return self.is_open and self.due_on < today


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def standing(self) -> Self:
        """Neither taken back nor itself a taking back."""
        return self.filter(revokes=None, revoked_by=None)


class Evidence(ScopedRow):
    """佐证: what somebody entered for a task. Never changed; a row that revokes takes it back."""

    append_only: ClassVar[bool] = True

    task = models.ForeignKey(Task, models.PROTECT, related_name="evidence")
    note = models.CharField(_("说明"), max_length=1000, blank=True)
    reading = models.DecimalField(_("读数"), max_digits=14, decimal_places=3, null=True, blank=True)
    unit = models.CharField(_("单位"), max_length=10, blank=True)
    is_abnormal = models.BooleanField(_("读数异常"), default=False)
    measure = models.CharField(_("处理措施"), max_length=300, blank=True)
    made_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    entered_at = models.DateTimeField()
    token = models.UUIDField(unique=True, help_text="made on the phone; a re-sent form is one row")
    # The database lets go by itself when an entry is purged (migration 0011): the program may not
    # change evidence, and the evidence stays.
    entry = models.ForeignKey(
        Entry, models.DO_NOTHING, null=True, blank=True, related_name="+", db_index=False,
        db_constraint=False,
    )  # fmt: skip
    key = models.CharField(max_length=80, blank=True, help_text="the entry's class, meal …")
    revokes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="revoked_by"
    )

    objects = ScopedManager.from_queryset(EvidenceQuerySet)()  # type: ignore[misc]

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_abnormal=False) | ~Q(measure=""),
                name="planning_evidence_measured",
                violation_error_message=_("读数超出范围，请写处理措施。"),
            ),
        ]
        indexes = [
            models.Index(fields=["task"], name="planning_evidence_of_task"),
            models.Index(
                fields=["entry"],
                condition=Q(entry__isnull=False),
                name="planning_evidence_of_entry",
            ),
        ]

    def __str__(self) -> str:
        return self.note or "佐证"


class Deferral(ScopedRow):
    """延期 or 不适用, with the reason that the superior sees and may refuse."""

    class Sort(models.TextChoices):
        POSTPONED = "postponed", _("延期")
        WAIVED = "waived", _("不适用")
        RETURNED = "returned", _("退回重做")
        EXCUSED = "excused", _("无台账办结")

    class Verdict(models.TextChoices):
        OPEN = "open", _("待知悉")
        SEEN = "seen", _("已知悉")
        REFUSED = "refused", _("不同意")

    task = models.ForeignKey(Task, models.CASCADE, related_name="deferrals")
    sort = models.CharField(max_length=10, choices=Sort)
    reason = models.CharField(
        _("原因"), max_length=300, error_messages={"blank": _("请写明原因，上级会看到。")}
    )
    keys = ArrayField(
        models.CharField(max_length=80),
        default=list,
        blank=True,
        help_text="only these classes, meals … of the task; empty: the whole task",
    )
    old_due = models.DateField()
    new_due = models.DateField(_("延到"), null=True, blank=True)
    made_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    verdict = models.CharField(max_length=8, choices=Verdict, default=Verdict.OPEN)
    seen_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["institution", "-id"],
                condition=Q(verdict="open"),
                name="planning_deferral_open",
            ),
            models.Index(fields=["task"], name="planning_deferral_of_task"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="planning_deferral_reason",
                violation_error_message=_("请写明原因，上级会看到。"),
            ),
            models.CheckConstraint(
                condition=~Q(sort="postponed") | Q(new_due__gt=F("old_due")),
                name="planning_deferral_later",
                violation_error_message=_("新的期限要晚于原来的期限。"),
            ),
            models.CheckConstraint(
                condition=Q(verdict="open") | Q(seen_at__isnull=False),
                name="planning_deferral_seen_by",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_sort_display()}：{self.reason}"
