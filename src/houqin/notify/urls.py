from django.urls import path

from houqin.core.late import late

(views,) = late("houqin.notify", "views")

app_name = "notify"
urlpatterns = [
    path("", views.notices, name="notices"),
    path("unread/", views.unread, name="unread"),
    path("read/", views.read_all, name="read_all"),
    path("<int:pk>/open/", views.open_notice, name="open"),
    path("<int:pk>/read/", views.read, name="read"),
    path("preferences/", views.preferences, name="preferences"),
    path("mail/", views.mail, name="mail"),
    path("mail/retry/", views.retry, name="retry"),
    path("mail/test/", views.test_mail, name="test_mail"),
]
