"""Between which hours of which days something is to be done: patrols and posts share it."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

WEEK = "一二三四五六日"
EVERY_DAY = [0, 1, 2, 3, 4, 5, 6]


def every_day() -> list[int]:
    return list(EVERY_DAY)


class Windowed(models.Model):
    """One that closes before it opens ends the next day."""

    opens = models.TimeField(_("从"))
    closes = models.TimeField(_("到"))
    weekdays = ArrayField(
        models.PositiveSmallIntegerField(), default=every_day, verbose_name=_("星期")
    )
    workdays_only = models.BooleanField(_("只在工作日（按校历）"), default=False)
    since = models.DateField(_("从哪天起"))

    class Meta:
        abstract = True

    @property
    def days_said(self) -> str:
        """Which days, in words."""
        if self.workdays_only:
            return "工作日"
        if getattr(self, "rest_days_only", False):
            return "休息日"
        if len(self.weekdays) == len(EVERY_DAY):
            return "每天"
        return "周" + "、".join(WEEK[day] for day in sorted(self.weekdays))
