"""A plan comes in through its pages: pasted, uploaded, chosen, refused."""

from __future__ import annotations

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import QuerySet
from django.test import Client

from houqin.core import clock
from houqin.org.member import Member
from houqin.org.models import Institution, Term
from houqin.org.testing import at, make_institution, make_member, signed_in
from houqin.planning.models import PlanReading, WorkPlan
from houqin.planning.services import importing
from houqin.planning.testing_plans import SMALL_PLAN, TWO_PLANS

pytestmark = pytest.mark.django_db


def paste(client: Client, institution: Institution, text: str, **more: object):
    term = Term.objects.first()
    fields = {"text": text, "span": f"term-{term.pk}", "token": str(uuid.uuid4()), **more}
    return client.post(at(institution, "plans/new/"), fields)


def test_a_pasted_plan_becomes_a_draft_and_opens_for_review(institution, director):
    client = signed_in(director)
    answer = paste(client, institution, SMALL_PLAN)
    plan = WorkPlan.objects.get()
    assert answer.url == at(institution, f"plans/{plan.pk}/review/")
    page = client.get(answer.url)
    assert page.status_code == 200
    assert "每周二" in page.content.decode()
    assert plan.state == "draft"
    assert plan.first == Term.objects.get().first


MARKDOWN = """# 青禾小学后勤工作计划

## 一、工作目标

1. 全学期无**安全责任事故**。

## 二、主要工作

### （一）安全

- **灭火器**：安全员每周二检查一遍`灭火器`，填写《消防检查表》。
- [ ] 总务主任*每月*召开一次**后勤例会**，做会议记录。

---

### （二）卫生

1. **寝室卫生**：宿管员每天检查寝室卫生，按[评分表](https://example.com/a)打分。
"""


def test_pasted_markdown_loses_its_marks_and_spans_still_point_into_the_source(
    institution, director
):
    client = signed_in(director)
    answer = paste(client, institution, MARKDOWN)
    plan = WorkPlan.objects.get()
    items = list(plan.items.all())
    assert plan.title == "青禾小学后勤工作计划"
    assert {item.headings[1] for item in items} == {"安全", "卫生"}
    assert plan.goals.get().text.startswith("全学期无安全责任事故")
    shown = [plan.source, plan.title, *(i.title for i in items), *(i.text for i in items)]
    shown += [heading for item in items for heading in item.headings]
    assert not [text for text in shown if set("#*`[]") & set(text) or "- " in text]
    assert [plan.source[i.span_start : i.span_end] for i in items] == [i.text for i in items]
    times = [plan.source[a:b] for i in items for found in i.found for a, b in found["spans"]]
    assert times == ["每周二", "每月", "每天"]
    page = client.get(answer.url).content.decode()
    for word in times:
        assert f">{word}</mark>" in page


def test_an_empty_form_says_what_to_do_and_imports_nothing(institution, director):
    answer = paste(signed_in(director), institution, "  \n ")
    assert answer.status_code == 422
    assert "请粘贴计划全文，或选一个计划文件。" in answer.content.decode()
    assert not WorkPlan.objects.exists()


def test_a_file_of_a_kind_that_cannot_be_read_is_refused_and_the_pasted_text_stays(
    institution, director
):
    picture = SimpleUploadedFile("计划.png", b"\x89PNG\r\n\x1a\n" + b"0" * 50)
    answer = paste(signed_in(director), institution, "我粘贴的话", file=picture)
    body = answer.content.decode()
    assert answer.status_code == 422
    assert "是图片，读不出文字" in body
    assert "我粘贴的话" in body
    assert not PlanReading.objects.exists()


def test_an_uploaded_text_file_in_an_old_chinese_encoding_is_read(institution, director):
    file = SimpleUploadedFile("计划.txt", SMALL_PLAN.encode("gb18030"))
    paste(signed_in(director), institution, "", file=file)
    assert WorkPlan.objects.get().source_name == "计划.txt"
    assert WorkPlan.objects.get().items.count() >= 4


def test_of_several_plans_in_one_text_only_the_ticked_are_imported(institution, director):
    client = signed_in(director)
    answer = paste(client, institution, TWO_PLANS)
    page = client.get(answer.url).content.decode()
    reading = PlanReading.objects.get()
    assert "这份内容里有 2 份计划" in page
    assert not WorkPlan.objects.exists()
    url = at(institution, f"plans/readings/{reading.pk}/choose/")
    refused = client.post(url, {})
    assert refused.status_code == 422
    assert "请至少勾选一份" in refused.content.decode()
    client.post(url, {"pick": ["1"], "title-1": "我改的标题"})
    assert [plan.title for plan in WorkPlan.objects.all()] == ["我改的标题"]
    assert "寝室" in WorkPlan.objects.get().source


def test_choosing_twice_imports_once(institution, director):
    client = signed_in(director)
    paste(client, institution, TWO_PLANS)
    url = at(institution, f"plans/readings/{PlanReading.objects.get().pk}/choose/")
    for _ in range(2):
        client.post(url, {"pick": ["0", "1"]})
    assert WorkPlan.objects.count() == 2


def test_the_same_form_sent_twice_makes_one_plan(institution, director):
    client, token = signed_in(director), str(uuid.uuid4())
    first = paste(client, institution, SMALL_PLAN, token=token)
    second = paste(client, institution, SMALL_PLAN, token=token)
    assert WorkPlan.objects.count() == 1
    assert client.get(second.url, follow=True).redirect_chain[-1][0] == first.url


def test_the_same_form_sent_twice_at_once_is_one_reading(institution, director, monkeypatch):
    term, token = Term.objects.get(), uuid.uuid4()
    asked = {
        "actor": director, "source": importing.Source(text=SMALL_PLAN), "token": token,
        "span": importing.Span(term.first, term.last, term), "now": clock.now(),
    }  # fmt: skip
    first = importing.keep_source(**asked)
    monkeypatch.setattr(QuerySet, "first", lambda _rows: None)  # the other has not committed yet
    assert importing.keep_source(**asked).pk == first.pk
    assert PlanReading.objects.count() == 1


def test_a_megabyte_of_text_is_read_on_a_page_with_progress(institution, director):
    client = signed_in(director)
    line = "1. 安全员每周检查一遍第{}号楼的灭火器和应急灯，缺件的当天换好，并在消防检查表上签字。\n"
    text = "后勤工作计划\n一、安全工作\n" + "".join(line.format(n) for n in range(4500))
    assert len(text.encode()) > 500_000
    answer = paste(client, institution, text)
    reading = PlanReading.objects.get()
    assert answer.url == at(institution, f"plans/readings/{reading.pk}/")
    waiting = client.get(answer.url).content.decode()
    assert 'hx-trigger="every 1s"' in waiting
    assert client.post(f"{answer.url}run/").status_code == 204
    reading.refresh_from_db()
    assert reading.state == "read"
    assert reading.found[0]["items"] >= 4000


def test_a_failed_reading_leads_back_to_the_form_with_the_text_in_it(institution, director):
    client = signed_in(director)
    answer = paste(client, institution, "……、、、\n" * 40_000)
    client.post(f"{answer.url}run/")
    page = client.get(answer.url).content.decode()
    assert "没有读到" in page
    back = client.get(at(institution, f"plans/new/?from={PlanReading.objects.get().pk}"))
    assert "……、、、" in back.content.decode()


def test_more_text_than_can_be_kept_is_refused_with_a_number(institution, director):
    answer = paste(signed_in(director), institution, "字" * 1_500_001)
    assert answer.status_code == 422
    assert "一次最多 150 万字" in answer.content.decode()


def test_pasted_markup_is_shown_as_text_and_never_runs(institution, director):
    client = signed_in(director)
    text = (
        SMALL_PLAN + "\n5. 每周五检查<script>alert(1)</script><img src=x onerror=alert(2)>并记录。"
    )
    answer = paste(client, institution, text)
    page = client.get(answer.url).content.decode()
    assert "<script>alert(1)" not in page
    assert "<img src=x" not in page
    assert "&lt;img src=x" in page


def test_own_days_need_a_first_and_a_last_in_order(institution, director):
    client = signed_in(director)
    missing = paste(client, institution, SMALL_PLAN, span="own")
    assert "请填计划的第一天和最后一天" in missing.content.decode()
    wrong = paste(
        client, institution, SMALL_PLAN, span="own", first="2026-09-30", last="2026-09-01"
    )
    assert "计划的最后一天不能早于第一天" in wrong.content.decode()
    paste(client, institution, SMALL_PLAN, span="own", first="2026-09-01", last="2026-09-30")
    assert WorkPlan.objects.get().last.isoformat() == "2026-09-30"


def test_a_plan_of_another_kind_of_institution_asks_before_it_is_imported(institution, director):
    client = signed_in(director)
    text = SMALL_PLAN.replace("学校", "幼儿园").replace("学生", "幼儿").replace("小学", "幼儿园")
    text += "\n5. 保育员每天给幼儿园各班玩具消毒，园长每月检查一次。\n6. 保健医每天对入园幼儿晨检。"
    answer = paste(client, institution, text)
    page = client.get(answer.url).content.decode()
    assert "像是幼儿园的计划" in page
    assert not WorkPlan.objects.exists()


def test_a_hospital_without_terms_plans_by_half_years(db):
    from houqin.core.tenancy import institution_scope

    hospital = make_institution("hospital", "青禾医院")
    with institution_scope(hospital.pk):
        Term.objects.all().delete()
        chief = make_member(hospital, "director")
        page = signed_in(chief).get(at(hospital, "plans/new/")).content.decode()
    assert "用在哪个半年" in page
    assert "下半年" in page


@pytest.mark.parametrize("role", ["technician", "inspector", "gatekeeper"])
def test_who_does_not_write_plans_cannot_bring_one_in(institution, role):
    client = signed_in(make_member(institution, role))
    assert client.get(at(institution, "plans/new/")).status_code == 403
    assert paste(client, institution, SMALL_PLAN).status_code == 403
    assert not WorkPlan.objects.exists()


def test_a_stranger_finds_no_such_address(institution, stranger: Member):
    assert signed_in(stranger).get(at(institution, "plans/new/")).status_code == 404
