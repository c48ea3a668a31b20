"""What a book should have entries of: the list a clerk writes, the sheet that follows from it."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest

from houqin.core import clock
from houqin.files.testing import encoded, picture, upload
from houqin.journal.models import JournalEntry
from houqin.ledgers.expected import expected_keys
from houqin.ledgers.models import Amendment, Book, Entry
from houqin.ledgers.services.reading import form_of
from houqin.ledgers.sheets import A_PAGE, SheetLine, lines_of
from houqin.ledgers.standing import standing_of
from houqin.ledgers.testing import make_book
from houqin.org.models import SchoolClass
from houqin.org.testing import at, get, make_place, post, signed_in, words

BUSES = {
    "code": "bus",
    "title": "校车检查",
    "field": [
        {"code": "bus", "label": "车牌", "type": "text", "required": True},
        {"code": "ok", "label": "完好", "type": "yes_no", "default": True},
    ],
}
ROLL = {
    "code": "roll",
    "title": "晨检",
    "field": [
        {"code": "room", "label": "班级", "type": "class", "required": True},
        {"code": "absent", "label": "缺勤", "type": "integer", "default": 0},
    ],
}
DISHES = {
    "code": "dishes",
    "title": "验收",
    "field": [
        {"code": "goods", "label": "明细", "type": "table", "columns": [
            {"code": "name", "label": "品名", "type": "text"},
            {"code": "shot", "label": "照片", "type": "photos"}]},
    ],
}  # fmt: skip


def settings_with(member, book, **changed):
    """The settings page as it opens, with something else in it, handed in."""
    form = get(member, f"ledgers/b/{book.code}/settings/").context["form"]
    start = {name: form[name].value() for name in form.fields}
    given = {name: value for name, value in start.items() if value not in (None, False, "", [])}
    return post(member, f"ledgers/b/{book.code}/settings/", given | changed)


def bus_book(**settings) -> Book:
    return make_book(
        form=BUSES, code="bus", title="校车检查", per_what="vehicle", per_field="bus", **settings
    )


def test_a_clerk_lists_the_buses_and_they_become_a_sheet(clerk):
    book = bus_book()
    assert "整张填" not in words(get(clerk, "ledgers/b/bus/"))
    answer = settings_with(clerk, book, expected="浙A·11111\n 浙A·22222 \n\n浙A·11111")
    assert answer.status_code == 302
    book.refresh_from_db()
    assert book.expected == ["浙A·11111", "浙A·22222"]
    sentence = JournalEntry.objects.get(action="ledgers.book_changed").facts["what"]
    assert "都有哪些由“没有写”改为“2 个”" in sentence
    assert "浙A·22222</textarea>" in words(get(clerk, "ledgers/b/bus/settings/"))
    assert "浙A·22222" in words(get(clerk, "ledgers/b/bus/sheet/"))
    assert '<option value="浙A·22222">' in words(get(clerk, "ledgers/b/bus/new/"))


def test_classes_are_listed_by_name_and_one_that_is_not_there_is_refused(clerk):
    one, two = (SchoolClass.objects.create(name=f"{n}班", position=n) for n in (1, 2))
    book = make_book(form=ROLL, code="roll", title="晨检", per_what="class", per_field="room")
    refused = settings_with(clerk, book, expected="1班\n9班")
    assert refused.status_code == 422
    assert "没有找到班级“9班”" in words(refused)
    assert settings_with(clerk, book, expected="2班").status_code == 302
    book.refresh_from_db()
    assert book.expected == [str(two.pk)]
    lines = [row.about.key for row in get(clerk, "ledgers/b/roll/sheet/").context["rows"]]
    assert lines == [str(two.pk)]
    assert str(one.pk) not in lines


def test_a_list_without_a_field_to_tell_them_by_is_refused(clerk):
    refused = settings_with(clerk, make_book(code="plain"), expected="甲")
    assert refused.status_code == 422
    assert "先选按什么分别记" in words(refused)


def rows_given(page, **cells):
    given = {"token": str(uuid4())}
    for row in page.context["rows"]:
        given |= {f"{row.about.prefix}-use": "on", f"{row.about.prefix}-measure": ""}
        given |= {f"{row.about.prefix}-v-{code}": value for code, value in cells.items()}
    return given


def test_a_sheet_of_many_lines_goes_on_page_by_page_until_all_are_entered(clerk):
    made = [SchoolClass(name=f"{n}班", position=n) for n in range(A_PAGE * 2 + 5)]
    SchoolClass.objects.bulk_create(made)
    book = make_book(form=ROLL, code="roll", title="晨检", per_what="class", per_field="room")
    then = at(clerk.institution, "tasks/1/")
    path = f"ledgers/b/roll/sheet/?then={then}"
    for number in (1, 2, 3):
        page = get(clerk, path) if number == 1 else signed_in(clerk).get(path)
        assert f"第 {number} 页，共 3 页" in words(page)
        here = page.wsgi_request.get_full_path()
        answer = signed_in(clerk).post(here, rows_given(page, absent="0"))
        assert answer.status_code == 302
        path = answer["Location"]
    assert path == then
    assert Entry.objects.filter(book=book).values("key").distinct().count() == len(made)


def test_a_class_added_while_a_sheet_is_filled_in_moves_no_line(clerk):
    classes = [SchoolClass.objects.create(name=f"{n}班", position=n + 10) for n in range(3)]
    book = make_book(form=ROLL, code="roll", title="晨检", per_what="class", per_field="room")
    given = rows_given(get(clerk, "ledgers/b/roll/sheet/"), absent="0")
    given[f"{SheetLine(str(classes[1].pk), '').prefix}-v-absent"] = "4"
    SchoolClass.objects.create(name="新班", position=1)
    assert post(clerk, "ledgers/b/roll/sheet/", given).status_code == 302
    absent = {row.key_name: row.values["absent"] for row in Entry.objects.filter(book=book)}
    assert absent == {"0班": 0, "1班": 4, "2班": 0}


# -- photos of a table's lines


@pytest.fixture
def delivery(clerk):
    make_book(form=DISHES, code="goods", title="验收")
    given = {"token": str(uuid4())}
    for n, name in enumerate(("米", "油", "盐")):
        given[f"v-goods-{n}-name"] = name
        given[f"v-goods-{n}-shot"] = upload(f"{n}.jpg", encoded(picture(seed=n)))
    assert post(clerk, "ledgers/b/goods/new/", given).status_code == 302
    return Entry.objects.get()


def shots(values):
    return {row.get("name", ""): [one["sha256"] for one in row["shot"]] for row in values["goods"]}


def line_keys(page):
    return dict(re.findall(r'name="v-goods-(\d)-line" value="([^"]+)"', words(page)))


def amended(clerk, entry, page, **given):
    start = {"reason": "写错了", "since": page.context["form"]["since"].value()}
    return post(clerk, f"ledgers/e/{entry.pk}/amend/", start | given)


def test_taking_a_line_away_leaves_every_photo_with_its_own_line(clerk, delivery):
    before = shots(delivery.values)
    page = get(clerk, f"ledgers/e/{delivery.pk}/amend/")
    keys = line_keys(page)
    assert "原有 1 张保留" in words(page)
    # The first line is taken away; a browser without the page's numbers would send 0 and 1.
    given = {"v-goods-0-name": "油", "v-goods-0-line": keys["1"],
             "v-goods-1-name": "盐（细）", "v-goods-1-line": keys["2"]}  # fmt: skip
    assert amended(clerk, delivery, page, **given).status_code == 302
    now = shots(standing_of(Entry.objects.get()).values)
    assert now == {"油": before["油"], "盐（细）": before["盐"]}


def test_a_correction_made_on_an_old_page_is_refused(clerk, delivery):
    page = get(clerk, f"ledgers/e/{delivery.pk}/amend/")
    keys = line_keys(page)
    given = {f"v-goods-{n}-line": keys[n] for n in keys} | {"v-goods-0-name": "大米"}
    assert amended(clerk, delivery, page, **given).status_code == 302
    refused = amended(clerk, delivery, page, **(given | {"v-goods-0-name": "小米"}))
    assert refused.status_code == 422
    assert "又被更正过" in words(refused)
    assert Amendment.objects.count() == 1


def test_a_rhythm_of_its_own_is_set_and_shown(clerk):
    book = bus_book(backdate_days=None)
    assert settings_with(clerk, book, every_days="0").status_code == 422
    assert settings_with(clerk, book, every_days="5").status_code == 302
    given = {"token": str(uuid4()), "v-bus": "甲", "v-ok": "true", "late_reason": "补",
             "happened_at": "2024-01-02T08:00"}  # fmt: skip
    assert post(clerk, "ledgers/b/bus/new/", given).status_code == 302
    assert clock.today().year > 2024
    assert "应每 5 个工作日有，已" in words(get(clerk, "ledgers/"))


def test_a_dormitorys_roll_is_called_where_people_sleep_and_nowhere_else(clerk):
    field = {"code": "room", "label": "寝室", "type": "place", "required": True}
    form = {"code": "night", "title": "晚点名", "field": [field]}
    by_room = {"code": "night", "title": "晚点名", "per_what": "room", "per_field": "room"}
    book = make_book(form=form, domain="dormitory", **by_room)
    classroom = make_place("一年级1班教室")
    assert str(classroom.pk) in {line.key for line in lines_of(book)}  # no name says otherwise
    house = make_place("宿舍楼二层", code="D2")
    house.sort = house.Sort.FLOOR
    house.save()
    washroom = make_place("洗漱间", parent=house)
    assert [line.key for line in lines_of(book)] == [str(washroom.pk)]  # no room says it itself
    bedroom = make_place("女生寝室201", parent=house)
    assert [line.key for line in lines_of(book)] == [str(bedroom.pk)]
    below = expected_keys(book, form_of(book.current), features={}, place=classroom.path)
    assert below == {}
    book.expected = [str(classroom.pk)]
    assert [line.key for line in lines_of(book)] == [str(classroom.pk)]
