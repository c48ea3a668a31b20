"""A clerk makes a book in the browser: starts it, adds, changes, orders, publishes."""

from __future__ import annotations

import io
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from xlsxwriter import Workbook

from houqin.core import clock
from houqin.files.testing import encoded, picture
from houqin.journal.models import JournalEntry
from houqin.ledgers.models import Book, BookDraft, BookVersion, Entry
from houqin.ledgers.services import designing
from houqin.ledgers.testing import make_book, make_entry
from houqin.org.testing import at, make_member, signed_in, words

HX = {"HX-Request": "true"}


class Desk:
    """A clerk at the designer of one draft."""

    def __init__(self, member, draft=None):
        self.member, self.client = member, signed_in(member)
        self.draft = draft

    def get(self, rest=""):
        return self.client.get(at(self.member.institution, f"ledgers/design/{rest}"))

    def start(self, **given):
        answer = self.client.post(at(self.member.institution, "ledgers/design/"), given)
        self.draft = BookDraft.objects.order_by("-pk").first()
        return answer

    def send(self, step, headers=HX, revision=None, **given):
        self.draft.refresh_from_db()
        known = {"revision": self.draft.revision if revision is None else revision}
        path = at(self.member.institution, f"ledgers/design/{self.draft.pk}/{step}")
        answer = self.client.post(path, known | given, headers=headers)
        self.draft = BookDraft.objects.filter(pk=self.draft.pk).first() or self.draft
        return answer

    def add(self, kind, label, **given):
        return self.send("add/", type=kind, label=label, **given)

    def edit(self, path, **given):
        return self.send(f"f/{path}/", **given)

    @property
    def fields(self):
        return self.draft.form["field"]

    @property
    def labels(self):
        return [field["label"] for field in self.fields]

    def field(self, label):
        return next(field for field in self.fields if field["label"] == label)


@pytest.fixture
def desk(clerk):
    made = Desk(clerk)
    made.start(way="empty", title="烟感检查记录", domain="safety")
    return made


def test_a_draft_keeps_no_rule_that_could_not_number_its_entries(desk):
    about = {"title": "烟感检查记录", "domain": "safety", "numbering": "没有流水号"}
    assert "要有流水号" in words(desk.send("about/", headers={}, **about))
    desk.send("about/", headers={}, **about | {"numbering": "YG{n:3}"})
    assert desk.draft.settings["numbering"] == "YG{n:3}"


def test_a_book_is_made_from_nothing_and_written_in(desk, clerk, institution):
    desk.add("place", "楼层")
    desk.add("decimal", "电压")
    desk.edit("dy", label="电压", type="decimal", required="on", unit="伏", places="1",
              **{"lim-n": "1", "lim-0-kind": "min", "lim-0-value": "8.5",
                 "lim-0-severity": "abnormal", "lim-0-message": "电压低了，请换电池。",
                 "lim-0-source": "火灾自动报警系统规程", "lim-0-confidence": "memory"})  # fmt: skip
    field = desk.field("电压")
    assert field["required"] is True
    assert field["checks"] == [{
        "min": "8.5", "severity": "abnormal", "message": "电压低了，请换电池。",
        "source": "火灾自动报警系统规程", "confidence": "memory"}]  # fmt: skip
    assert "不小于 8.5 伏（异常）" in words(desk.get(f"{desk.draft.pk}/publish/"))
    answer = desk.send("publish/", headers={})
    book = Book.objects.get(title="烟感检查记录")
    assert answer["Location"].endswith(f"/ledgers/b/{book.code}/")
    assert not BookDraft.objects.exists()
    assert book.domain == "safety"
    said = list(JournalEntry.objects.order_by("pk").values_list("sentence", flat=True))
    assert "开始设计台账《烟感检查记录》" in said
    assert "开设台账《烟感检查记录》" in said
    cook = signed_in(make_member(institution, "canteen_manager"))
    address = at(institution, f"ledgers/b/{book.code}/new/")
    assert "8.5" in words(cook.get(address))
    token = "7d444840-9dc0-11d1-b245-5ffdce74fad2"
    low = cook.post(address, {"token": token, "v-dy": "7.9"})
    assert low.status_code == 422
    assert "电压低了，请换电池" in words(low)
    cook.post(address, {"token": token, "v-dy": "7.9", "measure": "已换电池"})
    assert Entry.objects.get(book=book).is_abnormal


def test_a_copy_of_a_packs_book_has_its_fields_rules_and_settings(clerk):
    desk = Desk(clerk)
    page = words(desk.get("?q=留样"))
    assert "留样" in page
    from houqin.packs.books import books_of

    spec = next(spec for spec in books_of("school") if "留样" in spec.title and spec.per_field)
    desk.start(copy=f"pack:{spec.code}")
    assert desk.draft.title == spec.title
    assert desk.draft.form["field"] == spec.form["field"]
    assert desk.draft.settings["per_field"] == spec.per_field
    desk.send("publish/")
    book = Book.objects.get(title=spec.title)
    assert book.code != spec.code
    assert book.writer_roles == [str(role) for role in spec.writers]


def test_a_copy_of_an_own_book_gets_a_name_of_its_own(clerk):
    make_book(title="锅炉房记录", code="boiler")
    desk = Desk(clerk)
    desk.start(copy="own:boiler")
    assert desk.draft.title == "锅炉房记录（副本）"
    assert len(desk.fields) == 5


def sheet(*rows):
    held = io.BytesIO()
    with Workbook(held, {"in_memory": True}) as book:
        page = book.add_worksheet()
        for at_, row in enumerate(rows):
            page.write_row(at_, 0, list(row))
    return held.getvalue()


def test_a_paper_form_becomes_fields_with_reasons(clerk):
    content = sheet(
        ["食堂冷库温度记录表（2026年秋季学期）"],
        ["序号", "日期", "时间", "冷库温度（℃）", "数量", "金额", "班级", "是否结霜", "现场照片",
         "检查人", "签名", "方式（擦/冲/喷）", "备注", "厂家"],
        [1, "2026-09-01", "07:30", -18.5, 3, 12.5, "三1班", "否", "", "王芳", "", "擦", "", "甲厂"],
    )  # fmt: skip
    desk = Desk(clerk)
    desk.start(way="paper", domain="canteen",
               file=SimpleUploadedFile("冷库.xlsx", content))  # fmt: skip
    assert desk.draft.title == "食堂冷库温度记录表"
    found = {field["label"]: field["type"] for field in desk.fields}
    assert found == {
        "日期": "date", "时间": "time", "冷库温度": "decimal", "数量": "integer",
        "金额": "money", "班级": "class", "是否结霜": "yes_no", "现场照片": "photos",
        "检查人": "staff", "签名": "signature", "方式": "choice", "备注": "long_text",
        "厂家": "text",
    }  # fmt: skip
    assert desk.field("冷库温度")["unit"] == "℃"
    assert desk.field("方式")["options"] == ["擦", "冲", "喷"]
    page = words(desk.get(f"{desk.draft.pk}/"))
    assert "表头里有“温度”" in page
    assert "表头里列出了“擦、冲、喷”" in page
    code = desk.field("厂家")["code"]
    redrawn = words(desk.edit(code, label="厂家", type="choice", redraw="1"))
    assert 'name="opt-2-label"' in redrawn
    assert "data-error" not in redrawn
    more = words(desk.edit(code, label="厂家", type="choice", redraw="1", more="opt",
                           **{"opt-n": "3", "opt-0-label": "甲厂"}))  # fmt: skip
    assert 'name="opt-3-label"' in more
    assert 'value="甲厂"' in more
    assert desk.field("厂家")["type"] == "text"
    desk.edit(code, label="厂家", type="choice",
              **{"opt-n": "2", "opt-0-label": "甲厂", "opt-1-label": "乙厂"})  # fmt: skip
    assert desk.field("厂家")["options"] == ["甲厂", "乙厂"]


def test_heads_in_two_rows_and_a_chinese_csv_are_read(clerk):
    text = (
        "晨检登记表\n日期,体温,,备注,晨检,异常（□有□无）\n,上午,下午,,,\n2026-09-01,36.5,36.6,,√,\n"
    )
    desk = Desk(clerk)
    desk.start(way="paper", file=SimpleUploadedFile("晨检.csv", text.encode("gb18030")))
    assert desk.labels == ["日期", "体温上午", "体温下午", "备注", "晨检", "异常"]
    assert desk.field("体温下午")["type"] == "decimal"
    assert [desk.field(name)["type"] for name in ("晨检", "异常")] == ["yes_no", "yes_no"]


def image():
    return encoded(picture())


def docx():
    held = io.BytesIO()
    with ZipFile(held, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    return held.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("三百栏.xlsx", lambda: sheet([f"栏目{n}号" for n in "甲乙丙丁戊"] * 60), "300"),
        ("照片.xlsx", image, "表格"),
        ("文稿.xlsx", docx, "打不开"),
        ("空.xlsx", lambda: sheet(), "没有找到表头"),
        ("空.csv", lambda: b"", "空的"),
        ("数.csv", lambda: b"1,2,3\n4,5,6\n", "没有找到表头"),
    ],
)
def test_a_file_that_is_no_paper_form_is_refused_with_a_sentence(clerk, name, content, said):
    desk = Desk(clerk)
    answer = desk.start(way="paper", file=SimpleUploadedFile(name, content()))
    assert answer.status_code == 422
    assert said in words(answer)
    assert "data-error" in words(answer)
    assert not BookDraft.objects.exists()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"way": "empty", "title": "  "}, "请给台账起个名称"),
        ({"way": "empty", "title": "食品留样"}, "已有一本《食品留样》"),
        ({"way": "empty", "title": "很长" * 40}, "最多 60 字"),
        ({"way": "paper"}, "请选一个表格文件"),
        ({"copy": "pack:nothing"}, "找不到了"),
        ({"copy": "../etc"}, "请选一本要照搬的台账"),
        ({}, "请选一种开头"),
    ],
)
def test_a_start_that_cannot_be_is_refused_beside_what_is_wrong(clerk, given, said):
    make_book(title="食品留样", code="sample")
    answer = Desk(clerk).start(**given)
    assert answer.status_code == 422
    assert said in words(answer)
    assert not BookDraft.objects.exists()


def test_two_fields_of_one_name_stop_publication_and_say_so_at_both(desk):
    desk.add("text", "名称")
    desk.add("text", "地点")
    answer = desk.edit("dd", label="名称", type="text")
    assert answer.status_code == 422
    assert "有两个字段都叫“名称”" in words(answer)
    desk.draft.form["field"][1]["label"] = "名称"
    desk.draft.save()
    page = words(desk.get(f"{desk.draft.pk}/"))
    assert page.count("有两个字段都叫“名称”") == 2
    assert desk.send("publish/").status_code == 422
    assert not Book.objects.exists()


def test_a_book_without_fields_is_not_published(desk):
    answer = desk.send("publish/")
    assert answer.status_code == 422
    assert "至少添加一个" in words(answer)


def test_a_second_editor_is_told_and_overwrites_nothing(desk, institution, director):
    desk.add("text", "名称")
    other = Desk(director, desk.draft)
    seen = other.draft.revision
    desk.add("text", "地点")
    answer = other.send("f/mc/act/", revision=seen, do="remove")
    assert answer.status_code == 409
    assert f"{desk.member.name}" in words(answer)
    assert "没有保存" in words(answer)
    assert "地点" in words(answer)
    assert desk.labels == ["名称", "地点"]
    window = other.send("f/mc/", revision=seen, label="品名", type="text")
    assert window.status_code == 409
    assert "品名" in words(window)
    assert f'value="{other.draft.revision}"' in words(window)
    assert desk.labels == ["名称", "地点"]
    assert other.send("publish/", revision=seen).status_code == 409


def test_fields_are_moved_copied_removed_and_brought_back(desk):
    for label in ("甲", "乙", "丙"):
        desk.add("text", label)
    desk.send("f/b/act/", do="to", to="0")
    paths = {field["label"]: field["code"] for field in desk.fields}
    desk.send(f"f/{paths['丙']}/act/", do="to", to="0")
    assert desk.labels == ["丙", "甲", "乙"] or desk.labels[0] == "丙"
    desk.send(f"f/{paths['丙']}/act/", do="down")
    assert desk.labels[1] == "丙"
    desk.send(f"f/{paths['丙']}/act/", do="copy")
    assert desk.labels[2] == "丙 2"
    assert len({field["code"] for field in desk.fields}) == 4
    desk.send(f"f/{paths['丙']}/act/", do="remove")
    assert "丙" not in desk.labels
    desk.send("undo/")
    assert "丙" in desk.labels


def test_a_condition_is_picked_and_shown_again_as_it_was_picked(desk):
    desk.add("choice", "餐次")
    desk.edit("cc", label="餐次", type="choice",
              **{"opt-n": "2", "opt-0-label": "早餐", "opt-1-label": "午餐"})  # fmt: skip
    desk.add("text", "加餐原因")
    desk.edit("jcyy", label="加餐原因", type="text", show="when", show_field="cc", show_op="==",
              show_value="午餐")  # fmt: skip
    assert desk.field("加餐原因")["show_when"] == "cc == '午餐'"
    page = words(desk.get(f"{desk.draft.pk}/"))
    assert "当“餐次”等于“午餐”时显示" in page
    window = words(desk.get(f"{desk.draft.pk}/f/jcyy/"))
    assert 'value="午餐"' in window
    wrong = desk.edit("jcyy", label="加餐原因", type="text", show="when", show_field="cc",
                      show_op="==", show_value="夜宵")  # fmt: skip
    assert wrong.status_code == 422
    assert "没有选项“夜宵”" in words(wrong)


def test_an_expression_is_written_with_the_names_of_fields(desk):
    desk.add("integer", "应到")
    desk.add("integer", "实到")
    desk.add("computed", "缺勤")
    answer = desk.edit("qq", label="缺勤", type="computed", expression="应到 - 没有这栏")
    assert answer.status_code == 422
    assert "没有这栏" in words(answer)
    desk.edit("qq", label="缺勤", type="computed", expression="应到 - 实到", places="0")
    assert desk.field("缺勤")["expression"] == "yd - sd"
    desk.send("rule/0/", mode="when", left="sd", op="<=", right="yd", severity="refuse",
              message="实到不能多于应到。")  # fmt: skip
    assert desk.draft.form["rule"] == [{"expression": "sd <= yd", "message": "实到不能多于应到。"}]
    page = words(desk.get(f"{desk.draft.pk}/"))
    assert "实到 &lt;= 应到" in page
    desk.send("f/yd/act/", do="remove")
    page = words(desk.get(f"{desk.draft.pk}/"))
    assert page.count("data-error") == 2  # the sum and the rule that named it
    assert "show_when" not in page
    desk.send("rule/1/", do="remove")
    assert "rule" not in desk.draft.form


def test_a_new_type_of_a_published_field_is_a_new_field(clerk):
    book = make_book(title="食品留样", code="sample")
    entry = make_entry(book, clerk, now=clock.now())
    desk = Desk(clerk)
    signed_in(clerk).post(at(clerk.institution, "ledgers/b/sample/design/"))
    desk.draft = BookDraft.objects.get(book=book)
    answer = desk.edit("temperature", label="冰箱温度", type="text")
    assert "算新的一栏" in words(answer)
    codes = [field["code"] for field in desk.fields]
    assert "temperature" not in codes
    said = words(desk.get(f"{desk.draft.pk}/publish/"))
    assert "去掉“冰箱温度”；以前的记录仍保留它。" in said
    assert "以前的记录一条不动" in said
    desk.send("publish/")
    book.refresh_from_db()
    assert book.current.number == 2
    entry.refresh_from_db()
    assert entry.version.number == 1
    # Brought back later under the old name, it does not take the old code for another meaning.
    signed_in(clerk).post(at(clerk.institution, "ledgers/b/sample/design/"))
    desk.draft = BookDraft.objects.get(book=book)
    desk.add("text", "temperature")
    assert "temperature" not in [field["code"] for field in desk.fields]


def test_a_field_that_the_book_is_kept_by_cannot_go(clerk):
    make_book(title="食品留样", code="sample", per_what="meal", per_field="meal")
    desk = Desk(clerk)
    desk.client.post(at(clerk.institution, "ledgers/b/sample/design/"))
    desk.draft = BookDraft.objects.get()
    answer = desk.send("f/meal/act/", do="remove")
    assert "“餐次”是这本台账“分别记”所用的字段" in words(answer)
    assert desk.send("publish/").status_code == 422


def test_the_preview_judges_like_an_entry_and_keeps_nothing(desk):
    desk.add("integer", "人数")
    desk.edit("rs", label="人数", type="integer", required="on",
              **{"lim-n": "1", "lim-0-kind": "max", "lim-0-value": "50",
                 "lim-0-severity": "refuse"})  # fmt: skip
    shown = desk.get(f"{desk.draft.pk}/preview/")
    assert "人数" in words(shown)
    assert shown["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in shown["Content-Security-Policy"]
    token = "7d444840-9dc0-11d1-b245-5ffdce74fad2"
    refused = desk.send("preview/", **{"v-rs": "60", "token": token})
    assert refused.status_code == 422
    assert "不能大于 50" in words(refused)
    assert desk.send("preview/", **{"v-rs": "40", "token": token}).status_code == 302
    assert not Entry.objects.exists()


def test_every_type_can_be_added_opened_and_previewed(desk):
    from houqin.ledgers.designing.palette import SORTS

    for sort in SORTS.values():
        answer = desk.add(str(sort.type), sort.name)
        assert answer.status_code == 200, sort.type
        code = desk.field(sort.name)["code"]
        assert desk.get(f"{desk.draft.pk}/f/{code}/").status_code == 200
        assert desk.get(f"{desk.draft.pk}/preview/").status_code == 200
    assert len(desk.fields) == len(SORTS)
    table = desk.field("明细表")["code"]
    desk.add("decimal", "斤两", parent=table)
    columns = desk.field("明细表")["columns"]
    assert [column["label"] for column in columns] == ["名称", "斤两"]
    column = f"{table}.{columns[1]['code']}"
    desk.edit(column, label="斤两", type="decimal", unit="公斤", required="on")
    assert desk.field("明细表")["columns"][1]["unit"] == "公斤"


def test_a_cook_designs_nothing(institution, desk):
    cook = Desk(make_member(institution, "canteen_manager"), desk.draft)
    assert cook.get().status_code == 403
    assert cook.get(f"{desk.draft.pk}/").status_code == 403
    assert cook.send("add/", type="text", label="x").status_code == 403
    assert cook.send("publish/").status_code == 403
    assert "新建台账" not in words(cook.client.get(at(institution, "ledgers/")))


def test_the_designer_costs_few_queries_however_many_fields(desk):
    counts = []
    for _round in range(2):
        for number in range(10):
            desk.add("text", f"栏{_round}{number}")
        with CaptureQueriesContext(connection) as seen:
            assert desk.get(f"{desk.draft.pk}/").status_code == 200
        counts.append(sum("SELECT" in q["sql"] and "set_config" not in q["sql"] for q in seen))
    assert counts[0] == counts[1] <= 10
    for rest in ("preview/", "publish/", "add/", "about/", f"f/{desk.fields[3]['code']}/"):
        with CaptureQueriesContext(connection) as seen:
            assert desk.get(f"{desk.draft.pk}/{rest}").status_code == 200
        asked = [q for q in seen if "SELECT" in q["sql"] and "set_config" not in q["sql"]]
        assert len(asked) <= 10, rest


def test_a_draft_that_is_given_up_leaves_the_book_as_it_was(clerk):
    book = make_book(title="食品留样", code="sample")
    desk = Desk(clerk)
    desk.client.post(at(clerk.institution, "ledgers/b/sample/design/"))
    desk.draft = BookDraft.objects.get()
    desk.send("f/dish/act/", do="remove")
    desk.send("drop/", headers={})
    assert not BookDraft.objects.exists()
    assert BookVersion.objects.filter(book=book).count() == 1
    assert JournalEntry.objects.filter(action="ledgers.draft_dropped").exists()


def test_a_version_published_elsewhere_is_what_the_difference_is_against(clerk):
    from houqin.ledgers.services.books import publish_book_version

    book = make_book(title="食品留样", code="sample")
    draft = designing.draft_of(actor=clerk, book=book, now=clock.now())
    form = dict(book.current.form)
    form["field"] = form["field"][:4]
    publish_book_version(actor=clerk, book_id=book.pk, form=form, now=clock.now())
    said = words(Desk(clerk, draft).get(f"{draft.pk}/publish/"))
    assert "增加“照片”" in said
    assert "第 3 版" in said
