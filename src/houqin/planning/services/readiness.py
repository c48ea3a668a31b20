"""Getting ready for a term: hand out the checklist, sign the report when nothing is open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from houqin.journal.public import record
from houqin.org.access import demand
from houqin.org.member import Member
from houqin.org.models import Staff, Term
from houqin.planning.models import ReadinessLine, ReadinessReport, Task
from houqin.planning.services.builtin import add_task

LOOK_BACK = timedelta(days=45)
JUST_BEGUN = timedelta(days=30)
SETTLED = (Task.State.DONE, Task.State.WAIVED)
_BEFORE_TERM = r"^AT=TERM_START(;[A-Z]+=[^;]*)*;SIDE=BEFORE"


@dataclass(frozen=True, slots=True)
class NewLine:
    """A line to hand out; ``code`` is the template's, empty for the director's own."""

    code: str
    title: str
    assignee: Staff
    due_on: date
    domain: str = ""
    proof: str = "text"


def term_to_prepare(today: date) -> Term | None:
    """The term that has just begun, for a month; after that the next one, where it is known."""
    ahead = Term.objects.filter(first__gt=today).order_by("first").first()
    begun = Term.objects.filter(first__lte=today).order_by("-first").first()
    if begun and (ahead is None or today - begun.first <= JUST_BEGUN):
        return begun
    return ahead


def tasks_of(term: Term) -> QuerySet[Task]:
    """Everything that makes this term ready.

    Handed-out lines, work planned for before the term, the opening month's 开学准备, and single
    pieces of work due in the weeks before the first day.
    """
    span = Q(due_on__gte=term.first - LOOK_BACK, due_on__lt=term.first)
    handed_out = Q(pk__in=ReadinessLine.objects.filter(term=term).values("task"))
    anchored = span & Q(cadence__regex=_BEFORE_TERM)
    month = Q(
        cadence__startswith="MONTH=",
        first__lte=term.first + timedelta(days=31),
        due_on__gte=term.first - LOOK_BACK,
    ) & (Q(item__title__contains="开学准备") | Q(item__headings__icontains="开学准备"))
    # What is due after the last term and before this one is for this one; 期末 work is not.
    before = Term.objects.filter(last__lt=term.first).order_by("-last").first()
    since = before.last if before else term.first - LOOK_BACK
    single = span & Q(due_on__gt=since) & ~Q(cadence__startswith="FREQ=") & ~Q(cadence="")
    wanted = handed_out | anchored | month | single
    return Task.objects.filter(wanted).select_related("item", "assignee", "done_by", "plan")


@transaction.atomic
def hand_out(
    *, actor: Member, term_id: int, lines: Sequence[NewLine], now: datetime, today: date
) -> int:
    """Give each line to its owner as a task due before the term; returns how many."""
    demand(actor, "planning.assign")
    term = Term.objects.select_for_update().get(pk=term_id)
    if not lines:
        raise ValidationError("请至少勾选一项，或写一项自己的。")
    if term.first <= today:
        raise ValidationError(f"{term.name}已经开学，准备工作不能再派。请改用“临时安排”。")
    for line in lines:
        if line.due_on >= term.first:
            raise ValidationError(
                f"“{line.title}”要在 {term.first:%m月%d日} 开学前完成，请把期限提前。"
            )
        task = add_task(
            actor=actor,
            title=line.title,
            assignee=line.assignee,
            due_on=line.due_on,
            domain=line.domain,
            proof=line.proof,
            note=f"{term.name}开学准备",
            now=now,
            today=today,
        )
        made = ReadinessLine(term=term, code=line.code, task=task)
        made.full_clean(exclude=["institution", "task"])
        made.save()
    record(actor=actor, action="planning.readiness_begun", target=term, count=len(lines))
    return len(lines)


@transaction.atomic
def sign(*, actor: Member, term_id: int, note: str, now: datetime) -> ReadinessReport:
    """Everything is ready: kept as it stands, under a name."""
    demand(actor, "planning.sign_readiness")
    term = Term.objects.get(pk=term_id)
    tasks = list(tasks_of(term).order_by("due_on", "pk"))
    if not tasks:
        raise ValidationError("还没有任何准备事项，请先派发检查清单。")
    left = [task for task in tasks if task.state not in SETTLED]
    if left:
        named = "、".join(task.item.title for task in left[:3])
        raise ValidationError(f"还有 {len(left)} 项没有办结（{named}），办结后再签。")
    report = ReadinessReport(
        term=term,
        lines=[_line(task) for task in tasks],
        note=note.strip(),
        signed_by=actor.staff,
        signed_as=actor.role_names[:40],
        signed_at=now,
    )
    report.full_clean(exclude=["institution", "signed_by"])
    report.save(force_insert=True)
    record(actor=actor, action="planning.readiness_signed", target=term, count=len(tasks))
    return report


def _line(task: Task) -> dict[str, str]:
    return {
        "title": task.item.title,
        "owner": task.assignee.name if task.assignee else "",
        "due": task.due_on.isoformat(),
        "done": timezone.localdate(task.done_at).isoformat() if task.done_at else "",
        "state": task.get_state_display(),
    }
