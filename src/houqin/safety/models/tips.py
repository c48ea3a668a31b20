"""寻找身边的安全隐患: what pupils and families hand in, counted by class."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from houqin.cases.models import Case
from houqin.org.models import SchoolClass, ScopedRow


class Tip(ScopedRow):
    """The finder's class beside the case; the name stands in the case, or nowhere."""

    class Finder(models.TextChoices):
        PUPIL = "pupil", _("学生")
        FAMILY = "family", _("家长")
        OTHER = "other", _("其他")

    case = models.OneToOneField(Case, models.PROTECT, related_name="tip")
    finder = models.CharField(_("我是"), max_length=8, choices=Finder)
    school_class = models.ForeignKey(
        SchoolClass, models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("班级"),
    )  # fmt: skip

    class Meta:
        indexes = [models.Index(fields=["school_class"], name="safety_tip_of_class")]

    def __str__(self) -> str:
        return str(self.case)
