from django.urls import path

from houqin.core.late import late

(views,) = late("houqin.journal", "views")

app_name = "journal"
urlpatterns = [path("", views.entries, name="entries")]
