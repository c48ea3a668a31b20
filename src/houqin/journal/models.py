"""The journal's one table; the program's role may add rows to it and read them, nothing else."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from houqin.core.search import search_field
from houqin.org.models import ScopedRow


class JournalEntry(ScopedRow):
    """操作日志: what one person did to one thing, said in a sentence."""

    append_only: ClassVar[bool] = True

    class Via(models.TextChoices):
        WEB = "web", "网页"
        API = "api", "接口"
        JOB = "job", "自动"
        COMMAND = "command", "命令"

    at = models.DateTimeField(auto_now_add=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    actor_name = models.CharField(max_length=50)
    action = models.CharField(max_length=60)
    target_type = models.CharField(max_length=40, blank=True)
    target_id = models.BigIntegerField(null=True)
    sentence = models.CharField(max_length=400)
    facts = models.JSONField(default=dict)
    address = models.CharField(max_length=45, blank=True)
    via = models.CharField(max_length=8, choices=Via, default=Via.WEB)
    search = search_field()

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["institution", "-id"], name="journal_entry_recent"),
            models.Index(fields=["target_type", "target_id", "-id"], name="journal_entry_of_row"),
            GinIndex(fields=["search"], name="journal_entry_search"),
        ]

    def __str__(self) -> str:
        return self.sentence
