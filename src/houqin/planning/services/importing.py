"""Bringing a plan in: keep what was pasted or uploaded, read it, import what is chosen."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from houqin.org.access import demand
from houqin.org.member import Member
from houqin.org.models import Term
from houqin.planning.models import PlanReading, WorkPlan
from houqin.planning.reading import (
    Document,
    Line,
    PlanDraft,
    UnreadablePlan,
    extract,
    read_plans,
)
from houqin.planning.services.drafting import import_plan

KEPT_FOR = timedelta(days=30)
# A reader that has been silent for this long has been stopped with its process.
SILENT = timedelta(seconds=60)
FIRST_LINES = 3
MOST_PLANS = 60
_State = PlanReading.State


@dataclass(frozen=True, slots=True)
class Span:
    """The days a plan is for, and the term when it is exactly one."""

    first: date
    last: date
    term: Term | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """What somebody brought: a file's bytes, or pasted text."""

    name: str = ""
    text: str = ""
    content: bytes | None = None


@dataclass(frozen=True, slots=True)
class Pick:
    """One of the plans found, under the title it shall have."""

    index: int
    title: str


@transaction.atomic
def keep_source(
    *, actor: Member, source: Source, span: Span, token: UUID, now: datetime
) -> PlanReading:
    """Keep what shall be read; the same token a second time is the same reading."""
    demand(actor, "planning.draft")
    kept = PlanReading.objects.filter(token=token).first()
    if kept is not None:
        return kept
    PlanReading.objects.filter(made_at__lt=now - KEPT_FOR).delete()
    reading = PlanReading(
        token=token,
        name=source.name[:120],
        text=source.text,
        content=source.content,
        term=span.term,
        first=span.first,
        last=span.last,
        made_by=actor.staff,
        made_at=now,
    )
    reading.validate_constraints()
    # Tapped twice at once: whoever comes second waits here and gets the first one's row.
    PlanReading.objects.bulk_create([reading], ignore_conflicts=True)
    return PlanReading.objects.get(token=token)


def read_source(*, actor: Member, reading_id: int, now: datetime) -> PlanReading:
    """Read what was kept, telling how far it has come; once, however often it is asked for.

    Outside a transaction on purpose: the page that waits must see the progress.
    """
    demand(actor, "planning.draft")
    idle = Q(state=_State.WAITING) | Q(state=_State.READING, beat_at__lt=now - SILENT)
    mine = PlanReading.objects.filter(idle, pk=reading_id)
    taken = mine.update(state=_State.READING, beat_at=now, step=0, steps=0)
    reading = PlanReading.objects.get(pk=reading_id)
    if not taken:
        return reading
    try:
        document = _document(reading, now)
        plans = read_plans(document)
    except UnreadablePlan as error:
        reading.state, reading.error = _State.FAILED, str(error)[:300]
    else:
        reading.state, reading.error, reading.content = _State.READ, "", None
        reading.lines = [[line.text, line.level] for line in document.lines]
        reading.found = [summary(plan) for plan in plans[:MOST_PLANS]]
    reading.save(update_fields=["state", "error", "content", "lines", "found"])
    return reading


def _document(reading: PlanReading, now: datetime) -> Document:
    rows = PlanReading.objects.filter(pk=reading.pk)
    told = [time.monotonic()]

    def progress(done: int, total: int) -> None:
        seen = time.monotonic()
        if seen - told[0] >= 0.3:
            beat = now + timedelta(seconds=seen - began)
            rows.update(step=done, steps=total, beat_at=beat)
            told[0] = seen

    began = told[0]
    name = reading.name or "粘贴的内容"
    if reading.content is not None:
        return extract(name, bytes(reading.content), progress)
    return extract(f"{name}.txt", reading.text.encode(), progress)


def summary(plan: PlanDraft) -> dict[str, Any]:
    """What the choice shows of a plan: enough to know which it is."""
    lines = [line for line in plan.source.splitlines() if line.strip() and line != plan.title]
    work = [item for item in plan.items if item.kind != "principle"]
    return {
        "title": plan.title,
        "kind": plan.institution_kind.value if plan.institution_kind else "",
        "reason": plan.institution_reason,
        "items": len(plan.items),
        "work": len(work),
        "goals": len(plan.goals),
        "vague": sum(any(f.cadence.is_vague for f in item.found) for item in plan.items),
        "lines": [line[:120] for line in lines[:FIRST_LINES]],
        "characters": len(plan.source),
    }


@transaction.atomic
def import_chosen(*, actor: Member, reading_id: int, picks: Sequence[Pick]) -> list[WorkPlan]:
    """Make a draft of each chosen plan; a second call gives the drafts of the first."""
    demand(actor, "planning.draft")
    reading = PlanReading.objects.select_for_update().get(pk=reading_id)
    if reading.state == _State.IMPORTED:
        return list(WorkPlan.objects.filter(pk__in=reading.plan_ids).order_by("pk"))
    if reading.state != _State.READ:
        raise ValidationError("这份计划还没有读完，请等进度走完再导入。")
    if not picks:
        raise ValidationError("请至少勾选一份要导入的计划。")
    drafts = read_plans(Document(reading.name, tuple(Line(*line) for line in reading.lines)))
    if any(not 0 <= pick.index < len(drafts) for pick in picks):
        raise ValidationError("勾选的计划不在这份文件里，请刷新后重新勾选。")
    plans = [
        import_plan(
            actor=actor,
            draft=drafts[pick.index],
            title=pick.title.strip() or drafts[pick.index].title or "未命名的工作计划",
            term=reading.term,
            first=reading.first,
            last=reading.last,
            source_name=reading.name,
        )
        for pick in picks
    ]
    reading.state, reading.plan_ids = _State.IMPORTED, [plan.pk for plan in plans]
    reading.text, reading.lines, reading.found = "", [], []
    reading.save()
    return plans


def forget(*, actor: Member, reading_id: int) -> None:
    """Throw away what was brought and not imported."""
    demand(actor, "planning.draft")
    PlanReading.objects.filter(pk=reading_id).exclude(state=_State.IMPORTED).delete()
