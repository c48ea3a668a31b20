"""Comments on a case; whoever is named with @ is told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet

from houqin.cases import policy
from houqin.cases.models import Case, Comment
from houqin.cases.services.telling import tell_mentioned
from houqin.core.once import alone
from houqin.core.search import matching
from houqin.files.models import StoredFile
from houqin.files.public import attach
from houqin.journal.public import record
from houqin.org.colleagues import colleagues
from houqin.org.member import Member
from houqin.org.models import Staff

_NAMED = re.compile(r"@([一-鿿·A-Za-z]{2,12})")


@transaction.atomic
def comment(
    *,
    actor: Member | None,
    case_id: int,
    text: str,
    now: datetime,
    photos: Sequence[StoredFile] = (),
    token: UUID | None = None,
    is_public: bool = False,
    who: str = "",
) -> Comment:
    """Say something about a case. A stranger's (``actor`` None) is always public; the same
    ``token`` again gives the comment already made."""
    case = Case.objects.select_related("place").get(pk=case_id)
    alone(token)
    known = Comment.objects.filter(token=token).first() if token else None
    if known is not None:
        if known.case_id != case_id:
            raise ValidationError("这张表已经用在另一件事上，请刷新后再填。")
        return known
    if actor is not None and actor.is_read_only:
        raise PermissionDenied("检查人员只能查看。")
    if actor is not None and not policy.visible(actor).filter(pk=case_id).exists():
        raise PermissionDenied("这件事不给您看，不能留言。")
    outsider = "匿名" if case.is_anonymous else (who or case.outside_name or "报告人")[:50]
    row = Comment(
        case=case, by=actor.staff if actor else None, by_name=actor.name if actor else outsider,
        text=text.strip(), is_public=is_public or actor is None, at=now, token=token or uuid4(),
    )  # fmt: skip
    row.full_clean(exclude=["institution", "case", "by", "token"])
    row.save(force_insert=True)
    for file in photos:
        attach(actor=actor, file=file, owner=row)
    record(actor=actor, action="cases.commented", target=case)
    people = _named(row.text) if actor is not None else _concerned(case)
    people = [one for one in people if actor is None or one.pk != actor.staff.pk]
    if people:
        tell_mentioned(case, people, row.text, row.by_name, row.pk, now)
    return row


def _named(said: str) -> list[Staff]:
    """Names may run on into the sentence (@王老师请看), so each is tried from its longest."""
    tries = {name[:length] for name in _NAMED.findall(said) for length in range(2, len(name) + 1)}
    return list(colleagues().filter(name__in=tries)) if tries else []


def to_mention(case: Case, asked: str) -> QuerySet[Staff]:
    """People found by name, number or initials; without a word those the case has to do with."""
    rows = colleagues().defer("search")
    if asked:
        return rows.filter(matching(case.institution_id or 0, asked)).order_by("name", "pk")
    steps = case.steps.exclude(by=None).order_by().values("by")
    concerned = Q(pk__in=[pk for pk in (case.owner_id, case.verifier_id) if pk])
    concerned |= Q(pk__in=steps) | Q(pk__in=case.cooperators.values("staff"))
    return rows.filter(concerned).order_by("name", "pk")


def _concerned(case: Case) -> list[Staff]:
    wanted = [pk for pk in (case.owner_id, case.waiter_id) if pk]
    return list(Staff.objects.filter(pk__in=wanted))
