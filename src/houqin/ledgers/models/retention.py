"""The retention clock: what was proposed to be purged, what was purged, and what stays of it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from houqin.ledgers.models.books import Book
from houqin.ledgers.models.chained import IS_DIGEST, ChainedRow, chained_constraints, written
from houqin.org.models import ScopedRow, Staff


class PurgeProposal(ScopedRow):
    """销毁申请: one person asks, another one confirms or refuses."""

    class State(models.TextChoices):
        OPEN = "open", _("待确认")
        DONE = "done", _("已销毁")
        REFUSED = "refused", _("没有同意")

    book = models.ForeignKey(Book, models.PROTECT, related_name="+")
    before = models.DateTimeField(help_text="entries whose last link is older than this")
    entries = models.PositiveIntegerField(help_text="how many there were when it was asked")
    reason = models.CharField(
        _("理由"), max_length=200, error_messages={"blank": _("请写明为什么销毁。")}
    )
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    proposed_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["book"],
                condition=Q(state="open"),
                name="ledgers_proposal_one_open",
                violation_error_message=_("这本台账已有一份待确认的销毁申请。"),
            ),
            models.CheckConstraint(
                condition=~Q(state="done") | ~Q(decided_by=F("proposed_by")),
                name="ledgers_proposal_by_another",
                violation_error_message=_("销毁要由另一个人确认，不能自己确认自己的申请。"),
            ),
            models.CheckConstraint(
                condition=Q(state="open", decided_by__isnull=True)
                | (~Q(state="open") & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="ledgers_proposal_decided",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.book} {self.entries} 条"


class Purge(ChainedRow):
    """销毁: a link that says which links' contents went, when and by whose word.

    The database purges what it names (``ledgers_purge``), and only what is past its time.
    """

    ranges = models.JSONField(help_text="[[first, last], …] of the links that went")
    entries = models.PositiveIntegerField()
    links = models.PositiveIntegerField(help_text="entries, amendments and countersignatures")
    links_digest = models.CharField(max_length=64, help_text="over their numbers and digests")
    months = models.PositiveSmallIntegerField(help_text="the book's retention on that day")
    reason = models.CharField(_("理由"), max_length=200)
    proposed_by = models.ForeignKey(Staff, models.PROTECT, related_name="+", db_index=False)
    proposed_name = models.CharField(max_length=50)
    confirmed_by = models.ForeignKey(Staff, models.PROTECT, related_name="+", db_index=False)
    confirmed_name = models.CharField(max_length=50)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            *chained_constraints("purge"),
            models.CheckConstraint(
                condition=~Q(proposed_by=F("confirmed_by")),
                name="ledgers_purge_by_two",
                violation_error_message=_("销毁要由另一个人确认，不能自己确认自己的申请。"),
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="ledgers_purge_reason"),
            models.CheckConstraint(
                condition=Q(entries__gte=1, links__gte=F("entries"), months__gte=1),
                name="ledgers_purge_of_something",
            ),
        ]

    def __str__(self) -> str:
        return f"销毁 {self.entries} 条"

    def content(self) -> dict[str, Any]:
        return {
            "kind": "purge",
            "institution": self.institution_id,
            "book": self.book_id,
            "entered": written(self.entered_at),
            "ranges": self.ranges,
            "entries": self.entries,
            "links": self.links,
            "digest": self.links_digest,
            "months": self.months,
            "reason": self.reason,
            "proposed": [self.proposed_by_id, self.proposed_name],
            "confirmed": [self.confirmed_by_id, self.confirmed_name],
        }


class Tombstone(ScopedRow):
    """What stays of a purged link: its place, its digest and the one before. Only the database
    itself adds one (a trigger refuses the program), in the transaction that removes the row.
    """

    append_only: ClassVar[bool] = True

    book = models.ForeignKey(Book, models.PROTECT, related_name="+", db_index=False)
    purge = models.ForeignKey(Purge, models.PROTECT, related_name="+")
    sequence = models.PositiveBigIntegerField()
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    entered_at = models.DateTimeField()
    entry_sequence = models.PositiveBigIntegerField(
        null=True, help_text="of the entry that a correction or countersignature belonged to"
    )

    class Meta:
        ordering = ["sequence"]
        constraints = [
            models.UniqueConstraint(
                fields=["book", "sequence"], name="ledgers_tombstone_one_place"
            ),
            models.CheckConstraint(
                condition=Q(
                    sequence__gte=1, previous__regex=IS_DIGEST, digest__regex=IS_DIGEST
                ),
                name="ledgers_tombstone_is_link",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.book} {self.sequence}"
