from django.urls import path

from houqin.journal import views

app_name = "journal"
urlpatterns = [path("", views.entries, name="entries")]
