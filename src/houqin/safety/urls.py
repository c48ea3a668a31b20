"""Addresses of the safety room."""

from django.urls import URLPattern, path

from houqin.core.late import late

patrols, routes, undertakings, signing = late(
    "houqin.safety.views", "patrols", "routes", "undertakings", "signing"
)

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

_letters: list[URLPattern] = [
    path("letters/", signing.my_letters, name="my_letters"),
    path("letters/<int:pk>/", signing.letter, name="letter"),
    path("letters/<int:pk>/signature/", signing.signature, name="signature"),
    path("letters/<int:pk>/paper/", undertakings.paper, name="paper"),
    path("letters/<int:pk>/withdraw/", undertakings.withdraw, name="withdraw"),
    path("letters/issues/", undertakings.issues, name="issues"),
    path("letters/issues/<int:pk>/", undertakings.issue, name="issue"),
    path("letters/issues/<int:pk>/urge/", undertakings.urge, name="urge"),
    path("letters/issues/<int:pk>/slips/", undertakings.slips, name="slips"),
    path("letters/issues/<int:pk>/archive/", undertakings.archive, name="archive"),
    path("letters/templates/", undertakings.templates, name="templates"),
    path("letters/templates/new/", undertakings.template_new, name="template_new"),
    path("letters/templates/<int:pk>/", undertakings.template_edit, name="template_edit"),
    path("letters/templates/<int:pk>/issue/", undertakings.issue_new, name="issue_new"),
]

urlpatterns: list[URLPattern] = [*_patrols, *_letters]
