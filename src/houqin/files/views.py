"""Serving files: to who may see a row they are attached to, everybody else gets 404."""

from __future__ import annotations

import logging

from django.http import (
    FileResponse,
    Http404,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotModified,
)
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header, parse_etags
from django.views.decorators.http import require_safe

from houqin.files.access import may_see_file
from houqin.files.models import StoredFile
from houqin.files.public import open_file
from houqin.org.access import InstitutionRequest, requires

log = logging.getLogger(__name__)


@require_safe
@requires("files.see")
def file(request: InstitutionRequest, pk: int) -> HttpResponse:
    return _serve(request, _visible(request, pk), thumbnail=False)


@require_safe
@requires("files.see")
def thumb(request: InstitutionRequest, pk: int) -> HttpResponse:
    stored = _visible(request, pk)
    if not stored.is_photo:
        raise Http404
    return _serve(request, stored, thumbnail=True)


def _visible(request: InstitutionRequest, pk: int) -> StoredFile:
    stored = get_object_or_404(StoredFile, pk=pk)
    if not may_see_file(request.member, stored):
        raise Http404
    return stored


def _serve(request: InstitutionRequest, stored: StoredFile, *, thumbnail: bool) -> HttpResponse:
    """The right to see was checked, so a copy the browser holds may be confirmed unread."""
    etag = f'"{stored.sha256}{"-t" if thumbnail else ""}"'
    response: HttpResponseBase
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        response = HttpResponseNotModified()
    else:
        try:
            content = open_file(stored, thumbnail=thumbnail)
        except FileNotFoundError as error:
            log.error("file %s is missing on disk: %s", stored.pk, stored.path)
            raise Http404 from error
        response = FileResponse(content, content_type=stored.mime)
        disposition = content_disposition_header(not stored.is_photo, stored.name)
        response["Content-Disposition"] = str(disposition)
        response["X-Content-Type-Options"] = "nosniff"
    response["ETag"] = etag
    response["Cache-Control"] = "private, max-age=31536000, immutable"
    return response  # type: ignore[return-value]
