"""Who may call: a token for everything, a signed-in browser for looking only."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja.errors import AuthenticationError
from ninja.security import HttpBearer

from houqin.org.member import Member

_SAFE = {"GET", "HEAD", "OPTIONS"}


class TokenAuth(HttpBearer):
    """The middleware has already found the member; here is only asked whether it did."""

    openapi_description = "在“接口令牌”页新建的令牌"

    def __call__(self, request: HttpRequest) -> Any:
        member: Member | None = getattr(request, "member", None)
        if member is None:
            raise AuthenticationError
        if request.method in _SAFE or getattr(request, "by_token", False):
            return member
        raise AuthenticationError

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        raise NotImplementedError("decided in __call__")
