"""责任追究: open, decide, lift a veto; and who is barred in a year."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet

from houqin.cases.public import Case, conclude, visible
from houqin.journal.public import record
from houqin.org.access import demand
from houqin.org.member import Member
from houqin.org.models import Department, Staff
from houqin.safety.models import Accountability, Assessment

FLOWS = ("hazard", "incident", "opinion")  # a complaint that was found true
_TYPED = ["case", "opened_by", "decided_by", "lifted_by"]


def of_case(actor: Member) -> QuerySet[Case]:
    """What somebody can be held responsible for; nobody for what is said about themselves."""
    return visible(actor).filter(flow__in=FLOWS)


def concluded(actor: Member) -> list[Case]:
    """Where it is written who is responsible, and nothing was opened yet; the newest first."""
    opened = Accountability.objects.values("case")
    rows = of_case(actor).exclude(conclusion="").exclude(pk__in=opened)
    rows = rows.filter(~Q(flow="opinion") | Q(kind="complaint"))
    return list(rows.defer("search").order_by("-closed_at", "-pk")[:10])


@transaction.atomic
def hold(
    *,
    actor: Member,
    case_id: int,
    rule: str,
    facts: str,
    now: datetime,
    person: Staff | None = None,
    department: Department | None = None,
    statement: str = "",
) -> Accountability:
    """Open a case of accountability about a hazard, an accident or a complaint."""
    demand(actor, "safety.account")
    case = of_case(actor).get(pk=case_id)
    row = Accountability(
        case=case, person=person, department=department, rule=rule.strip(), facts=facts.strip(),
        statement=statement.strip(), opened_by=actor.staff, opened_at=now,
    )  # fmt: skip
    row.full_clean(exclude=_TYPED)
    row.save()
    record(actor=actor, action="safety.held_responsible", target=row)
    return row


@transaction.atomic
def decide(
    *,
    actor: Member,
    accountability_id: int,
    decision: str,
    sanction: str,
    decided_on: date,
    now: datetime,
    statement: str = "",
    is_veto: bool = False,
) -> Accountability:
    """Decide it; the decision becomes the conclusion of what it is about."""
    demand(actor, "safety.account")
    row = Accountability.objects.select_for_update(of=("self",)).select_related(
        "case", "person", "department"
    ).get(pk=accountability_id)  # fmt: skip
    if row.decided_on is not None:
        raise ValidationError("已经作出决定，不能再改。")
    if row.person_id == actor.staff.pk:
        raise ValidationError("不能决定对自己的责任追究，请由另一位领导来办。")
    if decided_on < row.opened_at.date():
        raise ValidationError({"decided_on": "决定日期不能早于立案那天。"})
    row.decision, row.sanction = decision.strip(), sanction.strip()
    row.statement = statement.strip() or row.statement
    row.is_veto, row.decided_on, row.decided_by = is_veto, decided_on, actor.staff
    row.full_clean(exclude=_TYPED)
    row.save()
    said = f"{row.who}：{row.decision}（{row.sanction}）" if sanction else f"{row.who}：{decision}"
    conclude(actor=actor, case_id=row.case_id, conclusion=said[:1000], is_veto=is_veto, now=now)
    if is_veto:
        _withdraw_excellence(actor, row)
    action = "safety.vetoed" if is_veto else "safety.responsibility_decided"
    record(actor=actor, action=action, target=row, sanction=row.sanction or row.decision[:40])
    return row


def _withdraw_excellence(actor: Member, row: Accountability) -> None:
    """Who was rated excellent before the veto was decided is not any more."""
    hit = Q(person=row.person) if row.person else (
        Q(department=row.department) | Q(person__department=row.department)
    )  # fmt: skip
    year = row.decided_on.year if row.decided_on else 0
    for one in Assessment.objects.select_for_update(of=("self",)).filter(hit, year=year):
        was_excellent = one.rating == Assessment.Rating.EXCELLENT
        one.barred_by = row
        one.rating = Assessment.Rating.GOOD if was_excellent else one.rating
        one.save(update_fields=["barred_by", "rating"])
        if was_excellent:
            record(actor=actor, action="safety.assessment_barred", target=one,
                   number=row.case.number)  # fmt: skip


@transaction.atomic
def lift(*, actor: Member, accountability_id: int, reason: str, now: datetime) -> Accountability:
    """Lift a veto, with a written reason: the head of the institution alone."""
    demand(actor, "safety.lift_veto")
    row = Accountability.objects.select_for_update(of=("self",)).get(pk=accountability_id)
    if not row.is_barring:
        raise ValidationError("这一件没有一票否决，或已经撤销。")
    row.lifted_at, row.lifted_by, row.lifted_for = now, actor.staff, reason.strip()
    row.full_clean(exclude=_TYPED)
    row.save()
    record(actor=actor, action="safety.veto_lifted", target=row, reason=row.lifted_for)
    return row


def barring(
    year: int, *, staff: Staff | None = None, department: Department | None = None
) -> QuerySet[Accountability]:
    """What keeps a person or a department from an excellent rating in a year (一票否决)."""
    who = Q()
    if staff is not None:
        who = Q(person=staff) | Q(department=staff.department_id, department__isnull=False)
    elif department is not None:
        who = Q(department=department)
    rows = Accountability.objects.filter(who, is_veto=True, lifted_at=None, decided_on__year=year)
    return rows.select_related("case", "person", "department")
