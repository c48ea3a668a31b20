"""The pages as a browser asks for them."""

from __future__ import annotations

import io
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from python_calamine import CalamineWorkbook

from houqin.core import clock
from houqin.core.postgres.roles import APP_ROLE
from houqin.files.testing import encoded, picture, upload
from houqin.ledgers.models import Amendment, Entry
from houqin.ledgers.services import amending
from houqin.ledgers.testing import make_book, make_entry
from houqin.org.models import SchoolClass
from houqin.org.testing import at, get, make_member, post, signed_in, words

EVERY_TYPE = {
    "code": "every",
    "title": "各种字段",
    "field": [
        {"code": "name", "label": "名称", "type": "text", "required": True, "section": "基本"},
        {"code": "story", "label": "经过", "type": "long_text"},
        {"code": "count", "label": "数量", "type": "integer", "unit": "个"},
        {"code": "price", "label": "金额", "type": "money"},
        {"code": "on", "label": "日期", "type": "date"},
        {"code": "at", "label": "时刻", "type": "time"},
        {"code": "since", "label": "开始", "type": "instant", "default": "now"},
        {"code": "kind", "label": "种类", "type": "choice", "options": ["甲", "乙"]},
        {"code": "kinds", "label": "几种", "type": "choices", "options": ["甲", "乙", "丙"]},
        {"code": "clean", "label": "干净", "type": "yes_no"},
        {"code": "grade", "label": "评分", "type": "rating"},
        {"code": "checks", "label": "逐项", "type": "checklist", "items": [
            {"code": "lock", "label": "上锁"}, {"code": "light", "label": "照明"}]},
        {"code": "who", "label": "经办", "type": "staff", "default": "me"},
        {"code": "room", "label": "场所", "type": "place"},
        {"code": "lines", "label": "明细", "type": "table", "columns": [
            {"code": "item", "label": "品名", "type": "text", "required": True},
            {"code": "kilos", "label": "斤两", "type": "decimal", "unit": "千克"}]},
        {"code": "total", "label": "合计", "type": "computed", "expression": "sum(lines.kilos)"},
        {"code": "photos", "label": "照片", "type": "photos"},
    ],
}  # fmt: skip


@pytest.fixture
def book(institution):
    return make_book(title="食品留样", code="sample")


def form(**given) -> dict[str, object]:
    return {
        "token": str(uuid4()), "v-meal": "午餐", "v-dish": "红烧肉", "v-grams": "150", **given,
    }  # fmt: skip


def test_the_books_stand_by_domain_with_their_last_entry(book, cook):
    make_book(title="门卫交接班", code="handover", domain="gate")
    make_entry(book, cook, now=clock.now())
    page = words(get(cook, "ledgers/"))
    assert page.index("门卫") < page.index("食品留样")
    assert "还没有记录" in page
    assert "门卫交接班" not in words(get(cook, "ledgers/?q=留样"))


def test_an_entry_is_written_on_the_page_and_shown(book, cook):
    page = words(get(cook, "ledgers/b/sample/new/"))
    assert "data-offline" in page
    assert "不少于 125 克" in page or "125 克" in page
    answer = post(cook, "ledgers/b/sample/new/", **form())
    entry = Entry.objects.get()
    assert answer["Location"].endswith(f"/ledgers/e/{entry.pk}/")
    shown = words(get(cook, f"ledgers/e/{entry.pk}/"))
    assert "红烧肉" in shown
    assert entry.digest in shown


def test_a_refused_form_says_beside_the_field_what_is_missing(book, cook):
    answer = post(cook, "ledgers/b/sample/new/", **form(**{"v-dish": "", "v-grams": "很多"}))
    assert answer.status_code == 422
    assert words(answer).count("data-error") >= 2
    assert Entry.objects.count() == 0


def test_an_abnormal_value_opens_the_measure(book, cook):
    answer = post(cook, "ledgers/b/sample/new/", **form(**{"v-grams": "80"}))
    assert answer.status_code == 422
    assert "请写明怎么处理的" in words(answer)
    post(cook, "ledgers/b/sample/new/", **form(**{"v-grams": "80", "measure": "已补留"}))
    assert Entry.objects.get().is_abnormal


def test_a_form_sent_twice_with_its_photo_is_one_entry_with_one_photo(book, cook):
    token = str(uuid4())
    for _time in range(2):
        photo = upload("a.jpg", encoded(picture()))
        assert (
            post(
                cook, "ledgers/b/sample/new/", **form(token=token, **{"v-photos": [photo]})
            ).status_code
            == 302
        )
    entry = Entry.objects.get()
    assert len(entry.file_hashes) == 1
    assert "hq-photos-shown" in words(get(cook, f"ledgers/e/{entry.pk}/"))


def test_a_late_entry_is_asked_for_its_reason_and_marked(book, cook):
    day = (timezone.localtime() - timedelta(days=2)).strftime("%Y-%m-%dT08:00")
    assert post(cook, "ledgers/b/sample/new/", **form(happened_at=day)).status_code == 422
    post(cook, "ledgers/b/sample/new/", **form(happened_at=day, late_reason="停电"))
    assert "补录" in words(get(cook, "ledgers/b/sample/"))
    assert "停电" in words(get(cook, f"ledgers/e/{Entry.objects.get().pk}/"))


def test_a_form_with_every_type_of_field_comes_back_as_typed(institution, cook):
    make_book(form=EVERY_TYPE, title="各种", code="every")
    page = words(get(cook, "ledgers/b/every/new/"))
    assert cook.name in page
    given = {
        "v-name": "大白菜", "v-story": "两行\n字", "v-count": "3", "v-price": "12.50",
        "v-on": "2026-11-20", "v-at": "07:30", "v-since": "2026-11-20T08:00", "v-kind": "甲",
        "v-kinds": ["甲", "丙"], "v-clean": "false", "v-grade": "4",
        "v-checks_lock-result": "pass", "v-checks_light-result": "na",
        "v-checks_light-note": "白天",
        "v-who": str(cook.staff.pk), "v-lines-0-item": "白菜", "v-lines-0-kilos": "1.5",
        "v-lines-1-item": "萝卜", "v-lines-1-kilos": "2", "token": str(uuid4()),
    }  # fmt: skip
    answer = post(cook, "ledgers/b/every/new/", **given)
    assert answer.status_code == 302, words(answer)
    entry = Entry.objects.get()
    assert entry.values["checks"]["light"] == {"result": "na", "note": "白天"}
    assert entry.values["kinds"] == ["甲", "丙"]
    assert entry.values["clean"] is False
    assert [row["item"] for row in entry.values["lines"]] == ["白菜", "萝卜"]
    assert entry.values["total"].startswith("3.5")
    shown = words(get(cook, f"ledgers/e/{entry.pk}/"))
    assert "萝卜" in shown
    again = words(get(cook, f"ledgers/e/{entry.pk}/amend/"))
    assert 'value="2026-11-20T08:00"' in again
    assert 'value="萝卜"' in again


def test_a_correction_shows_what_stood_before_and_what_stands(book, cook):
    entry = make_entry(book, cook, now=clock.now())
    given = {"v-meal": "午餐", "v-dish": "红烧肉", "v-grams": "140", "v-temperature": "4.0"}
    assert post(cook, f"ledgers/e/{entry.pk}/amend/", **given).status_code == 422
    same = {**given, "v-grams": "150", "reason": "再看"}
    assert "内容和原来一样" in words(post(cook, f"ledgers/e/{entry.pk}/amend/", **same))
    assert post(cook, f"ledgers/e/{entry.pk}/amend/", **given, reason="看错").status_code == 302
    page = words(get(cook, f"ledgers/e/{entry.pk}/"))
    assert "看错" in page
    assert "150 克</s>" in page
    assert "140" in words(get(cook, "ledgers/b/sample/"))


def test_striking_needs_a_reason_and_the_list_says_so(book, cook):
    entry = make_entry(book, cook, now=clock.now())
    assert post(cook, f"ledgers/e/{entry.pk}/strike/", reason="").status_code == 422
    post(cook, f"ledgers/e/{entry.pk}/strike/", reason="重复")
    assert Amendment.objects.get().is_strike
    assert "已划去" in words(get(cook, "ledgers/b/sample/?state=struck"))
    assert "没有符合条件" in words(get(cook, "ledgers/b/sample/?state=standing"))


def test_a_second_person_signs_on_the_page(book, cook, director):
    entry = make_entry(book, cook, now=clock.now())
    assert "countersign" not in words(get(cook, f"ledgers/e/{entry.pk}/"))
    assert post(cook, f"ledgers/e/{entry.pk}/countersign/").status_code == 403
    post(director, f"ledgers/e/{entry.pk}/countersign/")
    assert director.name in words(get(cook, f"ledgers/e/{entry.pk}/"))


def test_the_list_filters_by_period_person_state_and_search(book, cook, director):
    make_entry(book, cook, now=clock.now(), raw={"dish": "清蒸鲈鱼"})
    make_entry(
        book, director, now=clock.now(), raw={"dish": "麻婆豆腐", "grams": "90"}, measure="补"
    )
    today = timezone.localdate()
    for query, hit, miss in [
        ("q=ly", "鲈鱼", "豆腐"),
        ("q=豆腐", "豆腐", "鲈鱼"),
        ("state=abnormal", "豆腐", "鲈鱼"),
        (f"author={cook.staff.pk}", "鲈鱼", "豆腐"),
        (f"on_to={today - timedelta(days=1)}", "没有符合条件", "鲈鱼"),
    ]:
        page = words(get(cook, f"ledgers/b/sample/?{query}"))
        assert hit in page, query
        assert miss not in page, query


def test_the_excel_file_holds_every_field_and_the_filter(book, cook):
    make_entry(book, cook, now=clock.now())
    make_entry(book, cook, now=clock.now(), raw={"grams": "90"}, measure="已补留")
    answer = get(cook, "ledgers/b/sample/?state=abnormal&export=xlsx")
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    flat = [str(cell) for row in rows for cell in row]
    assert "已补留" in flat
    assert "冰箱温度（℃）" in flat
    assert sum("红烧肉" in cell for cell in flat) == 1


def test_a_longer_list_takes_no_more_queries(book, cook):
    def ask() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert get(cook, "ledgers/b/sample/").status_code == 200
        return len(asked)

    for _n in range(3):
        make_entry(book, cook, now=clock.now())
    ask()
    few = ask()
    for _n in range(20):
        entry = make_entry(book, cook, now=clock.now())
    amending.strike_entry(actor=cook, entry_id=entry.pk, reason="错", now=clock.now())
    assert ask() <= few


def test_a_sheet_of_all_classes_is_entered_at_once(institution, cook):
    names = [f"{n}班" for n in range(1, 13)]
    SchoolClass.objects.bulk_create([SchoolClass(name=n, position=i) for i, n in enumerate(names)])
    fields = [
        {"code": "room", "label": "班级", "type": "class", "required": True},
        {"code": "absent", "label": "缺勤", "type": "integer", "unit": "人", "default": 0,
         "checks": [{"max": 5, "severity": "abnormal", "message": "缺勤过多。"}]},
    ]  # fmt: skip
    book = make_book(
        form={"code": "roll", "title": "晨检", "field": fields}, title="晨检", code="roll",
        per_what="class", per_field="room",
    )  # fmt: skip
    assert "整张填" in words(get(cook, "ledgers/b/roll/"))
    page = words(get(cook, "ledgers/b/roll/sheet/"))
    assert all(name in page for name in names)
    given = {"token": str(uuid4())}
    rows = [f"r{pk}" for pk in SchoolClass.objects.values_list("pk", flat=True)]
    for row in rows:
        given |= {f"{row}-use": "on", f"{row}-v-absent": "0", f"{row}-measure": ""}
    given[f"{rows[3]}-v-absent"] = "9"
    del given[f"{rows[11]}-use"]
    refused = post(cook, "ledgers/b/roll/sheet/", **given)
    assert refused.status_code == 422
    assert "缺勤过多" in words(refused)
    given[f"{rows[3]}-measure"] = "已联系家长"
    for _twice in range(2):
        assert post(cook, "ledgers/b/roll/sheet/", **given).status_code == 302
    rows = Entry.objects.filter(book=book)
    assert rows.count() == 11
    assert rows.get(is_abnormal=True).key_name == "4班"


def test_the_proof_page_says_whole_and_names_what_was_changed(book, cook, director):
    for _n in range(3):
        make_entry(book, cook, now=clock.now())
    assert "全部查验" in words(get(director, "ledgers/proof/"))
    assert 'hx-trigger="load"' in words(get(director, "ledgers/proof/?run=1"))
    assert "完整，没有改动" in words(get(director, "ledgers/proof/sample/"))
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute("UPDATE ledgers_entry SET author_name = '某' WHERE sequence = 2")
        cursor.execute(f"SET ROLE {APP_ROLE}")
    assert "第 2 条：内容被改动过" in words(get(director, "ledgers/proof/sample/"))


def test_an_inspector_reads_and_proves_but_writes_nothing(institution, book, cook):
    entry = make_entry(book, cook, now=clock.now())
    inspector = make_member(institution, "inspector")
    assert "红烧肉" in words(get(inspector, f"ledgers/e/{entry.pk}/"))
    assert get(inspector, "ledgers/proof/sample/").status_code == 200
    assert post(inspector, "ledgers/b/sample/new/", **form()).status_code == 403


def test_strangers_and_those_the_book_is_closed_to_get_404(book, cook, stranger, institution):
    entry = make_entry(book, cook, now=clock.now())
    paths = [
        "ledgers/b/sample/", f"ledgers/e/{entry.pk}/", f"ledgers/e/{entry.pk}/amend/",
        "ledgers/b/sample/new/",
    ]  # fmt: skip
    for path in paths:
        assert get(stranger, path).status_code == 404, path  # in its own institution
        assert signed_in(stranger).get(at(institution, path)).status_code == 404, path
    book.reader_roles = ["canteen_manager"]
    book.save()
    guard = make_member(institution, "gatekeeper")
    assert get(guard, "ledgers/b/sample/").status_code == 404
    assert get(guard, f"ledgers/e/{entry.pk}/").status_code == 404
    assert get(cook, "ledgers/b/sample/").status_code == 200
