"""What the room adds to its cases: who is concerned, what it is about, what must be said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from houqin.cases.models import Case, CaseStep
from houqin.cases.public import Outside, Source, open_case
from houqin.cases.services.clocks import clock_for
from houqin.cases.services.stepping import locked
from houqin.core.prepared import Prepared
from houqin.files.models import StoredFile
from houqin.journal.public import record
from houqin.org.access import demand
from houqin.org.holders import load_holders
from houqin.org.member import Member
from houqin.org.models import Department, Place, Staff, Student
from houqin.voice.models import Concerned, Opinion, StationService, VisitGuest
from houqin.voice.services import going_round
from houqin.voice.subjects import private_parts, subject_of

_REPEATS_WITHIN = timedelta(days=180)


@transaction.atomic
def hear(
    *, actor: Member | None, kind: str, text: str, now: datetime, subject: str = "",
    title: str = "", name: str = "", phone: str = "", place: Place | None = None,
    department: Department | None = None, owner: Staff | None = None, grade: str = "",
    photos: Sequence[StoredFile] = (), token: UUID | None = None, due_at: datetime | None = None,
    is_paper: bool = False, outside: bool = True, pointer: Model | None = None, **kept: Any,
) -> Opinion:  # fmt: skip
    """Open a case with the room's row. Without a name and a phone the sender stays unnamed.

    ``kept`` goes onto the row: guest, service, leader, is_confidential, concerned.
    """
    concerned = list(kept.pop("concerned", ()))
    about = subject or subject_of(text)
    unnamed = not (name.strip() or phone.strip())
    sender = Outside(name, phone, is_anonymous=unnamed) if outside else None
    beginning = {**kept, "subject": about, "is_paper": is_paper}
    with _known(_Beginning(beginning, concerned)):
        case = open_case(
            actor=actor, flow="opinion", title=title.strip() or _title(text), text=text, kind=kind,
            now=now, place=place, department=department, owner=owner, grade=grade, photos=photos,
            token=token, due_at=due_at, outside=sender, pointer=pointer,
            source=Source.PUBLIC if outside else Source.REPORT,
        )  # fmt: skip
    row = _OF_CASE.get(case=case.pk)
    row.case = case
    row.full_clean(exclude=["institution", "case", "leader", "repeats", "hot", "service", "guest"])
    row.repeats = _earlier(row, case, phone)
    if row.repeats is not None:
        row.save(update_fields=["repeats"])
    if concerned:
        going_round.tell_principal(case, now)
    return row


@dataclass(frozen=True, slots=True)
class _Beginning:
    """What the row begins with: it stands before anybody is told of the case."""

    fields: Mapping[str, Any] = field(default_factory=dict)
    concerned: Sequence[Staff] = ()


_NOTHING = _Beginning()
_beginning: ContextVar[_Beginning] = ContextVar("houqin_opinion", default=_NOTHING)


@contextmanager
def _known(beginning: _Beginning) -> Iterator[None]:
    token = _beginning.set(beginning)
    try:
        yield
    finally:
        _beginning.reset(token)


_OF_CASE = Prepared[Opinion](lambda case: Opinion.objects.filter(case=case))


def _title(text: str) -> str:
    first = text.strip().splitlines()[0] if text.strip() else "没有写内容"
    return first if len(first) <= 30 else f"{first[:29]}…"


def _earlier(row: Opinion, case: Case, phone: str) -> Opinion | None:
    """An earlier one by the same phone, or on the same subject at the same place, still recent."""
    since = timezone.localdate(case.opened_at) - _REPEATS_WITHIN
    rows = Opinion.objects.filter(case__kind=case.kind, day__gte=since).exclude(pk=row.pk)
    if phone.strip():
        own = rows.filter(case__outside_phone=phone.strip(), subject=row.subject)
        known: Opinion | None = own.order_by("-pk").first()
        if known is not None:
            return known
    if case.place_id is None or row.subject == "other":
        return None
    found: Opinion | None = (
        rows.filter(subject=row.subject, case__place=case.place_id).order_by("-pk").first()
    )
    return found


def opened(*, case: Case, actor: Member | None, given: Mapping[str, Any], now: datetime) -> None:
    """Every case of the flow has a row, whichever way it was opened."""
    beginning = _beginning.get()
    row = Opinion(case=case, subject=subject_of(f"{case.title} {case.text}"))
    row.day = timezone.localdate(now)
    for name, value in beginning.fields.items():
        setattr(row, name, value)
    row.save(force_insert=True)
    if beginning.concerned:
        _set_concerned(row, beginning.concerned)
        going_round.go_round(case, now)


def stepped(
    *, case: Case, step: CaseStep, actor: Member | None, given: Mapping[str, Any], now: datetime
) -> None:
    """Refuse what the rules of the house refuse; keep the findings."""
    row = Opinion.objects.select_for_update(of=("self",)).get(case=case)
    if (
        case.is_open
        and case.owner_id
        and Concerned.objects.filter(opinion=row, staff=case.owner_id).exists()
    ):
        raise ValidationError(
            {"given.owner": "这件事反映的就是这位同事，不能由本人调查，请派别人。"}
        )
    if step.transition == "answer":
        _keep_findings(case, row, given)
    elif step.transition == "close":
        _demand_whole(case, row)


def _keep_findings(case: Case, row: Opinion, given: Mapping[str, Any]) -> None:
    findings, verdict = given.get("findings", ""), given.get("verdict", "")
    problems = {}
    if case.kind == "complaint" and not findings:
        problems["given.findings"] = "投诉要写调查情况：问了谁、看了什么、查到什么。"
    if case.kind == "complaint" and not verdict:
        problems["given.verdict"] = "投诉要有结论：属实、部分属实或不实。"
    if verdict in {"true", "partly"} and not given.get("measure"):
        problems["given.measure"] = "查实了就要有处理措施。"
    if problems:
        raise ValidationError(problems)
    row.findings, row.verdict = findings, verdict
    row.measure = given.get("measure", "")
    row.save(update_fields=["findings", "verdict", "measure"])


def _demand_whole(case: Case, row: Opinion) -> None:
    if not case.answer:
        raise ValidationError("还没有答复，不能办结。")
    if case.kind == "complaint" and not row.verdict:
        raise ValidationError("投诉没有结论，不能办结。")
    if case.kind == "complaint" and row.verdict == "true" and not case.conclusion.strip():
        raise ValidationError({"given.conclusion": "查实的投诉要写责任追究：查实必究。"})


@transaction.atomic
def set_concerned(
    *, actor: Member, case_id: int, people: Iterable[Staff], now: datetime
) -> Opinion:
    """Say about whom it is. They see nothing of it from now on, and may not look into it."""
    demand(actor, "voice.handle")
    row = Opinion.objects.select_for_update(of=("self",)).get(case=case_id)
    chosen = list(people)
    case = locked(case_id)
    if case.owner_id in {one.pk for one in chosen} and case.is_open:
        raise ValidationError("调查人就是被反映的人，请先改派别人。")
    _set_concerned(row, chosen)
    going_round.go_round(case, now)
    record(actor=actor, action="voice.concerned_set", target=case, count=len(chosen))
    return row


def _set_concerned(row: Opinion, people: Iterable[Staff]) -> None:
    wanted = {one.pk for one in people}
    Concerned.objects.filter(opinion=row).exclude(staff__in=wanted).delete()
    had = set(Concerned.objects.filter(opinion=row).values_list("staff", flat=True))
    Concerned.objects.bulk_create([Concerned(opinion=row, staff_id=pk) for pk in wanted - had])


@transaction.atomic
def publish_opinion(
    *, actor: Member, case_id: int, public_problem: str, public_answer: str, today: date
) -> Opinion:
    """Show problem and solution to everybody; refused while they name or betray somebody."""
    demand(actor, "voice.publish")
    row = Opinion.objects.select_for_update(of=("self",)).select_related("case").get(case=case_id)
    case = row.case
    if case.is_open:
        raise ValidationError("办结以后再公布。")
    if row.is_confidential:
        raise ValidationError("这是保密的事项，不能公布。")
    problems = {}
    names = names_here()
    if case.outside_name:
        names.append(case.outside_name)
    for where, text in (("public_problem", public_problem), ("public_answer", public_answer)):
        found = private_parts(text, names)
        if found:
            problems[where] = f"里面有{'、'.join(found)}，请去掉再公布。"
    if problems:
        raise ValidationError(problems)
    row.public_problem, row.public_answer = public_problem.strip(), public_answer.strip()
    row.published_on = today
    row.full_clean(exclude=["institution", "case", "leader", "repeats", "hot", "service", "guest"])
    row.save(update_fields=["public_problem", "public_answer", "published_on"])
    record(actor=actor, action="voice.opinion_published", target=case)
    return row


def names_here() -> list[str]:
    """Everybody's name, who works or learns here."""
    staff = list(Staff.objects.values_list("name", flat=True))
    return [*staff, *Student.objects.values_list("name", flat=True)]


@transaction.atomic
def withdraw_publication(*, actor: Member, case_id: int) -> None:
    demand(actor, "voice.publish")
    row = Opinion.objects.select_for_update(of=("self",)).select_related("case").get(case=case_id)
    row.published_on = None
    row.save(update_fields=["published_on"])
    record(actor=actor, action="voice.publication_withdrawn", target=row.case)


def ask_station(
    *, service: StationService, text: str, now: datetime, name: str, phone: str,
    token: UUID | None = None, photos: Sequence[StoredFile] = (),
) -> Opinion:  # fmt: skip
    """A request at the station goes to who holds the role today."""
    today = timezone.localdate(now)
    found = load_holders().of_role(service.role, None, today)
    owner = Staff.objects.filter(pk__in=found[:1]).first()
    return hear(
        actor=None, kind="request", title=service.name, text=text, now=now, name=name, phone=phone,
        owner=owner, token=token, photos=photos, service=service,
        due_at=_in_days(now, service.days),
    )  # fmt: skip


def _in_days(now: datetime, days: int) -> datetime:
    return clock_for(now).end_of_day(now, days)


def guest_says(
    *, guest: VisitGuest, text: str, now: datetime, token: UUID | None = None
) -> Opinion:
    """Whoever led the visit answers for it, until somebody else is given it."""
    return hear(
        actor=None, kind="visit", text=text, now=now, name=guest.name, guest=guest, token=token,
        owner=guest.visit.guide,
    )  # fmt: skip
