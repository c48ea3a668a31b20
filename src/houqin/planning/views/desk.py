"""All tasks a member may see, at a desk: filter, search, export, hand over."""

from __future__ import annotations

from django.http import HttpResponse, QueryDict
from django.urls import reverse

from houqin.core.asked import asked_number
from houqin.core.permissions import may
from houqin.org.access import InstitutionRequest, requires
from houqin.planning.listings import TASKS, narrow_columns
from houqin.planning.models import PlanItem
from houqin.planning.policy import visible_tasks
from houqin.planning.sections import beside
from houqin.ui.listing import BulkAction, render_list


@requires("planning.see")
def tasks(request: InstitutionRequest) -> HttpResponse:
    rows = visible_tasks(request.member)
    if not request.GET:
        request.GET = QueryDict("state=open")  # the desk opens on what is still to do
    for name, field in (("item", "item_id"), ("goal", "item__goal_id")):
        value = asked_number(request.GET.get(name))
        if value is not None:
            rows = rows.filter(**{field: value})
    part = asked_number(request.GET.get("part"))
    if part is not None:  # the section of the plan's page in which this item stands
        rows = rows.filter(item_id__in=beside(part))
    section = asked_number(request.GET.get("section"))
    if section is not None:  # the items under the same headings as this one
        alike = PlanItem.objects.filter(pk=section).values("headings")[:1]
        rows = rows.filter(item__headings=alike)
    can_assign = may(request.member, "planning.assign")
    bulk = [BulkAction("改派", reverse("planning:assign"), "user-share")] if can_assign else []
    add_url = reverse("planning:add_task") if can_assign else ""
    return render_list(
        request, TASKS, narrow_columns(rows), bulk=bulk, add_url=add_url, add_label="临时安排"
    )
