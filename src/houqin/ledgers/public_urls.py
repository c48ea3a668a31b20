"""Outside any institution: what the QR of a printed page leads to."""

from django.urls import path

from houqin.core.late import late

(pages,) = late("houqin.ledgers.views", "pages")

app_name = "page_check"
urlpatterns = [
    path(
        "<slug:institution>/<slug:code>/<int:first>-<int:last>-<int:head>/<slug:digest>/",
        pages.page,
        name="page",
    ),
]
