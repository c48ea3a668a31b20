"""Addresses of the plan pages."""

from django.urls import URLPattern, path

from houqin.core.late import late

approval, importing, plans, plans_overview, review, review_editors, review_items, versions = late(
    "houqin.planning.views",
    "approval",
    "importing",
    "plans",
    "plans_overview",
    "review",
    "review_editors",
    "review_items",
    "versions",
)

plan_urls: list[URLPattern] = [
    path("plans/", plans.plans, name="plans"),
    path("plans/new/", importing.new, name="new"),
    path("plans/readings/<int:pk>/", importing.reading, name="reading"),
    path("plans/readings/<int:pk>/run/", importing.run, name="reading_run"),
    path("plans/readings/<int:pk>/choose/", importing.choose, name="reading_choose"),
    path("plans/<int:pk>/", plans_overview.plan_page, name="plan"),
    path("plans/<int:pk>/print/", plans_overview.print_page, name="plan_print"),
    path("plans/<int:pk>/delete/", plans.delete, name="plan_delete"),
    path("plans/<int:pk>/close/", plans.close, name="plan_close"),
    path("plans/<int:pk>/settings/", review.settings, name="plan_settings"),
    path("plans/<int:pk>/review/", review.review, name="review"),
    path("plans/<int:pk>/review/load/", review.load, name="review_load"),
    path("plans/<int:pk>/review/rows/", review.rows, name="review_rows"),
    path("plans/<int:pk>/review/when/", review_editors.read_when, name="read_when"),
    path("plans/<int:pk>/items/", review_items.add, name="items"),
    path("plans/<int:pk>/items/bulk/", review_items.bulk, name="items_bulk"),
    path("plans/<int:pk>/items/edit/bulk/", review_editors.bulk_edit, name="items_bulk_edit"),
    path("plans/<int:pk>/items/<int:item_id>/", review_items.change, name="item"),
    path("plans/<int:pk>/items/<int:item_id>/split/", review_items.split, name="item_split"),
    path(
        "plans/<int:pk>/items/<int:item_id>/edit/<slug:what>/",
        review_editors.edit,
        name="item_edit",
    ),
    path("plans/<int:pk>/changes/", approval.changes, name="changes"),
    path("plans/<int:pk>/discard/", review.discard, name="discard"),
    path("plans/<int:pk>/submit/", approval.submit, name="submit"),
    path("plans/<int:pk>/take-back/", approval.take_back, name="take_back"),
    path("plans/<int:pk>/approval/", approval.approve_page, name="approve"),
    path("plans/<int:pk>/approval/approve/", approval.approve, name="approve_now"),
    path("plans/<int:pk>/approval/return/", approval.send_back, name="send_back"),
    path("plans/<int:pk>/versions/", versions.versions, name="versions"),
    path("plans/<int:pk>/versions/<int:number>/", versions.version, name="version"),
]
