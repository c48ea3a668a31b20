"""Campaigns through their pages: aims, what serves them, figures, the published scorecard."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from houqin.cases.public import open_case
from houqin.core import clock
from houqin.org.models import Department
from houqin.org.testing import at, make_member, make_place, signed_in
from houqin.planning import indicators
from houqin.planning.models import Campaign, Indicator, IndicatorFigure, Task
from houqin.planning.services import campaigns
from houqin.planning.testing import hand_in, make_item, make_plan, run_plan

START = {
    "title": "四好一满意一放心活动", "first": "2026-08-31", "last": "2027-01-24",
    "aims": "管理好\n师生满意\n管理好",
}  # fmt: skip


@pytest.fixture
def plan(institution, director, principal):
    made = make_plan()
    make_item(made, "FREQ=WEEKLY", title="检查照明", domain="maintenance")
    return run_plan(made, director, principal, date(2026, 8, 31))


@pytest.fixture
def campaign(institution, director):
    signed_in(director).post(at(institution, "campaigns/new/"), START)
    return Campaign.objects.get()


def aim(campaign, name):
    return campaign.aims.get(name=name)


def test_a_campaign_is_started_with_each_aim_once(campaign):
    assert list(campaign.aims.values_list("name", flat=True)) == ["管理好", "师生满意"]


def test_an_aim_without_an_indicator_is_marked_empty(campaign, director, institution):
    client = signed_in(director)
    indicator_form = at(institution, f"aims/{aim(campaign, '师生满意').pk}/indicators/")
    assert client.post(indicator_form, {"sort": "figure", "title": "食堂满意度"}).status_code == 302
    page = client.get(at(institution, f"campaigns/{campaign.pk}/")).text
    assert "还有 1 个目标没有指标：管理好" in page


def test_a_counted_indicator_says_what_the_task_list_says(
    campaign, plan, director, technician, institution
):
    client, row = signed_in(director), aim(campaign, "管理好")
    item = plan.items.get()
    client.post(at(institution, f"aims/{row.pk}/items/"), {"ids": [item.pk]})
    client.post(at(institution, f"aims/{row.pk}/indicators/"), {"sort": "overdue", "target": "0"})
    late = Task.objects.overdue(clock.today()).filter(item=item)
    assert late.exists()
    page = client.get(at(institution, f"campaigns/{campaign.pk}/"))
    (reading,) = page.context["found"][0].indicators
    assert reading.value == late.count()
    assert reading.is_met is False
    task = late.first()
    task.assignee = technician.staff
    task.save()
    hand_in(task, technician, clock.now())
    page = client.get(at(institution, f"campaigns/{campaign.pk}/"))
    assert page.context["found"][0].indicators[0].value == late.count()
    assert f"/tasks/{task.pk}/" in page.text


def test_a_figure_needs_its_source_and_a_later_one_takes_its_place(campaign, director, institution):
    client = signed_in(director)
    row = campaigns.add_indicator(
        actor=director, aim_id=aim(campaign, "师生满意").pk, sort="figure", title="食堂满意度",
        unit="分", target=Decimal(90),
    )  # fmt: skip
    address = at(institution, f"indicators/{row.pk}/")
    refused = client.post(address, {"value": "88", "as_of": "2026-10-10", "source": ""})
    assert (refused.status_code, IndicatorFigure.objects.count()) == (422, 0)
    client.post(address, {"value": "88", "as_of": "2026-10-10", "source": "10月问卷"})
    client.post(address, {"value": "91.5", "as_of": "2026-11-10", "source": "11月问卷"})
    page = client.get(at(institution, f"campaigns/{campaign.pk}/"))
    assert "91.5" in page.text
    assert "11月问卷" in page.text
    assert "比上次升 3.5" in page.text
    tomorrow = client.post(address, {"value": "99", "as_of": "2999-01-01", "source": "猜的"})
    assert tomorrow.status_code == 422


def test_another_room_can_offer_a_figure(campaign, director, institution, monkeypatch):
    monkeypatch.setattr(indicators, "_sources", {})
    indicators.offer_indicators(
        indicators.IndicatorSource(
            "assets.open", "待处理资产问题", "件", lambda first, last, today: Decimal(4)
        )
    )
    client = signed_in(director)
    address = at(institution, f"aims/{aim(campaign, '管理好').pk}/indicators/")
    missing = client.post(address, {"sort": "room", "source_code": ""})
    assert missing.status_code == 422
    client.post(address, {"sort": "room", "source_code": "assets.open"})
    page = client.get(at(institution, f"campaigns/{campaign.pk}/"))
    assert page.context["found"][0].indicators[0].said == "4 件"


def test_what_was_published_stays_as_it_was(campaign, director, institution):
    client = signed_in(director)
    publish = at(institution, f"campaigns/{campaign.pk}/publish/")
    client.post(publish)
    assert campaign.cards.count() == 0  # nothing is measured yet
    row = campaigns.add_indicator(
        actor=director, aim_id=aim(campaign, "师生满意").pk, sort="figure", title="满意度"
    )
    known = {
        "actor": director, "indicator_id": row.pk, "now": clock.now(), "today": clock.today(),
        "as_of": date(2026, 11, 1),
    }  # fmt: skip
    campaigns.enter_figure(value=Decimal(80), source="十月问卷", **known)
    answer = client.post(publish, follow=True)
    campaigns.enter_figure(value=Decimal(95), source="更正后的问卷", **known)
    card = client.get(answer.redirect_chain[-1][0]).text
    assert "十月问卷" in card
    assert "更正后的问卷" not in card
    assert "没有指标" in card  # 管理好


def test_figures_cannot_be_deleted_with_their_aim(campaign, director, institution):
    row = aim(campaign, "师生满意")
    indicator = campaigns.add_indicator(
        actor=director, aim_id=row.pk, sort="figure", title="满意度"
    )
    campaigns.enter_figure(
        actor=director, indicator_id=indicator.pk, value=Decimal(80), source="问卷",
        as_of=date(2026, 11, 1), now=clock.now(), today=clock.today(),
    )  # fmt: skip
    answer = signed_in(director).post(at(institution, f"aims/{row.pk}/remove/"))
    assert answer.status_code == 422
    assert "要留着" in answer.text
    assert campaign.aims.count() == 2


def test_only_who_runs_programmes_changes_them_and_a_closed_one_stays(
    campaign, director, technician, institution
):
    new = at(institution, f"campaigns/{campaign.pk}/aims/")
    assert signed_in(technician).post(new, {"name": "服务好"}).status_code == 403
    assert signed_in(technician).get(at(institution, "campaigns/")).status_code == 200
    signed_in(director).post(at(institution, f"campaigns/{campaign.pk}/close/"))
    refused = signed_in(director).post(new, {"name": "服务好"})
    assert (refused.status_code, campaign.aims.count()) == (422, 2)


def test_the_database_wants_a_source_for_every_figure(campaign, director):
    row = campaigns.add_indicator(
        actor=director, aim_id=aim(campaign, "师生满意").pk, sort="figure", title="满意度"
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        IndicatorFigure.objects.create(
            indicator=row, value=1, as_of=date(2026, 11, 1), source="",
            entered_by=director.staff, entered_at=clock.now(),
        )  # fmt: skip


def test_the_excel_file_has_a_row_for_each_indicator_and_each_empty_aim(
    campaign, director, institution
):
    campaigns.add_indicator(actor=director, aim_id=aim(campaign, "管理好").pk, sort="rate")
    answer = signed_in(director).get(at(institution, f"campaigns/{campaign.pk}/?export=xlsx"))
    sheet = CalamineWorkbook.from_filelike(BytesIO(answer.getvalue())).get_sheet_by_index(0)
    rows = sheet.to_python()
    assert [row[0] for row in rows] == ["目标", "管理好", "师生满意"]
    assert rows[2][2] == "没有指标"


def test_the_page_asks_no_more_questions_for_more_aims(campaign, plan, director, institution):
    client, address = signed_in(director), at(institution, f"campaigns/{campaign.pk}/")
    client.get(address)

    def asked():
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        return len(queries)

    def fill(row):
        campaigns.attach_items(actor=director, aim_id=row.pk, item_ids=[plan.items.get().pk])
        campaigns.add_indicator(actor=director, aim_id=row.pk, sort="rate")

    fill(aim(campaign, "管理好"))
    before = asked()
    for number in range(8):
        fill(campaigns.keep_aim(actor=director, campaign_id=campaign.pk, name=f"目标{number}"))
    assert asked() == before
    assert Indicator.objects.count() == 9


def test_a_department_without_a_measured_effect_cannot_hand_in_its_plan(
    campaign, director, technician, institution
):
    head = make_member(institution, "grade_head", name="门诊主任")
    clinic = Department.objects.create(name="门诊")
    row, lead, own = aim(campaign, "管理好"), signed_in(director), signed_in(head)
    edit = at(institution, f"aims/{row.pk}/")
    words = {"name": "缩短候诊", "method": "分时段预约"}
    assert own.post(edit, words).status_code == 403
    lead.post(edit, words | {"department": clinic.pk, "owner": head.staff.pk})
    page = at(institution, f"campaigns/{campaign.pk}/")
    assert "还没报方案的部门：门诊" in own.get(page).text
    hand_over = at(institution, f"aims/{row.pk}/submit/")
    assert "还没有效果指标" in own.post(hand_over, follow=True).text
    figures = {"sort": "figure", "title": "平均候诊", "unit": "分钟", "is_lower_better": "on"}
    assert own.post(at(institution, f"aims/{row.pk}/indicators/"), figures).status_code == 302
    assert "还没有步骤" in own.post(hand_over, follow=True).text
    step = {"text": "开通分时段预约", "owner": technician.staff.pk, "due_on": clock.today()}
    assert own.post(at(institution, f"aims/{row.pk}/steps/"), step).status_code == 302
    assert Task.objects.get(item__title="开通分时段预约").assignee_id == technician.staff.pk
    own.post(hand_over)
    row.refresh_from_db()
    assert row.submitted_by_id == head.staff.pk
    assert "还没报方案的部门" not in own.get(page).text
    entry = at(institution, f"indicators/{row.indicators.get().pk}/")
    for value, day in (("42", "2026-09-01"), ("31", "2026-11-01")):
        own.post(entry, {"value": value, "as_of": day, "source": "叫号系统导出"})
    shown = lead.get(page).text
    assert "42 → 31 分钟" in shown
    assert "叫号系统导出" in shown
    assert signed_in(technician).post(entry, {"value": "1"}).status_code == 403
    assert own.post(at(institution, f"aims/{row.pk}/remove/")).status_code == 403


def test_open_hazards_are_an_indicator_of_an_aim(campaign, director, institution):
    row, client = aim(campaign, "管理好"), signed_in(director)
    open_case(
        flow="hazard", title="线路老化", actor=director, now=clock.now(), place=make_place("仓库")
    )
    added = {"sort": "room", "source_code": "cases.hazard", "target": "0", "is_lower_better": "on"}
    assert client.post(at(institution, f"aims/{row.pk}/indicators/"), added).status_code == 302
    page = client.get(at(institution, f"campaigns/{campaign.pk}/")).text
    assert "1 件" in page
    assert "没达到" in page
