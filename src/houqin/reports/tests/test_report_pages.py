"""The pages of summaries: who may open them, what a click does, and how often they ask."""

from __future__ import annotations

from datetime import timedelta

import pytest

from houqin.files.testing import make_photo
from houqin.ledgers.models import Book
from houqin.ledgers.services import amending
from houqin.ledgers.testing import make_book, make_entry
from houqin.org.testing import at, make_member, signed_in
from houqin.planning.models import Task, WorkPlan
from houqin.planning.testing import NOW, TODAY, hand_in, make_item, make_plan, run_plan
from houqin.planning.testing_books import running
from houqin.reports.models import Report
from houqin.reports.testing import make_report, make_running_plan

pytestmark = pytest.mark.usefixtures("on_that_day")


def opened(member, path, **given):
    return signed_in(member).get(at(member.institution, path), **given)


def sent(member, path, **values):
    return signed_in(member).post(at(member.institution, path), values)


def autosaved(member, report, key, text, seen=""):
    return signed_in(member).post(
        at(member.institution, f"reports/{report.pk}/text/"),
        {"key": key, "text": text, "seen": seen},
        headers={"HX-Request": "true"},
    )


def test_who_may_read_a_summary(institution, director, principal, technician, stranger):
    report = make_report(director)
    path = f"reports/{report.pk}/"
    inspector = make_member(institution, "inspector")
    for member in (director, principal, inspector):
        assert opened(member, path).status_code == 200
        assert opened(member, f"{path}word/").status_code == 200
    refused = opened(technician, path)
    assert refused.status_code == 403
    assert "查看总结" in refused.content.decode()
    assert signed_in(stranger).get(at(institution, path)).status_code == 404
    assert opened(stranger, path).status_code == 404


def test_only_those_who_write_see_boxes_and_only_the_principal_decides(director, principal):
    report = make_report(director)
    path = f"reports/{report.pk}/"
    assert "<textarea" in opened(director, path).content.decode()
    assert "<textarea" not in opened(principal, path).content.decode()
    assert sent(principal, f"{path}text/", key="overall", text="我来写").status_code == 403
    assert sent(director, f"{path}approve/").status_code == 403
    sent(director, f"{path}submit/")
    assert "审定" in opened(principal, path).content.decode()
    sent(principal, f"{path}approve/")
    report.refresh_from_db()
    assert report.is_approved
    assert "征求意见稿" not in opened(director, path).context["heading"]


def test_the_first_step_is_offered_and_one_click_makes_the_summary(director, principal):
    assert "还没有可总结的计划" in opened(director, "reports/").content.decode()
    plan = make_running_plan(director)
    page = opened(director, "reports/").content.decode()
    assert "生成半年总结" in page
    assert "2026年11月" in page
    assert "2026年12月" not in page
    answer = sent(director, "reports/generate/", plan=plan.pk, sort="half")
    report = Report.objects.get()
    assert answer.url.endswith(f"/reports/{report.pk}/")
    sent(director, "reports/generate/", plan=plan.pk, sort="month", first="2026-10-01")
    assert Report.objects.get(sort="month").title == "2026年10月后勤工作小结"
    assert sent(principal, "reports/generate/", plan=plan.pk, sort="half").status_code == 403


def test_a_click_on_generate_opens_what_is_there_and_changes_nothing(director, monkeypatch):
    report = make_report(director)
    monkeypatch.setattr("houqin.core.clock.now", lambda: NOW + timedelta(days=1))
    answer = sent(director, "reports/generate/", plan=report.plan_id, sort="half")
    assert answer.url.endswith(f"/reports/{report.pk}/")
    report.refresh_from_db()
    assert report.generated_at == NOW


@pytest.mark.parametrize(
    "form",
    [
        {"plan": "x", "sort": "half"},
        {"plan": "99999999999999999999", "sort": "half"},
        {"sort": "month", "first": "2026-13-45"},
        {"sort": "year"},
    ],
)
def test_a_form_that_was_tampered_with_is_answered_with_a_sentence(director, form):
    plan = make_running_plan(director)
    answer = sent(director, "reports/generate/", **{"plan": plan.pk, **form})
    assert answer.status_code == 302


def test_a_block_saves_itself_and_says_when_a_figure_wants_evidence(director):
    report = make_report(director)
    answer = autosaved(director, report, "overall", "演练3次。")
    said = answer.content.decode()
    assert answer.status_code == 200
    assert "已保存" in said
    assert "数字请用自动统计的，或补上依据" in said
    assert "还有 1 句有数字没有依据" in said
    said = autosaved(director, report, "overall", "平稳。", seen="演练3次。").content.decode()
    assert "这句没有数字，按实际写" in said
    refused = autosaved(director, report, "overall", "别的。", seen="演练3次。")
    assert refused.status_code == 422
    assert "刚有人改成" in refused.content.decode()
    report.refresh_from_db()
    assert report.texts == {"overall": "平稳。"}


def test_what_people_write_is_shown_as_they_wrote_it_and_never_as_markup(director, principal):
    report = make_report(director)
    autosaved(director, report, "overall", "<script>alert(1)</script>很好[1]。")
    page = opened(principal, f"reports/{report.pk}/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;很好" in page
    assert 'href="#e1"' in page


def test_updating_shows_old_and_new_first_and_then_replaces(director, technician):
    plan = make_plan()
    plan.past = WorkPlan.Past.RECORD
    plan.save()
    make_item(plan, "FREQ=MONTHLY", title="清洗水箱")
    run_plan(plan, director, make_member(director.institution, "principal"))
    report = make_report(director, plan)
    hand_in(Task.objects.filter(plan=plan, due_on__lt=TODAY).first(), technician)
    path = f"reports/{report.pk}/update/"
    page = opened(director, path)
    assert ("完成", "0", "1") in {(c.name, c.old, c.new) for c in page.context["changes"]}
    sent(director, path)
    report.refresh_from_db()
    assert report.figures["total"]["done"] == 1
    assert "不用更新" in opened(director, path).content.decode()


def test_photos_are_ticked_and_stand_on_the_page_with_what_and_when(director, technician):
    plan = make_plan()
    plan.past = WorkPlan.Past.RECORD
    plan.save()
    make_item(plan, "FREQ=MONTHLY", title="清洗水箱")
    run_plan(plan, director, make_member(director.institution, "principal"))
    photo = make_photo(technician)
    hand_in(Task.objects.filter(plan=plan, due_on__lt=TODAY).first(), technician, photos=[photo])
    report = make_report(director, plan)
    path = f"reports/{report.pk}/photos/"
    assert f'value="{photo.pk}" checked' in opened(director, path).content.decode()
    sent(director, path)
    report.refresh_from_db()
    assert report.photos == []
    sent(director, path, photo=[photo.pk])
    assert "清洗水箱，11月22日" in opened(director, f"reports/{report.pk}/").content.decode()
    assert sent(director, path, photo=[99999]).status_code == 422


def test_photos_of_the_book_that_proves_a_task_are_offered_but_not_those_only_some_may_read(
    institution, director, principal
):
    cook = make_member(institution, "canteen_manager")
    book = make_book(title="食品留样台账", code="sample")
    item = running(director, principal, book="sample", ledger="食品留样台账")
    kept, taken_out, closed = (make_photo(cook, seed=seed) for seed in (11, 12, 13))
    entry = make_entry(book, cook, now=NOW, raw={"photos": [str(kept.pk), str(taken_out.pk)]})
    stays = {"dish": "红烧肉", "meal": "午餐", "grams": "150", "photos": [str(kept.pk)]}
    amending.amend_entry(actor=cook, entry_id=entry.pk, raw=stays, reason="拍错一张", now=NOW)
    report = make_report(director, item.plan)
    assert report.photos == [kept.pk]
    (line,) = report.figures["sections"][0]["lines"]
    assert line["photos"] == 1
    said = opened(director, f"reports/{report.pk}/").content.decode()
    assert "其中 1 条直接来自台账" in said, "what was written once is not asked for again"
    assert (
        f'value="{kept.pk}" checked'
        in opened(director, f"reports/{report.pk}/photos/").content.decode()
    )
    make_entry(book, cook, now=NOW, raw={"photos": [str(closed.pk)]})
    Book.objects.filter(pk=book.pk).update(reader_roles=["doctor"])
    assert (
        f'value="{closed.pk}"'
        not in opened(director, f"reports/{report.pk}/photos/").content.decode()
    )


def test_the_search_box_finds_a_summary_by_its_title(director):
    make_report(director)
    assert "后勤工作总结" in opened(director, "search/?q=工作总结").content.decode()


def test_pages_ask_as_often_for_many_rows_as_for_few(
    institution, director, principal, django_assert_max_num_queries
):
    for number in range(5):
        plan = make_plan(title=f"2026年后勤工作计划{number}")
        for item in range(8):
            make_item(plan, "FREQ=MONTHLY", title=f"事项{item}", headings=[f"第{item % 3}节"])
        run_plan(plan, director, principal)
        report = make_report(director, plan)
    client = signed_in(director)
    for path in ("reports/", f"reports/{report.pk}/", f"reports/{report.pk}/photos/"):
        with django_assert_max_num_queries(15):
            assert client.get(at(institution, path)).status_code == 200
