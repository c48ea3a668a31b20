"""Files made of the books: a book's own Word layout, and what was ordered to be put together."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from houqin.ledgers.models.books import Book
from houqin.org.models import ScopedRow, Staff


class BookLayout(ScopedRow):
    """正式版式: the Word file into which a book's entries are put, in the place of our own."""

    book = models.OneToOneField(Book, models.CASCADE, related_name="own_layout")
    name = models.CharField(_("文件名"), max_length=120)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    changed_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class PaperOrder(ScopedRow):
    """待做的文件: a PDF, bundle or folder that is put together in the background, and kept a while.

    ``asked`` says what is to be in it; whoever ordered it sees how far it is.
    """

    class Kind(models.TextChoices):
        PRINT = "print", _("打印件")
        BUNDLE = "bundle", _("带凭证的台账包")
        PACK = "pack", _("迎检材料")
        LEAVING = "leaving", _("全部台账")

    class State(models.TextChoices):
        WAITING = "waiting", _("排队中")
        WORKING = "working", _("正在做")
        DONE = "done", _("做好了")
        FAILED = "failed", _("没有做成")
        GONE = "gone", _("已过期删除")

    kind = models.CharField(max_length=8, choices=Kind)
    title = models.CharField(_("名称"), max_length=120)
    asked = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    doing = models.CharField(max_length=120, blank=True, help_text="what is being made just now")
    path = models.CharField(max_length=120, blank=True, help_text="below MEDIA_ROOT")
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    problem = models.CharField(max_length=300, blank=True)
    site = models.CharField(max_length=200, help_text="https://host: addresses in the file")
    made_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    beat_at = models.DateTimeField(null=True, help_text="when its worker last told of it")
    finished_at = models.DateTimeField(null=True)
    keep_until = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["institution", "-id"], name="ledgers_order_recent")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="done") | (Q(finished_at__isnull=False) & ~Q(path="")),
                name="ledgers_order_done_has_file",
            ),
            models.CheckConstraint(
                condition=Q(keep_until__gt=F("made_at")), name="ledgers_order_kept_a_while"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_working(self) -> bool:
        return self.state in {self.State.WAITING, self.State.WORKING}

    @property
    def share(self) -> int:
        """How much of it is made, in per cent."""
        if self.state == self.State.DONE:
            return 100
        return min(99, 100 * self.done // self.total) if self.total else 0
