"""The institution, its departments, and the abstract row that belongs to one."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.db.models.base import ModelState
from django.utils.translation import gettext_lazy as _

from houqin.core import tenancy
from houqin.core.checks import those_that_hold
from houqin.core.roles import Kind
from houqin.core.tenancy import ScopedManager
from houqin.core.uniqueness import is_free
from houqin.org.wording import Words, words


class KindChoices(models.TextChoices):
    SCHOOL = Kind.SCHOOL.value, _("学校")
    KINDERGARTEN = Kind.KINDERGARTEN.value, _("幼儿园")
    HOSPITAL = Kind.HOSPITAL.value, _("医院")


class Institution(models.Model):
    """A school, kindergarten or hospital (单位). Row security shows the one in scope."""

    code = models.SlugField(_("网址代码"), max_length=30, unique=True)
    name = models.CharField(_("名称"), max_length=80)
    kind = models.CharField(_("类型"), max_length=12, choices=KindChoices)
    address = models.CharField(_("地址"), max_length=120, blank=True)
    is_demo = models.BooleanField(default=False, editable=False)
    escalate_after_days = models.PositiveSmallIntegerField(_("逾期几天后报上级"), default=2)
    quiet_from = models.TimeField(_("免打扰开始"), default="21:00")
    quiet_until = models.TimeField(_("免打扰结束"), default="06:30")
    digest_at = models.TimeField(_("每日邮件汇总时间"), default="07:00")
    features = models.JSONField(_("设施情况"), default=dict, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[k.value for k in Kind]), name="org_institution_known_kind"
            ),
            models.CheckConstraint(
                condition=Q(escalate_after_days__lte=60),
                name="org_institution_escalates",
                violation_error_message=_("逾期上报天数请填 0 到 60。"),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def words(self) -> Words:
        return words(self.kind)


class ScopedRow(models.Model):
    """A row that belongs to one institution; ``objects`` refuses to work without a scope."""

    institution = models.ForeignKey(
        Institution,
        models.PROTECT,
        related_name="+",
        default=tenancy.institution_id,
        editable=False,
        db_index=False,
    )

    objects = ScopedManager()

    class Meta:
        abstract = True

    @classmethod
    def from_db(  # type: ignore[override] # the stubs are of the next Django
        cls, db: str | None, field_names: Collection[str], values: Collection[Any]
    ) -> Self:
        """A row as it was read. Django walks through every field of the model for each row, also
        those that were not asked for; on a list that costs more than the query.
        """
        row = cls.__new__(cls)
        row.__dict__.update(zip(field_names, values, strict=True), _state=ModelState())
        row._state.adding, row._state.db = False, db
        return row

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        """The institution comes from the scope, and the database knows whether there is one."""
        super().clean_fields({*(exclude or ()), "institution"})

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        """All checks in one question, and what must be unique by queries that are ready; only what
        does not hold is asked again by Django, for its own sentence.
        """
        self._holding = self._known_to_hold(exclude or ())
        try:
            super().validate_constraints(exclude)
        finally:
            del self._holding

    def get_constraints(self) -> list[tuple[type[models.Model], Sequence[models.BaseConstraint]]]:
        holding = self.__dict__.get("_holding", ())
        return [
            (model, [one for one in kept if one.name not in holding])
            for model, kept in super().get_constraints()
        ]

    def _known_to_hold(self, exclude: Collection[str]) -> set[str]:
        found = {
            one.name
            for one in self._meta.constraints
            if isinstance(one, models.UniqueConstraint) and is_free(self, one, exclude)
        }
        return found | self._checks_that_hold(exclude)

    def _checks_that_hold(self, exclude: Collection[str]) -> set[str]:
        checks = {
            one.name: one.condition
            for one in self._meta.constraints
            if isinstance(one, models.CheckConstraint)
        }
        if not checks:
            return set()
        values = self._get_field_expression_map(  # type: ignore[attr-defined]
            meta=self._meta, exclude=exclude
        )
        return those_that_hold(checks, values)


class Department(ScopedRow):
    """部门 or 科室; the head is a Staff row."""

    name = models.CharField(_("名称"), max_length=40)
    code = models.CharField(_("编号"), max_length=20, blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("上级部门")
    )
    head = models.ForeignKey(
        "org.Staff",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("负责人"),
    )
    position = models.PositiveSmallIntegerField(default=0, editable=False)
    import_batch = models.ForeignKey(
        "org.ImportBatch", models.SET_NULL, null=True, editable=False, related_name="+"
    )

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "name"],
                name="org_department_one_name",
                violation_error_message=_("已有同名部门。"),
            ),
            models.CheckConstraint(
                condition=~Q(parent=F("id")),
                name="org_department_not_its_own_parent",
                violation_error_message=_("上级部门不能是自己。"),
            ),
        ]

    def __str__(self) -> str:
        return self.name
