from django.urls import path

from houqin.ledgers.views import books, entries, importing, live, picking, proof, sheet, writing

app_name = "ledgers"
urlpatterns = [
    path("", books.books, name="books"),
    path("proof/", proof.proof, name="proof"),
    path("proof/<slug:code>/", proof.check, name="check"),
    path("b/<slug:code>/", books.book, name="book"),
    path("b/<slug:code>/new/", writing.new, name="new"),
    path("b/<slug:code>/live/", live.live, name="live"),
    path("b/<slug:code>/pick/", picking.pick, name="pick"),
    path("b/<slug:code>/sheet/", sheet.sheet, name="sheet"),
    path("b/<slug:code>/import/", importing.upload, name="import"),
    path("b/<slug:code>/import/template/", importing.template, name="import-template"),
    path("imports/<int:pk>/", importing.one, name="import-one"),
    path("imports/<int:pk>/take/", importing.take, name="import-take"),
    path("imports/<int:pk>/undo/", importing.undo, name="import-undo"),
    path("imports/<int:pk>/marked/", importing.marked, name="import-marked"),
    path("e/<int:pk>/", entries.entry, name="entry"),
    path("e/<int:pk>/amend/", entries.amend, name="amend"),
    path("e/<int:pk>/strike/", entries.strike, name="strike"),
    path("e/<int:pk>/countersign/", entries.countersign, name="countersign"),
]
