"""Tokens for programs: they act as the person who made them, inside one institution."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet

from houqin.accounts.models import AccessToken, new_secret, token_digest
from houqin.journal.public import record
from houqin.org.access import demand
from houqin.org.member import Member

MOST = 10


def own_tokens(member: Member) -> QuerySet[AccessToken]:
    """Those of this institution that still open something, the newest first."""
    return AccessToken.objects.filter(
        user=member.user,
        institution_ref=member.institution.pk,
        purpose=AccessToken.Purpose.API,
        revoked_at=None,
    ).order_by("-pk")


@transaction.atomic
def make_token(*, actor: Member, name: str) -> str:
    """The secret, which is kept nowhere: only its digest is."""
    demand(actor, "web.make_tokens")
    if actor.user is None:
        raise ValidationError("还没有账号的人不能新建令牌。请先开通账号。")
    if own_tokens(actor).count() >= MOST:
        raise ValidationError(f"最多 {MOST} 个令牌。请先在“我的账号”里停用不用的。")
    secret = new_secret()
    AccessToken.objects.create(
        user=actor.user,
        institution_ref=actor.institution.pk,
        purpose=AccessToken.Purpose.API,
        name=name,
        digest=token_digest(secret),
        tail=secret[-4:],
    )
    record(actor=actor, action="web.token_made", target=actor.staff, name=name, tail=secret[-4:])
    return secret
