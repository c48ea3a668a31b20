"""Addresses of campaigns, standards, outside inspections, cited points and personal plans."""

from django.urls import URLPattern, path

from houqin.core.late import late

campaigns, criteria, inspections, personal, points, standards = late(
    "houqin.planning.views",
    "campaigns",
    "criteria",
    "inspections",
    "personal",
    "points",
    "standards",
)

_campaigns: list[URLPattern] = [
    path("campaigns/", campaigns.campaigns, name="campaigns"),
    path("campaigns/new/", campaigns.new, name="campaign_new"),
    path("campaigns/<int:pk>/", campaigns.campaign, name="campaign"),
    path("campaigns/<int:pk>/edit/", campaigns.edit, name="campaign_edit"),
    path("campaigns/<int:pk>/close/", campaigns.close, name="campaign_close"),
    path("campaigns/<int:pk>/publish/", campaigns.publish, name="campaign_publish"),
    path("campaigns/<int:pk>/cards/<int:number>/", campaigns.card, name="scorecard"),
    path("campaigns/<int:pk>/aims/", campaigns.aim_new, name="aim_new"),
    path("aims/<int:pk>/", campaigns.aim_edit, name="aim"),
    path("aims/<int:pk>/remove/", campaigns.aim_remove, name="aim_remove"),
    path("aims/<int:pk>/steps/", campaigns.step_new, name="aim_step"),
    path("aims/<int:pk>/submit/", campaigns.aim_submit, name="aim_submit"),
    path("aims/<int:pk>/items/", campaigns.aim_items, name="aim_items"),
    path(
        "aims/<int:pk>/items/<int:item_id>/remove/",
        campaigns.aim_item_remove,
        name="aim_item_remove",
    ),
    path("aims/<int:pk>/indicators/", campaigns.indicator_new, name="indicator_new"),
    path("indicators/<int:pk>/", campaigns.figure, name="figure"),
    path("indicators/<int:pk>/remove/", campaigns.indicator_remove, name="indicator_remove"),
]

_standards: list[URLPattern] = [
    path("standards/", standards.standards, name="standards"),
    path("standards/new/", standards.new, name="standard_new"),
    path("standards/<int:pk>/", standards.standard, name="standard"),
    path("standards/<int:pk>/edit/", standards.edit, name="standard_edit"),
    path("standards/<int:pk>/decide/", standards.decide, name="standard_decide"),
    path("standards/<int:pk>/table/", standards.table, name="standard_table"),
    path("standards/<int:pk>/template/", standards.template, name="standard_template"),
    path("standards/<int:pk>/print/", standards.application, name="standard_print"),
    path("standards/<int:pk>/criteria/", standards.criterion_new, name="criterion_new"),
    path(
        "standards/<int:pk>/criteria/<int:criterion_id>/remove/",
        standards.criterion_remove,
        name="criterion_remove",
    ),
    path("criteria/<int:pk>/", criteria.criterion, name="criterion"),
    path("criteria/<int:pk>/edit/", criteria.edit, name="criterion_edit"),
    path("criteria/<int:pk>/prove/<slug:what>/", criteria.prove_with, name="criterion_prove"),
    path("criteria/<int:pk>/files/", criteria.add_files, name="criterion_files"),
    path(
        "criteria/<int:pk>/files/<int:file_id>/remove/",
        criteria.drop_file,
        name="criterion_file_remove",
    ),
    path(
        "criteria/<int:pk>/proofs/<int:link_id>/remove/",
        criteria.drop_link,
        name="criterion_proof_remove",
    ),
]

_inspections: list[URLPattern] = [
    path("inspections/", inspections.inspections, name="inspections"),
    path("inspections/new/", inspections.new, name="inspection_new"),
    path("inspections/<int:pk>/", inspections.inspection, name="inspection"),
    path("inspections/<int:pk>/edit/", inspections.edit, name="inspection_edit"),
    path("inspections/<int:pk>/close/", inspections.close, name="inspection_close"),
    path("inspections/<int:pk>/records/", inspections.records, name="inspection_records"),
    path(
        "inspections/<int:pk>/records/<int:task_id>/",
        inspections.one_record,
        name="inspection_record",
    ),
    path("inspections/<int:pk>/print/", inspections.folder, name="inspection_folder"),
    path("inspections/<int:pk>/findings/", inspections.finding_new, name="finding_new"),
    path("inspections/<int:pk>/files/", inspections.add_files, name="inspection_files"),
    path(
        "inspections/<int:pk>/files/<int:file_id>/remove/",
        inspections.drop_file,
        name="inspection_file_remove",
    ),
]

_points: list[URLPattern] = [
    path("plans/<int:pk>/points/", points.points, name="points"),
    path("plans/<int:pk>/points/new/", points.cite, name="cite"),
    path("cited/<int:pk>/remove/", points.drop, name="cited_remove"),
    path("cited/<int:pk>/points/", points.point_new, name="point_new"),
    path("points/<int:pk>/", points.point_edit, name="point"),
    path("points/<int:pk>/remove/", points.point_remove, name="point_remove"),
    path("points/<int:pk>/items/", points.point_items, name="point_items"),
    path(
        "points/<int:pk>/items/<int:item_id>/remove/",
        points.point_item_remove,
        name="point_item_remove",
    ),
    path("points/<int:pk>/reason/", points.point_reason, name="point_reason"),
]

_personal: list[URLPattern] = [
    path("personal/", personal.personal, name="personal"),
    path("personal/new/", personal.new, name="personal_new"),
    path("personal/<int:pk>/", personal.round_page, name="personal_round"),
    path("personal/<int:pk>/edit/", personal.edit, name="personal_edit"),
    path("personal/<int:pk>/write/", personal.write, name="personal_write"),
    path("personal/<int:pk>/review/", personal.review, name="personal_review"),
    path("personal/<int:pk>/urge/", personal.urge, name="personal_urge"),
    path("personal/<int:pk>/exempt/<int:staff_id>/", personal.exempt, name="personal_exempt"),
    path("personal/plans/<int:pk>/", personal.plan, name="personal_plan"),
]

programme_urls: list[URLPattern] = [
    *_campaigns,
    *_standards,
    *_inspections,
    *_points,
    *_personal,
]
