"""Outside any institution: undertakings by their links, tips about hazards."""

from django.urls import path

from houqin.core.late import late

signing, tipping = late("houqin.safety.views", "signing", "tipping")

app_name = "safety_link"
urlpatterns = [
    path("tip/<slug:institution>/", tipping.tip, name="tip"),
    path("tip/<slug:institution>/<slug:code>/", tipping.follow, name="tip_follow"),
    path("<str:token>/", signing.by_link, name="letter"),
]
