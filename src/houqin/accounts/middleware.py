"""A session that is used stays; one that is left alone runs out."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

_RENEW_AFTER = 600


def session_timeout(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Slide the expiry at most every ten minutes, so that reading costs no write."""

    def middleware(request: HttpRequest) -> HttpResponse:
        session = request.session
        if session.session_key and "_auth_user_id" in session:
            seen, now = session.get("seen", 0), int(time.time())
            if now - seen > _RENEW_AFTER:
                session["seen"] = now
                if not session.get("remembered"):
                    session.set_expiry(settings.SESSION_COOKIE_AGE)
        return get_response(request)

    return middleware
