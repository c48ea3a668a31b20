"""Who may score a criterion, read an inspection's file or somebody's personal plan, and why not."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from houqin.core import clock
from houqin.core.permissions import Allowed, Answer, Denied, may, row_rule
from houqin.files.public import owner_rule
from houqin.org.member import Member
from houqin.planning.models import (
    CampaignAim,
    CitedDocument,
    Criterion,
    InspectionGuest,
    OutsideInspection,
    PersonalPlan,
)
from houqin.planning.policy import visible_plans


@row_rule("planning.keep_aim")
def may_keep(member: Member, aim: CampaignAim) -> Answer:
    """Who answers for the aim, and who runs the programmes."""
    if aim.owner_id == member.staff.pk or may(member, "planning.run_programmes"):
        return Allowed()
    return Denied("这个目标由它的负责人填报。要代办，请总务主任先改负责人。")


@row_rule("planning.score")
def may_score(member: Member, criterion: Criterion) -> Answer:
    """Who answers for the criterion, who leads the standard, and who runs the programmes."""
    mine = member.staff.pk in {criterion.owner_id, criterion.standard.lead_id}
    if mine or may(member, "planning.run_programmes"):
        return Allowed()
    name = criterion.owner.name if criterion.owner else "总务主任"
    return Denied(f"这一条由{name}自评。要代办，请总务主任先改责任人。")


def is_guest(member: Member) -> bool:
    """An inspector's account that was given one file to read, and therefore reads nothing else."""
    return member.is_read_only and InspectionGuest.objects.filter(staff=member.staff).exists()


def visible_inspections(member: Member) -> QuerySet[OutsideInspection]:
    if not may(member, "planning.see_inspections"):
        return OutsideInspection.objects.none()
    if is_guest(member):
        return OutsideInspection.objects.open_to(member.staff.pk, clock.today())
    return OutsideInspection.objects.all()


@row_rule("planning.read_personal")
def may_read_personal(member: Member, plan: PersonalPlan) -> Answer:
    """Leaders read all but comment on nobody's behalf; a plan not handed in is its author's own."""
    if plan.state == PersonalPlan.State.DRAFT and plan.staff_id != member.staff.pk:
        return Denied("这份个人计划还没交，交了才能看。")
    return Allowed()


def visible_personal(member: Member) -> QuerySet[PersonalPlan]:
    """One's own; those handed in by the people below one; for leaders all that is handed in."""
    mine = Q(staff=member.staff)
    read = ~Q(state=PersonalPlan.State.DRAFT)
    if not may(member, "planning.read_personal"):
        read &= Q(staff__superior=member.staff)
    return PersonalPlan.objects.filter(mine | read)


def _sees_criterion(member: Member, criterion_id: int) -> bool:
    known = Criterion.objects.filter(pk=criterion_id).exists()
    return known and bool(may(member, "planning.see")) and not is_guest(member)


def _sees_inspection(member: Member, inspection_id: int) -> bool:
    return visible_inspections(member).filter(pk=inspection_id).exists()


def _sees_document(member: Member, document_id: int) -> bool:
    plans = visible_plans(member)
    return CitedDocument.objects.filter(pk=document_id, plan__in=plans).exists()


owner_rule("planning.criterion", _sees_criterion)
owner_rule("planning.outsideinspection", _sees_inspection)
owner_rule("planning.citeddocument", _sees_document)
