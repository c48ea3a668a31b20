"""The floor: the least a Django view under granian can do. No login, permission or middleware."""

from __future__ import annotations

import os

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import Context, Engine
from django.urls import path

from houqin.config.database import parse_url

if not settings.configured:
    database = parse_url(os.environ["DATABASE_OWNER_URL"])
    database["ENGINE"] = "django.db.backends.postgresql"
    database["OPTIONS"]["pool"] = {"min_size": 1, "max_size": 12}
    settings.configure(
        SECRET_KEY="floor",
        ALLOWED_HOSTS=["*"],
        ROOT_URLCONF=__name__,
        DATABASES={"default": database},
        USE_TZ=True,
        MIDDLEWARE=[],
        INSTALLED_APPS=[],
    )
    django.setup()

ROWS = (
    "SELECT t.id, i.title, t.domain, t.due_on, t.state FROM planning_task t"
    " JOIN planning_planitem i ON i.id = t.item_id"
    " WHERE t.institution_id = %s {more} ORDER BY t.due_on, t.id LIMIT 50"
)
TEMPLATE = Engine().from_string(
    "<!doctype html><table>{% for id, title, domain, due, state in rows %}<tr><td>"
    '<a href="/tasks/{{ id }}/">{{ title }}</a></td><td>{{ domain }}</td><td>{{ due }}</td>'
    "<td>{{ state }}</td></tr>{% endfor %}</table>"
)


def _rows(institution: int, more: str = "") -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(ROWS.format(more=more), [institution])
        return cursor.fetchall()


def plain(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok")


def listed(_request: HttpRequest, institution: int) -> HttpResponse:
    return HttpResponse(TEMPLATE.render(Context({"rows": _rows(institution)})))


def filtered(_request: HttpRequest, institution: int) -> HttpResponse:
    more = "AND t.state = 'done' AND t.domain = 'maintenance'"
    return HttpResponse(TEMPLATE.render(Context({"rows": _rows(institution, more)})))


def as_json(_request: HttpRequest, institution: int) -> HttpResponse:
    return JsonResponse({"rows": _rows(institution)})


ENTRIES = (
    "SELECT e.id, e.number, e.happened_at, e.author_name, e.values FROM ledgers_entry e"
    " WHERE e.institution_id = %s AND e.book_id = %s {more}"
    " ORDER BY e.happened_at DESC, e.id DESC LIMIT 50"
)
ENTRY_TABLE = Engine().from_string(
    "<!doctype html><table>{% for id, number, at, by, values in rows %}<tr><td>"
    '<a href="/e/{{ id }}/">{{ number }}</a></td><td>{{ at }}</td><td>{{ by }}</td>'
    "<td>{{ values }}</td></tr>{% endfor %}</table>"
)


def entries(request: HttpRequest, institution: int, book: int) -> HttpResponse:
    more = "AND e.is_abnormal" if request.GET.get("state") else ""
    with connection.cursor() as cursor:
        cursor.execute(ENTRIES.format(more=more), [institution, book])
        rows = cursor.fetchall()
    return HttpResponse(ENTRY_TABLE.render(Context({"rows": rows})))


def created(_request: HttpRequest) -> HttpResponse:
    """One durable row."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("INSERT INTO bench_created (note) VALUES ('x') RETURNING id")
        return HttpResponse(str(cursor.fetchone()))


urlpatterns = [
    path("", plain),
    path("list/<int:institution>/", listed),
    path("filter/<int:institution>/", filtered),
    path("json/<int:institution>/", as_json),
    path("entries/<int:institution>/<int:book>/", entries),
    path("create/", created),
]
application = get_wsgi_application()
