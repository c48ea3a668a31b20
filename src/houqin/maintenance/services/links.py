"""Outside firms: let in by a link that expires, seeing their own jobs and no others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import File
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from houqin.cases.flow import Party
from houqin.cases.models import Case
from houqin.cases.public import take
from houqin.files.public import take_strangers_photo
from houqin.journal.public import record
from houqin.maintenance.models import Contractor, ContractorLink, WorkOrder
from houqin.org.access import demand
from houqin.org.member import Member

LONGEST = 90
_LATELY = timedelta(days=30)
STEPS = ("arrive", "finish")


@transaction.atomic
def give_to_firm(
    *, actor: Member, case_id: int, contractor: Contractor, days: int, token: UUID, now: datetime
) -> ContractorLink:
    """Hand a repair to a firm; its link, renewed to last at least ``days`` from now."""
    order = WorkOrder.objects.select_related("case").get(case_id=case_id)
    demand(actor, "maintenance.repair", order)
    if order.case.state != "outside":
        take(
            actor=actor, case_id=case_id, transition="outsource",
            given={"firm": contractor.name}, token=token, now=now,
        )  # fmt: skip
    WorkOrder.objects.filter(case_id=case_id).update(contractor=contractor, is_outside=True)
    record(actor=actor, action="maintenance.given_to_firm", target=order.case, firm=contractor.name)
    return make_link(actor=actor, contractor=contractor, days=days, now=now)


@transaction.atomic
def make_link(*, actor: Member, contractor: Contractor, days: int, now: datetime) -> ContractorLink:
    """A way in for the firm; one that still holds is prolonged, so that old messages work on."""
    demand(actor, "maintenance.repair")
    if not 1 <= days <= LONGEST:
        raise ValidationError({"days": f"链接有效期请填 1 到 {LONGEST} 天。"})
    until = now + timedelta(days=days)
    link = (
        ContractorLink.objects.select_for_update()
        .filter(contractor=contractor, revoked_at=None, expires_at__gt=now)
        .first()
    )
    if link is None:
        link = ContractorLink(
            contractor=contractor, expires_at=until, made_by=actor.staff, made_at=now
        )
    link.expires_at = max(link.expires_at, until)
    link.save()
    day = timezone.localtime(link.expires_at)
    record(actor=actor, action="maintenance.link_made", target=contractor, until=f"{day:%m月%d日}")
    return link


@transaction.atomic
def revoke_links(*, actor: Member, contractor: Contractor, now: datetime) -> int:
    """No link of the firm opens anything any more."""
    demand(actor, "maintenance.manage")
    rows = ContractorLink.objects.filter(contractor=contractor, revoked_at=None, expires_at__gt=now)
    count = rows.update(revoked_at=now)
    if count:
        record(actor=actor, action="maintenance.link_revoked", target=contractor)
    return count


def link_of(key: str, now: datetime) -> ContractorLink | None:
    """The link, while it holds."""
    rows = ContractorLink.objects.filter(key=key, revoked_at=None, expires_at__gt=now)
    return rows.select_related("contractor").first()


def jobs_of(contractor: Contractor, now: datetime) -> QuerySet[WorkOrder]:
    """The firm's own jobs: what is under way, and what was done of late."""
    lately = Q(case__is_open=True) | Q(case__closed_at__gt=now - _LATELY)
    rows = WorkOrder.objects.filter(lately, contractor=contractor, is_outside=True)
    return rows.select_related("case__place", "equipment").defer("case__search").order_by("-pk")


def act_as_firm(
    *,
    link: ContractorLink,
    order: WorkOrder,
    transition: str,
    given: Mapping[str, Any],
    photos: Sequence[File[Any]],
    token: UUID,
    now: datetime,
) -> Case:
    """The firm came, or is done, with a photo."""
    if transition not in STEPS or order.contractor_id != link.contractor_id:
        raise PermissionDenied("这一步不能从这条链接办理。")
    taken = [take_strangers_photo(upload=upload, now=now) for upload in photos]
    side = "before" if transition == "arrive" else "after"
    case = take(
        actor=None, case_id=order.case_id, transition=transition, given=given,
        photos={side: taken}, token=token, now=now, as_party=Party.CONTRACTOR,
        who=link.contractor.name,
    )  # fmt: skip
    ContractorLink.objects.filter(pk=link.pk).update(used_at=now)
    return case
