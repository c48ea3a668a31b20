"""A request with an access token acts as the token's person, inside the token's institution."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from houqin.accounts.models import AccessToken, token_digest
from houqin.core import clock
from houqin.core.tenancy import every_institution, institution_scope
from houqin.org.member import Member, member_for_user

GetResponse = Callable[[HttpRequest], HttpResponse]
_SCHEME = "bearer "


def token_scope(get_response: GetResponse) -> GetResponse:
    """Stands after org's own middleware; what has no valid token is left for the view to refuse."""

    def middleware(request: HttpRequest) -> HttpResponse:
        code = getattr(request, "institution_code", None)
        secret = secret_of(request)
        if code is None or not secret or not request.path_info.startswith("/api/"):
            return get_response(request)
        with every_institution():
            member = _member(secret, code)
        # A token that is sent must be good: a session beside it does not help it out.
        request.member = member  # type: ignore[attr-defined]
        request.by_token = member is not None  # type: ignore[attr-defined]
        if member is None:
            return get_response(request)
        request.institution = member.institution  # type: ignore[attr-defined]
        with institution_scope(member.institution.pk):
            return get_response(request)

    return middleware


def secret_of(request: HttpRequest) -> str:
    """What was sent as the token, good or not."""
    header = request.headers.get("Authorization", "")
    return header[len(_SCHEME) :].strip() if header.lower().startswith(_SCHEME) else ""


def _member(secret: str, code: str) -> Member | None:
    tokens = AccessToken.objects.filter(digest=token_digest(secret), revoked_at=None)
    token = tokens.filter(purpose=AccessToken.Purpose.API, user__is_active=True).first()
    if token is None:
        return None
    today = clock.today()
    member = member_for_user(token.user_id, code, today)
    if member is None or member.institution.pk != token.institution_ref:
        return None
    if token.last_used_on != today:  # once a day, so that reading costs no write
        AccessToken.objects.filter(pk=token.pk).update(last_used_on=today)
    return member
