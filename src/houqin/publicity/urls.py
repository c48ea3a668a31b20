from django.urls import path

from houqin.core.late import late

(views,) = late("houqin.publicity", "views")

app_name = "publicity"
urlpatterns = [
    path("", views.notices, name="notices"),
    path("today/", views.today, name="today"),
    path("new/", views.publish, name="publish"),
    path("<int:pk>/", views.notice, name="notice"),
    path("<int:pk>/confirm/", views.confirm, name="confirm"),
    path("<int:pk>/receipts/", views.receipts, name="receipts"),
    path("<int:pk>/remind/", views.remind, name="remind"),
    path("<int:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("<int:pk>/archive/", views.archive, name="archive"),
]
