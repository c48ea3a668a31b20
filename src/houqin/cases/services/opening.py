"""Opening a case: number, promise, first step of the timeline, people told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model, QuerySet

from houqin.cases.flow import Flow, flow_of
from houqin.cases.models import Case, CaseStep, Cooperator, Source, new_follow_code
from houqin.cases.services import clocks, moving
from houqin.cases.services.given import Given, fill_case, read_given
from houqin.cases.services.numbering import next_number
from houqin.cases.services.telling import tell_step
from houqin.cases.worktime import WorkClock
from houqin.core.alike import alike, pairs_of
from houqin.core.once import alone
from houqin.core.prepared import Prepared
from houqin.files.models import StoredFile
from houqin.files.public import attach
from houqin.journal.public import record
from houqin.ledgers.models import Entry
from houqin.org.access import demand
from houqin.org.member import Member
from houqin.org.models import Department, Place, Staff

BEFORE = "问题照片"
_RECURS_WITHIN = timedelta(days=366)
_ALIKE, _LOOKED_AT = 0.3, 30  # of titles; of the latest at a place
_NOT_TYPED = ["institution", "waiter", "entry", "search", "number", "token", "merged_into"]


@dataclass(frozen=True, slots=True)
class Outside:
    """Somebody without an account, who may stay unnamed."""

    name: str = ""
    phone: str = ""
    is_anonymous: bool = False


@transaction.atomic
def open_case(
    *,
    actor: Member | None,
    flow: str,
    title: str,
    now: datetime,
    text: str = "",
    kind: str = "",
    grade: str = "",
    place: Place | None = None,
    department: Department | None = None,
    owner: Staff | None = None,
    cooperators: Sequence[Staff] = (),
    verifier: Staff | None = None,
    source: Source = Source.REPORT,
    entry: Entry | None = None,
    finding_path: str = "",
    pointer: Model | None = None,
    pointer_type: str = "",
    pointer_id: int | None = None,
    outside: Outside | None = None,
    due_at: datetime | None = None,
    money_planned: Decimal | None = None,
    photos: Sequence[StoredFile] = (),
    given: Mapping[str, Any] | None = None,
    token: UUID | None = None,
    clock: WorkClock | None = None,
) -> Case:
    """Open a case. The same ``token`` again gives the case that was opened with it.

    ``outside`` is who reports without an account, or on whose behalf a member does.
    """
    declared = flow_of(flow)
    known = _known(token, flow)
    if known is not None:
        return known
    _demand(actor, declared, source)
    case = Case(
        flow=flow, token=token or uuid4(), title=title.strip()[:120], text=text.strip(), kind=kind,
        grade=grade or declared.default_grade, state=declared.initial, source=source, entry=entry,
        finding_path=finding_path, place=place, department=department, owner=owner,
        verifier=verifier, opened_at=now, money_planned=money_planned, pointer_type=pointer_type,
        pointer_id=pointer_id, reporter=_reporter(actor, outside),
    )  # fmt: skip
    _set_origin(case, pointer, outside)
    read = _promised(case, declared, given or {}, due_at, clock or clocks.clock_for(now), now)
    _save(case, declared, now)
    _note(case, declared, actor, read, photos, now)
    Cooperator.objects.bulk_create([Cooperator(case=case, staff=one) for one in cooperators])
    return case


def _reporter(actor: Member | None, outside: Outside | None) -> Staff | None:
    return actor.staff if actor and not (outside and outside.is_anonymous) else None


_OF_TOKEN = Prepared[Case](lambda token: Case.objects.filter(token=token))


def _known(token: UUID | None, flow: str) -> Case | None:
    alone(token)
    known = _OF_TOKEN.one(token=token) if token else None
    if known is not None and known.flow != flow:
        raise ValidationError("这张表已经用过，请刷新后再填。")
    return known


def _demand(actor: Member | None, declared: Flow, source: Source) -> None:
    if actor is None and not declared.is_public and source != Source.ROUTINE:
        raise ValidationError("这类事项要登录后才能提出。")
    # Whoever may write in a book or do a task may say what is wrong there.
    if actor is not None and source not in {Source.ENTRY, Source.TASK}:
        demand(actor, declared.report)


def _promised(
    case: Case, declared: Flow, given: Mapping[str, Any], due_at: datetime | None,
    clock: WorkClock, now: datetime,
) -> Given:  # fmt: skip
    """Read what the flow asks for at the start, then promise answer and end, and set alarms."""
    read = read_given(declared.open_needs, given, {})
    chosen = fill_case(case, declared, declared.open_needs, read, now)
    if case.grade and case.grade not in declared.grade_of:
        raise ValidationError({"grade": "没有这个等级，请重新选。"})
    if case.owner is None and declared.default_owner is not None:
        case.owner = declared.default_owner(case)
    clocks.promise(case, clock, now, due_at=due_at or chosen)
    moving.move(case, case.standing, clock, now)
    moving.set_alarms(case, clock, now, is_new=True)
    return read


def _set_origin(case: Case, pointer: Model | None, outside: Outside | None) -> None:
    if pointer is not None:
        case.pointer_type, case.pointer_id = pointer._meta.label_lower, pointer.pk
    if outside is not None:
        case.outside_name = "" if outside.is_anonymous else outside.name.strip()[:50]
        case.outside_phone = "" if outside.is_anonymous else outside.phone.strip()[:20]
        case.is_anonymous = outside.is_anonymous
        case.follow_code = new_follow_code()
    case.recurrence_of = earlier(case)


def _saying_the_same(case: Case, rows: QuerySet[Case]) -> list[int]:
    """By their titles, without the words for the place that all of them are at."""
    where = pairs_of(case.place.full_name) if case.place else frozenset()
    said = pairs_of(case.title) - where
    titles = rows.values_list("pk", "title")[:_LOOKED_AT]
    return [pk for pk, title in titles if alike(said, pairs_of(title) - where) >= _ALIKE]


def earlier(case: Case) -> Case | None:
    """The closed case of the same place, flow and kind (or item) that this one repeats; of what
    has neither, one that says nearly the same."""
    if case.place_id is None:
        return None
    rows = Case.objects.filter(
        place=case.place_id, flow=case.flow, is_open=False, merged_into=None,
        opened_at__gte=case.opened_at - _RECURS_WITHIN,
    ).order_by("-pk")  # fmt: skip
    if not (case.kind or case.finding_path):
        rows = rows.filter(pk__in=_saying_the_same(case, rows.filter(kind="", finding_path="")))
    else:
        same = {"kind": case.kind} if case.kind else {"finding_path": case.finding_path}
        rows = rows.filter(**same)
    found: Case | None = rows.defer("search").first()
    return found


def _save(case: Case, declared: Flow, now: datetime) -> None:
    case.clean_fields(exclude=_NOT_TYPED)
    case.number = next_number(declared, now)
    case.fill_search()
    case.validate_constraints(exclude=_NOT_TYPED)
    case.save(force_insert=True)


def _note(
    case: Case, declared: Flow, actor: Member | None, read: Given, photos: Sequence[StoredFile],
    now: datetime,
) -> None:  # fmt: skip
    hidden = case.is_anonymous
    step = CaseStep(
        case=case, transition="open", name="提出", went_to=case.state,
        by=actor.staff if actor and not hidden else None,
        by_name=actor.name if actor and not hidden else case.reporter_name,
        party="reporter", at=now, given=read.stored, token=case.token,
    )  # fmt: skip
    step.save(force_insert=True)
    for file in photos:
        attach(actor=actor, file=file, owner=step, caption=BEFORE)
    record(actor=None if hidden else actor, action="cases.opened", target=case, flow=declared.name)
    for hook in declared.on_open:
        hook(case=case, actor=actor, given=read.values, now=now)
    tell_step(case, step, actor, now)


__all__ = ["BEFORE", "Outside", "earlier", "open_case"]
