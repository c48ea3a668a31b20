"""A book's list: narrowed by how entries stand today, searched, paged, to Excel and back."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from houqin.ledgers.importing import taking
from houqin.ledgers.models import Entry
from houqin.ledgers.services import amending, books
from houqin.ledgers.testing import LUNCH, NOW, SAMPLE_FORM, make_book, make_entry
from houqin.org.models import SchoolClass
from houqin.org.testing import at, make_member, make_place, signed_in


@pytest.fixture
def book(institution):
    return make_book(title="食品留样", code="sample", per_what="meal", per_field="meal")


def amend(entry, actor, **raw):
    amending.amend_entry(
        actor=actor, entry_id=entry.pk, raw={**LUNCH, **raw}, reason="看错", measure="已补", now=NOW
    )


def shown(client, institution, query="", code="sample") -> str:
    return client.get(at(institution, f"ledgers/b/{code}/{query}")).content.decode()


def numbers(client, institution, query) -> set[str]:
    page = shown(client, institution, query)
    known = Entry.objects.values_list("number", flat=True)
    return {number[-1] for number in known if number in page}


def sheets(client, institution, query="") -> tuple[list, list]:
    answer = client.get(at(institution, f"ledgers/b/sample/?export=xlsx{query}"))
    file = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(answer)))
    return tuple(file.get_sheet_by_index(n).to_python() for n in range(2))


def test_a_correction_decides_whether_an_entry_counts_as_abnormal(book, director, institution):
    became_right = make_entry(book, director, raw={"grams": "90"}, measure="已补")
    amend(became_right, director, grams="190")
    became_wrong = make_entry(book, director)
    amend(became_wrong, director, grams="90")
    make_entry(book, director, raw={"grams": "80"}, measure="已补")
    again = make_entry(book, director)
    amend(again, director, grams="90")
    amend(again, director, grams="200")
    struck = make_entry(book, director, raw={"grams": "70"}, measure="已补")
    amending.strike_entry(actor=director, entry_id=struck.pk, reason="重复", now=NOW)
    client = signed_in(director)
    assert numbers(client, institution, "?state=abnormal") == {"2", "3"}
    assert numbers(client, institution, "?state=amended") == {"1", "2", "4"}
    assert numbers(client, institution, "?state=struck") == {"5"}
    assert numbers(client, institution, "?state=standing") == {"1", "2", "3", "4"}


def test_an_entry_is_found_by_its_old_words_and_by_those_of_its_correction(
    book, director, institution
):
    entry = make_entry(book, director, raw={"dish": "红烧肉"})
    make_entry(book, director, raw={"dish": "青菜"})
    amend(entry, director, dish="番茄炒蛋")
    client = signed_in(director)
    for words in ("红烧", "番茄", "fqcd", "hsr", "炒蛋"):
        assert numbers(client, institution, f"?q={words}") == {"1"}, words
    assert numbers(client, institution, f"?q={director.name} 炒蛋") == {"1"}
    assert numbers(client, institution, "?q=茄子") == set()


def test_lists_narrow_by_period_meal_person_and_lateness(book, director, institution):
    cook = make_member(institution, "canteen_manager")
    make_entry(book, director, raw={"meal": "早餐"})
    make_entry(book, cook, happened_at=NOW - timedelta(days=2), late_reason="停电")
    client = signed_in(director)
    day = (NOW - timedelta(days=2)).date()
    assert numbers(client, institution, "?key=早餐") == {"1"}
    assert numbers(client, institution, f"?author={cook.staff.pk}") == {"2"}
    assert numbers(client, institution, "?state=late") == {"2"}
    assert numbers(client, institution, f"?on_from={day}&on_to={day}") == {"2"}
    assert "1 条" in shown(client, institution, "?state=late")


def test_a_book_kept_by_class_is_narrowed_by_class(institution, director):
    form = {**SAMPLE_FORM, "field": [
        *SAMPLE_FORM["field"], {"code": "room", "label": "班级", "type": "class"},
        {"code": "where", "label": "地点", "type": "place"},
    ]}  # fmt: skip
    book = make_book(code="sample", form=form, per_what="class", per_field="room")
    rooms = [SchoolClass.objects.create(name=f"一年级{n}班", grade="一年级") for n in (1, 2)]
    place = make_place()
    for room in rooms:
        make_entry(book, director, raw={"room": str(room.pk), "where": str(place.pk)})
    client = signed_in(director)
    assert numbers(client, institution, f"?key={rooms[1].pk}") == {"2"}
    assert numbers(client, institution, f"?place={place.pk}") == {"1", "2"}


@pytest.mark.parametrize("query", ["", "?state=abnormal", "?q=红烧肉", "?key=午餐", "?after=x"])
def test_a_page_of_a_book_takes_six_queries_however_many_rows(book, director, institution, query):
    client = signed_in(director)

    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            shown(client, institution, query)
        return len(captured)

    amend(make_entry(book, director, raw={"grams": "90"}, measure="已补"), director, grams="80")
    count()
    few = count()
    for _n in range(12):
        amend(make_entry(book, director, raw={"grams": "90"}, measure="已补"), director, grams="80")
    assert count() == few <= 6


def test_the_count_is_of_all_pages(book, director, institution):
    for _n in range(53):
        make_entry(book, director)
    page = shown(signed_in(director), institution)
    assert "53 条" in page
    assert 'name="q"' in page


def test_excel_holds_what_stands_today_and_a_sheet_of_corrections(book, director, institution):
    entry = make_entry(book, director, raw={"grams": "150"})
    amend(entry, director, grams="160")
    gone = make_entry(book, director, raw={"dish": "青菜"})
    amending.strike_entry(actor=director, entry_id=gone.pk, reason="记重了", now=NOW)
    client = signed_in(director)
    rows, corrected = sheets(client, institution)
    by_number = {row[0]: dict(zip(rows[0], row, strict=True)) for row in rows[1:]}
    assert by_number["2026-0001"]["克数（克）"] == 160
    assert by_number["2026-0001"]["冰箱温度（℃）"] == 4
    assert by_number["2026-0002"]["状态"] == "已划去"
    told = [[*line[3:]] for line in corrected[1:]]
    assert told == [
        ["更正", "克数", "150 克", "160 克", "看错"],
        ["划去", "", "", "", "记重了"],
    ]
    filtered, _none = sheets(client, institution, "&state=struck")
    assert [row[0] for row in filtered[1:]] == ["2026-0002"]


def test_an_older_forms_fields_keep_their_columns_in_excel(book, director, institution):
    make_entry(book, director)
    newer = {
        **SAMPLE_FORM,
        "field": [f for f in SAMPLE_FORM["field"] if f["code"] != "temperature"],
    }
    books.publish_book_version(actor=director, book_id=book.pk, form=newer, now=NOW)
    rows, _corrected = sheets(signed_in(director), institution)
    assert dict(zip(rows[0], rows[1], strict=True))["冰箱温度（℃）"] == 4


def test_an_export_is_accepted_by_the_import_and_changes_nothing(book, director, institution):
    amend(make_entry(book, director), director, dish="番茄炒蛋")
    make_entry(book, director, raw={"dish": "=1+1", "temperature": ""})
    client = signed_in(director)
    answer = client.get(at(institution, "ledgers/b/sample/?export=xlsx"))
    content = b"".join(answer)

    def checked(into):
        kept = taking.keep_file(
            actor=director, book_id=into.pk, name="出.xlsx", content=content, now=NOW
        )
        return taking.check(actor=director, batch=kept, now=NOW)

    again = checked(book)
    assert (again.problems, again.added, again.same) == ([], 0, 2)
    elsewhere = checked(make_book(code="moved", per_what="meal", per_field="meal"))
    assert (elsewhere.problems, elsewhere.added) == ([], 2)


def found(client, institution, query) -> str:
    return client.get(at(institution, f"search/?q={query}")).content.decode()


def test_the_search_box_finds_books_and_entries_of_those_who_may_see_them(
    book, director, institution
):
    entry = make_entry(book, director, raw={"dish": "红烧肉"})
    amend(entry, director, dish="番茄炒蛋")
    secret = make_book(
        title="案件登记", reader_roles=["principal"], writer_roles=["director"], code="secret"
    )
    hidden = make_entry(secret, director, raw={"dish": "番茄汤"})
    client = signed_in(director)
    assert at(institution, "ledgers/b/sample/") in found(client, institution, "sply")
    for words in ("红烧肉", "番茄"):
        assert at(institution, f"ledgers/e/{entry.pk}/") in found(client, institution, words)
    assert at(institution, f"ledgers/e/{hidden.pk}/") in found(client, institution, "番茄")
    guard = signed_in(make_member(institution, "gatekeeper"))
    page = found(guard, institution, "番茄")
    assert at(institution, f"ledgers/e/{entry.pk}/") in page
    assert at(institution, f"ledgers/e/{hidden.pk}/") not in page
    assert "案件登记" not in found(guard, institution, "案件")
