"""What every link of a book's chain keeps, and where the chains end."""

from __future__ import annotations

from abc import abstractmethod
from datetime import UTC, datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from houqin.chain import GENESIS, Head, Link, canonical
from houqin.ledgers.models.books import Book
from houqin.org.models import ScopedRow

IS_DIGEST = r"^[0-9a-f]{64}$"


def written(moment: datetime) -> str:
    """The one spelling of an instant inside a link: UTC with microseconds."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


class ChainedRow(ScopedRow):
    """A row that is a link of its book's chain: added, read, and nothing else."""

    append_only: ClassVar[bool] = True

    book = models.ForeignKey(Book, models.PROTECT, related_name="+", db_index=False)
    sequence = models.PositiveBigIntegerField()
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    entered_at = models.DateTimeField(help_text="by the server's clock")

    class Meta:
        abstract = True

    @abstractmethod
    def content(self) -> dict[str, Any]:
        """All that the link proves; whoever adds a column decides whether it belongs here."""

    def as_link(self) -> Link:
        return Link(self.sequence, self.previous, self.digest, canonical(self.content()))


def chained_constraints(name: str) -> list[models.BaseConstraint]:
    """Each place of a chain is taken once, and digests are digests."""
    return [
        models.UniqueConstraint(fields=["book", "sequence"], name=f"ledgers_{name}_one_place"),
        models.CheckConstraint(
            condition=Q(
                sequence__gte=1, previous__regex=IS_DIGEST, digest__regex=IS_DIGEST
            ),
            name=f"ledgers_{name}_is_link",
        ),
    ]  # fmt: skip


class ChainHead(ScopedRow):
    """Where a book's chain ends. Whoever adds a link locks this row first: no gap, no fork."""

    book = models.OneToOneField(Book, models.PROTECT, related_name="head")
    sequence = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, default=GENESIS)
    period = models.CharField(max_length=40, blank=True, help_text="numbers start anew with it")
    number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(digest__regex=IS_DIGEST), name="ledgers_head_is_digest"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.book} {self.sequence}"

    @property
    def head(self) -> Head:
        return Head(self.sequence, self.digest)


class DayHead(ScopedRow):
    """每日摘要: one digest over the heads of all books of a day, to be kept outside the server."""

    append_only: ClassVar[bool] = True

    day = models.DateField()
    heads = models.JSONField(help_text="[[book id, code, sequence, digest], …] by id")
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-day"]
        constraints = [
            models.UniqueConstraint(fields=["institution", "day"], name="ledgers_day_once"),
            models.CheckConstraint(
                condition=Q(previous__regex=IS_DIGEST, digest__regex=IS_DIGEST),
                name="ledgers_day_is_digest",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.digest[:12]}"
