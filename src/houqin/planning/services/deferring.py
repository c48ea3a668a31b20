"""Not now, or not at all: with a reason that the superior sees and may refuse."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from houqin.core import clock
from houqin.core.permissions import may
from houqin.journal.public import record
from houqin.ledgers.models import Book
from houqin.notify.public import send
from houqin.org.access import demand
from houqin.org.member import Member
from houqin.org.terms import term_view
from houqin.planning.expecting import Expecting
from houqin.planning.models import Deferral, Task, WorkPlan
from houqin.planning.services.catching_up import catch_up
from houqin.planning.services.fulfilling import recount
from houqin.planning.services.superiors import superiors_of

HALF_A_YEAR = timedelta(days=183)


@transaction.atomic
def defer(
    *, actor: Member, task_id: int, reason: str, new_due: date | None, now: datetime, today: date
) -> Deferral:
    """Postpone a task to ``new_due``, or (None) declare it not applicable."""
    task = _open_task(actor, task_id)
    latest, what = latest_day(task, today)
    if new_due is not None and new_due > latest:
        raise ValidationError(f"最晚只能延到{what}（{latest:%Y-%m-%d}）。还办不完，请和上级商量。")
    sort = Deferral.Sort.WAIVED if new_due is None else Deferral.Sort.POSTPONED
    deferral = _kept(task, actor, sort, reason, now, new_due=new_due)
    task.is_late = task.is_late or task.due_on < today
    if new_due is None:
        task.state = Task.State.WAIVED
    else:
        task.due_on = new_due
    task.save()
    record(
        actor=actor, action=f"planning.task_{deferral.sort}", target=task, reason=deferral.reason
    )
    what = "标为不适用" if new_due is None else f"延到 {new_due:%m月%d日}"
    _tell_superior(actor, task, deferral, what, now)
    return deferral


@transaction.atomic
def excuse(*, actor: Member, task_id: int, reason: str, now: datetime, today: date) -> Deferral:
    """Finish what a book should prove without an entry: the superior sees why and may refuse."""
    task = _open_task(actor, task_id)
    if task.first > today:
        raise ValidationError(
            f"这项任务从 {task.first.month}月{task.first.day}日 开始，还没到时候。"
        )
    deferral = _kept(task, actor, Deferral.Sort.EXCUSED, reason, now)
    task.state = Task.State.REVIEW if task.item.needs_check else Task.State.DONE
    task.done_at, task.done_by = now, actor.staff
    task.is_late = task.is_late or task.due_on < today
    task.save()
    record(actor=actor, action="planning.task_excused", target=task, reason=deferral.reason)
    _tell_superior(actor, task, deferral, "在没有台账记录的情况下办结", now)
    return deferral


@transaction.atomic
def waive_keys(
    *, actor: Member, task_id: int, keys: Sequence[str], reason: str, now: datetime
) -> Deferral:
    """Some of the classes, meals … of a task need no entry this time."""
    task = _open_task(actor, task_id)
    expecting = Expecting()
    expecting.load_books([task.item.book])
    known = expecting.keys(task.item)
    chosen = [key for key in known if key in set(keys)]
    if not chosen:
        raise ValidationError("请选出这次不用记的是哪些。")
    if len(chosen) == len(known):
        raise ValidationError("全都不用记，请选“这次不适用”。")
    deferral = _kept(task, actor, Deferral.Sort.WAIVED, reason, now, keys=chosen)
    what = "、".join(known[key] for key in chosen[:6]) + ("等" if len(chosen) > 6 else "")
    record(
        actor=actor, action="planning.keys_waived", target=task, what=what, reason=deferral.reason
    )
    recount(actor, [task], expecting)
    _tell_superior(actor, task, deferral, f"中的{what}标为这次不用记", now)
    return deferral


def latest_day(task: Task, today: date) -> tuple[date, str]:
    """The last day a task may be put off to, and what that day is.

    What no plan foresaw stands in a plan of many years: it is to be done within the term.
    """
    if task.plan.sort != WorkPlan.Sort.ADHOC:
        return task.plan.last, "计划结束那天"
    due = max(today, task.due_on)
    term = term_view(due)
    if term and term.last >= due:
        return term.last, f"{term.name}结束那天"
    return due + HALF_A_YEAR, "半年以内"


def _open_task(actor: Member, task_id: int) -> Task:
    tasks = Task.objects.select_for_update(of=("self",), no_key=True).select_related(
        "item__book_place", "plan", "assignee"
    )
    task = tasks.get(pk=task_id)
    demand(actor, "planning.do", task)
    if not task.is_open:
        raise ValidationError("这项任务已经办结，不用再延期或标不适用。")
    return task


def _kept(
    task: Task, actor: Member, sort: Deferral.Sort, reason: str, now: datetime, **more: Any
) -> Deferral:
    deferral = Deferral(
        task=task, sort=sort, reason=reason.strip(), old_due=task.due_on, made_by=actor.staff,
        made_at=now, **more,
    )  # fmt: skip
    deferral.full_clean(exclude=["institution", "task", "made_by"])
    deferral.save()
    return deferral


def _tell_superior(actor: Member, task: Task, deferral: Deferral, what: str, now: datetime) -> None:
    above = superiors_of([actor.staff.pk])
    send(
        recipients=[s for s in above.values() if s.pk != actor.staff.pk],
        kind="task.deferred",
        title=f"{actor.name}把“{task.item.title}”{what}",
        body=f"原因：{deferral.reason}",
        url=f"/tasks/{task.pk}/",
        target=task,
        key=f"deferral-{deferral.pk}",
        now=now,
    )


@transaction.atomic
def decide(*, actor: Member, deferral_id: int, agree: bool, now: datetime) -> Deferral:
    """The superior has seen it; refusing puts the task back as it was."""
    deferral = (
        Deferral.objects.select_for_update(of=("self",))
        .select_related("task__item")
        .get(pk=deferral_id)
    )
    answer = may(actor, "planning.check", deferral.task)
    if not answer:
        raise PermissionDenied(getattr(answer, "reason", ""))
    if deferral.verdict != Deferral.Verdict.OPEN:
        return deferral
    deferral.verdict = Deferral.Verdict.SEEN if agree else Deferral.Verdict.REFUSED
    deferral.seen_by, deferral.seen_at = actor.staff, now
    deferral.save()
    if not agree:
        _undo(deferral)
        send(
            recipients=[deferral.made_by],
            kind="task.returned",
            title=f"没有同意：{deferral.task.item.title}",
            body=f"{actor.name}不同意{deferral.get_sort_display()}，请按原期限办理。",
            url=f"/tasks/{deferral.task_id}/",
            target=deferral.task,
            key=f"refused-{deferral.pk}",
            now=now,
        )
    record(
        actor=actor,
        action="planning.deferral_decided",
        target=deferral.task,
        verdict=deferral.get_verdict_display(),
    )
    return deferral


def _undo(deferral: Deferral) -> None:
    rows = Task.objects.select_for_update(of=("self",)).select_related("item__book_place")
    task = rows.get(pk=deferral.task_id)
    is_whole = not deferral.keys
    if deferral.sort == Deferral.Sort.WAIVED and is_whole and task.state == Task.State.WAIVED:
        task.state = Task.State.DOING if task.times_done else Task.State.TODO
    elif deferral.sort == Deferral.Sort.POSTPONED and task.is_open:
        task.due_on = deferral.old_due
    elif deferral.sort == Deferral.Sort.EXCUSED and not task.is_open:
        task.state = Task.State.DOING if task.times_done or task.keys_done else Task.State.TODO
        task.done_at = task.done_by = task.checked_at = task.checked_by = None
    task.save()
    if task.item.book:
        _count_again(task, was_done=not is_whole)


def _count_again(task: Task, *, was_done: bool) -> None:
    """What was entered meanwhile counts; what was only waived no longer does."""
    books = list(Book.objects.filter(code=task.item.book).select_related("current"))
    catch_up(Task.objects.filter(pk=task.pk), books, today=clock.today())
    if was_done:
        rows = Task.objects.select_for_update(of=("self",)).select_related("item__book_place")
        recount(None, [rows.get(pk=task.pk)], Expecting(books), reopens=True)
