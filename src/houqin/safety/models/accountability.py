"""责任追究: who is held responsible for a hazard or an accident, and 一票否决."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from houqin.cases.models import Case
from houqin.org.models import Department, ScopedRow, Staff


class Accountability(ScopedRow):
    """责任追究. Open until it is decided; a decision stays, and only a veto may be lifted."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    person = models.ForeignKey(
        Staff, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("责任人")
    )
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("责任部门"),
    )  # fmt: skip
    rule = models.CharField(_("违反了哪条规定"), max_length=200)
    facts = models.TextField(_("事实"), max_length=2000)
    statement = models.TextField(_("本人陈述"), max_length=2000, blank=True)
    decision = models.TextField(_("处理决定"), max_length=1000, blank=True)
    sanction = models.CharField(_("处理方式"), max_length=60, blank=True)
    is_veto = models.BooleanField(_("一票否决"), default=False)
    opened_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    decided_on = models.DateField(_("决定日期"), null=True, blank=True)
    decided_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    lifted_for = models.CharField(_("撤销一票否决的理由"), max_length=300, blank=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["institution", "-decided_on"], name="safety_account_by_day"),
            models.Index(fields=["person"], name="safety_account_of_person"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, department=None)
                | Q(person=None, department__isnull=False),
                name="safety_account_one_party",
                violation_error_message=_("责任人和责任部门请选一个。"),
            ),
            models.CheckConstraint(
                condition=Q(decided_on=None, is_veto=False) | ~Q(decision=""),
                name="safety_account_decision",
                violation_error_message=_("请写处理决定。"),
            ),
            models.CheckConstraint(
                condition=Q(lifted_at=None) | (Q(is_veto=True) & ~Q(lifted_for="")),
                name="safety_account_lifted_why",
                violation_error_message=_("撤销一票否决要写明理由。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.who} · {self.case.number}"

    @property
    def who(self) -> str:
        return str(self.person or self.department)

    @property
    def is_barring(self) -> bool:
        return self.is_veto and self.lifted_at is None
