from django.urls import path

from houqin.core.late import late

home, institutions, pwa, setup = late("houqin.web.views", "home", "institutions", "pwa", "setup")

app_name = "web"
urlpatterns = [
    path("", home.home, name="home"),
    path("setup/<str:token>/", setup.setup, name="setup"),
    path("institutions/", institutions.institutions, name="institutions"),
    path("institutions/add/", institutions.institution_add, name="institution-add"),
    path("institutions/inspectors/add/", institutions.inspector_add, name="inspector-add"),
    path("institutions/inspectors/<int:pk>/", institutions.inspector, name="inspector"),
    path(
        "institutions/inspectors/<int:pk>/password/",
        institutions.inspector_password,
        name="inspector-password",
    ),
    path("sw.js", pwa.worker, name="worker"),
    path("manifest.webmanifest", pwa.manifest, name="manifest"),
    path("offline/", pwa.offline, name="offline"),
    path("healthz", pwa.health, name="health"),
    path("design/", pwa.design, name="design"),
]
