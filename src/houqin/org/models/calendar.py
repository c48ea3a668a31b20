"""School years, terms with their anchors, breaks, and days that differ from the state's list."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from houqin.org.models.institution import ScopedRow


class _DayRange(Func):
    function = "daterange"
    output_field: ClassVar[models.Field[object, object]] = models.TextField()


class _SameInstitution(Func):
    function = "int8range"
    output_field: ClassVar[models.Field[object, object]] = models.TextField()


def _no_overlap(name: str, message: Any) -> ExclusionConstraint:
    """Two rows of one institution may not share a day (int8range stands in for btree_gist)."""
    same = _SameInstitution(F("institution"), F("institution"), Value("[]"))
    return ExclusionConstraint(
        name=name,
        expressions=[(same, "&&"), (_DayRange(F("first"), F("last"), Value("[]")), "&&")],
        violation_error_message=message,
    )


class SchoolYear(ScopedRow):
    """学年 of a school or kindergarten; the calendar year of a hospital."""

    name = models.CharField(_("学年"), max_length=20)
    first = models.DateField(_("第一天"))
    last = models.DateField(_("最后一天"))

    class Meta:
        ordering = ["first"]
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "name"],
                name="org_schoolyear_one_name",
                violation_error_message=_("已有同名学年。"),
            ),
            models.CheckConstraint(
                condition=Q(last__gt=F("first")),
                name="org_schoolyear_ends_after_start",
                violation_error_message=_("学年的最后一天要晚于第一天。"),
            ),
            _no_overlap("org_schoolyear_no_overlap", _("这个学年与另一个学年的日期重叠。")),
        ]

    def __str__(self) -> str:
        return self.name


class Term(ScopedRow):
    """学期 with its mid-term and final weeks."""

    school_year = models.ForeignKey(SchoolYear, models.CASCADE, related_name="terms")
    name = models.CharField(_("学期"), max_length=20)
    first = models.DateField(_("开学日期"))
    last = models.DateField(_("学期结束"))
    midterm_first = models.DateField(_("期中第一天"), null=True, blank=True)
    midterm_last = models.DateField(_("期中最后一天"), null=True, blank=True)
    finals_first = models.DateField(_("期末第一天"), null=True, blank=True)
    finals_last = models.DateField(_("期末最后一天"), null=True, blank=True)

    class Meta:
        ordering = ["first"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last__gt=F("first")),
                name="org_term_ends_after_start",
                violation_error_message=_("学期结束要晚于开学日期。"),
            ),
            models.CheckConstraint(
                condition=Q(last__lte=F("first") + Value(250)),
                name="org_term_not_a_year",
                violation_error_message=_("一个学期不会超过 250 天，请检查日期。"),
            ),
            models.CheckConstraint(
                condition=Q(midterm_first=None, midterm_last=None)
                | Q(
                    midterm_first__gte=F("first"),
                    midterm_last__gte=F("midterm_first"),
                    midterm_last__lte=F("last"),
                ),
                name="org_term_midterm_inside",
                violation_error_message=_("期中日期要在学期之内，且先后不颠倒。"),
            ),
            models.CheckConstraint(
                condition=Q(finals_first=None, finals_last=None)
                | Q(
                    finals_first__gte=F("first"),
                    finals_last__gte=F("finals_first"),
                    finals_last__lte=F("last"),
                ),
                name="org_term_finals_inside",
                violation_error_message=_("期末日期要在学期之内，且先后不颠倒。"),
            ),
            _no_overlap("org_term_no_overlap", _("这个学期与另一个学期的日期重叠。")),
        ]

    def __str__(self) -> str:
        return self.name


class Break(ScopedRow):
    """寒暑假 and other days on which the whole institution rests."""

    class Sort(models.TextChoices):
        SUMMER = "summer", _("暑假")
        WINTER = "winter", _("寒假")
        HOLIDAY = "holiday", _("其他假期")

    sort = models.CharField(_("种类"), max_length=10, choices=Sort)
    name = models.CharField(_("名称"), max_length=20)
    first = models.DateField(_("第一天"))
    last = models.DateField(_("最后一天"))

    class Meta:
        ordering = ["first"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last__gte=F("first")),
                name="org_break_ends_after_start",
                violation_error_message=_("假期的最后一天不能早于第一天。"),
            ),
            _no_overlap("org_break_no_overlap", _("这个假期与另一个假期的日期重叠。")),
        ]

    def __str__(self) -> str:
        return self.name


class CalendarDay(ScopedRow):
    """A day that differs from the national list: an own holiday, a make-up workday, an exam day."""

    class Sort(models.TextChoices):
        HOLIDAY = "holiday", _("放假")
        WORKDAY = "workday", _("上班、上课")
        EXAM = "exam", _("考试")

    day = models.DateField(_("日期"))
    sort = models.CharField(_("种类"), max_length=10, choices=Sort)
    name = models.CharField(_("说明"), max_length=30, blank=True)

    class Meta:
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "day", "sort"],
                name="org_calendarday_once",
                violation_error_message=_("这一天已经登记过。"),
            ),
            models.UniqueConstraint(
                fields=["institution", "day"],
                condition=Q(sort__in=["holiday", "workday"]),
                name="org_calendarday_rest_or_work",
                violation_error_message=_("这一天已经登记为放假或上班，请先删去原来的。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.get_sort_display()}"
