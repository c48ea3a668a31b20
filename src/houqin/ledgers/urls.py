from django.urls import path

from houqin.ledgers.views import books, entries, proof, sheet, writing

app_name = "ledgers"
urlpatterns = [
    path("", books.books, name="books"),
    path("proof/", proof.proof, name="proof"),
    path("proof/<slug:code>/", proof.check, name="check"),
    path("b/<slug:code>/", books.book, name="book"),
    path("b/<slug:code>/new/", writing.new, name="new"),
    path("b/<slug:code>/sheet/", sheet.sheet, name="sheet"),
    path("e/<int:pk>/", entries.entry, name="entry"),
    path("e/<int:pk>/amend/", entries.amend, name="amend"),
    path("e/<int:pk>/strike/", entries.strike, name="strike"),
    path("e/<int:pk>/countersign/", entries.countersign, name="countersign"),
]
