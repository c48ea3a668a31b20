"""代表督察: representatives who come and look, once or again and again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from houqin.core import clock
from houqin.core.roles import Role
from houqin.core.tenancy import institution_id
from houqin.journal.public import record
from houqin.notify.public import page, send
from houqin.org.access import demand
from houqin.org.calendar import school_calendar
from houqin.org.member import Member
from houqin.org.models import Staff
from houqin.planning.services.builtin import add_rule_task
from houqin.voice.models import InspectionVisit, VisitGuest
from houqin.voice.services.surveys import month_on

Guests = Sequence[tuple[str, str]]
_HOLIDAYS = timedelta(days=90)  # the longest that a planned day is moved on


@transaction.atomic
def plan_visit(
    *, actor: Member, title: str, day: date, places: str, guide: Staff, guests: Guests,
    now: datetime, today: date, repeat: int = InspectionVisit.Repeat.ONCE,
) -> InspectionVisit:  # fmt: skip
    """A visit with its guests, as (name, whom they stand for); the guide gets it as a task."""
    demand(actor, "voice.handle")
    made = InspectionVisit(
        title=title, day=day, places=places, guide=guide, repeat=repeat, made_by=actor.staff
    )
    _keep(made, guests, now, today)
    record(actor=actor, action="voice.visit_planned", target=made, count=len(guests))
    return made


@transaction.atomic
def change_visit(
    *, actor: Member, visit: InspectionVisit, title: str, day: date, places: str, guide: Staff,
    guests: Guests, repeat: int, now: datetime, today: date,
) -> InspectionVisit:  # fmt: skip
    """Another day or guide, more guests or fewer; who has said something stays."""
    demand(actor, "voice.handle")
    visit.title, visit.day, visit.places = title, day, places
    visit.guide, visit.repeat = guide, repeat
    _keep(visit, guests, now, today)
    record(actor=actor, action="voice.visit_changed", target=visit, count=len(guests))
    return visit


def _keep(visit: InspectionVisit, guests: Guests, now: datetime, today: date) -> None:
    if not guests:
        raise ValidationError({"guests": "请写来督察的代表，一行一位。"})
    visit.full_clean(exclude=["institution", "guide", "made_by", "former", "task"])
    _give_task(visit, now, today)
    visit.save()
    wanted = dict(guests)
    if len(wanted) < len(guests):
        raise ValidationError({"guests": "同一个代表写了两次。"})
    for known in visit.guests.all():
        if known.name in wanted:
            known.stands_for = wanted.pop(known.name)
            known.save(update_fields=["stands_for"])
        elif known.opinions.exists():
            raise ValidationError({"guests": f"{known.name}已经写了意见，不能删去。"})
        else:
            known.delete()
    for name, stands_for in wanted.items():
        guest = VisitGuest(visit=visit, name=name, stands_for=stands_for)
        guest.full_clean(exclude=["institution", "visit"])
        guest.save()


def _give_task(visit: InspectionVisit, now: datetime, today: date) -> None:
    """To ask the guests and lead them round, until the day; none for what has been already."""
    if visit.task is None and visit.day >= today:
        visit.task = add_rule_task(
            title=f"代表督察：{visit.title}", role=Role.DIRECTOR, helpers=[str(Role.CLERK)],
            due_on=visit.day, domain="voice", now=now, today=today,
            note=f"看{visit.places}。提前通知各位代表，当天陪同，把各人的二维码给他们写意见。",
        )  # fmt: skip
    task = visit.task
    if task is None or not task.is_open:
        return
    task.last = task.due_on = max(visit.day, task.first)
    task.assignee, task.department_id = visit.guide, visit.guide.department_id
    task.is_assigned_by_hand = True
    task.save()


def plan_next(_institution_id: int) -> int:
    """The night's job: what is repeated and has been gets its next day."""
    return plan_following(now=clock.now(), today=clock.today())


@transaction.atomic
def plan_following(*, now: datetime, today: date) -> int:
    """Once for each visit; the guests are asked again."""
    over = InspectionVisit.objects.select_for_update(of=("self",)).filter(
        repeat__gt=0, day__lt=today, following=None
    )
    made = [_next(former, now, today) for former in over.select_related("guide").order_by("pk")]
    return len(made)


def _next(former: InspectionVisit, now: datetime, today: date) -> InspectionVisit:
    day = former.day
    while day <= today:
        for _month in range(former.repeat):
            day = month_on(day)
    calendar = school_calendar(institution_id(), day, day + _HOLIDAYS)
    days = (day + timedelta(days=n) for n in range(_HOLIDAYS.days))
    made = InspectionVisit(
        title=former.title, day=next(filter(calendar.is_workday, days), day), former=former,
        places=former.places, guide=former.guide, repeat=former.repeat,
        made_by_id=former.made_by_id,
    )  # fmt: skip
    guests = [(one.name, one.stands_for) for one in former.guests.all()]
    _keep(made, guests, now, today)
    record(actor=None, action="voice.visit_planned", target=made, count=len(guests))
    send(
        recipients=[made.guide],
        kind="voice.visit",
        title=f"下一次代表督察：{made.day.month}月{made.day.day}日",
        body=f"{made.title}，看{made.places}。请通知 {len(guests)} 位代表，日子不合适可以改。",
        url=page("voice:visit", made.pk),
        key=f"voice-visit-{made.pk}",
        now=now,
    )
    return made
