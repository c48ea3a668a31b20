"""What was put into a book from a file."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from houqin.ledgers.models.books import Book
from houqin.org.models import ScopedRow, Staff


class EntryImport(ScopedRow):
    """导入批次: one file for one book, from its check to its undoing; its entries name it."""

    class State(models.TextChoices):
        CHECKING = "checking", _("正在检查")
        BAD = "bad", _("有问题")
        READY = "ready", _("可以导入")
        TAKING = "taking", _("正在导入")
        DONE = "done", _("已导入")
        UNDOING = "undoing", _("正在撤回")
        UNDONE = "undone", _("已撤回")

    book = models.ForeignKey(Book, models.PROTECT, related_name="imports")
    state = models.CharField(max_length=8, choices=State, default=State.CHECKING)
    file_name = models.CharField(_("文件名"), max_length=120)
    file_digest = models.CharField(max_length=64, help_text="SHA-256: the same file is recognised")
    content = models.BinaryField(null=True, help_text="until it is taken in, or a day has passed")
    rows = models.PositiveIntegerField(default=0)
    progress = models.PositiveIntegerField(default=0, help_text="rows of the running step")
    added = models.PositiveIntegerField(default=0)
    same = models.PositiveIntegerField(default=0, help_text="rows that were in the book already")
    late = models.PositiveIntegerField(default=0)
    abnormal = models.PositiveIntegerField(default=0)
    bad_rows = models.PositiveIntegerField(default=0)
    problems = models.JSONField(default=list, help_text="[row, cell, column, header, reason]")
    problem = models.CharField(max_length=300, blank=True, help_text="why the last step failed")
    late_reason = models.CharField(_("补录原因"), max_length=200, blank=True)
    made_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undo_reason = models.CharField(_("撤回原因"), max_length=200, blank=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["book", "-id"], name="ledgers_import_of_book")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["done", "undoing", "undone"]) | Q(taken_at__isnull=False),
                name="ledgers_import_taken_at",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_working(self) -> bool:
        return self.state in {self.State.CHECKING, self.State.TAKING, self.State.UNDOING}
