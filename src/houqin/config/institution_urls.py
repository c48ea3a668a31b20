"""Addresses inside an institution, mounted at ``/i/<code>/`` by org.middleware."""

from typing import Any

from django.urls import URLResolver
from django.urls.resolvers import RoutePattern
from django.utils.translation import get_language


class Late(URLResolver):
    """Addresses loaded when somebody first asks below them or for one by its name."""

    def _populate(self) -> None:
        """Django calls this for every part before it reverses any name, but of a part with a
        namespace it then wants only that; whoever never calls the API would load it all the same.
        """

    @property
    def reverse_dict(self) -> Any:
        if get_language() not in self._reverse_dict:
            super()._populate()
        return super().reverse_dict


def room(route: str, module: str, name: str, application: str = "") -> Late:
    return Late(RoutePattern(route), module, app_name=application or name, namespace=name)


urlpatterns = [
    # first, because programs ask more often than people, and what stands above is tried before
    room("api/", "houqin.api.urls", "api", "ninja"),
    room("", "houqin.web.institution_urls", "web"),
    room("org/", "houqin.org.urls", "org"),
    room("p/", "houqin.org.tag_urls", "place_tag"),
    room("journal/", "houqin.journal.urls", "journal"),
    room("files/", "houqin.files.urls", "files"),
    room("notices/", "houqin.notify.urls", "notify"),
    room("ledgers/", "houqin.ledgers.urls", "ledgers"),
    room("", "houqin.planning.urls", "planning"),
    room("cases/", "houqin.cases.urls", "cases"),
    room("safety/", "houqin.safety.urls", "safety"),
    room("maintenance/", "houqin.maintenance.urls", "maintenance"),
    room("voice/", "houqin.voice.urls", "voice"),
    room("announcements/", "houqin.publicity.urls", "publicity"),
    room("reports/", "houqin.reports.urls", "reports"),
    room("radar/", "houqin.radar.urls", "radar"),
]

handler400 = "houqin.web.errors.bad_request"
handler403 = "houqin.web.errors.forbidden"
handler404 = "houqin.web.errors.not_found"
handler500 = "houqin.web.errors.server_error"
