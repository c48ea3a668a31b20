"""Staff, the roles they hold, their absences; classes and students (least data)."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from houqin.core.roles import Role, role_name
from houqin.core.search import search_field, tokens
from houqin.core.tenancy import ScopedManager
from houqin.org.models.institution import Department, ScopedRow


class Staff(ScopedRow):
    """教职工: a person in an institution, with or without an account."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="staff_rows"
    )
    name = models.CharField(_("姓名"), max_length=50)
    number = models.CharField(_("工号"), max_length=30, blank=True)
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("部门")
    )
    superior = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("上级")
    )
    phone = models.CharField(_("手机号"), max_length=20, blank=True)
    position = models.CharField(_("岗位"), max_length=30, blank=True)
    left_on = models.DateField(_("离岗日期"), null=True, blank=True)
    search = search_field()
    import_batch = models.ForeignKey(
        "org.ImportBatch", models.SET_NULL, null=True, editable=False, related_name="+"
    )

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["user"], name="org_staff_of_user"),
            models.Index(fields=["institution", "department"], name="org_staff_by_department"),
            GinIndex(fields=["search"], name="org_staff_search"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["institution", "user"], name="org_staff_one_per_user"),
            models.UniqueConstraint(
                fields=["institution", "number"],
                condition=~Q(number=""),
                name="org_staff_one_number",
                violation_error_message=_("这个工号已经有人使用。"),
            ),
            models.CheckConstraint(
                condition=~Q(superior=F("id")),
                name="org_staff_not_own_superior",
                violation_error_message=_("上级不能是本人。"),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def fill_search(self) -> None:
        self.search = tokens(self.institution_id, self.name, self.number, self.position)


class RoleHoldingQuerySet(models.QuerySet["RoleHolding"]):
    def on(self, day: date) -> Self:
        """Held on this day."""
        return self.filter(Q(since=None) | Q(since__lte=day), Q(until=None) | Q(until__gte=day))


class RoleHolding(ScopedRow):
    """Who holds a role, from when to when, for which department; a deputy stands in."""

    staff = models.ForeignKey(Staff, models.CASCADE, related_name="holdings")
    role = models.CharField(
        _("角色"), max_length=20, choices=[(r.value, role_name(r)) for r in Role]
    )
    department = models.ForeignKey(
        Department, models.CASCADE, null=True, blank=True, related_name="+"
    )
    is_deputy = models.BooleanField(_("代理"), default=False)
    since = models.DateField(_("起"), null=True, blank=True)
    until = models.DateField(_("止"), null=True, blank=True)

    objects = ScopedManager.from_queryset(RoleHoldingQuerySet)()  # type: ignore[misc]

    class Meta:
        ordering = ["is_deputy", "pk"]
        indexes = [models.Index(fields=["institution", "role"], name="org_holding_by_role")]
        constraints = [
            models.UniqueConstraint(
                fields=["staff", "role", "department", "since"],
                nulls_distinct=False,
                name="org_holding_once",
                violation_error_message=_("这个人已经有这个角色。"),
            ),
            models.CheckConstraint(
                condition=Q(since=None) | Q(until=None) | Q(until__gte=F("since")),
                name="org_holding_ends_after_start",
                violation_error_message=_("截止日期不能早于开始日期。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.staff_id} {self.role}"


class Absence(ScopedRow):
    """Leave or transfer: tasks due inside go to the substitute, or to the to-reassign list."""

    staff = models.ForeignKey(Staff, models.CASCADE, related_name="+", verbose_name=_("谁"))
    first = models.DateField(_("第一天"))
    last = models.DateField(_("最后一天"))
    substitute = models.ForeignKey(
        Staff, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("代班人")
    )
    reason = models.CharField(_("原因"), max_length=100, blank=True)

    class Meta:
        ordering = ["-first", "-pk"]
        indexes = [models.Index(fields=["institution", "first", "last"], name="org_absence_days")]
        constraints = [
            models.CheckConstraint(
                condition=Q(last__gte=F("first")),
                name="org_absence_ends_after_start",
                violation_error_message=_("最后一天不能早于第一天。"),
            ),
            models.CheckConstraint(
                condition=~Q(substitute=F("staff")),
                name="org_absence_other_substitute",
                violation_error_message=_("代班人不能是本人。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.staff_id} {self.first}—{self.last}"


class SchoolClass(ScopedRow):
    """班级; in a hospital there are none, departments serve."""

    name = models.CharField(_("班级"), max_length=30)
    grade = models.CharField(_("年级"), max_length=20, blank=True)
    homeroom = models.ForeignKey(
        Staff, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("班主任")
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
                name="org_schoolclass_one_name",
                violation_error_message=_("已有同名班级。"),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Student(ScopedRow):
    """学生 or 幼儿: a name, a number, a class, whether boarding. Nothing more is needed here."""

    name = models.CharField(_("姓名"), max_length=50)
    number = models.CharField(_("学号"), max_length=30)
    school_class = models.ForeignKey(
        SchoolClass, models.PROTECT, related_name="+", verbose_name=_("班级")
    )
    is_boarding = models.BooleanField(_("住宿"), default=False)
    search = search_field()
    import_batch = models.ForeignKey(
        "org.ImportBatch", models.SET_NULL, null=True, editable=False, related_name="+"
    )

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["school_class"], name="org_student_of_class"),
            GinIndex(fields=["search"], name="org_student_search"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "number"],
                name="org_student_one_number",
                violation_error_message=_("这个学号已经登记。"),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def fill_search(self) -> None:
        self.search = tokens(self.institution_id, self.name, self.number)
