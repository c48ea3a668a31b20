"""Addresses inside an institution, mounted at ``/i/<code>/`` by org.middleware."""

from django.urls import path


def room(module: str, name: str) -> tuple[str, str, str]:
    """A room's addresses, loaded when somebody first asks below them: the start waits for none."""
    return module, name, name


urlpatterns = [
    # first, because programs ask more often than people, and what stands above is tried before
    path("api/", ("houqin.api.urls", "ninja", "api")),
    path("", room("houqin.web.institution_urls", "web")),
    path("org/", room("houqin.org.urls", "org")),
    path("p/", room("houqin.org.tag_urls", "place_tag")),
    path("journal/", room("houqin.journal.urls", "journal")),
    path("files/", room("houqin.files.urls", "files")),
    path("notices/", room("houqin.notify.urls", "notify")),
    path("ledgers/", room("houqin.ledgers.urls", "ledgers")),
    path("", room("houqin.planning.urls", "planning")),
    path("cases/", room("houqin.cases.urls", "cases")),
    path("safety/", room("houqin.safety.urls", "safety")),
    path("maintenance/", room("houqin.maintenance.urls", "maintenance")),
    path("voice/", room("houqin.voice.urls", "voice")),
    path("reports/", room("houqin.reports.urls", "reports")),
    path("radar/", room("houqin.radar.urls", "radar")),
]

handler400 = "houqin.web.errors.bad_request"
handler403 = "houqin.web.errors.forbidden"
handler404 = "houqin.web.errors.not_found"
handler500 = "houqin.web.errors.server_error"
