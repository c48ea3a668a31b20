"""Users, the failures that lock them out, and revocable tokens for the API and calendars."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import ClassVar

from django.contrib.auth.models import AbstractUser, UserManager
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

MAX_FAILURES = 5
LOCKED_FOR = timedelta(minutes=15)


class User(AbstractUser):
    """Somebody who signs in by user name or phone. What they may do is said by org.Staff."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    name = models.CharField(_("姓名"), max_length=50)
    phone = models.CharField(
        _("手机号"),
        max_length=20,
        blank=True,
        validators=[RegexValidator(r"^\+?\d{5,19}$", _("手机号只含数字，例如 13800000000。"))],
    )
    must_change_password = models.BooleanField(_("下次登录须改密码"), default=False)
    mail_digest = models.BooleanField(_("每天一封邮件汇总"), default=True)

    objects: ClassVar[UserManager[User]] = UserManager()  # type: ignore[assignment]
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["phone"],
                condition=~Q(phone=""),
                name="accounts_user_one_phone",
                violation_error_message=_("这个手机号已经登记给另一个账号。"),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name


class LoginFailure(models.Model):
    """Wrong passwords in a row for one login name; five lock it for a quarter of an hour."""

    login = models.CharField(max_length=64, unique=True)
    failures = models.PositiveSmallIntegerField(default=0)
    locked_until = models.DateTimeField(null=True, blank=True)
    last_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.login

    def is_locked(self, now: datetime) -> bool:
        return self.locked_until is not None and self.locked_until > now


class SigningPin(models.Model):
    """签字码: six digits to sign with on a colleague's phone; only their hash is kept."""

    user = models.OneToOneField(User, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=128, help_text="by the hasher of passwords")
    set_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.user} 的签字码"


class AccessToken(models.Model):
    """A revocable secret that stands for a person: for the API or for a calendar feed."""

    class Purpose(models.TextChoices):
        API = "api", _("接口")
        CALENDAR = "calendar", _("日历订阅")

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    institution_ref = models.BigIntegerField(
        help_text="org.Institution.pk: accounts lies below org"
    )
    purpose = models.CharField(max_length=10, choices=Purpose)
    name = models.CharField(_("名称"), max_length=50, blank=True)
    digest = models.CharField(max_length=64, unique=True)
    tail = models.CharField(max_length=4)
    created_at = models.DateTimeField(auto_now_add=True)
    last_used_on = models.DateField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["user", "purpose"], name="accounts_token_of_user")]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} …{self.tail}"


def token_digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def new_secret() -> str:
    return secrets.token_urlsafe(32)
