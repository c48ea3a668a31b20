from django.urls import path

from houqin.files import views

app_name = "files"
urlpatterns = [
    path("<int:pk>/", views.file, name="file"),
    path("<int:pk>/thumb/", views.thumb, name="thumb"),
]
