"""Books and the versions of their forms."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from houqin.core.domains import domain_choices
from houqin.core.roles import Role
from houqin.org.models import ScopedRow, Staff


def _roles(name: Any) -> ArrayField[list[str], list[str]]:
    """Codes of roles; an empty list has the meaning that the policy gives it."""
    codes = models.CharField(max_length=20, choices=[(r.value, r.value) for r in Role])
    return ArrayField(codes, verbose_name=name, default=list, blank=True)


class Book(ScopedRow):
    """台账: one record book of an institution, and its settings. Its entries form one chain."""

    class PerWhat(models.TextChoices):
        NOTHING = "", _("不分")
        MEAL = "meal", _("餐次")
        CLASS = "class", _("班级")
        ROOM = "room", _("房间或场所")
        VEHICLE = "vehicle", _("车辆")
        DEVICE = "device", _("设备")
        BATCH = "batch", _("批次")
        PERSON = "person", _("人员")

    code = models.SlugField(_("代码"), max_length=40)
    title = models.CharField(_("名称"), max_length=60)
    domain = models.CharField(_("领域"), max_length=12, choices=domain_choices())
    purpose = models.CharField(_("用途"), max_length=200, blank=True)
    basis = models.CharField(_("依据"), max_length=200, blank=True)
    writer_roles = _roles(_("谁填写"))
    reader_roles = _roles(_("谁查看"))
    signer_roles = _roles(_("谁会签"))
    per_what = models.CharField(_("按什么分别记"), max_length=8, choices=PerWhat, blank=True)
    per_field = models.CharField(_("分记的字段"), max_length=40, blank=True)
    # Which classes, rooms, vehicles … there should be an entry of: keys of rows, or what is typed.
    expected = ArrayField(
        models.CharField(max_length=80), verbose_name=_("都有哪些"), default=list, blank=True
    )
    every_days = models.PositiveSmallIntegerField(_("平常几个工作日记一次"), null=True, blank=True)
    time_field = models.CharField(_("发生时间取自字段"), max_length=40, blank=True)
    backdate_days = models.PositiveSmallIntegerField(
        _("最多补录几天前的"), null=True, blank=True, default=30
    )
    retention_months = models.PositiveSmallIntegerField(_("保存月数"), null=True, blank=True)
    keeps_with_object = models.BooleanField(_("随对象长期保存"), default=False)
    # What the rules demand; raised by the program, lowered by nobody (sql/shortening_0006.py).
    retention_least_months = models.PositiveSmallIntegerField(null=True, editable=False)
    must_keep_with_object = models.BooleanField(default=False, editable=False)
    retention_shortened_at = models.DateTimeField(
        null=True, editable=False, help_text="written by the database; a purge waits for it"
    )
    numbering = models.CharField(_("编号规则"), max_length=60, default="{year}-{n:4}")
    layout = models.CharField(_("正式版式"), max_length=40, blank=True)
    is_active = models.BooleanField(_("在用"), default=True)
    current = models.ForeignKey(
        "ledgers.BookVersion", models.PROTECT, null=True, editable=False, related_name="+"
    )

    class Meta:
        ordering = ["domain", "title", "pk"]
        indexes = [models.Index(fields=["institution", "domain"], name="ledgers_book_by_domain")]
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "code"],
                name="ledgers_book_one_code",
                violation_error_message=_("已有这个代码的台账。"),
            ),
            models.UniqueConstraint(
                fields=["institution", "title"],
                name="ledgers_book_one_title",
                violation_error_message=_("已有同名的台账。"),
            ),
            models.CheckConstraint(
                condition=~Q(title=""), name="ledgers_book_has_title",
                violation_error_message=_("请给台账起个名称。"),
            ),
            models.CheckConstraint(
                condition=Q(numbering__contains="{n"),
                name="ledgers_book_numbers_differ",
                violation_error_message=_("编号规则里要有流水号 {n}，例如 {year}-{n:4}。"),
            ),
            models.CheckConstraint(
                condition=Q(expected__len=0) | ~Q(per_field=""),
                name="ledgers_book_expects_by_field",
                violation_error_message=_("写了都有哪些，还要选按什么分别记。"),
            ),
            models.CheckConstraint(
                condition=Q(every_days__isnull=True) | Q(every_days__range=(1, 400)),
                name="ledgers_book_has_rhythm",
                violation_error_message=_("平常几个工作日记一次，请填 1 到 400。"),
            ),
            models.CheckConstraint(
                condition=Q(retention_months__isnull=True) | Q(retention_months__gte=1),
                name="ledgers_book_kept_some_time",
                violation_error_message=_("保存月数至少填 1；长期保存请勾选“随对象长期保存”。"),
            ),
            models.CheckConstraint(
                condition=Q(retention_months__isnull=True)
                | Q(retention_least_months__isnull=True)
                | Q(retention_months__gte=F("retention_least_months")),
                name="ledgers_book_kept_as_demanded",
                violation_error_message=_("保存期限不能比规定的短。"),
            ),
            models.CheckConstraint(
                condition=Q(must_keep_with_object=False) | Q(keeps_with_object=True),
                name="ledgers_book_kept_with_object",
                violation_error_message=_("按规定，人员、设备、合同还在就要一直保存，不能取消。"),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title


class BookVersion(ScopedRow):
    """One published form of a book; entries are always read with the one they were made with."""

    append_only: ClassVar[bool] = True

    book = models.ForeignKey(Book, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    form = models.JSONField()
    digest = models.CharField(max_length=64, help_text="SHA-256 of the form; in every entry's link")
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["book", "number"]
        constraints = [
            models.UniqueConstraint(fields=["book", "number"], name="ledgers_version_one_number"),
            models.CheckConstraint(condition=Q(number__gte=1), name="ledgers_version_from_one"),
            models.CheckConstraint(
                condition=Q(digest__regex=r"^[0-9a-f]{64}$"), name="ledgers_version_digest"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.book} 第 {self.number} 版"
