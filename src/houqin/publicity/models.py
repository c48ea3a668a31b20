"""通知公告, and for each who is meant one receipt: who has opened it when, who has confirmed."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from houqin.core.search import search_field, tokens
from houqin.core.tenancy import ScopedManager
from houqin.org.models import Department, ScopedRow, Staff


class AnnouncementQuerySet(models.QuerySet["Announcement"]):
    def concerning(self, staff: Staff) -> Self:
        """Meant for everybody or for this person, or sent by this person."""
        mine = Exists(Receipt.objects.filter(announcement=OuterRef("pk"), staff=staff))
        return self.filter(Q(for_everybody=True) | Q(issued_by=staff) | mine)

    def current(self) -> Self:
        return self.filter(withdrawn_at=None, archived_at=None)


class Announcement(ScopedRow):
    """通知公告: what was said stays as it was said; a mistake is withdrawn and said anew."""

    title = models.CharField(_("标题"), max_length=80)
    text = models.TextField(_("正文"), max_length=20_000)
    for_everybody = models.BooleanField(_("发给全体"), default=True)
    roles = ArrayField(
        models.CharField(max_length=20), default=list, blank=True, verbose_name=_("岗位")
    )
    whom = models.CharField(_("发给谁"), max_length=200, help_text="in words, as it was sent")
    without_account = models.PositiveSmallIntegerField(
        _("没有账号的人数"), default=0, help_text="meant as well, to be told in person"
    )
    must_confirm = models.BooleanField(_("须确认"), default=False)
    confirm_by = models.DateField(_("确认截止"), null=True, blank=True)
    is_urgent = models.BooleanField(_("要紧"), default=False)
    issued_by = models.ForeignKey(Staff, models.PROTECT, related_name="+", verbose_name=_("发布人"))
    issued_at = models.DateTimeField(_("发布时间"))
    reminded_at = models.DateTimeField(_("最近一次提醒"), null=True, blank=True)
    reminders = models.PositiveSmallIntegerField(_("提醒次数"), default=0)
    withdrawn_at = models.DateTimeField(_("撤回时间"), null=True, blank=True)
    withdrawn_for = models.CharField(_("撤回原因"), max_length=100, blank=True)
    archived_at = models.DateTimeField(_("归档时间"), null=True, blank=True)
    token = models.UUIDField(default=uuid.uuid4, editable=False)
    search = search_field()

    objects: ClassVar[Any] = ScopedManager.from_queryset(AnnouncementQuerySet)()

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["institution", "-issued_at"], name="publicity_newest_first"),
            # the morning's job
            models.Index(
                fields=["institution", "confirm_by"],
                condition=Q(must_confirm=True, withdrawn_at=None, archived_at=None),
                name="publicity_to_be_confirmed",
            ),
            GinIndex(fields=["search"], name="publicity_search"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["institution", "token"], name="publicity_sent_once"),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(text=""),
                name="publicity_says_something",
                violation_error_message=_("请写标题和正文。"),
            ),
            models.CheckConstraint(
                condition=Q(confirm_by=None) | Q(must_confirm=True),
                name="publicity_deadline_to_confirm",
                violation_error_message=_("只有须确认的通知才有确认截止日期。"),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | ~Q(withdrawn_for=""),
                name="publicity_withdrawn_why",
                violation_error_message=_("请写明为什么撤回。"),
            ),
            models.CheckConstraint(
                condition=Q(reminded_at=None, reminders=0)
                | Q(reminded_at__isnull=False, reminders__gt=0),
                name="publicity_reminders_counted",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_current(self) -> bool:
        return self.withdrawn_at is None and self.archived_at is None

    def is_overdue(self, today: date) -> bool:
        return self.is_current and self.confirm_by is not None and self.confirm_by < today

    def fill_search(self) -> None:
        self.search = tokens(self.institution_id, self.title, self.text)


class AddressedDepartment(ScopedRow):
    """A department that a notice is for, with those under it: who joins later is sent it too."""

    announcement = models.ForeignKey(
        Announcement, models.CASCADE, related_name="addressed", db_index=False
    )
    department = models.ForeignKey(Department, models.CASCADE, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["announcement", "department"], name="publicity_department_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.announcement_id} {self.department_id}"


class ReceiptQuerySet(models.QuerySet["Receipt"]):
    def open_for(self, staff: Any) -> Self:
        """What the person has still to read or to confirm."""
        return self.filter(staff=staff, is_open=True)

    def counted(self) -> Self:
        """Who has left without reading is no longer asked for."""
        return self.filter(Q(opened_at__isnull=False) | Q(staff__left_on=None))

    def missing(self, *, must_confirm: bool) -> Self:
        """Those here who have not read, or where it must be, not confirmed."""
        field = "confirmed_at" if must_confirm else "opened_at"
        return self.filter(**{field: None}, staff__left_on=None)


class Receipt(ScopedRow):
    """签收: one person for whom a notice is meant."""

    announcement = models.ForeignKey(
        Announcement, models.PROTECT, related_name="receipts", db_index=False
    )
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="+", db_index=False)
    department = models.CharField(
        _("部门"), max_length=40, blank=True, help_text="when it was sent"
    )
    opened_at = models.DateTimeField(_("首次打开"), null=True, blank=True)
    confirmed_at = models.DateTimeField(_("确认时间"), null=True, blank=True)
    reminders = models.PositiveSmallIntegerField(_("被提醒次数"), default=0)
    is_open = models.BooleanField(default=True, help_text="still to be read or confirmed")

    objects = ScopedManager.from_queryset(ReceiptQuerySet)()  # type: ignore[misc]

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["staff", "announcement"], name="publicity_receipt_of_staff"),
            # the number in the menu, on every page
            models.Index(
                fields=["staff"], condition=Q(is_open=True), name="publicity_receipt_open"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["announcement", "staff"], name="publicity_receipt_once"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None) | Q(opened_at__isnull=False, is_open=False),
                name="publicity_confirmed_was_read",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.staff_id} {self.announcement_id}"
