"""Campaigns: aims, what serves them, the figures entered by hand, and the published scorecard."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from houqin.core.permissions import may
from houqin.journal.public import record
from houqin.org.access import demand
from houqin.org.member import Member
from houqin.org.models import Department, Staff
from houqin.planning.indicators import source_of
from houqin.planning.models import (
    AimItem,
    AimStep,
    Campaign,
    CampaignAim,
    Indicator,
    IndicatorFigure,
    PlanItem,
    ScoreCard,
    Task,
)
from houqin.planning.scorecards import cards_of, snapshot
from houqin.planning.services.builtin import add_task

_NEEDS = "planning.run_programmes"
_CLOSED = "活动已经结束，不能再改。"


@transaction.atomic
def start_campaign(
    *,
    actor: Member,
    title: str,
    first: date,
    last: date,
    now: datetime,
    purpose: str = "",
    lead: Staff | None = None,
    aims: Sequence[str] = (),
) -> Campaign:
    """Open a campaign with its named aims."""
    demand(actor, _NEEDS)
    names = list(dict.fromkeys(name.strip() for name in aims if name.strip()))
    if not names:
        raise ValidationError({"aims": "请至少写一个目标，一行一个，例如“师生满意”。"})
    row = Campaign(
        title=title.strip(), purpose=purpose.strip(), first=first, last=last, lead=lead,
        made_by=actor.staff, made_at=now,
    )  # fmt: skip
    row.full_clean()
    row.save()
    for position, name in enumerate(names):
        _save_aim(CampaignAim(campaign=row, name=name, position=position))
    record(actor=actor, action="planning.campaign_started", target=row, count=len(names))
    return row


def _save_aim(aim: CampaignAim) -> CampaignAim:
    aim.full_clean(exclude=["campaign", "department", "owner", "submitted_by"])
    aim.save()
    return aim


def _open_campaign(actor: Member, campaign_id: int, aim: CampaignAim | None = None) -> Campaign:
    """To be changed by who runs it; with ``aim`` also by who answers for that."""
    if aim is None:
        demand(actor, _NEEDS)
    else:
        demand(actor, "planning.keep_aim", aim)
    row: Campaign = Campaign.objects.select_for_update().get(pk=campaign_id)
    if row.state == Campaign.State.CLOSED:
        raise ValidationError(_CLOSED)
    return row


@transaction.atomic
def change_campaign(
    *,
    actor: Member,
    campaign_id: int,
    title: str,
    first: date,
    last: date,
    purpose: str = "",
    lead: Staff | None = None,
) -> Campaign:
    row = _open_campaign(actor, campaign_id)
    row.title, row.purpose, row.lead = title.strip(), purpose.strip(), lead
    row.first, row.last = first, last
    row.full_clean()
    row.save()
    record(actor=actor, action="planning.campaign_changed", target=row)
    return row


@transaction.atomic
def close_campaign(*, actor: Member, campaign_id: int) -> Campaign:
    """End it; its scorecards stay. A second click changes nothing."""
    demand(actor, _NEEDS)
    row: Campaign = Campaign.objects.select_for_update().get(pk=campaign_id)
    if row.state != Campaign.State.CLOSED:
        row.state = Campaign.State.CLOSED
        row.save(update_fields=["state"])
        record(actor=actor, action="planning.campaign_closed", target=row)
    return row


@transaction.atomic
def keep_aim(
    *,
    actor: Member,
    campaign_id: int,
    name: str,
    meaning: str = "",
    method: str = "",
    department: Department | None = None,
    owner: Staff | None = None,
    aim_id: int | None = None,
) -> CampaignAim:
    """Add an aim, or change the words of one; who answers for it is named by who runs it."""
    known = None
    if aim_id is not None:
        known = CampaignAim.objects.get(campaign=campaign_id, pk=aim_id)
    row = _open_campaign(actor, campaign_id, known)
    if known is None:
        last = row.aims.aggregate(last=Max("position"))["last"]
        known = CampaignAim(campaign=row, position=0 if last is None else last + 1)
    aim = known
    aim.name, aim.meaning, aim.method = name.strip(), meaning.strip(), method.strip()
    if may(actor, _NEEDS):
        aim.department, aim.owner = department, owner
    _save_aim(aim)
    record(actor=actor, action="planning.campaign_changed", target=row)
    return aim


@transaction.atomic
def remove_aim(*, actor: Member, aim_id: int) -> None:
    """Figures that were entered are kept, so an aim that has some stays; so are steps."""
    aim = CampaignAim.objects.select_related("campaign").get(pk=aim_id)
    _open_campaign(actor, aim.campaign_id)
    if aim.steps.exists():
        raise ValidationError("这个目标已经派了步骤，要留着，不能删除。")
    if IndicatorFigure.objects.filter(indicator__aim=aim).exists():
        raise ValidationError("这个目标已经填报过数字，要留着，不能删除。")
    aim.delete()
    record(actor=actor, action="planning.campaign_changed", target=aim.campaign)


def _open_aim(actor: Member, aim_id: int) -> CampaignAim:
    aim = CampaignAim.objects.select_related("campaign").get(pk=aim_id)
    _open_campaign(actor, aim.campaign_id, aim)
    return aim


@transaction.atomic
def attach_items(*, actor: Member, aim_id: int, item_ids: Sequence[int]) -> int:
    """Let items of approved plans serve the aim; how many are new. Twice is once."""
    aim = _open_aim(actor, aim_id)
    known = set(aim.links.values_list("item_id", flat=True))
    items = PlanItem.objects.filter(
        pk__in=list(item_ids), status=PlanItem.Status.ACTIVE, plan__version__gte=1
    )
    fresh = [AimItem(aim=aim, item=item) for item in items if item.pk not in known]
    AimItem.objects.bulk_create(fresh, ignore_conflicts=True)
    if fresh:
        record(
            actor=actor, action="planning.campaign_attached", target=aim.campaign,
            aim=aim.name, count=len(fresh),
        )  # fmt: skip
    return len(fresh)


@transaction.atomic
def detach_item(*, actor: Member, aim_id: int, item_id: int) -> None:
    aim = _open_aim(actor, aim_id)
    AimItem.objects.filter(aim=aim, item_id=item_id).delete()


@transaction.atomic
def add_step(
    *, actor: Member, aim_id: int, text: str, owner: Staff, due_on: date, now: datetime,
    today: date,
) -> Task:  # fmt: skip
    """A step towards the aim becomes somebody's task."""
    aim = _open_aim(actor, aim_id)
    task = add_task(
        actor=actor, title=text, assignee=owner, due_on=due_on, now=now, today=today,
        note=f"“{aim.campaign.title}”的目标“{aim.name}”", permission="planning.keep_aim", about=aim,
    )  # fmt: skip
    AimStep.objects.create(aim=aim, task=task)
    return task


@transaction.atomic
def submit_aim(*, actor: Member, aim_id: int, now: datetime) -> CampaignAim:
    """Hand in the plan of an aim: method, steps and a measured effect, or it is not accepted."""
    aim = _open_aim(actor, aim_id)
    if aim.submitted_at:
        return aim
    steps = aim.steps.count()
    measured = (Indicator.Sort.FIGURE, Indicator.Sort.ROOM)
    if not aim.indicators.filter(sort__in=measured).exists():
        raise ValidationError("还没有效果指标，不能报方案。请加一个看得出前后变化的数字。")
    if not steps:
        raise ValidationError("还没有步骤，不能报方案。请先把要做的事一步步派下去。")
    aim.submitted_at, aim.submitted_by = now, actor.staff
    _save_aim(aim)
    record(
        actor=actor, action="planning.aim_submitted", target=aim.campaign, aim=aim.name, steps=steps
    )
    return aim


@transaction.atomic
def add_indicator(
    *,
    actor: Member,
    aim_id: int,
    sort: str,
    title: str = "",
    unit: str = "",
    target: Decimal | None = None,
    is_lower_better: bool = False,
    source_code: str = "",
) -> Indicator:
    """Say how the aim is measured; words left out come from the sort or the other room."""
    aim = _open_aim(actor, aim_id)
    source = source_of(source_code) if sort == Indicator.Sort.ROOM else None
    counted = {"rate": ("完成率", "%"), "on_time": ("按时率", "%"), "overdue": ("逾期未办", "次")}
    name, measure = counted.get(sort, (source.title, source.unit) if source else ("", ""))
    if not (title.strip() or name):
        raise ValidationError({"title": "请写指标名称，例如“食堂满意度”。"})
    last = aim.indicators.aggregate(last=Max("position"))["last"]
    row = Indicator(
        aim=aim, sort=sort, source_code=source.code if source else "",
        title=title.strip() or name, unit=measure or unit.strip(), target=target,
        is_lower_better=is_lower_better or sort == Indicator.Sort.OVERDUE,
        position=0 if last is None else last + 1,
    )  # fmt: skip
    row.full_clean(exclude=["aim"])
    row.save()
    record(
        actor=actor, action="planning.indicator_added", target=aim.campaign,
        aim=aim.name, title=row.title,
    )  # fmt: skip
    return row


@transaction.atomic
def remove_indicator(*, actor: Member, indicator_id: int) -> None:
    row = Indicator.objects.select_related("aim__campaign").get(pk=indicator_id)
    _open_campaign(actor, row.aim.campaign_id, row.aim)
    if row.figures.exists():
        raise ValidationError("这个指标已经填报过数字，要留着，不能删除。")
    row.delete()


@transaction.atomic
def enter_figure(
    *,
    actor: Member,
    indicator_id: int,
    value: Decimal,
    as_of: date,
    source: str,
    now: datetime,
    today: date,
) -> IndicatorFigure:
    """Enter a figure with where it comes from. A wrong one is followed by the right one."""
    row = Indicator.objects.select_related("aim__campaign").get(pk=indicator_id)
    campaign = _open_campaign(actor, row.aim.campaign_id, row.aim)
    if row.sort != Indicator.Sort.FIGURE:
        raise ValidationError("这个指标由系统统计，不用填报。")
    if as_of > today:
        raise ValidationError({"as_of": "这一天还没到，请填数字所属的那一天。"})
    figure = IndicatorFigure(
        indicator=row, value=value, as_of=as_of, source=source.strip(),
        entered_by=actor.staff, entered_at=now,
    )  # fmt: skip
    figure.full_clean(exclude=["indicator", "entered_by"])
    figure.save()
    record(
        actor=actor, action="planning.figure_entered", target=campaign,
        title=row.title, value=f"{value.normalize():f}{row.unit}", source=figure.source,
    )  # fmt: skip
    return figure


@transaction.atomic
def publish(*, actor: Member, campaign_id: int, now: datetime, today: date) -> ScoreCard:
    """Keep the scorecard as it stands now, to be printed; later work does not move it."""
    campaign = _open_campaign(actor, campaign_id)
    found = cards_of(campaign, today)
    if not any(card.indicators for card in found):
        raise ValidationError("还没有一个目标有指标。请先给目标加指标，再公布。")
    number = (campaign.cards.aggregate(last=Max("number"))["last"] or 0) + 1
    card = ScoreCard.objects.create(
        campaign=campaign, number=number, aims=snapshot(found),
        published_by=actor.staff, published_at=now,
    )  # fmt: skip
    record(actor=actor, action="planning.scorecard_published", target=campaign, number=number)
    return card
