"""班级坏件清单: many broken things sent at once, and what became of each."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from houqin.core import clock
from houqin.maintenance.forms.furniture import ClassListForm, FatesForm
from houqin.maintenance.models import WorkOrder
from houqin.maintenance.services import furniture as services
from houqin.org.access import InstitutionRequest, demand, requires
from houqin.org.models import SchoolClass
from houqin.ui.form_pages import form_page


def _crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    return [("维修", reverse("maintenance:orders")), *more]


@requires("maintenance.report")
def list_new(request: InstitutionRequest) -> HttpResponse:
    """A homeroom teacher's own class is there already."""
    now, member = clock.now(), request.member
    own = SchoolClass.objects.filter(homeroom=member.staff).first()
    form = ClassListForm(
        request.POST or None, title=f"{own or member.staff.name} 坏桌椅清单",
        initial={"school_class": own},
    )  # fmt: skip
    return form_page(
        request,
        form,
        services.report_list,
        then=lambda made: reverse("maintenance:batch", args=[made.pk]),
        title="班级坏件清单",
        note="一张清单报许多件：同一间屋的合成一张维修单，每件修好、换新还是报废都记回清单。",
        crumbs=_crumbs(("集中报修", reverse("maintenance:batches"))),
        known={"actor": member, "now": now},
        template="maintenance/class_list_form.html",
        submit="一起报",
        done="已报",
    )


@requires("maintenance.repair")
def settle(request: InstitutionRequest, pk: int) -> HttpResponse:
    order = get_object_or_404(WorkOrder.objects.select_related("case__owner"), case_id=pk)
    demand(request.member, "maintenance.repair", order)
    back = reverse("cases:case", args=[pk])
    return form_page(
        request,
        FatesForm(request.POST or None, pieces=list(order.broken.all())),
        services.settle,
        then=back,
        title="每件怎么样了",
        crumbs=_crumbs((order.case.number, back)),
        known={"actor": request.member, "case_id": pk},
        template="maintenance/fates_form.html",
        done="已登记",
    )
