"""Addresses inside an institution, mounted at ``/i/<code>/`` by org.middleware."""

from django.urls import include, path

urlpatterns = [
    path("", include("houqin.web.institution_urls")),
    path("org/", include("houqin.org.urls")),
    path("p/", include("houqin.org.tag_urls")),
    path("journal/", include("houqin.journal.urls")),
    path("files/", include("houqin.files.urls")),
    path("notices/", include("houqin.notify.urls")),
    path("ledgers/", include("houqin.ledgers.urls")),
    path("", include("houqin.planning.urls")),
    path("reports/", include("houqin.reports.urls")),
    path("api/", include("houqin.api.urls")),
]

handler400 = "houqin.web.errors.bad_request"
handler403 = "houqin.web.errors.forbidden"
handler404 = "houqin.web.errors.not_found"
handler500 = "houqin.web.errors.server_error"
