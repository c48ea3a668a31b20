"""Arguments of the radar's addresses, for the test that walks them."""

from __future__ import annotations

from typing import Any

from houqin.core import clock
from houqin.org.member import Member
from houqin.packs.loading import load_law
from houqin.planning.models import PlanItem
from houqin.planning.services.builtin import install_statutory


def url_samples(member: Member) -> dict[str, tuple[Any, ...]]:
    today = clock.today()
    duties = [duty for duty in load_law() if member.kind in duty.kinds and not duty.condition][:2]
    plan = install_statutory(duties=duties, first=today, last=today, now=clock.now(), today=today)
    item = PlanItem.objects.filter(plan=plan).first()
    # A line of work is no row: every institution has the same ones.
    return {"radar:duty": (item.pk,)} if item is not None else {}
