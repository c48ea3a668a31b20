"""What other offices ask of general affairs."""

from __future__ import annotations

from typing import Self

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from houqin.core.search import search_field, tokens
from houqin.core.tenancy import ScopedManager
from houqin.org.models import Department, ScopedRow, Staff
from houqin.planning.models.meetings import Meeting
from houqin.planning.models.tasks import Task


class SupportRequestQuerySet(models.QuerySet["SupportRequest"]):
    def waiting(self) -> Self:
        """Not yet accepted or refused."""
        return self.filter(state=SupportRequest.State.FILED)

    def of(self, staff_id: int) -> Self:
        return self.filter(made_by_id=staff_id)


class SupportRequest(ScopedRow):
    """事务申请: asked, accepted (then a task) or refused, done, confirmed and rated."""

    class Kind(models.TextChoices):
        VENUE = "venue", _("场地布置")
        EQUIPMENT = "equipment", _("音响设备")
        REPAIR = "repair", _("维修")
        GOODS = "goods", _("物资")
        POWER = "power", _("水电")
        CLEANING = "cleaning", _("保洁")
        TRANSPORT = "transport", _("用车搬运")
        CATERING = "catering", _("用餐茶水")
        ORDER = "order", _("安保秩序")
        OTHER = "other", _("其他")

    class State(models.TextChoices):
        FILED = "filed", _("待受理")
        ACCEPTED = "accepted", _("办理中")
        REFUSED = "refused", _("不受理")
        DONE = "done", _("待确认")
        CLOSED = "closed", _("已确认")
        WITHDRAWN = "withdrawn", _("已撤回")

    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    kind = models.CharField(_("类别"), max_length=10, choices=Kind)
    title = models.CharField(_("要办什么"), max_length=60)
    details = models.CharField(_("具体要求"), max_length=500, blank=True)
    needed_on = models.DateField(_("哪天要用"))
    place = models.CharField(_("在哪里"), max_length=60)
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="+"
    )
    made_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="requests"
    )
    state = models.CharField(max_length=10, choices=State, default=State.FILED)
    decided_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(_("不受理的原因"), max_length=200, blank=True)
    task = models.OneToOneField(
        Task, models.PROTECT, null=True, blank=True, related_name="support_request"
    )
    done_at = models.DateTimeField(null=True, blank=True)
    reopened = models.PositiveSmallIntegerField(default=0)
    rating = models.PositiveSmallIntegerField(_("评分"), null=True, blank=True)
    comment = models.CharField(_("评价"), max_length=200, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    search = search_field()

    objects = ScopedManager.from_queryset(SupportRequestQuerySet)()  # type: ignore[misc]

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["institution", "state", "-id"], name="planning_request_state"),
            models.Index(fields=["made_by", "-id"], name="planning_request_of"),
            GinIndex(fields=["search"], name="planning_request_search"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "year", "serial"], name="planning_request_number"
            ),
            models.CheckConstraint(
                condition=Q(rating=None) | Q(rating__gte=1, rating__lte=5),
                name="planning_request_rating",
                violation_error_message=_("评分请选 1 到 5 分。"),
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(reason=""),
                name="planning_request_refused_why",
                violation_error_message=_("不受理请写明原因，申请人会看到。"),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["accepted", "done", "closed"]) | Q(task__isnull=False),
                name="planning_request_has_task",
            ),
            models.CheckConstraint(
                condition=~Q(state="closed") | Q(rating__isnull=False, closed_at__isnull=False),
                name="planning_request_closed_rated",
                violation_error_message=_("确认办结时请打个分。"),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def number(self) -> str:
        return f"〔{self.year}〕{self.serial}号"

    @property
    def is_open(self) -> bool:
        return self.state in {self.State.FILED, self.State.ACCEPTED, self.State.DONE}

    def fill_search(self) -> None:
        self.search = tokens(
            self.institution_id, self.title, self.details, self.place, str(self.serial)
        )
