"""Outside sign-in: what a place's label leads a stranger to, and a firm's own way in."""

from django.urls import path

from houqin.core.late import late

(public,) = late("houqin.maintenance.views", "public")

app_name = "repair"
urlpatterns = [
    path("<slug:institution>/f/<str:code>/", public.follow, name="follow"),
    path("<slug:institution>/w/<str:key>/", public.firm, name="firm"),
    path("<slug:institution>/w/<str:key>/<int:pk>/", public.firm_job, name="firm-job"),
    path(
        "<slug:institution>/w/<str:key>/<int:pk>/photo/<int:file>/",
        public.firm_photo,
        name="firm-photo",
    ),
    path("<slug:institution>/<str:tag>/", public.report, name="report"),
    path("<slug:institution>/<str:tag>/same/<int:pk>/", public.join, name="join"),
]
