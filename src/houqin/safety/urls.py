"""Addresses of the safety room."""

from django.urls import URLPattern, path

from houqin.core.late import late

patrols, routes = late("houqin.safety.views", "patrols", "routes")

app_name = "safety"
_patrols: list[URLPattern] = [
    path("patrols/", patrols.patrols, name="patrols"),
    path("patrols/rounds/", patrols.rounds, name="rounds"),
    path("patrols/rounds/<int:pk>/", patrols.round_page, name="round"),
    path("patrols/rounds/<int:pk>/reason/", patrols.explain, name="explain"),
    path("patrols/points/<int:pk>/", patrols.stand, name="stand"),
    path("patrols/tags/<str:tag>/<int:pk>/", patrols.stand_tag, name="stand_tag"),
    path("patrols/points/<int:pk>/remove/", routes.point_drop, name="point_drop"),
    path("patrols/routes/", routes.routes, name="routes"),
    path("patrols/routes/new/", routes.route_new, name="route_new"),
    path("patrols/routes/<int:pk>/", routes.route, name="route"),
    path("patrols/routes/<int:pk>/edit/", routes.route_edit, name="route_edit"),
    path("patrols/routes/<int:pk>/points/", routes.points_new, name="points_new"),
    path("patrols/routes/<int:pk>/shifts/", routes.shift_new, name="shift_new"),
    path("patrols/shifts/<int:pk>/", routes.shift_edit, name="shift_edit"),
    path("patrols/shifts/<int:pk>/remove/", routes.shift_drop, name="shift_drop"),
]

urlpatterns: list[URLPattern] = [*_patrols]
