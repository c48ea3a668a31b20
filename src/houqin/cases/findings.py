"""What a record book's entry finds wrong becomes a case, or was put right on the spot.

Called inside the transaction that writes the entry, so that no failed item is ever left without
either. The writer chooses: put right on the spot (a failed item shows it by a photo), or a case.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

from django.db.models import Model

from houqin.cases.leads import flow_at, here
from houqin.cases.models import Case, Finding, Source
from houqin.cases.services.clocks import clock_for
from houqin.cases.services.opening import open_case
from houqin.cases.services.stepping import note_step
from houqin.core.roles import Kind
from houqin.files.models import StoredFile
from houqin.forms import FieldType
from houqin.forms.fieldtypes.checklists import FIXED
from houqin.ledgers.models import Amendment, Book, Entry
from houqin.ledgers.services.reading import form_of
from houqin.ledgers.standing import standing_of
from houqin.org.member import Member
from houqin.packs.books import books_of

NO_FLOW = "none"


@dataclass(frozen=True, slots=True)
class Found:
    """``path`` "" stands for all abnormal values that are no items of a checklist."""

    path: str
    message: str
    photos: tuple[str, ...] = ()
    is_fixed: bool = False


@cache
def _declared_flows(kind: Kind) -> Mapping[str, str]:
    return {book.code: book.case_flow for book in books_of(kind) if book.case_flow}


def flow_for(book: Book, kind: Kind | str) -> str:
    """The flow's code, or "" where nothing of this book becomes a case."""
    wanted = _declared_flows(Kind(kind)).get(book.code)
    if wanted == NO_FLOW:
        return ""
    return here(wanted) if wanted else flow_at(book.domain)


def found_in(
    entry: Entry, values: Mapping[str, Any], flags: Sequence[Mapping[str, str]]
) -> list[Found]:
    """Each failed item by itself, then the other abnormal values together."""
    items = list(_failed_items(entry, values))
    paths = {one.path for one in items}
    others = [flag for flag in flags if flag["path"] not in paths]
    if others:
        message = "；".join(flag["message"].rstrip("。") for flag in others)[:300]
        is_fixed = all(flag.get("fixed") for flag in others)
        items.append(Found("", message, is_fixed=is_fixed))
    return items


def _failed_items(entry: Entry, values: Mapping[str, Any]) -> Iterator[Found]:
    for field in form_of(entry.version).fields:
        answers = values.get(field.code)
        if field.type is not FieldType.CHECKLIST or not isinstance(answers, Mapping):
            continue
        for item in field.items:
            answer = answers.get(item.code) or {}
            if answer.get("result") == "fail":
                note = answer.get("note", "")
                said = f"{item.label}：{note}" if note else f"{item.label}不合格"
                keys = tuple(photo["id"] for photo in answer.get("photos", ()))
                is_fixed = bool(answer.get("fixed"))
                yield Found(f"{field.code}.{item.code}", said[:300], keys, is_fixed)


def follow_entries(actor: Member, entries: Sequence[Entry]) -> None:
    """Findings of new entries. What was brought in from files of past years is left as it is."""
    now = entries[0].entered_at if entries else None
    for entry in entries:
        if entry.batch_id is None and now is not None:
            take_up(actor, entry, entry.values, entry.flags, entry.measure, now)


def follow_amendment(actor: Member, amendment: Amendment) -> None:
    """A correction that finds more wrong opens more; cases of a struck entry say so."""
    entry = amendment.entry
    if amendment.is_strike:
        for case in Case.objects.filter(entry=entry, is_open=True).defer("search"):
            note_step(case, "entry_struck", "来源的台账记录已划去", actor, amendment.entered_at)
        return
    take_up(
        actor, entry, amendment.after or {}, amendment.flags, amendment.measure,
        amendment.entered_at,
    )  # fmt: skip


def take_up(
    actor: Member, entry: Entry, values: Mapping[str, Any], flags: Sequence[Mapping[str, str]],
    measure: str, now: datetime,
) -> list[Finding]:  # fmt: skip
    """Handle what is found and not handled yet; told twice, it is handled once.

    A correction that says it was not put right after all makes a case of it.
    """
    found = found_in(entry, values, flags)
    flow = flow_for(entry.book, actor.kind) if found else ""
    if not flow:
        return []
    known = {one.path: one for one in Finding.objects.filter(entry=entry)}
    made, clock = [], None
    for one in found:
        row = known.get(one.path) or Finding(entry=entry, path=one.path, found_at=now)
        if row.case_id is not None or (row.pk and one.is_fixed):
            continue
        if one.is_fixed:
            row.fixed = measure or FIXED
        else:
            clock = clock or clock_for(now)
            row.case = open_from(actor, entry, one, flow, now, measure=measure, clock=clock)
            row.fixed = ""
        row.message = one.message
        made.append(row)
    Finding.objects.bulk_create([row for row in made if row.pk is None])
    Finding.objects.bulk_update([row for row in made if row.pk], ["case", "fixed", "message"])
    return made


def open_from(
    actor: Member, entry: Entry, one: Found, flow: str, now: datetime, *, measure: str = "",
    clock: Any = None,
) -> Case:  # fmt: skip
    where = entry.place_name or entry.key_name
    title = f"{where}：{one.message}" if where else one.message
    text = f"《{entry.book.title}》{entry.number}，{entry.author_name}填写。"
    if measure:
        text += f"已采取的措施：{measure}"
    photos = list(StoredFile.objects.filter(pk__in=one.photos)) if one.photos else []
    return open_case(
        actor=actor, flow=flow, title=title, text=text[:2000], now=now, place=entry.place,
        source=Source.ENTRY, entry=entry, finding_path=one.path, photos=photos, clock=clock,
        token=uuid5(NAMESPACE_OID, f"finding:{entry.token}:{one.path}"),
    )  # fmt: skip


def open_from_reading(
    actor: Member, *, pointer: Model, title: str, wrong: str, measure: str, domain: str,
    token: UUID, now: datetime, photos: Sequence[StoredFile] = (),
) -> Case:  # fmt: skip
    """A case of a task's reading that is out of its limits and was not put right."""
    return open_case(
        actor=actor, flow=flow_at(domain), title=f"{title}：{wrong}", now=now, photos=photos,
        text=f"已采取的措施：{measure}", source=Source.TASK, pointer=pointer,
        token=uuid5(NAMESPACE_OID, f"reading:{token}"),
    )  # fmt: skip


def let_go(_actor: Member, entry_keys: Sequence[int]) -> None:
    """Entries past their retention go; their cases stay, and say in words where they came from."""
    Finding.objects.filter(entry__in=entry_keys).delete()
    Case.objects.filter(entry__in=entry_keys).update(entry=None)


def of_entries(entry_ids: Sequence[int]) -> dict[int, list[Case]]:
    """The cases that came of entries, in one query."""
    found: dict[int, list[Case]] = {pk: [] for pk in entry_ids}
    rows = Case.objects.filter(entry__in=list(entry_ids)).defer("search", "text").order_by("pk")
    for case in rows.select_related("owner"):
        found[case.entry_id].append(case)  # type: ignore[index]
    return found


def unhandled(entry: Entry) -> list[Found]:
    """What the entry found, as it stands, that is neither a case nor was put right.

    Entries from before there were cases have no findings: a case that somebody opened from the
    entry takes care of all of it.
    """
    stands = standing_of(entry)
    found = [] if stands.is_struck else found_in(entry, stands.values, stands.flags)
    found = [one for one in found if not one.is_fixed]
    if not found or Case.objects.filter(entry=entry).exists():
        return []
    known = set(Finding.objects.filter(entry=entry).values_list("path", flat=True))
    return [one for one in found if one.path not in known]
