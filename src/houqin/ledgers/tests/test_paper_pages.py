"""Pages of printing, ordered files, folders for inspections, retention."""

from __future__ import annotations

import zipfile
from datetime import timedelta
from io import BytesIO

import pytest

from houqin.chain.bundle import check_bundle
from houqin.core import clock
from houqin.files.testing import make_photo
from houqin.journal.models import JournalEntry
from houqin.ledgers.bundles import making, matching
from houqin.ledgers.models import Entry, PaperOrder, Purge
from houqin.ledgers.paper import printing
from houqin.ledgers.services import orders, retention
from houqin.ledgers.testing import make_book, make_entry
from houqin.org.testing import at, make_member, signed_in

DOCUMENTS = ("ledgers/b/sample/paper/", "ledgers/b/sample/paper/print/")


@pytest.fixture
def book(institution, director):
    made = make_book(title="食品留样台账", code="sample", retention_months=6, backdate_days=None)
    photo = make_photo(director, seed=5)
    make_entry(made, director, now=clock.now(), raw={"photos": [str(photo.pk)]})
    make_entry(made, director, now=clock.now(), raw={"dish": "青菜"})
    return made


def page(member, path):
    return signed_in(member).get(at(member.institution, path))


def make(order):
    return orders.make(order.pk, making.write, read_clock=clock.now)


def place(director, kind, **asked):
    return orders.place(
        actor=director, kind=kind, title="材料", asked=asked, site="https://houqin.example",
        now=clock.now(),
    )  # fmt: skip


def taken(member, order):
    answer = page(member, f"ledgers/papers/{order.pk}/file/")
    assert answer.status_code == 200
    return BytesIO(b"".join(answer.streaming_content))


@pytest.mark.parametrize("path", DOCUMENTS)
def test_each_page_asks_few_queries_however_long_the_book(
    path, book, director, django_assert_max_num_queries
):
    for _n in range(8):
        make_entry(book, director, now=clock.now())
    client = signed_in(director)
    client.get(at(director.institution, path))
    with django_assert_max_num_queries(22):
        assert client.get(at(director.institution, path)).status_code == 200


def test_a_book_is_printed_as_pdf_and_on_a_page_and_both_are_journaled(book, director):
    answer = page(director, "ledgers/b/sample/paper/pdf/?photos=on")
    assert answer.content.startswith(b"%PDF")
    said = page(director, "ledgers/b/sample/paper/print/").content.decode()
    assert "青菜" in said
    assert "<svg" in said
    assert JournalEntry.objects.filter(action="ledgers.printed").count() == 2
    wrong = page(director, "ledgers/b/sample/paper/pdf/?first=2026-11-02&last=2026-11-01")
    assert wrong.status_code == 422


def test_a_period_prints_its_own_rows_only(book, director):
    said = page(director, "ledgers/b/sample/paper/print/?last=2020-01-01").content.decode()
    assert "这段时间没有记录" in said


def test_a_long_period_is_made_in_the_background_by_volumes(book, director, monkeypatch):
    monkeypatch.setattr(printing, "AT_ONCE", 1)
    monkeypatch.setattr(printing, "A_VOLUME", 1)
    answer = page(director, "ledgers/b/sample/paper/pdf/")
    assert answer.status_code == 422
    assert "在后台做" in answer.content.decode()
    client = signed_in(director)
    client.post(at(director.institution, "ledgers/b/sample/paper/pdf/order/"), {"photos": "on"})
    order = PaperOrder.objects.get()
    assert "排队中" in page(director, f"ledgers/papers/{order.pk}/").content.decode()
    make(order)
    with zipfile.ZipFile(taken(director, order)) as held:
        names = held.namelist()
    assert [n for n in names if n.endswith(".pdf")] == [
        "食品留样台账/食品留样台账-第1册.pdf", "食品留样台账/食品留样台账-第2册.pdf"
    ]  # fmt: skip
    assert any("/照片/" in n for n in names)


def test_a_bundle_ordered_on_the_page_proves_itself(book, director, tmp_path):
    client = signed_in(director)
    answer = client.post(
        at(director.institution, "ledgers/papers/bundle/"), {"books": [str(book.pk)]}
    )
    order = PaperOrder.objects.get()
    assert answer.url.endswith(f"/papers/{order.pk}/")
    make(order)
    path = tmp_path / "b.zip"
    path.write_bytes(taken(director, order).getvalue())
    assert check_bundle(path).all_problems == []
    assert JournalEntry.objects.filter(action="ledgers.order_taken").count() == 1


def test_everything_can_be_taken_away_in_the_same_form(book, director, tmp_path):
    make_book(title="另一本", code="other")
    signed_in(director).post(at(director.institution, "ledgers/papers/leaving/"))
    order = PaperOrder.objects.get()
    make(order)
    path = tmp_path / "all.zip"
    path.write_bytes(taken(director, order).getvalue())
    found = check_bundle(path)
    assert found.all_problems == []
    assert {one.title for one in found.books} == {"食品留样台账", "另一本"}


def test_a_pasted_list_is_matched_line_by_line_and_can_be_changed(book, director):
    other = make_book(title="消防器材检查台账", code="fire", domain="safety")
    client, url = signed_in(director), at(director.institution, "ledgers/papers/pack/")
    sent = {
        "title": "食品安全检查",
        "checklist": "1. 食品留样是否规范\n2、消防器材是否完好\n3. 校服采购",
        "first": "", "last": "", "photos": "on",
    }  # fmt: skip
    said = client.post(url, sent).content.decode()
    assert "核对检查清单" in said
    assert "食品留样台账" in said
    assert "没有对上的台账" in said
    chosen = {"line0-books": [str(book.pk)], "line2-more": str(other.pk)}
    answer = client.post(url, {**sent, "matched": "1", **chosen})
    assert answer.status_code == 302
    order = PaperOrder.objects.get()
    assert [one["books"] for one in order.asked["lines"]] == [[book.pk], [], [other.pk]]
    make(order)
    with zipfile.ZipFile(taken(director, order)) as held:
        names = held.namelist()
        index = held.read("索引.html").decode()
    assert {"索引.html", "索引.pdf", "01 食品留样台账/食品留样台账.pdf"} <= set(names)
    assert any(name.startswith("01 食品留样台账/照片/") for name in names)
    assert "消防器材是否完好" in index
    assert "暂无对应材料" in index


def test_another_page_may_begin_a_pack_with_a_list_too_long_for_an_address(book, director):
    long = "\n".join(f"{n}. 食品留样是否规范，第 {n} 条要求" for n in range(1, 400))
    asked = {"begin": "1", "title": "春季检查", "last": "2026-03-01", "checklist": long}
    answer = signed_in(director).post(at(director.institution, "ledgers/papers/pack/"), asked)
    form = answer.context["form"]
    assert (answer.status_code, form.is_bound, PaperOrder.objects.count()) == (200, False, 0)
    assert form.initial["checklist"] == long
    assert form.initial["title"] == "春季检查"


def test_topics_alone_make_a_pack_too(book, director):
    sent = {"title": "食堂材料", "domains": ["canteen"], "checklist": ""}
    signed_in(director).post(at(director.institution, "ledgers/papers/pack/"), sent)
    order = make(PaperOrder.objects.get())
    assert order.state == "done"
    nothing = signed_in(director).post(
        at(director.institution, "ledgers/papers/pack/"), {"title": "空"}
    )
    assert nothing.status_code == 422


@pytest.mark.parametrize(
    ("line", "titles"),
    [
        ("食堂是否按规定落实食品留样制度", {"食品留样台账"}),
        ("（三）晨检、午检记录完整", {"晨午检登记"}),
        ("灭火器、消火栓每月检查", {"消防器材检查台账"}),
        ("食堂：留样、炊事员晨检、会议", {"食品留样台账", "从业人员健康检查台账", "会议记录"}),
        ("飞船检查", set()),
    ],
)  # fmt: skip
def test_each_thing_a_line_asks_for_ticks_its_book(line, titles):
    books = [
        matching.Named(1, "食品留样台账"), matching.Named(2, "晨午检登记", "晨检，午检，体温"),
        matching.Named(3, "消防器材检查台账", "灭火器，消火栓"), matching.Named(4, "会议记录"),
        matching.Named(5, "从业人员健康检查台账", words=("炊事员晨检",)),
        matching.Named(6, "防火检查记录"),
    ]  # fmt: skip
    (said,) = matching.lines_of(line)
    ticked = matching.suggest(said, books).ticked
    assert {one.title for one in books if one.key in ticked} == titles


def test_what_was_ordered_is_seen_by_who_may_and_goes_after_its_days(
    book, director, technician, stranger
):
    order = place(director, "pack", books=[book.pk])
    make(order)
    file = orders.file_of(PaperOrder.objects.get())
    assert file.exists()
    for who in (technician, stranger):
        assert page(who, f"ledgers/papers/{order.pk}/file/").status_code == 404
        assert page(who, f"ledgers/papers/{order.pk}/").status_code == 404
    assert page(technician, "ledgers/papers/pack/").status_code == 403
    assert orders.drop_expired(clock.now()) == 0
    assert orders.drop_expired(clock.now() + timedelta(days=8)) == 1
    assert not file.exists()
    assert page(director, f"ledgers/papers/{order.pk}/file/").status_code == 404


def test_a_failure_is_told_and_can_be_tried_again(book, director, monkeypatch, caplog):
    order = place(director, "bundle", books=[book.pk])

    def broken(_row, path, _tell):
        path.write_bytes(b"half")
        raise OSError("disk")

    orders.make(order.pk, broken, read_clock=clock.now)
    assert "没有做成" in page(director, f"ledgers/papers/{order.pk}/").content.decode()
    signed_in(director).post(at(director.institution, f"ledgers/papers/{order.pk}/again/"))
    assert make(order).state == "done"
    assert make(order) is None  # a second worker finds nothing to do
    folder = orders.file_of(PaperOrder.objects.get()).parent
    assert [one.suffix for one in folder.iterdir()] == [".zip"]


def test_somebody_who_lost_the_right_gets_nothing(book, director, institution):
    order = place(director, "bundle", books=[book.pk])
    director.staff.holdings.all().delete()
    assert make(order).state == "failed"


def test_two_people_purge_on_the_pages(book, director, principal):
    make_entry(book, director, now=retention.months_before(clock.now(), 8))
    said = page(director, "ledgers/retention/").content.decode()
    assert "食品留样台账" in said
    client, institution = signed_in(director), director.institution
    client.post(at(institution, "ledgers/b/sample/purge/"), {"reason": "到期"})
    said = page(principal, "ledgers/retention/").content.decode()
    assert "确认销毁" in said
    assert "确认销毁" not in page(director, "ledgers/retention/").content.decode()
    proposal = principal.institution and said.split("/confirm/")[0].rsplit("/", 1)[-1]
    own = client.post(at(institution, f"ledgers/retention/{proposal}/confirm/"))
    assert own.status_code == 422
    answer = signed_in(principal).post(at(institution, f"ledgers/retention/{proposal}/confirm/"))
    assert answer.status_code == 302
    assert Purge.objects.get().entries == 1
    assert Entry.objects.filter(book=book).count() == 2
    assert "已按保存期限销毁 1 条" in page(director, "ledgers/proof/sample/").content.decode()
    assert JournalEntry.objects.filter(action="ledgers.purged").exists()


def test_a_clerk_may_not_purge_nor_leave(book, institution):
    clerk = make_member(institution, "clerk")
    assert page(clerk, "ledgers/retention/").status_code == 403
    assert page(clerk, "ledgers/papers/leaving/").status_code == 403
    assert page(clerk, "ledgers/papers/").status_code == 200
