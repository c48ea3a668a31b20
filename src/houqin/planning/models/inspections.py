"""Files kept ready for an announced inspection from outside, and what the inspectors found."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from houqin.core.domains import DOMAINS, domain_choices
from houqin.core.tenancy import ScopedManager
from houqin.org.models import ScopedRow, Staff
from houqin.planning.models.tasks import Task


class OutsideInspectionQuerySet(models.QuerySet["OutsideInspection"]):
    def open_to(self, staff_id: int, today: date) -> Self:
        """Which a guest may read today."""
        return self.filter(guests__staff_id=staff_id).filter(
            Q(open_until=None) | Q(open_until__gte=today)
        )


class OutsideInspection(ScopedRow):
    """迎检材料: who comes when, what they look at, and which records of the period belong to it."""

    class State(models.TextChoices):
        PREPARING = "preparing", _("准备中")
        VISITED = "visited", _("已检查，整改中")
        CLOSED = "closed", _("已办结")

    title = models.CharField(_("检查名称"), max_length=60)
    body = models.CharField(_("检查单位"), max_length=60)
    visits_on = models.DateField(_("检查日期"))
    first = models.DateField(_("材料从哪天起"))
    last = models.DateField(_("材料到哪天止"))
    criteria = models.TextField(_("检查要求"), max_length=3000, blank=True)
    domains = ArrayField(
        models.CharField(max_length=12, choices=domain_choices()), default=list, blank=True
    )
    ledgers = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    lead = models.ForeignKey(
        Staff, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("迎检负责人")
    )
    open_until = models.DateField(_("检查账号可看到哪天"), null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.PREPARING)
    outcome = models.CharField(_("检查结论"), max_length=500, blank=True)
    made_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    objects = ScopedManager.from_queryset(OutsideInspectionQuerySet)()  # type: ignore[misc]

    class Meta:
        ordering = ["-visits_on", "-pk"]
        indexes = [
            models.Index(fields=["institution", "-visits_on"], name="planning_inspection_recent"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(last__gte=F("first")),
                name="planning_inspection_period",
                violation_error_message=_("材料的最后一天不能早于第一天。"),
            ),
            models.CheckConstraint(
                condition=Q(domains__contained_by=list(DOMAINS)),
                name="planning_inspection_known_domains",
            ),
            models.UniqueConstraint(
                fields=["institution", "title", "visits_on"],
                name="planning_inspection_one_title",
                violation_error_message=_("这一天的同名检查已经建好，请直接打开它。"),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class InspectionGuest(ScopedRow):
    """An inspector's account that reads this file and nothing else of the institution."""

    inspection = models.ForeignKey(OutsideInspection, models.CASCADE, related_name="guests")
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["inspection", "staff"], name="planning_inspectionguest_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.staff)


class InspectionFinding(ScopedRow):
    """What the inspectors found; its rectification is an ordinary task with a deadline."""

    inspection = models.ForeignKey(OutsideInspection, models.PROTECT, related_name="findings")
    number = models.PositiveSmallIntegerField()
    text = models.CharField(_("检查发现"), max_length=500)
    basis = models.CharField(_("对照条款"), max_length=120, blank=True)
    task = models.OneToOneField(Task, models.PROTECT, related_name="+")
    entered_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["inspection", "number"], name="planning_finding_number"
            ),
            models.CheckConstraint(
                condition=~Q(text=""),
                name="planning_finding_worded",
                violation_error_message=_("请写清检查发现了什么。"),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:40]
