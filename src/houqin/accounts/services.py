"""What a person changes of the own account."""

from __future__ import annotations

from datetime import datetime

from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import QuerySet

from houqin.accounts.models import AccessToken, User


@transaction.atomic
def change_me(*, user: User, name: str, phone: str, email: str, mail_digest: bool) -> User:
    """Name, phone, mail and whether a digest comes."""
    user.name, user.phone, user.email = name, phone, email
    user.mail_digest = mail_digest
    user.full_clean()
    user.save(update_fields=["name", "phone", "email", "mail_digest"])
    return user


@transaction.atomic
def revoke(*, token: AccessToken, now: datetime) -> None:
    """A second click changes nothing."""
    AccessToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=now)


def end_sessions(*, user: User, sessions: QuerySet[Session], now: datetime) -> int:
    """Delete this person's living sessions; they are few, but only decoding tells whose."""
    gone = [
        one.pk
        for one in sessions.filter(expire_date__gt=now).iterator(chunk_size=500)
        if str(one.get_decoded().get("_auth_user_id")) == str(user.pk)
    ]
    sessions.filter(pk__in=gone).delete()
    return len(gone)
