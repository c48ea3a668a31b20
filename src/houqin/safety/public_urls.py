"""Outside any institution: what the link of an undertaking leads to."""

from django.urls import path

from houqin.core.late import late

(signing,) = late("houqin.safety.views", "signing")

app_name = "safety_link"
urlpatterns = [path("<str:token>/", signing.by_link, name="letter")]
