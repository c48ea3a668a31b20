from django.urls import path

from houqin.core.late import late

(views,) = late("houqin.files", "views")

app_name = "files"
urlpatterns = [
    path("<int:pk>/", views.file, name="file"),
    path("<int:pk>/thumb/", views.thumb, name="thumb"),
]
