"""Addresses of summaries."""

from django.urls import path

from houqin.core.late import late

deciding, export, listing, photos, records, report, writing = late(
    "houqin.reports.views",
    "deciding",
    "export",
    "listing",
    "photos",
    "records",
    "report",
    "writing",
)

app_name = "reports"
urlpatterns = [
    path("", listing.reports, name="reports"),
    path("generate/", listing.generate, name="generate"),
    path("<int:pk>/", report.page, name="report"),
    path("<int:pk>/text/", writing.text, name="text"),
    path("<int:pk>/update/", writing.update, name="update"),
    path("<int:pk>/photos/", photos.photos, name="photos"),
    path("<int:pk>/records/", records.records, name="records"),
    path("<int:pk>/word/", export.word, name="word"),
    path("<int:pk>/submit/", deciding.submit, name="submit"),
    path("<int:pk>/take-back/", deciding.take_back, name="take_back"),
    path("<int:pk>/approve/", deciding.approve, name="approve"),
    path("<int:pk>/return/", deciding.send_back, name="send_back"),
    path("<int:pk>/reopen/", deciding.reopen, name="reopen"),
]
