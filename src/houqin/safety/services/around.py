"""校园周边环境: what is seen again is the same case, not a new one; joint actions on several."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.db import transaction

from houqin.cases.public import Case, open_case, take
from houqin.files.models import StoredFile
from houqin.journal.public import record
from houqin.org.access import demand
from houqin.org.member import Member


@transaction.atomic
def sight(
    *,
    actor: Member,
    what: str,
    where: str,
    kind: str,
    text: str,
    token: UUID,
    now: datetime,
    known: Case | None = None,
    photos: Sequence[StoredFile] = (),
) -> Case:
    """List a problem; one that is listed already (the same kind, thing and place) is seen again,
    and one that had gone is opened again with its history.
    """
    demand(actor, "safety.report")
    title = f"{where.strip()}：{what.strip()}"[:120]
    if known is None:
        rows = Case.objects.filter(flow="around", merged_into=None).exclude(token=token)
        known = rows.filter(kind=kind, title=title).defer("search").order_by("-pk").first()
    if known is None:
        return open_case(
            actor=actor, flow="around", title=title, text=text, kind=kind, photos=photos,
            token=token, now=now,
        )  # fmt: skip
    return take(
        actor=actor, case_id=known.pk, transition="seen" if known.is_open else "again", now=now,
        given={"why": text}, photos={"photo": list(photos)}, token=token,
    )  # fmt: skip


@transaction.atomic
def act_together(
    *,
    actor: Member,
    cases: Sequence[Case],
    gone: Sequence[Case],
    bodies: str,
    members: str,
    result: str,
    token: UUID,
    now: datetime,
    photos: Sequence[StoredFile] = (),
) -> int:
    """One joint action on several problems, which solves those in ``gone``; on how many."""
    demand(actor, "safety.manage")
    wanted = {case.pk: case for case in [*cases, *gone]}
    if not wanted:
        raise ValidationError({"cases": "请选这次整治了哪几处。"})
    given = {"bodies": bodies, "members": members, "result": result}
    solved = {case.pk for case in gone}
    for pk in wanted:
        take(
            actor=actor, case_id=pk, transition="act", given=given, now=now,
            photos={"photo": list(photos)}, token=uuid5(token, str(pk)),
        )  # fmt: skip
        if pk in solved:
            take(
                actor=actor, case_id=pk, transition="gone", given={"said": result}, now=now,
                token=uuid5(token, f"{pk}-gone"),
            )  # fmt: skip
    record(actor=actor, action="safety.around_acted", count=len(wanted), bodies=bodies[:60])
    return len(wanted)
