"""The short address on a place's label: ``/i/<code>/p/<tag>/``."""

from django.urls import path

from houqin.org.views.places import place_by_tag

app_name = "place_tag"
urlpatterns = [path("<str:tag>/", place_by_tag, name="place")]
