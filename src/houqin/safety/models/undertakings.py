"""Undertakings (责任状): a template for a post, issued for a period with frozen text, signed."""

from __future__ import annotations

import hashlib
import secrets
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from houqin.core.roles import Role, role_name
from houqin.org.models import SchoolClass, ScopedRow, Staff


def new_token() -> str:
    """What the link of somebody without an account carries: 128 random bits."""
    return secrets.token_urlsafe(16)


class Audience(models.TextChoices):
    STAFF = "staff", _("教职工（按岗位）")
    PARENTS = "parents", _("家长（按班级）")
    OTHERS = "others", _("住户、外包单位等（按名单）")


class UndertakingTemplate(ScopedRow):
    """责任状模板: the text that people of a post sign."""

    title = models.CharField(_("名称"), max_length=60)
    audience = models.CharField(_("谁来签"), max_length=8, choices=Audience, default=Audience.STAFF)
    roles = ArrayField(
        models.CharField(max_length=20, choices=[(r.value, role_name(r)) for r in Role]),
        default=list,
        blank=True,
        verbose_name=_("岗位"),
    )
    text = models.TextField(_("正文"), max_length=20_000)
    is_active = models.BooleanField(_("在用"), default=True)

    class Meta:
        ordering = ["title", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "title"],
                name="safety_template_one_title",
                violation_error_message=_("已有同名的责任状模板。"),
            ),
            models.CheckConstraint(
                condition=~Q(text=""),
                name="safety_template_says",
                violation_error_message=_("请写责任状正文。"),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class UndertakingIssue(ScopedRow):
    """一批责任状. The text is of the day of issue and is never changed: append-only."""

    append_only: ClassVar[bool] = True

    template = models.ForeignKey(UndertakingTemplate, models.PROTECT, related_name="issues")
    title = models.CharField(_("名称"), max_length=80)
    audience = models.CharField(max_length=8, choices=Audience)
    text = models.TextField(_("正文"))
    digest = models.CharField(max_length=64, help_text="SHA-256 of the text")
    since = models.DateField(_("从"))
    until = models.DateField(_("到"))
    issued_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()

    class Meta:
        ordering = ["-since", "-pk"]
        indexes = [
            models.Index(fields=["institution", "-since", "-id"], name="safety_issue_recent")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "title", "since"],
                name="safety_issue_one_title",
                violation_error_message=_("同一天起的同名责任状已经发过了，请换个名称。"),
            ),
            models.CheckConstraint(
                condition=Q(until__gte=F("since")),
                name="safety_issue_in_order",
                violation_error_message=_("到期日期不能早于开始日期。"),
            ),
            models.CheckConstraint(
                condition=Q(digest__regex=r"^[0-9a-f]{64}$"), name="safety_issue_digest"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @staticmethod
    def digest_of(text: str) -> str:
        return hashlib.sha256(text.encode()).hexdigest()


class Undertaking(ScopedRow):
    """一份责任状: one person's, in the program or by a link of their own."""

    issue = models.ForeignKey(UndertakingIssue, models.PROTECT, related_name="letters")
    staff = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(_("签订人"), max_length=60)
    post = models.CharField(_("岗位、班级"), max_length=40, blank=True)
    school_class = models.ForeignKey(
        SchoolClass, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    token = models.CharField(max_length=32, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_for = models.CharField(_("不用签的原因"), max_length=100, blank=True)

    class Meta:
        ordering = ["post", "name", "pk"]
        indexes = [models.Index(fields=["institution", "staff"], name="safety_letter_of_staff")]
        constraints = [
            models.UniqueConstraint(
                fields=["issue", "staff"],
                condition=Q(staff__isnull=False),
                name="safety_letter_once",
                violation_error_message=_("这个人在这一批里已经有一份。"),
            ),
            models.UniqueConstraint(
                fields=["token"], condition=~Q(token=""), name="safety_letter_one_link"
            ),
            models.CheckConstraint(
                condition=Q(staff__isnull=False) | ~Q(token=""),
                name="safety_letter_reachable",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | ~Q(withdrawn_for=""),
                name="safety_letter_withdrawn_why",
                violation_error_message=_("请写明为什么不用签。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} · {self.issue.title}"


class UndertakingSignature(ScopedRow):
    """签名: who signed which text when. Nothing of it can be changed."""

    append_only: ClassVar[bool] = True

    letter = models.OneToOneField(Undertaking, models.PROTECT, related_name="signature")
    name = models.CharField(_("签名人"), max_length=60)
    picture = models.BinaryField(null=True, help_text="the drawn signature as a small JPEG")
    is_paper = models.BooleanField(_("纸质签订"), default=False)
    digest = models.CharField(max_length=64, help_text="of the text that was signed")
    signed_at = models.DateTimeField(_("签订时间"))
    kept_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(is_paper=True) | Q(picture__isnull=False),
                name="safety_signature_drawn",
                violation_error_message=_("请在框里用手指签名。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.signed_at:%Y-%m-%d}"
