"""The short address on a place's label: ``/i/<code>/p/<tag>/``."""

from django.urls import path

from houqin.core.late import late

(places,) = late("houqin.org.views", "places")

app_name = "place_tag"
urlpatterns = [path("<str:tag>/", places.place_by_tag, name="place")]
