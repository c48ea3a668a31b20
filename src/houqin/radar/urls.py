from django.urls import path

from houqin.core.late import late

domain, duties, radar, readiness = late(
    "houqin.radar.views", "domain", "duties", "radar", "readiness"
)

app_name = "radar"
urlpatterns = [
    path("", radar.radar, name="radar"),
    path("line/<slug:code>/", domain.domain, name="domain"),
    path("readiness/", readiness.readiness, name="readiness"),
    path("duties/", duties.duties, name="duties"),
    path("duties/<int:pk>/", duties.duty, name="duty"),
]
