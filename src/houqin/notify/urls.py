from django.urls import path

from houqin.core.late import late

views, channels = late("houqin.notify", "views", "channel_views")

app_name = "notify"
urlpatterns = [
    path("", views.notices, name="notices"),
    path("read/", views.read_all, name="read_all"),
    path("<int:pk>/open/", views.open_notice, name="open"),
    path("<int:pk>/read/", views.read, name="read"),
    path("preferences/", views.preferences, name="preferences"),
    path("mail/", views.mail, name="mail"),
    path("mail/retry/", views.retry, name="retry"),
    path("mail/test/", views.test_mail, name="test_mail"),
    path("channels/", channels.channels, name="channels"),
    path("channels/add/<slug:kind>/", channels.channel_add, name="channel_add"),
    path("channels/<int:pk>/", channels.channel, name="channel"),
    path("channels/<int:pk>/try/", channels.channel_try, name="channel_try"),
    path("channels/<int:pk>/remove/", channels.channel_remove, name="channel_remove"),
]
