"""Doing a task: hand in the proof, take it back, have it checked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from houqin.cases.findings import flow_for, open_from_reading, unhandled
from houqin.core.permissions import may
from houqin.files.models import StoredFile
from houqin.files.public import attach
from houqin.journal.public import record
from houqin.ledgers.models import Book
from houqin.org.access import demand
from houqin.org.member import Member
from houqin.planning.elsewhere import elsewhere_of
from houqin.planning.models import Deferral, Evidence, PlanItem, Task
from houqin.planning.rules import (
    OFFLINE_AT_MOST,
    UNDO_WITHIN,
    Proof,
    came_late,
    missing_proof,
    out_of_limits,
)


def _locked(task_id: int) -> Task:
    tasks = Task.objects.select_for_update(of=("self",)).select_related("item", "assignee")
    return tasks.get(pk=task_id)


@transaction.atomic
def hand_in(
    *,
    actor: Member,
    task_id: int,
    token: UUID,
    now: datetime,
    note: str = "",
    reading: Decimal | None = None,
    measure: str = "",
    is_fixed: bool = False,
    photos: Sequence[StoredFile] = (),
    done_at: datetime | None = None,
    is_recorded: bool = False,
) -> Task:
    """Enter the proof of a task; the last of its ``times`` finishes it.

    What a book proves is refused here, unless ``is_recorded``: the caller keeps a record of its
    own, as a meeting's minutes are.

    A reading out of the item's limits is flagged, and ``measure`` says what was done about it. It
    was put right on the spot (``is_fixed``), or it becomes a case.

    ``token`` makes a re-sent form one entry. ``done_at`` is the phone's time for work done
    without a network, believed for up to 72 hours.
    """
    task = _locked(task_id)
    if _is_sent_again(token, task_id):
        return task
    demand(actor, "planning.do", task)
    moment = _believed(done_at, now)
    proof = Proof(note, reading is not None, len(photos))
    _refuse_unfit(task, timezone.localdate(moment), proof, is_recorded=is_recorded)
    wrong = _wrong(task.item, reading, measure := measure.strip())
    evidence = Evidence(
        task=task, note=note.strip(), reading=reading, is_abnormal=bool(wrong), measure=measure,
        unit=task.item.unit if reading is not None else "", made_by=actor.staff, made_at=moment,
        entered_at=now, token=token,
    )  # fmt: skip
    evidence.full_clean(exclude=["institution", "task", "made_by", "revokes", "entry"])
    evidence.save(force_insert=True)
    for photo in photos:
        attach(actor=actor, file=photo, owner=evidence)
    if wrong and not is_fixed:
        _make_case(actor, evidence, wrong, photos)
    _advance(task, actor, moment)
    _journal(actor, evidence, wrong)
    return task


def _is_sent_again(token: UUID, task_id: int) -> bool:
    known = Evidence.objects.filter(token=token).first()
    if known is not None and known.task_id != task_id:
        raise ValidationError("这张表已经用在另一项任务上，请刷新后再填。")
    return known is not None


def _refuse_unfit(task: Task, day: date, proof: Proof, *, is_recorded: bool) -> None:
    """Not due, a book's matter, or without the proof that the item asks for."""
    _refuse_if_not_due(task, day)
    if not is_recorded:
        refuse_without_entry(task)
    problem = missing_proof(task.item.proof, proof)
    if problem:
        raise ValidationError(problem)


def _make_case(actor: Member, evidence: Evidence, wrong: str, photos: Sequence[StoredFile]) -> None:
    task = evidence.task
    open_from_reading(
        actor, pointer=task, title=task.item.title, domain=task.domain, photos=photos,
        wrong=f"读数 {evidence.reading}{evidence.unit}，{wrong}", measure=evidence.measure,
        token=evidence.token, now=evidence.entered_at,
    )  # fmt: skip


def _journal(actor: Member, evidence: Evidence, wrong: str) -> None:
    task = evidence.task
    record(actor=actor, action="planning.task_done", target=task, note=evidence.note[:80])
    if wrong:
        record(actor=actor, action="planning.reading_abnormal", target=task, wrong=wrong,
               reading=f"{evidence.reading}{evidence.unit}",
               measure=evidence.measure[:120])  # fmt: skip


def _wrong(item: PlanItem, reading: Decimal | None, measure: str) -> str:
    """Which limit the reading breaks; that demands a measure."""
    if reading is None:
        return ""
    wrong = out_of_limits(reading, item.reading_low, item.reading_high, item.unit)
    if wrong and not measure:
        raise ValidationError({"measure": f"读数{wrong}，请写处理措施：怎么处理的、处理后怎样。"})
    return wrong


def _believed(done_at: datetime | None, now: datetime) -> datetime:
    if done_at is None or done_at > now or now - done_at > OFFLINE_AT_MOST:
        return now
    return done_at


def _refuse_if_not_due(task: Task, day: object) -> None:
    if task.state == Task.State.WAIVED:
        raise ValidationError("这项任务已标为不适用，不用再登记。")
    if not task.is_open:
        when = timezone.localtime(task.done_at).strftime("%m月%d日 %H:%M") if task.done_at else ""
        who = task.done_by.name if task.done_by else ""
        raise ValidationError(f"这项任务已由{who}于{when}完成，没有再记一遍。")
    if task.first > day:  # type: ignore[operator]
        raise ValidationError(
            f"这项任务从 {task.first.month}月{task.first.day}日 开始，还没到时候。到时再来登记。"
        )


def refuse_without_entry(task: Task) -> None:
    """No entry, no tick: what a book or another room's record proves is not done by saying so."""
    book = book_of(task.item)
    if book is not None:
        raise ValidationError(
            f"这项任务要在《{book.title}》里记一笔才算完成，不能只打勾。"
            "请去记一笔；确实没法记的，请在“延期或不适用”里写明原因。"
        )
    _refuse_if_elsewhere(task)


def _refuse_if_elsewhere(task: Task) -> None:
    """What another room records is finished there."""
    place = elsewhere_of(task)
    if place is not None:
        raise ValidationError(
            f"这项任务在“{place.name}”里登记，登记完自动办结，不能只打勾。"
            "确实没法做的，请在“延期或不适用”里写明原因。"
        )


def book_of(item: PlanItem) -> Book | None:
    """The book that proves an item's tasks, if entries can be made in it."""
    if not item.book:
        return None
    books = Book.objects.filter(code=item.book, is_active=True, current__isnull=False)
    return books.select_related("current").first()


def _advance(task: Task, actor: Member, moment: datetime) -> None:
    task.times_done += 1
    if task.times_done < task.times:
        task.state = Task.State.DOING
    else:
        task.state = Task.State.REVIEW if task.item.needs_check else Task.State.DONE
        task.done_at, task.done_by = moment, actor.staff
        task.is_late = task.is_late or came_late(timezone.localdate(moment), task.due_on)
    task.save()


@transaction.atomic
def take_back(*, actor: Member, evidence_id: int, now: datetime) -> Task:
    """Undo one's own entry within ten minutes; the entry stays readable as taken back."""
    evidence = Evidence.objects.select_related("task").get(pk=evidence_id)
    task = _locked(evidence.task_id)
    if evidence.made_by_id != actor.staff.pk:
        raise PermissionDenied("只能撤回自己的登记。")
    if evidence.entry_id is not None:
        raise ValidationError("这条佐证来自台账。记错了，请在台账里更正或划去那条记录。")
    if Evidence.objects.filter(revokes=evidence).exists():
        return task
    if now - evidence.entered_at > UNDO_WITHIN or task.checked_at is not None:
        raise ValidationError("登记已超过 10 分钟或已复查，不能撤回。有错请让上级退回重做。")
    Evidence.objects.create(
        task=task, note="撤回", made_by=actor.staff, made_at=now, entered_at=now, token=uuid4(),
        revokes=evidence,
    )  # fmt: skip
    _reopen(task, keep=task.times_done - 1)
    record(actor=actor, action="planning.task_taken_back", target=task)
    return task


def _reopen(task: Task, *, keep: int) -> None:
    task.times_done = max(keep, 0)
    task.state = Task.State.DOING if task.times_done else Task.State.TODO
    task.done_at = task.done_by = task.checked_at = task.checked_by = None
    task.is_late = task.is_late and timezone.localdate() > task.due_on
    task.save()


def _refuse_unhandled(task: Task) -> None:
    """What its entries found wrong is a case, or was put right on the spot; else it stays open."""
    standing = task.evidence.standing().filter(entry__isnull=False)
    for one in standing.select_related("entry__book", "entry__version", "entry__institution"):
        entry = one.entry
        if entry is None or entry.batch_id or not flow_for(entry.book, entry.institution.kind):
            continue
        for found in unhandled(entry):
            raise ValidationError(
                f"《{entry.book.title}》{entry.number} 里“{found.message}”还没有人处理。"
                "请打开那条记录“转事项”，或更正后再复查。"
            )


@transaction.atomic
def check(*, actor: Member, task_id: int, agree: bool, reason: str = "", now: datetime) -> Task:
    """Verify a finished task, or send it back with a reason; never by who did it."""
    task = _locked(task_id)
    answer = may(actor, "planning.check", task)
    if not answer:
        raise PermissionDenied(getattr(answer, "reason", ""))
    if task.state not in {Task.State.REVIEW, Task.State.DONE}:
        raise ValidationError("这项任务还没完成，不用复查。")
    if agree:
        _refuse_unhandled(task)
        task.state, task.checked_by, task.checked_at = Task.State.DONE, actor.staff, now
        task.save()
        record(actor=actor, action="planning.task_checked", target=task)
        return task
    if not reason.strip():
        raise ValidationError("退回重做时请写明哪里不行。")
    Deferral.objects.create(
        task=task, sort=Deferral.Sort.RETURNED, reason=reason.strip()[:300], old_due=task.due_on,
        made_by=actor.staff, made_at=now, verdict=Deferral.Verdict.SEEN, seen_at=now,
    )  # fmt: skip
    _reopen(task, keep=task.times - 1)
    record(actor=actor, action="planning.task_sent_back", target=task, reason=reason.strip()[:80])
    return task
