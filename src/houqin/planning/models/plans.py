"""The plan, its goals and the versions that were approved."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from houqin.core.tenancy import ScopedManager
from houqin.org.models import ScopedRow, Staff, Term


class WorkPlanQuerySet(models.QuerySet["WorkPlan"]):
    def scheduled(self) -> Self:
        """Plans in force whose items say when; what is given by hand follows no calendar."""
        return self.filter(state=WorkPlan.State.RUNNING).exclude(sort=WorkPlan.Sort.ADHOC)


class WorkPlan(ScopedRow):
    """工作计划: the pasted text, what was read from it, and where it stands."""

    class Sort(models.TextChoices):
        REGULAR = "regular", _("工作计划")
        STATUTORY = "statutory", _("法定职责")
        ADHOC = "adhoc", _("临时安排")

    class State(models.TextChoices):
        DRAFT = "draft", _("草稿")
        SUBMITTED = "submitted", _("待审批")
        RETURNED = "returned", _("已退回")
        RUNNING = "running", _("执行中")
        CLOSED = "closed", _("已结束")

    class Past(models.TextChoices):
        SKIP = "skip", _("不补派")
        RECORD = "record", _("补登记")

    title = models.CharField(_("标题"), max_length=80)
    sort = models.CharField(max_length=10, choices=Sort, default=Sort.REGULAR)
    term = models.ForeignKey(
        Term, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("学期")
    )
    first = models.DateField(_("第一天"))
    last = models.DateField(_("最后一天"))
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    past = models.CharField(_("已过去的时段"), max_length=6, choices=Past, default=Past.SKIP)
    source = models.TextField(_("原文"), blank=True)
    source_name = models.CharField(_("文件名"), max_length=120, blank=True)
    guiding = models.JSONField(default=list, blank=True)
    version = models.PositiveSmallIntegerField(default=0)
    revision = models.CharField(
        max_length=10,
        choices=[
            ("", "—"),
            ("draft", _("有改动")),
            ("submitted", _("改动待批")),
            ("returned", _("改动已退回")),
        ],
        blank=True,
        help_text="changes proposed to a running plan, before the principal has agreed",
    )
    return_reason = models.CharField(_("退回理由"), max_length=300, blank=True)
    created_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    submitted_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    submitted_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager.from_queryset(WorkPlanQuerySet)()  # type: ignore[misc]

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["institution", "-id"], name="planning_plan_recent")]
        constraints = [
            models.CheckConstraint(
                condition=Q(last__gte=F("first")),
                name="planning_workplan_ends_after_start",
                violation_error_message=_("计划的最后一天不能早于第一天。"),
            ),
            models.CheckConstraint(
                condition=~Q(state="running") | Q(approved_at__isnull=False, version__gte=1),
                name="planning_workplan_runs_only_approved",
                violation_error_message=_("计划经批准后才能执行。"),
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | ~Q(return_reason=""),
                name="planning_workplan_returned_with_reason",
                violation_error_message=_("退回时请写明理由。"),
            ),
            models.CheckConstraint(
                condition=~Q(state="submitted") | Q(submitted_at__isnull=False),
                name="planning_workplan_submitted_at",
            ),
            models.UniqueConstraint(
                fields=["institution", "sort"],
                condition=Q(sort__in=["statutory", "adhoc"]),
                name="planning_workplan_one_built_in",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_editable(self) -> bool:
        """Whether items may be changed directly; a running plan collects changes for approval."""
        return self.state in {self.State.DRAFT, self.State.RETURNED}


class PlanVersion(ScopedRow):
    """A plan as it was approved: items and goals in full, and what changed since."""

    append_only: ClassVar[bool] = True

    # PROTECT: what was approved is kept, and the program may not delete from this table at all.
    plan = models.ForeignKey(WorkPlan, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    items = models.JSONField()
    changes = models.JSONField(default=dict)
    approved_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="planning_version_number"),
        ]

    def __str__(self) -> str:
        return f"第 {self.number} 版"


class PlanGoal(ScopedRow):
    """目标: numbered; items are attached to it."""

    plan = models.ForeignKey(WorkPlan, models.CASCADE, related_name="goals")
    number = models.CharField(_("编号"), max_length=20)
    text = models.CharField(_("目标"), max_length=300)
    span_start = models.PositiveIntegerField(default=0)
    span_end = models.PositiveIntegerField(default=0)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "number"],
                name="planning_goal_number",
                violation_error_message=_("这个计划已有同号的目标。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.text}"
