"""A used session stays, one left alone runs out; a temporary password opens one page only."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

_RENEW_AFTER = 600
CHANGE = "/accounts/password/change/"
_OPEN = (CHANGE, "/accounts/logout/", "/accounts/reauthenticate/", "/static/")
GetResponse = Callable[[HttpRequest], HttpResponse]


def session_timeout(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Slide the expiry at most every ten minutes, so that reading costs no write.

    Where a session is to end sooner, sooner: nobody at work is to be signed out.
    """
    renew_after = min(_RENEW_AFTER, settings.SESSION_COOKIE_AGE // 4)

    def middleware(request: HttpRequest) -> HttpResponse:
        session = request.session
        if session.session_key and "_auth_user_id" in session:
            seen, now = session.get("seen", 0), int(time.time())
            if now - seen > renew_after:
                session["seen"] = now
                if not session.get("remembered"):
                    session.set_expiry(settings.SESSION_COOKIE_AGE)
        return get_response(request)

    return middleware


def _came_otherwise(request: HttpRequest) -> bool:
    """By WeCom and the like: who never typed the temporary password cannot change it either."""
    ways = request.session.get("account_authentication_methods") or []
    return any(one.get("method") == "socialaccount" for one in ways)


def temporary_password(get_response: GetResponse) -> GetResponse:
    """Whoever holds a temporary password chooses an own one before anything else."""

    def middleware(request: HttpRequest) -> HttpResponse:
        held = request.session.get("_auth_user_id") is not None
        if not held or request.path.startswith(_OPEN):
            return get_response(request)
        if not getattr(request.user, "must_change_password", False) or _came_otherwise(request):
            return get_response(request)
        if request.headers.get("HX-Request"):
            return HttpResponse(headers={"HX-Redirect": CHANGE})
        return HttpResponseRedirect(CHANGE)

    return middleware
