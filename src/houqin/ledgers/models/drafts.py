"""A book being designed: what is on the designer's page before it is published."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from houqin.ledgers.models.books import Book
from houqin.org.models import ScopedRow, Staff


class BookDraft(ScopedRow):
    """One for each book that is being changed, or for a book that is not there yet.

    ``revision`` counts the changes: who changes it says which one they have seen.
    """

    book = models.ForeignKey(Book, models.CASCADE, null=True, blank=True, related_name="+")
    title = models.CharField(_("名称"), max_length=60)
    form = models.JSONField(help_text="as declared; it need not be sound yet")
    settings = models.JSONField(default=dict, help_text="of a book that is not there yet")
    reasons = models.JSONField(default=dict, help_text="why a field was guessed so, by its code")
    past = models.JSONField(default=list, help_text="the forms before the last changes")
    revision = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey(Staff, models.PROTECT, related_name="+", db_index=False)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["-changed_at", "-pk"]
        indexes = [models.Index(fields=["institution"], name="ledgers_draft_of_institution")]
        constraints = [
            models.UniqueConstraint(
                fields=["book"],
                name="ledgers_draft_one_each",
                violation_error_message=_("这本台账已有一份草稿，请刷新后接着改。"),
            ),
            models.CheckConstraint(
                condition=~Q(title=""),
                name="ledgers_draft_has_title",
                violation_error_message=_("请给台账起个名称。"),
            ),
        ]

    def __str__(self) -> str:
        return self.title
