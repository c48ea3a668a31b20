"""Write a line in the journal; every service that changes something calls ``record``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import Model

from houqin.core import manifest, tenancy
from houqin.core.bulk import add_many
from houqin.core.prepared import Prepared
from houqin.core.search import tokens
from houqin.journal.models import JournalEntry
from houqin.org.member import Member


@dataclass(frozen=True, slots=True)
class Origin:
    """From where a change comes."""

    via: str = "job"
    address: str = ""


_origin: ContextVar[Origin] = ContextVar("houqin_origin", default=Origin())  # noqa: B039 - frozen


@contextmanager
def origin(via: str, address: str = "") -> Iterator[None]:
    """Note where changes inside come from: web, api, job or command, and the address."""
    token = _origin.set(Origin(via, address[:45]))
    try:
        yield
    finally:
        _origin.reset(token)


def entry(
    *, actor: Member | None, action: str, target: Model | None = None, **facts: Any
) -> JournalEntry:
    """An unsaved line; the action's sentence comes from its room's manifest (KeyError if none).

    ``facts`` fill the sentence's named places; ``{target}`` is the target's own name.
    """
    where = _origin.get()
    label = str(target) if target is not None else ""
    said = manifest.sentence(action).format(target=label, **facts)[:400]
    name = actor.name if actor else "系统"
    institution = tenancy.institution_id()
    return JournalEntry(
        institution_id=institution,
        actor_id=actor.staff.user_id if actor else None,
        actor_name=name,
        action=action,
        target_type=target._meta.label_lower if target is not None else "",
        target_id=target.pk if target is not None else None,
        sentence=said,
        facts={
            key: value if isinstance(value, int) else str(value) for key, value in facts.items()
        },
        address=where.address,
        via=where.via,
        search=tokens(institution, name, said),
    )


def record(
    *, actor: Member | None, action: str, target: Model | None = None, **facts: Any
) -> JournalEntry:
    """Save one line inside the service's transaction."""
    line = entry(actor=actor, action=action, target=target, **facts)
    line.save(force_insert=True)
    return line


def record_many(lines: Iterable[JournalEntry]) -> None:
    """Save the lines of a batch at once."""
    add_many(list(lines))


def history(target: Model, limit: int = 50) -> list[JournalEntry]:
    """The latest lines about one row, newest first."""
    return _history(limit)(sort=target._meta.label_lower, number=target.pk)


@cache
def _history(limit: int) -> Prepared[JournalEntry]:
    return Prepared(
        lambda sort, number: (
            JournalEntry.objects.filter(target_type=sort, target_id=number)
            .defer("search")
            .order_by("-pk")[:limit]
        )
    )
