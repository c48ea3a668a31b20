"""Entries, what was corrected in them, and who signed them besides the author."""

from __future__ import annotations

from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from houqin.core.search import search_field
from houqin.core.tenancy import ScopedManager
from houqin.ledgers.models.books import Book, BookVersion
from houqin.ledgers.models.chained import ChainedRow, chained_constraints, written
from houqin.ledgers.models.imports import EntryImport
from houqin.ledgers.rules import AHEAD_AT_MOST
from houqin.org.models import Place, Staff


class EntryQuerySet(models.QuerySet["Entry"]):
    def standing(self) -> Self:
        """Not struck through."""
        return self.exclude(Exists(Amendment.objects.filter(entry=OuterRef("pk"), is_strike=True)))

    def struck(self) -> Self:
        return self.filter(Exists(Amendment.objects.filter(entry=OuterRef("pk"), is_strike=True)))

    def amended(self) -> Self:
        return self.filter(Exists(Amendment.objects.filter(entry=OuterRef("pk"))))


class Entry(ChainedRow):
    """记录: one line of a book, as it was entered. Its standing today is in its amendments."""

    version = models.ForeignKey(BookVersion, models.PROTECT, related_name="+", db_index=False)
    token = models.UUIDField(help_text="made on the phone; a re-sent form is one row")
    number = models.CharField(_("编号"), max_length=60)
    happened_at = models.DateTimeField(_("发生时间"))
    made_at = models.DateTimeField(help_text="by the phone's clock, where it is believed")
    is_late = models.BooleanField(_("补录"), default=False)
    late_reason = models.CharField(_("补录原因"), max_length=200, blank=True)
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    place_name = models.CharField(max_length=200, blank=True)
    key = models.CharField(max_length=80, blank=True, help_text="which meal, class, room …")
    key_name = models.CharField(max_length=80, blank=True)
    author = models.ForeignKey(Staff, models.PROTECT, related_name="+", db_index=False)
    author_name = models.CharField(_("填写人"), max_length=50)
    values = models.JSONField()
    file_hashes = ArrayField(models.CharField(max_length=64), default=list)
    is_abnormal = models.BooleanField(_("异常"), default=False)
    flags = models.JSONField(default=list, help_text="[{path, message}] out of their limits")
    measure = models.CharField(_("处理措施"), max_length=500, blank=True)
    batch = models.ForeignKey(
        EntryImport, models.PROTECT, null=True, blank=True, related_name="entries", db_index=False
    )
    search = search_field()

    objects = ScopedManager.from_queryset(EntryQuerySet)()  # type: ignore[misc]

    class Meta:
        ordering = ["-happened_at", "-pk"]
        indexes = [
            # The book's page, newest first, and its counts. The institution stands first although
            # the book says it: PostgreSQL takes book, institution and row security for independent
            # of each other, expects two rows, and would otherwise fetch and sort the whole book.
            models.Index(
                fields=["institution", "book", "-happened_at", "-id"],
                include=["is_abnormal", "is_late", "key"],
                name="ledgers_entry_of_book",
            ),
            # the radar, Today and tasks: which books have an entry in a window, of which key
            models.Index(
                fields=["institution", "-happened_at"],
                include=["book", "key", "place"],
                name="ledgers_entry_by_day",
            ),
            models.Index(
                fields=["book", "-happened_at", "-id"],
                condition=Q(is_abnormal=True),
                name="ledgers_entry_abnormal",
            ),
            models.Index(
                fields=["place", "-happened_at"],
                condition=Q(place__isnull=False),
                name="ledgers_entry_at_place",
            ),
            models.Index(fields=["author", "-happened_at"], name="ledgers_entry_of_author"),
            models.Index(
                fields=["batch", "id"],
                condition=Q(batch__isnull=False),
                name="ledgers_entry_of_import",
            ),
            GinIndex(fields=["search"], name="ledgers_entry_search"),
        ]
        constraints = [
            *chained_constraints("entry"),
            models.UniqueConstraint(
                fields=["institution", "token"],
                name="ledgers_entry_once",
                violation_error_message=_("这张表已经交过。"),
            ),
            models.UniqueConstraint(fields=["book", "number"], name="ledgers_entry_one_number"),
            models.CheckConstraint(
                condition=Q(is_late=False, late_reason="") | (Q(is_late=True) & ~Q(late_reason="")),
                name="ledgers_entry_late_reason",
                violation_error_message=_("补录要写明原因。"),
            ),
            models.CheckConstraint(
                condition=Q(is_abnormal=False) | ~Q(measure=""),
                name="ledgers_entry_measure",
                violation_error_message=_("有异常，请写明怎么处理的。"),
            ),
            models.CheckConstraint(
                # a phone's clock may be a little ahead
                condition=Q(happened_at__lte=F("entered_at") + AHEAD_AT_MOST),
                name="ledgers_entry_has_happened",
                violation_error_message=_("发生时间不能晚于现在。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.book} {self.number}"

    def content(self) -> dict[str, Any]:
        # only where it was imported, so that other links stay as they were written
        imported = {"import": self.batch_id} if self.batch_id else {}
        return imported | {
            "kind": "entry",
            "institution": self.institution_id,
            "book": self.book_id,
            "form": self.version.digest,
            "number": self.number,
            "token": str(self.token),
            "happened": written(self.happened_at),
            "made": written(self.made_at),
            "entered": written(self.entered_at),
            "late": self.late_reason,
            "place": [self.place_id, self.place_name],
            "key": [self.key, self.key_name],
            "author": [self.author_id, self.author_name],
            "values": self.values,
            "files": self.file_hashes,
            "flags": self.flags,
            "measure": self.measure,
        }


class Amendment(ChainedRow):
    """更正: what stood before and what stands since; or the entry is struck through (划去)."""

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="amendments")
    is_strike = models.BooleanField(_("划去"), default=False)
    reason = models.CharField(
        _("原因"), max_length=300, error_messages={"blank": _("请写明为什么更正。")}
    )
    before = models.JSONField()
    after = models.JSONField(null=True, blank=True)
    file_hashes = ArrayField(models.CharField(max_length=64), default=list)
    is_abnormal = models.BooleanField(default=False)
    flags = models.JSONField(default=list)
    measure = models.CharField(_("处理措施"), max_length=500, blank=True)
    author = models.ForeignKey(Staff, models.PROTECT, related_name="+", db_index=False)
    author_name = models.CharField(max_length=50)
    # of the entry as it stands since: what was corrected is found by the new words, too
    search = search_field()

    class Meta:
        ordering = ["sequence"]
        indexes = [
            GinIndex(fields=["search"], name="ledgers_amendment_search"),
            models.Index(
                fields=["institution", "entry"],
                condition=Q(is_abnormal=True, is_strike=False),
                name="ledgers_amendment_abnormal",
            ),
        ]
        constraints = [
            *chained_constraints("amendment"),
            models.UniqueConstraint(
                fields=["entry"],
                condition=Q(is_strike=True),
                name="ledgers_amendment_struck_once",
                violation_error_message=_("这条记录已经划去。"),
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="ledgers_amendment_reason",
                violation_error_message=_("请写明为什么更正。"),
            ),
            models.CheckConstraint(
                condition=Q(is_strike=True, after__isnull=True)
                | Q(is_strike=False, after__isnull=False),
                name="ledgers_amendment_after",
            ),
            models.CheckConstraint(
                condition=Q(is_abnormal=False) | ~Q(measure=""),
                name="ledgers_amendment_measure",
                violation_error_message=_("有异常，请写明怎么处理的。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{'划去' if self.is_strike else '更正'}：{self.reason}"

    def content(self) -> dict[str, Any]:
        return {
            "kind": "strike" if self.is_strike else "amendment",
            "institution": self.institution_id,
            "book": self.book_id,
            "entry": str(self.entry.token),
            "entered": written(self.entered_at),
            "reason": self.reason,
            "before": self.before,
            "after": self.after,
            "author": [self.author_id, self.author_name],
            "files": self.file_hashes,
            "flags": self.flags,
            "measure": self.measure,
        }


class Countersignature(ChainedRow):
    """会签: a second person confirms an entry; never its author."""

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="countersignatures")
    signer = models.ForeignKey(Staff, models.PROTECT, related_name="+", db_index=False)
    signer_name = models.CharField(max_length=50)
    author = models.ForeignKey(
        Staff, models.PROTECT, related_name="+", db_index=False, help_text="the entry's"
    )
    note = models.CharField(_("意见"), max_length=200, blank=True)

    class Meta:
        ordering = ["sequence"]
        constraints = [
            *chained_constraints("countersignature"),
            models.UniqueConstraint(
                fields=["entry", "signer"],
                name="ledgers_countersignature_once",
                violation_error_message=_("您已经会签过这条记录。"),
            ),
            models.CheckConstraint(
                condition=~Q(signer=F("author")),
                name="ledgers_countersignature_by_another",
                violation_error_message=_("会签要由另一位同事来做，不能会签自己填的记录。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.signer_name}会签"

    def content(self) -> dict[str, Any]:
        return {
            "kind": "countersignature",
            "institution": self.institution_id,
            "book": self.book_id,
            "entry": str(self.entry.token),
            "entered": written(self.entered_at),
            "signer": [self.signer_id, self.signer_name],
            "note": self.note,
        }


__all__ = ["Amendment", "Book", "BookVersion", "Countersignature", "Entry", "EntryQuerySet"]
