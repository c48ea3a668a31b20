"""Institutions live below ``/i/<code>/``: the path chooses the tenant before any view runs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import get_script_prefix, get_urlconf, set_script_prefix, set_urlconf

from houqin.accounts.backend import at_hand
from houqin.core import clock
from houqin.core.tenancy import every_institution, institution_scope
from houqin.org.at_place import open_page_of
from houqin.org.member import member_for_user

GetResponse = Callable[[HttpRequest], HttpResponse]
_PATH = re.compile(r"^/i/([a-z0-9-]{1,30})(/.*)$")
_TOKEN_PATHS = ("/api/", "/feeds/")
_SAFE = {"GET", "HEAD", "OPTIONS"}


@contextmanager
def addresses_inside(code: str) -> Iterator[None]:
    """reverse() gives addresses inside the institution, as in its requests; for background work."""
    before, urlconf = get_script_prefix(), get_urlconf()
    set_urlconf(settings.INSTITUTION_URLCONF)
    set_script_prefix(f"/i/{code}/")
    try:
        yield
    finally:
        set_urlconf(urlconf)
        set_script_prefix(before)


def institution_path(get_response: GetResponse) -> GetResponse:
    """Mount the institution's urls: reverse() then gives addresses inside it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        match = _PATH.match(request.path_info)
        if match is None:
            return get_response(request)
        code, rest = match.groups()
        before = get_script_prefix()
        request.urlconf = settings.INSTITUTION_URLCONF
        request.institution_code = code  # type: ignore[attr-defined]
        request.path_info = rest
        set_script_prefix(f"/i/{code}/")
        try:
            return get_response(request)
        finally:
            set_script_prefix(before)

    return middleware


def member_of_session(get_response: GetResponse) -> GetResponse:
    """Read who is signed in and who that is here in one query; access is decided further down."""

    def middleware(request: HttpRequest) -> HttpResponse:
        code = getattr(request, "institution_code", None)
        user_id = request.session.get(SESSION_KEY) if code else None
        if code is None or user_id is None:
            return get_response(request)
        member = member_for_user(int(user_id), code, clock.today())
        request.member_of_session = member  # type: ignore[attr-defined]
        with at_hand(member.user if member else None):
            return get_response(request)

    return middleware


def institution_access(get_response: GetResponse) -> GetResponse:
    """Find the member; a stranger gets 404, an inspector may only look."""

    def middleware(request: HttpRequest) -> HttpResponse:
        code = getattr(request, "institution_code", None)
        if code is None:
            with every_institution():
                return get_response(request)
        if request.path_info.startswith(_TOKEN_PATHS) and not request.user.is_authenticated:
            return get_response(request)  # the view checks its token and enters the scope
        if not request.user.is_authenticated:
            open_page = open_page_of(code, request.path_info)
            if open_page:
                return HttpResponseRedirect(open_page)
            return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)
        member = getattr(request, "member_of_session", None)
        if member is None:
            raise Http404  # a stranger does not learn that the institution exists
        request.institution, request.member = member.institution, member  # type: ignore[attr-defined]
        with institution_scope(member.institution.pk):
            return get_response(request)

    def process_view(request: HttpRequest, *_view: object) -> HttpResponse | None:
        member = getattr(request, "member", None)
        if member is not None and member.is_read_only and request.method not in _SAFE:
            raise PermissionDenied("上级检查员只能查看，不能改动记录。")
        return None

    middleware.process_view = process_view  # type: ignore[attr-defined]
    return middleware
