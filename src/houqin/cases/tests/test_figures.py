"""Figures: what they say is what the lists behind them hold."""

from __future__ import annotations

import re
from datetime import timedelta

from houqin.cases.models import Case
from houqin.cases.public import merge
from houqin.cases.testing import make_case
from houqin.core import clock
from houqin.org.testing import at, make_place, signed_in


def test_every_figure_leads_to_as_many_rows_as_it_says(institution, director, technician):
    client = signed_in(director)
    now, floor = clock.now(), make_place("二楼", make_place("一号楼"))
    long_ago = {"opened_at": now - timedelta(days=70), "due_at": now - timedelta(days=60)}
    for n, (place, past) in enumerate(
        [(floor, {}), (floor, long_ago), (make_place("201室", floor), {})]
    ):
        case = make_case(director, title=f"第{n}件", place=place)
        Case.objects.filter(pk=case.pk).update(owner=technician.staff, **past)
    twice = make_case(director, title="又报一次", place=floor)
    merge(actor=director, case_id=twice.pk, into_id=case.pk, reason="同一件", now=clock.now())
    shown = client.get(at(institution, "cases/figures/")).content.decode()
    links = re.findall(r'href="([^"]*cases/\?[^"]*)"[^>]*>(\d+)</a>', shown)
    assert len(links) >= 9
    for address, said in links:
        listed = client.get(address.replace("&amp;", "&")).content.decode()
        assert len(set(re.findall(r"第\d件|又报一次", listed))) == int(said), address
    assert len(re.findall(">3</a>", shown)) >= 2  # the floor's with the room inside it
