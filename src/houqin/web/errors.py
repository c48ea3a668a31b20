"""Error pages: what happened, what was kept, what to do; drawn even when all else fails."""

from __future__ import annotations

import logging

from django.core.exceptions import RequestDataTooBig, ValidationError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

log = logging.getLogger(__name__)
_PLAIN = (
    '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>后勤</title>'
    "<h1>服务器出错</h1><p>这一步没有保存，之前已登记的记录都在。</p>"
    "<p>请稍后再试；还不行，请把时间和做到哪一步告诉信息员。</p>"
    '<p><a href="/">回今日</a></p></html>'
)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        return too_large(request)
    return _page(request, "ui/errors/400.html", 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    reason = str(exception or "")
    answer = _page(request, "ui/errors/403.html", 403, reason=reason)
    answer.reason_said = reason  # type: ignore[attr-defined]  # for who answers a program
    return answer


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, "ui/errors/404.html", 404)


def too_large(request: HttpRequest) -> HttpResponse:
    return _page(request, "ui/errors/413.html", 413)


def refused(request: HttpRequest, exception: ValidationError) -> HttpResponse:
    """A service said no: its own sentences, with the way back."""
    return _page(request, "web/errors/422.html", 422, reasons=exception.messages)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page was open too long, or its cookie was refused. ``reason`` is for developers."""
    log.warning("CSRF: %s", reason)
    return _page(request, "web/errors/csrf.html", 403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Without the request: neither the session nor the database may be needed."""
    return _page(None, "ui/errors/500.html", 500)


def _page(
    request: HttpRequest | None, template: str, status: int, **context: object
) -> HttpResponse:
    try:
        return HttpResponse(render_to_string(template, context, request), status=status)
    except Exception:  # an error page that breaks is worse than a bare one
        log.exception("the error page %s cannot be drawn", template)
        return HttpResponse(_PLAIN, status=status)
