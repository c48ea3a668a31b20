"""Addresses outside any institution: sign-in, choosing an institution, health."""

from django.urls import include, path

urlpatterns = [
    path("accounts/", include("houqin.accounts.urls")),
    path("v/", include("houqin.ledgers.public_urls")),
    path("s/", include("houqin.voice.public_urls")),
    path("safe/", include("houqin.safety.public_urls")),
    path("r/", include("houqin.maintenance.public_urls")),
    path("", include("houqin.web.urls")),
]

handler400 = "houqin.web.errors.bad_request"
handler403 = "houqin.web.errors.forbidden"
handler404 = "houqin.web.errors.not_found"
handler500 = "houqin.web.errors.server_error"
