"""Writing a record: what the page knows beforehand, asks while typing, and takes in."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from houqin.core import clock
from houqin.files.testing import encoded, picture, upload
from houqin.ledgers.models import Entry
from houqin.ledgers.sheets import SheetLine
from houqin.ledgers.testing import make_book, make_entry
from houqin.org.models import SchoolClass, Student
from houqin.org.testing import at, get, make_member, make_place, post, signed_in, words

ROUND = {
    "code": "round",
    "title": "巡查",
    "field": [
        {"code": "spot", "label": "地点", "type": "place"},
        {"code": "who", "label": "经办", "type": "staff", "default": "me"},
        {"code": "clean", "label": "整洁", "type": "yes_no", "default": True},
        {"code": "dirt", "label": "哪里不整洁", "type": "text", "required": True,
         "show_when": "not clean"},
        {"code": "temp", "label": "温度", "type": "decimal", "places": 1, "unit": "℃", "checks": [
            {"max": 8, "severity": "abnormal", "message": "冷藏不应高于 8 ℃。",
             "when": "clean"}]},
        {"code": "goods", "label": "物品", "type": "table", "columns": [
            {"code": "item", "label": "品名", "type": "text", "required": True},
            {"code": "kilos", "label": "斤两", "type": "integer", "default": 5, "checks": [
                {"min": 2, "severity": "abnormal", "message": "太少。"}]}]},
        {"code": "total", "label": "合计", "type": "computed", "places": 0,
         "expression": "sum(goods.kilos)"},
        {"code": "checks", "label": "逐项", "type": "checklist", "items": [
            {"code": "lock", "label": "上锁", "photo_on_fail": True},
            {"code": "light", "label": "照明"}]},
        {"code": "child", "label": "学生", "type": "student"},
        {"code": "name", "label": "签名", "type": "signature"},
        {"code": "photos", "label": "照片", "type": "photos"},
    ],
}  # fmt: skip


@pytest.fixture
def book(institution):
    return make_book(form=ROUND, title="巡查", code="round")


def live(member, **given):
    return json.loads(post(member, "ledgers/b/round/live/", **given).content)


def test_the_page_is_told_which_fields_do_not_show_before_anything_is_typed(book, cook):
    page = words(get(cook, "ledgers/b/round/new/"))
    hidden = page.split('data-at="dirt"')[1][:20]
    assert "data-off" in hidden
    assert "data-off" not in page.split('data-at="temp"')[1][:20]


def test_while_typing_the_server_says_what_shows_what_is_computed_and_what_is_wrong(book, cook):
    given = {
        "v-clean": "false", "v-temp": "9",
        "v-goods-0-item": "米", "v-goods-0-kilos": "3", "v-goods-4-item": "油",
        "v-goods-4-kilos": "1",
    }  # fmt: skip
    told = live(cook, **given)
    assert told["hidden"] == []
    assert told["computed"] == {"total": "4"}
    assert [flag["path"] for flag in told["flags"]] == ["goods.4.kilos"]
    told = live(cook, **{**given, "v-clean": "true"})
    assert told["hidden"] == ["dirt"]
    assert {"path": "temp", "message": "冷藏不应高于 8 ℃。"} in told["flags"]


def test_what_nobody_has_reached_yet_is_not_called_wrong(book, cook):
    told = live(cook, **{"v-clean": "false", "v-checks_lock-result": "fail"})
    assert [one["path"] for one in told["refusals"]] == ["checks.lock"]
    told = live(cook, **{"v-checks_lock-result": "fail", "held-v-checks_lock-photos": "1"})
    assert told["refusals"] == []


def test_only_who_may_write_is_answered_while_typing(book, institution, stranger):
    book.writer_roles = ["canteen_manager"]
    book.save()
    guard = make_member(institution, "gatekeeper")
    assert post(guard, "ledgers/b/round/live/").status_code == 403
    assert get(guard, "ledgers/b/round/pick/?field=who").status_code == 403
    assert post(stranger, "ledgers/b/round/live/").status_code == 404


def test_each_item_of_a_checklist_keeps_its_photo_also_through_a_correction(book, cook):
    given = {
        "token": str(uuid4()), "v-clean": "true", "v-checks_lock-result": "fail",
        "v-checks_light-result": "pass", "measure": "换锁",
    }  # fmt: skip
    refused = post(cook, "ledgers/b/round/new/", **given)
    assert refused.status_code == 422
    assert "不合格时要拍照" in words(refused)
    given["v-checks_lock-photos"] = upload("a.jpg", encoded(picture()))
    assert post(cook, "ledgers/b/round/new/", **given).status_code == 302
    entry = Entry.objects.get()
    (photo,) = entry.values["checks"]["lock"]["photos"]
    assert entry.file_hashes == [photo["sha256"]]
    again = {key: value for key, value in given.items() if "photos" not in key}
    again |= {"v-temp": "4", "reason": "补温度"}
    assert post(cook, f"ledgers/e/{entry.pk}/amend/", **again).status_code == 302
    after = entry.amendments.get().after
    assert after["checks"]["lock"]["photos"] == [photo]


def test_a_signature_is_kept_as_a_picture(book, cook):
    given = {"token": str(uuid4()), "v-clean": "true"}
    given["v-name"] = upload("签名.png", encoded(picture(), "PNG"))
    assert post(cook, "ledgers/b/round/new/", **given).status_code == 302
    entry = Entry.objects.get()
    assert entry.file_hashes == [entry.values["name"]["sha256"]]


def test_a_table_takes_more_lines_than_the_page_opened_with(book, cook):
    given = {"token": str(uuid4()), "v-clean": "true"}
    for n in range(40):
        given |= {f"v-goods-{n}-item": f"第{n}样", f"v-goods-{n}-kilos": "6"}
    assert post(cook, "ledgers/b/round/new/", **given).status_code == 302
    assert len(Entry.objects.get().values["goods"]) == 40


def test_a_line_with_a_mistake_is_named_and_comes_back_as_typed(book, cook):
    given = {"token": str(uuid4()), "v-clean": "true", "v-goods-7-kilos": "6"}
    page = words(post(cook, "ledgers/b/round/new/", **given))
    assert "第 8 行：请填写“品名”" in page
    assert 'name="v-goods-7-kilos" value="6"' in page


def test_a_student_among_many_is_found_by_initials_name_number_and_class(book, cook):
    group = SchoolClass.objects.create(name="三1班", position=1)
    for number, name in enumerate(["王小明", "李芳", "王小梅"]):
        child = Student(name=name, number=f"S{number}", school_class=group)
        child.fill_search()
        child.save()
    for query, count in [("wxm", 2), ("李芳", 1), ("S1", 1), ("三1", 3), ("没有", 0)]:
        found = get(cook, f"ledgers/b/round/pick/?field=child&q={query}").json()
        assert len(found["rows"]) == count, query
    assert found == {"rows": [], "more": False}
    other = SchoolClass.objects.create(name="三2班", position=2)
    child = Student(name="王小美", number="S9", school_class=other)
    child.fill_search()
    child.save()
    for query, named in [
        ("", ["王小美"]), ("wxm", ["王小美"]), ("李芳", ["李芳"]),  # nobody of the class: all
    ]:  # fmt: skip
        rows = get(cook, f"ledgers/b/round/pick/?field=child&q={query}&class={other.pk}").json()
        assert [row["name"] for row in rows["rows"]] == named
    row = get(cook, "ledgers/b/round/pick/?field=child&q=李芳").json()["rows"][0]
    assert row["hint"] == "三1班 S1"
    given = {"token": str(uuid4()), "v-clean": "true", "v-child": f"李芳 #{row['id']}"}
    assert post(cook, "ledgers/b/round/new/", **given).status_code == 302
    assert Entry.objects.get().values["child"]["name"] == "李芳"


def test_place_key_and_facts_of_the_address_are_filled_in(book, cook, institution):
    place = make_place("北楼")
    page = words(get(cook, f"ledgers/b/round/new/?place={place.pk}&task=7"))
    assert f'<option value="{place.pk}" selected>' in page
    assert f'data-draft="ledger-{book.pk}-{place.pk}-7"' in page
    make_book(title="留样", code="sample", per_what="meal", per_field="meal")
    page = words(get(cook, "ledgers/b/sample/new/?key=晚餐"))
    assert page.split('value="晚餐"')[1].split(">")[0].strip().endswith("checked")
    assert get(cook, "ledgers/b/sample/new/?key=夜宵&place=abc&task.meal=x").status_code == 200


def test_after_writing_one_is_led_back_where_the_task_says_but_never_outside(book, cook):
    code = cook.institution.code
    for then, ends in [(f"/i/{code}/tasks/3/", "/tasks/3/"), ("https://evil.example/", None),
                       (f"//evil.example/i/{code}/", None)]:  # fmt: skip
        answer = post(
            cook, f"ledgers/b/round/new/?then={then}", token=str(uuid4()), **{"v-clean": "true"}
        )
        if ends:
            assert answer["Location"].endswith(ends)
        else:
            assert "/ledgers/e/" in answer["Location"]


def test_what_was_written_about_last_time_is_chosen_again(institution, cook):
    fields = [{"code": "fridge", "label": "设备", "type": "choice", "options": ["甲柜", "乙柜"]}]
    book = make_book(
        form={"code": "f", "title": "冰箱", "field": fields}, title="冰箱", code="fridge",
        per_what="device", per_field="fridge",
    )  # fmt: skip
    given = {"token": str(uuid4()), "v-fridge": "乙柜"}
    post(cook, "ledgers/b/fridge/new/", **given)
    assert Entry.objects.get(book=book).key == "乙柜"
    page = words(get(cook, "ledgers/b/fridge/new/"))
    assert "checked" in page.split('value="乙柜"')[1].split(">")[0]


def test_measures_written_again_and_again_are_offered_but_not_one_that_names_a_person(
    institution, cook
):
    book = make_book(title="留样", code="sample")
    for n, measure in enumerate(["已补留", "已补留", "通知王小明家长"]):
        when = clock.now() - timedelta(minutes=n)
        make_entry(book, cook, now=when, raw={"grams": "90"}, measure=measure)
    page = words(get(cook, "ledgers/b/sample/new/"))
    assert '<button type="button" class="btn btn-sm hq-btn-line">已补留</button>' in page
    assert "王小明" not in page


FRIDGE = {
    "code": "f",
    "title": "冰箱",
    "field": [
        {"code": "fridge", "label": "设备", "type": "choice", "options": ["甲柜", "乙柜"]},
        {"code": "temp", "label": "温度", "type": "integer", "required": True, "checks": [
            {"max": 8, "severity": "abnormal", "message": "太热。"}]},
        {"code": "state", "label": "情况", "type": "choice", "options": ["好", "坏"],
         "default": "好"},
        {"code": "what", "label": "怎么坏的", "type": "text", "required": True,
         "show_when": "state == '坏'"},
        {"code": "photos", "label": "照片", "type": "photos"},
    ],
}  # fmt: skip


def test_a_line_of_a_sheet_takes_its_own_photo_and_only_what_applies(institution, cook):
    make_book(form=FRIDGE, title="冰箱", code="f", per_what="device", per_field="fridge")
    page = words(get(cook, "ledgers/b/f/sheet/"))
    assert 'data-label="怎么坏的" class="cond" data-off data-must' in page
    assert 'data-label="温度" class="always"' in page
    assert 'data-label="情况" class="usual"' in page
    one, two = (SheetLine(key, key).prefix for key in ("甲柜", "乙柜"))
    given = {
        "token": str(uuid4()), f"{one}-use": "on", f"{one}-v-temp": "4", f"{one}-v-state": "好",
        f"{one}-v-what": "没有坏", f"{two}-use": "on", f"{two}-v-temp": "12",
        f"{two}-v-state": "好", f"{one}-measure": "", f"{two}-measure": "换柜",
        f"{two}-v-photos": upload("a.jpg", encoded(picture())),
    }  # fmt: skip
    then = f"/i/{institution.code}/tasks/3/"
    answer = post(cook, f"ledgers/b/f/sheet/?then={then}", **given)
    assert answer["Location"] == then
    cold, warm = Entry.objects.order_by("sequence")
    assert "what" not in cold.values
    assert (len(cold.file_hashes), len(warm.file_hashes)) == (0, 1)
    assert warm.measure == "换柜"


def test_the_scanned_place_offers_the_books_that_may_be_written_there(book, cook, institution):
    make_book(title="没有地点的", code="plain")
    place = make_place("北楼")
    path = f"org/places/{place.pk}/"
    page = words(get(cook, path))
    assert f"ledgers/b/round/new/?place={place.pk}" in page
    assert "没有地点的" not in page
    post(cook, f"ledgers/b/round/new/?place={place.pk}", token=str(uuid4()),
         **{"v-clean": "true", "v-spot": str(place.pk)})  # fmt: skip
    assert timezone.localtime().strftime("上次 %m/%d") in words(get(cook, path))
    book.writer_roles = ["doctor"]
    book.save()
    assert "ledgers/b/round/new/" not in words(get(cook, path))


def test_the_entry_pages_ask_little_of_the_database(book, cook, institution):
    for n in range(50):
        make_place(f"房间{n}")
    entry = make_entry(book, cook, raw={"clean": "true"}, now=clock.now())
    browser = signed_in(cook)
    for path, most in [
        ("ledgers/b/round/new/", 10), (f"ledgers/e/{entry.pk}/", 10),
        (f"ledgers/e/{entry.pk}/amend/", 10), ("ledgers/b/round/pick/?field=who&q=w", 6),
    ]:  # fmt: skip
        browser.get(at(institution, path))
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(at(institution, path)).status_code == 200
        assert len(asked) <= most, (path, [one["sql"][:150] for one in asked])
    with CaptureQueriesContext(connection) as asked:
        browser.post(at(institution, "ledgers/b/round/live/"), {"v-who": cook.staff.pk})
    assert len(asked) <= 6, [one["sql"][:150] for one in asked]


def test_a_code_can_be_read_in_every_field_made_for_one(cook):
    code = {"code": "thing", "label": "资产编号", "type": "scan"}
    rows = {
        "code": "rows",
        "label": "明细",
        "type": "table",
        "columns": [code | {"code": "row_thing"}],
    }
    form = {"code": "lent", "title": "领用", "field": [code, rows]}
    make_book(form=form, title="领用登记", code="lent", writer_roles=[])
    page = get(cook, "ledgers/b/lent/new/").content.decode()
    fields = re.findall(r'<input type="text" name="(v-[^"]*thing)"[^>]* data-code=', page)
    assert {"v-thing", "v-rows-__n__-row_thing"} <= set(fields)


def test_several_people_are_all_read_while_typing_and_stay_ticked_when_refused(institution, cook):
    who = {"code": "who", "label": "参加人", "type": "staff", "many": True, "min_count": 2}
    note = {"code": "note", "label": "内容", "type": "text", "required": True}
    make_book(
        form={"code": "met", "title": "会", "field": [who, note]}, title="碰头会", code="met",
        writer_roles=[],
    )  # fmt: skip
    two = [str(make_member(institution, "gatekeeper").staff.pk) for _n in range(2)]
    told = json.loads(post(cook, "ledgers/b/met/live/", **{"v-who": two}).content)
    assert [one["path"] for one in told["refusals"]] == []
    page = post(cook, "ledgers/b/met/new/", token=str(uuid4()), **{"v-who": two})
    assert page.status_code == 422
    said = page.content.decode()
    assert [pk for pk in two if re.search(rf'value="{pk}"[^>]* checked', said)] == two
    post(cook, "ledgers/b/met/new/", token=str(uuid4()), **{"v-who": two, "v-note": "分工"})
    assert [one["id"] for one in Entry.objects.get().values["who"]] == two
