"""Outside sign-in: what QRs on posters, slips and sheets lead to."""

from django.urls import path

from houqin.core.late import late

answering, desk = late("houqin.voice.views", "answering", "desk")

app_name = "voice_public"
urlpatterns = [
    path("<slug:institution>/", desk.desk, name="desk"),
    path("<slug:institution>/f/", desk.find, name="find"),
    path("<slug:institution>/f/<slug:code>/", desk.follow, name="follow"),
    path("<slug:institution>/figures/", desk.figures, name="figures"),
    path("<slug:institution>/station/", desk.station, name="station"),
    path("<slug:institution>/station/<int:pk>/", desk.ask, name="ask"),
    path("<slug:institution>/v/<slug:key>/", desk.guest, name="guest"),
    path("<slug:institution>/m/<slug:key>/", desk.mark, name="mark"),
    path("<slug:institution>/q/<slug:key>/", answering.by_door, name="door"),
    path("<slug:institution>/q/<slug:key>/<slug:code>/", answering.by_door, name="slip"),
    path("<slug:institution>/surveys/<int:pk>/", answering.published, name="result"),
]
