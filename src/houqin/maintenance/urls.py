"""Addresses of maintenance, below ``/i/<code>/maintenance/``."""

from django.urls import path

from houqin.core.late import late

equipment, lending, orders, promises, rounds, triggers = late(
    "houqin.maintenance.views", "equipment", "lending", "orders", "promises", "rounds", "triggers"
)

app_name = "maintenance"
urlpatterns = [
    path("", orders.orders, name="orders"),
    path("report/", orders.report, name="report"),
    path("month/", orders.month, name="month"),
    path("together/", orders.batches_page, name="batches"),
    path("together/add/", orders.batch_new, name="batch-new"),
    path("together/<int:pk>/", orders.batch, name="batch"),
    path("orders/<int:pk>/parts/add/", orders.part_add, name="part-add"),
    path("orders/<int:pk>/firm/", orders.firm_link, name="firm-link"),
    path("parts/<int:pk>/remove/", orders.part_remove, name="part-remove"),
    path("firms/<int:pk>/", orders.firm_links, name="firm-links"),
    path("firms/<int:pk>/revoke/", orders.firm_links_revoke, name="firm-links-revoke"),
    path("repairers/", orders.repairers, name="repairers"),
    path("repairers/add/", orders.repairer, name="repairer-add"),
    path("repairers/<int:pk>/", orders.repairer, name="repairer"),
    path("promises/", promises.promises, name="promises"),
    path("promises/add/", promises.promise, name="promise-add"),
    path("promises/<int:pk>/", promises.promise, name="promise"),
    path("promises/<int:pk>/drop/", promises.promise_drop, name="promise-drop"),
    path("readings/", triggers.triggers, name="triggers"),
    path("readings/add/", triggers.trigger, name="trigger-add"),
    path("readings/<int:pk>/", triggers.trigger, name="trigger"),
    path("loans/", lending.loans, name="loans"),
    path("loans/add/", lending.lend, name="loan-add"),
    path("loans/<int:pk>/", lending.take_back, name="loan-back"),
    path("rounds/", rounds.rounds, name="rounds"),
    path("rounds/<int:pk>/", rounds.sheet, name="round"),
    path("equipment/", equipment.equipment, name="equipment"),
    path("equipment/add/", equipment.equipment_edit, name="equipment-add"),
    path("equipment/labels/", equipment.labels, name="labels"),
    path("equipment/kinds/", equipment.kinds, name="kinds"),
    path("equipment/kinds/begin/", equipment.begin, name="begin"),
    path("equipment/kinds/add/", equipment.kind, name="kind-add"),
    path("equipment/kinds/<int:pk>/", equipment.kind, name="kind"),
    path("equipment/rules/add/", rounds.rule, name="rule-add"),
    path("equipment/rules/<int:pk>/", rounds.rule, name="rule"),
    path("equipment/firms/", equipment.contractors, name="contractors"),
    path("equipment/firms/add/", equipment.contractor, name="contractor-add"),
    path("equipment/firms/<int:pk>/", equipment.contractor, name="contractor"),
    path("equipment/<int:pk>/", equipment.piece, name="piece"),
    path("equipment/<int:pk>/edit/", equipment.equipment_edit, name="equipment-edit"),
    path("equipment/<int:pk>/remove/", equipment.equipment_remove, name="equipment-remove"),
    path("equipment/<int:pk>/state/", equipment.state, name="state"),
    path("equipment/<int:pk>/inspect/", equipment.inspect, name="inspect"),
    path("equipment/<int:pk>/recheck/", equipment.recheck, name="recheck"),
]
