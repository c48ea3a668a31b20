from django.urls import path

from houqin.web.views import home, pwa, setup

app_name = "web"
urlpatterns = [
    path("", home.home, name="home"),
    path("setup/<str:token>/", setup.setup, name="setup"),
    path("sw.js", pwa.worker, name="worker"),
    path("manifest.webmanifest", pwa.manifest, name="manifest"),
    path("offline/", pwa.offline, name="offline"),
    path("healthz", pwa.health, name="health"),
    path("design/", pwa.design, name="design"),
]
