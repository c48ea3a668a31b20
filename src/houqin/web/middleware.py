"""Around each request: where a change comes from, and a service's refusal as a page."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.db import DataError
from django.http import HttpRequest, HttpResponse

from houqin.core.client import client_address
from houqin.journal.public import origin

GetResponse = Callable[[HttpRequest], HttpResponse]


def journal_origin(get_response: GetResponse) -> GetResponse:
    """What the request changes is journaled with its way in and the client's address."""

    def middleware(request: HttpRequest) -> HttpResponse:
        inside = getattr(request, "institution_code", None) is not None
        via = "api" if inside and request.path_info.startswith("/api/") else "web"
        with origin(via, client_address(request)):
            return get_response(request)

    return middleware


def refusals(get_response: GetResponse) -> GetResponse:
    """A refusal (ValidationError) that a view let through is told in a page, not as a breakdown;
    so is a zero byte in an address, which no text of the database can hold."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_exception(request: HttpRequest, exception: Exception) -> HttpResponse | None:
        from houqin.web.errors import bad_request, refused

        if isinstance(exception, ValidationError):
            return refused(request, exception)
        is_zero = isinstance(exception, DataError) and "NUL" in str(exception)
        return bad_request(request) if is_zero else None

    middleware.process_exception = process_exception  # type: ignore[attr-defined]
    return middleware
