"""What the browser installs, and what a monitor asks."""

from __future__ import annotations

import json
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

import houqin.ui

_STATIC = Path(houqin.ui.__file__).parent / "static" / "houqin"


@require_safe
@cache_control(no_cache=True)
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker, from the root so that it may serve every page."""
    try:
        script = (_STATIC / "dist" / "sw.js").read_bytes()
    except FileNotFoundError as error:
        raise Http404("the front end has not been built") from error
    answer = HttpResponse(script, content_type="text/javascript; charset=utf-8")
    answer["Service-Worker-Allowed"] = "/"
    return answer


@require_safe
@cache_control(max_age=3600)
def manifest(request: HttpRequest) -> HttpResponse:
    described = json.loads((_STATIC / "manifest.webmanifest").read_text(encoding="utf-8"))
    for icon in described["icons"]:
        icon["src"] = static(f"houqin/{icon['src']}")
    answer = JsonResponse(described, json_dumps_params={"ensure_ascii": False})
    answer["Content-Type"] = "application/manifest+json; charset=utf-8"
    return answer


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/errors/offline.html")


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """For a monitor: 200 while the database answers, 503 with the reason when not."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"status": "database"}, status=503)
    answer = JsonResponse({"status": "ok"})
    answer["Cache-Control"] = "no-store"
    return answer


@require_safe
def design(request: HttpRequest) -> HttpResponse:
    """Every component in every state; only while developing."""
    if not settings.DEBUG:
        raise Http404
    from houqin.ui import gallery

    return render(request, "ui/gallery.html", gallery.context())
