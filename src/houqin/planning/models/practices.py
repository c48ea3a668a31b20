"""Good practices seen elsewhere: recorded, decided, tried, judged by their effect."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from houqin.core.domains import DOMAINS, domain_choices
from houqin.core.search import search_field, tokens
from houqin.core.tenancy import ScopedManager
from houqin.org.models import ScopedRow, Staff
from houqin.planning.models.tasks import Task


class PracticeQuerySet(models.QuerySet["Practice"]):
    def to_follow_up(self, today: date) -> Self:
        """Adopted or tried, and the day to look at the effect has come."""
        return self.filter(state__in=["adopted", "trial"], effect="", follow_on__lte=today)


class Practice(ScopedRow):
    """好做法."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("待定")
        ADOPTED = "adopted", _("采用")
        TRIAL = "trial", _("试行")
        DECLINED = "declined", _("不采用")

    class Verdict(models.TextChoices):
        WORKS = "works", _("有效，继续")
        PARTLY = "partly", _("有些作用，再改")
        NO = "no", _("没有作用，停止")

    title = models.CharField(_("做法"), max_length=60)
    source = models.CharField(_("从哪里看到"), max_length=100)
    what = models.CharField(_("怎么做的"), max_length=1000)
    usable = models.CharField(_("我们哪里用得上"), max_length=200)
    domain = models.CharField(_("领域"), max_length=12, choices=domain_choices(), blank=True)
    made_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    reason = models.CharField(_("理由"), max_length=300, blank=True)
    rule_note = models.CharField(_("要修订的制度"), max_length=100, blank=True)
    decided_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    task = models.OneToOneField(
        Task, models.PROTECT, null=True, blank=True, related_name="practice"
    )
    follow_on = models.DateField(_("哪天看效果"), null=True, blank=True)
    effect = models.CharField(_("效果"), max_length=500, blank=True)
    verdict = models.CharField(_("结论"), max_length=8, choices=Verdict, blank=True)
    judged_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    judged_at = models.DateTimeField(null=True, blank=True)
    search = search_field()

    objects = ScopedManager.from_queryset(PracticeQuerySet)()  # type: ignore[misc]

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["institution", "state", "-id"], name="planning_practice_state"),
            GinIndex(fields=["search"], name="planning_practice_search"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="proposed") | (~Q(reason="") & Q(decided_at__isnull=False)),
                name="planning_practice_decided_why",
                violation_error_message=_("请写明采用、试行或不采用的理由。"),
            ),
            models.CheckConstraint(
                condition=Q(domain="") | Q(domain__in=list(DOMAINS)),
                name="planning_practice_known_domain",
                violation_error_message=_("没有这个领域，请从列表里选。"),
            ),
            models.CheckConstraint(
                condition=(Q(effect="") & Q(verdict="")) | (~Q(effect="") & ~Q(verdict="")),
                name="planning_practice_judged",
                violation_error_message=_("效果和结论请一起填。"),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def fill_search(self) -> None:
        self.search = tokens(self.institution_id, self.title, self.source, self.what, self.usable)
