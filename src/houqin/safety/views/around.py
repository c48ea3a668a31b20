"""校园周边环境: the list, seeing something (again), a joint action on several."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.db.models import Count, Q
from django.http import HttpResponse
from django.urls import reverse

from houqin.cases.public import Case
from houqin.core import clock
from houqin.files.public import take_all
from houqin.org.access import InstitutionRequest, requires
from houqin.org.member import Member
from houqin.safety.forms.around import ActionForm, SightForm
from houqin.safety.policy import manages
from houqin.safety.services import around as services
from houqin.ui.form_pages import form_page


def crumbs() -> list[tuple[str, str]]:
    return [("周边环境", reverse("safety:around"))]


@requires("safety.see")
def problems(request: InstitutionRequest) -> HttpResponse:
    """All of them, with how many are solved and how many came back."""
    from houqin.cases.pages import case_list

    counted = Case.objects.filter(flow="around", merged_into=None).aggregate(
        all=Count("pk"), gone=Count("pk", filter=Q(is_open=False)),
        back=Count("pk", filter=Q(reopened__gt=0)),
    )  # fmt: skip
    return case_list(
        request, flow="around", title="校园周边环境", template="safety/around.html",
        counted=counted, may_act=manages(request.member),
    )  # fmt: skip


def with_photos(*, actor: Member, photos: list[Any], **given: Any) -> Any:
    now = clock.now()
    act = given.pop("act")
    return act(actor=actor, photos=take_all(actor=actor, uploads=photos, now=now), now=now, **given)


@requires("safety.report")
def sight(request: InstitutionRequest) -> HttpResponse:
    return form_page(
        request, SightForm(request.POST or None, request.FILES or None, initial={"token": uuid4()}),
        with_photos, then=lambda case: reverse("cases:case", args=[case.pk]), crumbs=crumbs(),
        title="登记周边环境问题", known={"actor": request.member, "act": services.sight},
        done="已登记。",
    )  # fmt: skip


@requires("safety.manage")
def action(request: InstitutionRequest) -> HttpResponse:
    """A joint action with enforcement bodies on several problems at once."""
    return form_page(
        request, ActionForm(request.POST or None, request.FILES or None,
                            initial={"token": uuid4()}),
        with_photos, then=reverse("safety:around"), crumbs=crumbs(), title="记一次联合整治",
        known={"actor": request.member, "act": services.act_together}, done="已记下。",
    )  # fmt: skip
