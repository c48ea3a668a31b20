"""What a request asks for, whose word it needs, and what a meeting decided."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from houqin.cases.models.cases import Case
from houqin.org.models import ScopedRow, Staff


class Approval(ScopedRow):
    """申请. ``chain`` is kept as it was when the request was filed: [code, name, [roles]] each."""

    case = models.OneToOneField(Case, models.PROTECT, related_name="approval")
    type = models.CharField(_("申请种类"), max_length=30)
    type_name = models.CharField(max_length=40)
    amount = models.DecimalField(_("金额"), max_digits=12, decimal_places=2, null=True, blank=True)
    chain = models.JSONField()
    stage = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount=None) | Q(amount__gte=0),
                name="cases_approval_amount",
                violation_error_message=_("金额不能小于 0。"),
            ),
        ]

    def __str__(self) -> str:
        return self.type_name

    def shown_turns(self) -> list[Turn]:
        return list(self.turns.select_related("person").order_by("pk"))

    def asked_now(self) -> set[int]:
        """Keys of those whose word is open."""
        rows = self.turns.filter(decision=Turn.Decision.OPEN)
        return set(rows.values_list("person", flat=True))

    def stages_to_come(self) -> list[str]:
        return [name for _code, name, _roles in self.chain[self.stage + 1 :]]


class Turn(ScopedRow):
    """Somebody's word on a request; who stands in for the one who is away is noted."""

    class Decision(models.TextChoices):
        OPEN = "open", _("待审批")
        AGREED = "agreed", _("同意")
        RETURNED = "returned", _("退回补充")
        REFUSED = "refused", _("不同意")
        DROPPED = "dropped", _("已作废")

    approval = models.ForeignKey(Approval, models.PROTECT, related_name="turns", db_index=False)
    stage = models.PositiveSmallIntegerField()
    position = models.PositiveSmallIntegerField()
    stage_name = models.CharField(max_length=40)
    role = models.CharField(max_length=20)
    person = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    note = models.CharField(max_length=60, blank=True, help_text="代班, 代理 …")
    decision = models.CharField(max_length=8, choices=Decision, default=Decision.OPEN)
    opinion = models.CharField(max_length=2000, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["approval", "id"], name="cases_turn_of_approval")]
        constraints = [
            models.CheckConstraint(
                condition=Q(decision__in=["open", "dropped"]) | Q(decided_at__isnull=False),
                name="cases_turn_decided",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stage_name} {self.person_id}"


class CollectiveDecision(ScopedRow):
    """集体决策记录（三重一大）: the meeting, who was there, each one's opinion and vote."""

    append_only: ClassVar[bool] = True

    approval = models.ForeignKey(Approval, models.PROTECT, related_name="decisions")
    meeting = models.CharField(_("会议"), max_length=120)
    held_on = models.DateField(_("哪天开的"))
    chair = models.CharField(_("主持人"), max_length=50)
    # [{"name", "opinion", "vote": for | against | abstain | absent}]
    opinions = models.JSONField()
    amount = models.DecimalField(
        max_digits=12, decimal_places=2, null=True, help_text="what was asked for when it decided"
    )
    is_passed = models.BooleanField(_("通过"))
    result = models.CharField(_("决定"), max_length=500)
    made_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(meeting="") & ~Q(result=""),
                name="cases_decision_says",
                violation_error_message=_("请写明是哪次会议、作了什么决定。"),
            ),
        ]

    def __str__(self) -> str:
        return self.meeting

    def covers(self, amount: Decimal | None) -> bool:
        """More money than the meeting was asked about is for another meeting."""
        return self.amount is None or amount is None or amount <= self.amount

    @property
    def said(self) -> str:
        """应到 5 人，到会 4 人，3 票同意."""
        votes = [one["vote"] for one in self.opinions]
        there = len(votes) - votes.count("absent")
        return f"应到 {len(votes)} 人，到会 {there} 人，{votes.count('for')} 票同意"
