"""What a post is there for, in the institution's own words."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from houqin.core.roles import Role, role_name
from houqin.org.models import ScopedRow, Staff


class PostDuties(ScopedRow):
    """岗位职责: the written duties of a role. Who holds it, and its work, stand elsewhere."""

    role = models.CharField(
        _("岗位"), max_length=20, choices=[(r.value, role_name(r)) for r in Role]
    )
    duties = models.TextField(_("职责"), max_length=3000)
    hours = models.CharField(_("在岗时间"), max_length=100, blank=True)
    written_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "role"],
                name="planning_post_once",
                violation_error_message=_("这个岗位的职责已经写过，请刷新后再改。"),
            ),
            models.CheckConstraint(
                condition=~Q(duties=""),
                name="planning_post_said",
                violation_error_message=_("请写岗位职责，一行一条。"),
            ),
        ]

    def __str__(self) -> str:
        return role_name(self.role, self.institution.kind)

    @property
    def lines(self) -> list[str]:
        return [line.strip() for line in self.duties.splitlines() if line.strip()]
