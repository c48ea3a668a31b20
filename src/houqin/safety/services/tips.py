"""Taking in what somebody without an account has found."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.files.base import File
from django.db import transaction

from houqin.cases.public import Case, Outside, Source, open_case
from houqin.core.once import alone
from houqin.files.public import take_strangers_photo
from houqin.org.models import Place, SchoolClass
from houqin.org.places_said import place_in
from houqin.safety.models import Tip

AT = "："  # of a tip's title: behind the place


@transaction.atomic
def hand_in(
    *,
    where: str,
    text: str,
    finder: str,
    token: UUID,
    now: datetime,
    name: str = "",
    school_class: SchoolClass | None = None,
    place: Place | None = None,
    photos: Sequence[File[Any]] = (),
) -> Case:
    """Open a tip; it is screened before it becomes a hazard. The same token is the same tip."""
    alone(token)
    known = Case.objects.filter(token=token, flow="hazard_tip").first()
    if known is not None:
        return known
    files = [take_strangers_photo(upload=upload, now=now) for upload in photos]
    said = f"{school_class.name} {name}".strip() if school_class else name
    title = f"{where}{AT}{text}"
    case = open_case(
        actor=None, flow="hazard_tip", title=title[:120], text=text, place=place,
        source=Source.PUBLIC, outside=Outside(name=said), photos=files, token=token, now=now,
    )  # fmt: skip
    tip = Tip(case=case, finder=finder, school_class=school_class)
    tip.full_clean(exclude=["case"])
    tip.save(force_insert=True)
    return case


def place_said(case: Case) -> Place | None:
    """Where it is, by the finder's words; whoever screens it sees and settles that."""
    return place_in(case.title.partition(AT)[0])
