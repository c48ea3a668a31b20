"""What an institution settles for itself: hours, deadlines by grade, who approves what."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from houqin.cases.approvals.chain import file_request
from houqin.cases.models import Turn
from houqin.cases.public import open_case
from houqin.cases.worktime import HERE
from houqin.journal.models import JournalEntry
from houqin.org.testing import at, make_member, signed_in

# A Wednesday of an ordinary week.
NOW = datetime(2026, 11, 11, 9, 0, tzinfo=HERE)


@pytest.fixture
def teacher(institution, director, principal):
    return make_member(institution, name="李老师", superior=director.staff)


def due(actor, now=NOW, **more) -> datetime:
    case = open_case(actor=actor, flow="matter", title="灯不亮", now=now, **more)
    return case.due_at.astimezone(HERE)


def test_deadlines_run_in_the_hours_and_the_promises_that_are_settled_here(teacher, director):
    assert due(teacher, grade="urgent") == datetime(2026, 11, 12, 9, 0, tzinfo=HERE)
    client, base = signed_in(director), at(director.institution, "cases/settings/")
    hours = {"opens0": "07:00", "closes0": "19:00"}
    bad = client.post(f"{base}hours/", hours | {"opens1": "18:00", "closes1": "20:00"})
    assert bad.status_code == 422
    assert "不能重叠" in bad.content.decode()
    assert client.post(f"{base}hours/", hours).status_code == 302
    assert due(teacher, grade="urgent") == datetime(2026, 11, 11, 17, 0, tzinfo=HERE)
    promise = {"respond_hours": "2", "finish_hours": "3"}
    both = client.post(f"{base}matter/urgent/", promise | {"finish_days": "2"})
    assert both.status_code == 422
    assert client.post(f"{base}matter/urgent/", promise).status_code == 302
    assert due(teacher, grade="urgent") == NOW + timedelta(hours=3)
    assert due(teacher) == datetime(2026, 11, 18, 19, 0, tzinfo=HERE), "the other grade as before"
    shown = client.get(base).content.decode()
    assert "07:00—19:00" in shown
    assert "2 工作小时内接手，3 工作小时内办好" in shown
    said = [one.sentence for one in JournalEntry.objects.filter(action__startswith="cases.")]
    assert "工作时间改为 07:00—19:00" in said
    assert "事项（急）的期限改为：2 工作小时内接手，3 工作小时内办好" in said


def test_who_approves_from_which_amount_is_settled_by_the_principal_and_not_by_who_approves(
    teacher, director, principal
):
    filed = file_request(actor=teacher, type="purchase", title="旧的", amount=Decimal(800), now=NOW)
    address = at(principal.institution, "cases/settings/requests/purchase/")
    rule = {"who0": "director", "who1": "principal", "from1": "200",
            "collective_from": "5000", "signed_from": "1000"}  # fmt: skip
    assert signed_in(director).post(address, rule).status_code == 403
    client = signed_in(principal)
    without = client.post(address, rule | {"from0": "1"})
    assert "至少要有一步不限金额" in without.content.decode()
    assert client.post(address, rule).status_code == 302
    dear = file_request(actor=teacher, type="purchase", title="新的", amount=Decimal(300), now=NOW)
    assert [name for _code, name, _roles in dear.approval.chain] == ["总务审核", "校长审批"]
    assert len(filed.approval.chain) == 2, "what was filed keeps its chain"
    assert Turn.objects.filter(approval=dear.approval).get().person_id == director.staff.pk
    page = signed_in(teacher).get(at(teacher.institution, "cases/ask/")).content.decode()
    assert "总务审核，200 元起校长审批；5,000 元起集体决策；1,000 元起要签名" in page
