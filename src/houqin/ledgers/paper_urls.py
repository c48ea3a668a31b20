"""Paper, bundles, inspections, retention and digests; included by ``urls``."""

from django.urls import path

from houqin.core.late import late

bundles, days, layouts, orders, printing, retention = late(
    "houqin.ledgers.views", "bundles", "days", "layouts", "orders", "printing", "retention"
)

urlpatterns = [
    path("b/<slug:code>/paper/", printing.paper, name="paper"),
    path("b/<slug:code>/paper/print/", printing.print_page, name="print"),
    path("b/<slug:code>/paper/pdf/", printing.pdf, name="pdf"),
    path("b/<slug:code>/paper/pdf/order/", printing.order_pdf, name="pdf-order"),
    path("b/<slug:code>/paper/blank/", printing.blank, name="blank"),
    path("b/<slug:code>/paper/word/", printing.word_file, name="word"),
    path("b/<slug:code>/layout/", layouts.layout, name="layout"),
    path("b/<slug:code>/layout/sample/", layouts.sample, name="layout-sample"),
    path("b/<slug:code>/layout/preview/", layouts.preview, name="layout-preview"),
    path("b/<slug:code>/layout/remove/", layouts.remove, name="layout-remove"),
    path("b/<slug:code>/purge/", retention.propose, name="purge"),
    path("e/<int:pk>/pdf/", printing.entry_pdf, name="entry-pdf"),
    path("papers/", orders.papers, name="papers"),
    path("papers/bundle/", bundles.bundle, name="bundle"),
    path("papers/pack/", bundles.pack, name="pack"),
    path("papers/leaving/", bundles.leaving, name="leaving"),
    path("papers/<int:pk>/", orders.order, name="order"),
    path("papers/<int:pk>/file/", orders.download, name="order-file"),
    path("papers/<int:pk>/again/", orders.again, name="order-again"),
    path("papers/<int:pk>/remove/", orders.remove, name="order-remove"),
    path("retention/", retention.retention, name="retention"),
    path("retention/<int:pk>/confirm/", retention.confirm, name="purge-confirm"),
    path("retention/<int:pk>/refuse/", retention.refuse, name="purge-refuse"),
    path("days/", days.days, name="days"),
    path("days/settings/", days.settings, name="posting"),
    path("days/retry/", days.retry, name="posting-retry"),
]
