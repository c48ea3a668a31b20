"""Sign-in, password and two-step pages come from allauth."""

from django.urls import include, path

urlpatterns = [path("", include("allauth.urls"))]
