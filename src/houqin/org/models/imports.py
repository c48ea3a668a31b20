"""One upload of a workbook: what it added, so that it can be undone as one."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from houqin.org.models.institution import ScopedRow


class ImportBatch(ScopedRow):
    """导入批次."""

    resource = models.CharField(max_length=40)
    file_name = models.CharField(_("文件名"), max_length=120)
    rows_added = models.PositiveIntegerField(default=0)
    rows_changed = models.PositiveIntegerField(default=0)
    added = models.JSONField(default=list, help_text="keys of the rows added")
    changes = models.JSONField(
        default=list, help_text="[key, cells before, cells after] of changed"
    )
    made_by = models.ForeignKey("org.Staff", models.PROTECT, related_name="+", null=True)
    made_at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["institution", "-id"], name="org_importbatch_recent")]

    def __str__(self) -> str:
        return f"{self.resource} {self.file_name}"


class ImportUpload(ScopedRow):
    """A file between its preview and its import; swept after a day."""

    resource = models.CharField(max_length=40)
    file_name = models.CharField(max_length=120)
    content = models.BinaryField()
    made_by = models.ForeignKey("org.Staff", models.CASCADE, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["institution", "made_at"], name="org_importupload_old")]

    def __str__(self) -> str:
        return f"{self.resource} {self.file_name}"
