"""The sample plan on its real way: read, confirmed by the director, approved by the principal."""

from __future__ import annotations

from datetime import date, timedelta

from houqin.core import clock
from houqin.core.roles import Role
from houqin.org.holders import load_holders
from houqin.org.member import Member, member_of
from houqin.org.models import Institution, Staff, Term
from houqin.packs.calendars import written_for
from houqin.packs.loading import load_law
from houqin.packs.model import Condition, Pack
from houqin.planning.models import PlanItem, WorkPlan
from houqin.planning.reading import PlanDraft, extract, read_plans
from houqin.planning.services import approval, drafting
from houqin.planning.services.builtin import install_statutory
from houqin.web.demo.moment import as_of, at

_CHECKED = 6
_DEFAULT_OWNER = Role.DIRECTOR


def holder(institution: Institution, role: Role, day: date) -> Member:
    """Who holds the role that day, as an actor for services."""
    staff_id = load_holders().of_role(str(role), None, day)[0]
    staff = Staff.objects.select_related("user", "department").get(pk=staff_id)
    return member_of(staff, institution, day)


def run_plan(institution: Institution, pack: Pack, today: date) -> WorkPlan:
    """Import, choose, submit and approve as of the term's first days; then the statutory duties."""
    days = written_for(pack).days
    director = holder(institution, Role.DIRECTOR, days.first)
    principal = holder(institution, Role.PRINCIPAL, days.first)
    with as_of(at(days.first - timedelta(days=5), 15)):
        (draft,) = read_plans(extract("plan.md", pack.plan.text.encode()))
        plan = drafting.import_plan(
            actor=director,
            draft=draft,
            title=pack.plan.title,
            term=Term.objects.filter(first=days.first).first(),
            first=days.first,
            last=days.last,
            source_name="plan.md",
        )
    with as_of(at(days.first - timedelta(days=4), 10)):
        _choose(director, plan, draft, pack)
        _confirm(director, plan, pack)
    with as_of(at(days.first - timedelta(days=3), 9)) as now:
        approval.submit(actor=director, plan_id=plan.pk, now=now)
    with as_of(at(days.first, 8)) as now:
        approval.approve(actor=principal, plan_id=plan.pk, now=now, today=days.first)
    # The law does not rest in the holidays: after the term its duties go on until the next.
    _statutory(institution, days.first, days.last if today <= days.last else _next(days.last))
    return plan


def _next(last: date) -> date:
    """The last day before the term that follows."""
    following = Term.objects.filter(first__gt=last).order_by("first").first()
    return following.first - timedelta(days=1) if following else last


def _choose(director: Member, plan: WorkPlan, draft: PlanDraft, pack: Pack) -> None:
    """Each 定期 and 经常 becomes what the pack says the director chose."""
    for item in PlanItem.objects.filter(plan=plan):
        if not item.waits_for_choice:
            continue
        chosen = _answer(item, draft, pack)
        cadences = [str(c) if not c.is_vague else chosen for c in item.parsed_cadences]
        drafting.change_items(
            actor=director,
            plan_id=plan.pk,
            item_ids=[item.pk],
            changes={"cadences": list(dict.fromkeys(cadences))},
        )


def _answer(item: PlanItem, draft: PlanDraft, pack: Pack) -> str:
    for answer in pack.plan.answers:
        start = draft.source.find(answer.excerpt)
        if start >= 0 and start < item.span_end and item.span_start < start + len(answer.excerpt):
            return answer.cadence
    return "FREQ=MONTHLY"


def _confirm(director: Member, plan: WorkPlan, pack: Pack) -> None:
    """What a director adds in the review: missing owners, units of readings, what is checked."""
    items = list(PlanItem.objects.filter(plan=plan, is_included=True).exclude(kind="principle"))
    ownerless = [i.pk for i in items if not i.owner_role]
    if ownerless:
        _change(director, plan, ownerless, {"owner_role": str(_DEFAULT_OWNER)})
    for item in items:
        unit = unit_of(item, pack) if item.proof == PlanItem.Proof.READING else ""
        if unit:
            _change(director, plan, [item.pk], {"unit": unit})
    worth = [i.pk for i in items if i.proof == PlanItem.Proof.PHOTO and "检查" in i.text]
    if worth:
        _change(director, plan, worth[:_CHECKED], {"needs_check": True})


def _change(director: Member, plan: WorkPlan, ids: list[int], changes: dict[str, object]) -> None:
    drafting.change_items(actor=director, plan_id=plan.pk, item_ids=ids, changes=changes)


def unit_of(item: PlanItem, pack: Pack) -> str:
    words = item.title + item.text + item.ledger
    for reading in pack.history.readings:
        if any(word in words for word in reading.words):
            return reading.unit
    return ""


def _statutory(institution: Institution, first: date, last: date) -> None:
    features = frozenset(Condition(name) for name, has in institution.features.items() if has)
    duties = [duty for duty in load_law() if duty.applies_to(institution.kind, features)]
    with as_of(at(first, 8, 30)):
        install_statutory(duties=duties, first=first, last=last, now=clock.now(), today=first)
