"""Record books through the API: what a token's person may see and write, and what it costs."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from houqin.api.tests.test_api import Caller
from houqin.core import clock
from houqin.files.models import StoredFile
from houqin.files.public import take_photo
from houqin.files.testing import encoded, picture, upload
from houqin.journal.models import JournalEntry
from houqin.ledgers.models import Entry
from houqin.ledgers.services import amending
from houqin.ledgers.testing import LUNCH, make_book, make_entry
from houqin.org.testing import at, make_member, signed_in


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def cook(institution):
    return make_member(institution, "canteen_manager")


@pytest.fixture
def book(institution):
    return make_book(title="食品留样", code="sample")


def body(**given):
    return {"token": str(uuid4()), "values": LUNCH, **given}


def test_a_program_finds_a_book_reads_its_form_and_writes(book, cook):
    caller = Caller(cook)
    listed = caller.call("books?domain=canteen").json()["items"]
    assert [(row["code"], row["version"]) for row in listed] == [("sample", 1)]
    detail = caller.call("books/sample").json()
    assert [field["code"] for field in detail["form"]["field"]][:2] == ["meal", "dish"]
    sent = body()
    for _again in range(2):
        answer = caller.call("books/sample/entries", sent)
        assert answer.status_code == 200, answer.content.decode()
    assert Entry.objects.count() == 1
    made = answer.json()
    assert made["values"]["dish"] == "红烧肉"
    assert made["author"] == cook.name
    assert caller.call(f"books/entries/{made['id']}").json() == made
    assert caller.call("books/sample/entries").json()["items"] == [made]
    assert JournalEntry.objects.get(action="ledgers.entry_written").via == "api"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"values": {**LUNCH, "dish": ""}}, "请填写“菜名”"),
        ({"values": {**LUNCH, "grams": "很多"}}, "请填数字"),
        ({"values": {**LUNCH, "grams": "80"}}, "请写明怎么处理的"),
        ({"values": {**LUNCH, "photos": ["999"]}}, "不是您上传的"),
        ({"values": {**LUNCH, "photos": ["x"]}}, "不是您上传的"),
        ({"happened_at": "2020-01-01T08:00:00+08:00"}, "最多补录 30 天"),
        ({"values": "x"}, "请检查"),
        ({"token": "x"}, "请检查"),
    ],
)
def test_what_cannot_be_recorded_is_refused_in_a_sentence(book, cook, given, said):
    answer = Caller(cook).call("books/sample/entries", body(**given))
    assert answer.status_code == 422, answer.content.decode()
    assert answer["Content-Type"].startswith("application/problem+json")
    assert said in answer.json()["detail"]
    assert not Entry.objects.exists()


def test_a_thermometer_need_not_say_when_and_who_but_the_rest_is_not_made_up(cook):
    form = {"code": "cold", "title": "冷柜温度", "field": [
        {"code": "at", "label": "时间", "type": "instant", "default": "now", "required": True},
        {"code": "temp", "label": "温度", "type": "decimal", "required": True},
        {"code": "tidy", "label": "无霜", "type": "yes_no", "default": True},
        {"code": "by", "label": "记录人", "type": "staff", "default": "me", "required": True},
    ]}  # fmt: skip
    make_book(title="冷柜温度", code="cold", form=form, time_field="at")
    answer = Caller(cook).call("books/cold/entries", body(values={"temp": "3.5"}))
    assert answer.status_code == 200, answer.content.decode()
    values = answer.json()["values"]
    assert values["by"] == {"id": str(cook.staff.pk), "name": cook.name}
    assert "tidy" not in values


def test_a_refusal_names_each_field_that_is_wrong(book, cook):
    answer = Caller(cook).call("books/sample/entries", body(values={"grams": "很多"}))
    fields = {one["field"] for one in answer.json()["errors"]}
    assert fields == {"values.meal", "values.dish", "values.grams"}


def test_a_photo_of_somebody_else_is_not_taken_into_a_record(book, cook, institution):
    other = make_member(institution, "doctor")
    theirs = take_photo(actor=other, upload=upload("a.jpg", encoded(picture())), now=clock.now())
    mine = take_photo(actor=cook, upload=upload("b.jpg", encoded(picture())), now=clock.now())
    caller = Caller(cook)
    stolen = caller.call("books/sample/entries", body(values={**LUNCH, "photos": [str(theirs.pk)]}))
    assert stolen.status_code == 422
    answer = caller.call("books/sample/entries", body(values={**LUNCH, "photos": [str(mine.pk)]}))
    assert answer.json()["values"]["photos"][0]["id"] == str(mine.pk)
    assert StoredFile.objects.count() == 2


def test_an_amended_and_a_struck_entry_say_so(book, cook):
    first, second = make_entry(book, cook), make_entry(book, cook)
    amending.amend_entry(
        actor=cook, entry_id=first.pk, raw={**LUNCH, "dish": "清蒸鱼"},
        reason="写错菜名", now=clock.now(),
    )  # fmt: skip
    amending.strike_entry(actor=cook, entry_id=second.pk, reason="重复", now=clock.now())
    rows = {row["id"]: row for row in Caller(cook).call("books/sample/entries").json()["items"]}
    assert rows[first.pk]["values"]["dish"] == "清蒸鱼"
    assert rows[first.pk]["amendments"] == 1
    assert rows[second.pk]["is_struck"] is True


def test_entries_are_narrowed_by_what_is_asked(book, cook):
    now = clock.now()
    late = now - timedelta(days=3)
    make_entry(book, cook, now=now)
    make_entry(book, cook, now=now, happened_at=late, late_reason="忘了")
    make_entry(book, cook, now=now, raw={"grams": "80"}, measure="已补留")
    caller = Caller(cook)

    def count(query):
        return len(caller.call(f"books/sample/entries?{query}").json()["items"])

    assert count("") == 3
    assert count("late=true") == 1
    assert count("abnormal=true") == 1
    assert count(f"since={clock.today()}") == 2
    assert count(f"until={clock.today() - timedelta(days=1)}") == 1
    assert count("q=hsr") == 3
    assert count("q=没有的") == 0
    assert count(f"author={cook.staff.pk}") == 3
    assert caller.call("books/sample/entries?since=昨天").status_code == 422


def test_a_book_that_is_not_theirs_is_not_there(institution, cook):
    make_book(
        title="门卫交接", code="gate", reader_roles=["gatekeeper"], writer_roles=["gatekeeper"]
    )
    make_book(title="晨检", code="check", writer_roles=["doctor"])
    caller = Caller(cook)
    assert [row["code"] for row in caller.call("books").json()["items"]] == ["check"]
    assert caller.call("books/gate").status_code == 404
    assert caller.call("books/gate/entries", body()).status_code == 404
    refused = caller.call("books/check/entries", body())
    assert refused.status_code == 403
    assert "填写" in refused.json()["detail"]


def test_an_inspector_and_a_browser_read_but_do_not_write(book, cook, institution):
    make_entry(book, cook)
    inspector = Caller(make_member(institution, "inspector"))
    assert len(inspector.call("books/sample/entries").json()["items"]) == 1
    assert inspector.call("books/sample/entries", body()).status_code == 403
    browser = signed_in(cook)
    assert browser.get(at(institution, "api/books/sample")).status_code == 200
    answer = browser.post(
        at(institution, "api/books/sample/entries"), body(), content_type="application/json"
    )
    assert answer.status_code == 401
    assert Entry.objects.count() == 1


def test_the_stranger_finds_neither_book_nor_entry(book, cook, stranger):
    made = make_entry(book, cook)
    caller = Caller(stranger)
    assert caller.call("books/sample").status_code == 404
    assert caller.call(f"books/entries/{made.pk}").status_code == 404


@pytest.mark.parametrize("path", ["books", "books/sample/entries"])
def test_a_list_costs_at_most_six_queries_however_long(book, cook, path):
    caller = Caller(cook)
    caller.call(path)
    counts = []
    for n in (2, 12):
        for _each in range(n):
            make_entry(book, cook)
            make_book()
        with CaptureQueriesContext(connection) as seen:
            assert caller.call(path).status_code == 200
        counts.append(sum("SELECT" in q["sql"] and "set_config" not in q["sql"] for q in seen))
    assert counts[0] == counts[1] <= 6
