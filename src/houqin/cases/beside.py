"""On an entry's page: what it found wrong and how that stands, and the way to make a case of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse

from houqin.cases.models import Case, Finding
from houqin.cases.policy import visible
from houqin.core import clock
from houqin.core.permissions import may
from houqin.core.prepared import PreparedRows
from houqin.ledgers.beside import Note
from houqin.ledgers.models import Entry
from houqin.org.member import Member

_any_of = PreparedRows(lambda entry: Case.objects.filter(entry=entry).values("pk")[:1])


def notes(member: Member, entry: Entry) -> Sequence[Note]:
    """One query where the entry led to nothing; at most three."""
    lines = _cases(member, entry) if _any_of(entry=entry.pk) else []
    fixed = Finding.objects.filter(entry=entry, case=None) if entry.is_abnormal else ()
    lines += [Note(one.message, "done", "当场改好") for one in fixed]
    if may(member, "cases.report") and not member.is_read_only:
        lines.append(Note("转事项", url=f"{reverse('cases:choose')}?entry={entry.pk}"))
    return lines


def _cases(member: Member, entry: Entry) -> list[Note]:
    now = clock.now()
    seen = visible(member).filter(entry=entry).defer("search", "text").order_by("pk")
    return [_line(case, now) for case in seen[:20]]


def _line(case: Case, now: datetime) -> Note:
    page = reverse("cases:case", args=[case.pk])
    return Note(str(case), case.word(now), case.standing.name, page)
