"""Writing down what a post is there for."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from houqin.core.roles import role_name
from houqin.journal.public import record
from houqin.org.access import demand
from houqin.org.member import Member
from houqin.planning.models import PostDuties
from houqin.planning.posts import ROLES


@transaction.atomic
def write_duties(
    *, actor: Member, role: str, duties: str, now: datetime, hours: str = ""
) -> PostDuties:
    """The written duties of a role, new or instead of those before; the journal keeps both."""
    demand(actor, "planning.write_duties")
    if role not in ROLES:
        raise ValidationError("没有这个岗位，请刷新后再写。")
    row = PostDuties.objects.select_for_update(of=("self",)).filter(role=role).first()
    before = row.duties if row else ""
    row = row or PostDuties(role=role)
    lines = [line.strip() for line in duties.splitlines() if line.strip()]
    row.duties, row.hours = "\n".join(lines), hours.strip()
    row.written_by, row.written_at = actor.staff, now
    row.full_clean(exclude=["institution", "written_by"])
    row.save()
    record(
        actor=actor,
        action="planning.duties_written",
        target=row,
        post=role_name(role, actor.kind),
        count=len(lines),
        before=before[:500],
    )
    return row
