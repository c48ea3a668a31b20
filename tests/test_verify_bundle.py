"""A bundle proves itself with nothing but the file; whoever touches it is named."""

from __future__ import annotations

import json
import re
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest

from houqin.chain.bundle import MANIFEST, NotABundle, check_bundle, digest_in
from houqin.chain.links import sha256_of
from houqin.cli.main import main
from houqin.core import clock
from houqin.files.testing import make_photo
from houqin.ledgers.bundles.bundle import make_bundle
from houqin.ledgers.paper.sheets import About
from houqin.ledgers.services import amending, retention
from houqin.ledgers.services.days import seal_day
from houqin.ledgers.testing import make_book, make_entry

BASE = "https://houqin.example/v/qinghe/"


def pack_up(path: Path, *books) -> Path:
    about = About("青禾小学", "王主任", clock.now())
    make_bundle(path, "台账包", books, about, base=BASE, tell=lambda _n, _what: None)
    return path


@pytest.fixture(autouse=True)
def media(settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def book(institution, director, principal):
    made = make_book(title="食品留样", code="sample", retention_months=6, backdate_days=None)
    for number in range(3):
        photo = make_photo(director, seed=number, name=f"{number}.jpg")
        make_entry(made, director, raw={"photos": [str(photo.pk)]}, now=clock.now())
    last = make_entry(made, director, raw={"dish": "#let x = $1$ \\ *a*"}, now=clock.now())
    amending.strike_entry(actor=director, entry_id=last.pk, reason="记错了", now=clock.now())
    seal_day(day=clock.today() - timedelta(days=1), now=clock.now())
    return made


@pytest.fixture
def bundle(book, tmp_path):
    return pack_up(tmp_path / "台账包.zip", book)


def rewritten(bundle: Path, change, *, manifest: bool) -> Path:
    """The bundle with ``change(name, content)`` applied (None drops a file); with ``manifest`` the
    list is made to fit, as somebody who knows the format would do."""
    target = bundle.with_name("改过.zip")
    with zipfile.ZipFile(bundle) as source, zipfile.ZipFile(target, "w") as out:
        listed = json.loads(source.read(MANIFEST))
        for name in source.namelist():
            content = change(name, source.read(name))
            if name == MANIFEST:
                continue
            if content is None:
                listed["files"].pop(name)
                continue
            out.writestr(name, content)
            if manifest:
                listed["files"][name] = sha256_of(content)
        out.writestr(MANIFEST, json.dumps(listed, ensure_ascii=False))
    return target


def names(bundle: Path) -> list[str]:
    with zipfile.ZipFile(bundle) as source:
        return source.namelist()


def test_a_bundle_holds_what_a_reader_needs_and_is_proved_whole(bundle, capsys, monkeypatch):
    held = names(bundle)
    folder = "001 食品留样"
    assert {f"{folder}/食品留样.xlsx", f"{folder}/食品留样.pdf", f"{folder}/链.jsonl"} <= set(held)
    assert sum("/照片/" in name for name in held) == 3
    assert {"索引.html", "说明.txt"} <= set(held)
    # No database and no settings are needed.
    monkeypatch.setattr("houqin.cli.verify.database", None)
    monkeypatch.setattr("houqin.cli.verify.setup_django", None)
    assert main(["verify", str(bundle)]) == 0
    said = capsys.readouterr().out
    assert "完整  食品留样  5 条" in said
    assert re.search(r"青禾小学，\d{4}-\d\d-\d\d \d\d:\d\d 导出", said)
    assert "清单摘要" in said
    assert "每日摘要" in said
    assert "全部完整" in said


def test_every_single_file_that_is_changed_is_named(bundle):
    for name in names(bundle):
        if name == MANIFEST:
            continue

        def change(other, content, name=name):
            return content[:-1] + b"?" if other == name else content

        found = check_bundle(rewritten(bundle, change, manifest=False))
        assert f"文件 {name} 被改动过" in found.all_problems


def test_every_single_file_that_is_taken_away_is_missed(bundle):
    for name in names(bundle):
        if name == MANIFEST:
            continue
        target = bundle.with_name("少.zip")
        with zipfile.ZipFile(bundle) as source, zipfile.ZipFile(target, "w") as out:
            for other in source.namelist():
                if other != name:
                    out.writestr(other, source.read(other))
        assert f"缺少文件 {name}" in check_bundle(target).all_problems


def changed_chain(change):
    """A change of the chain's lines, for ``rewritten``."""

    def apply(name, content):
        if not name.endswith("链.jsonl"):
            return content
        rows = [json.loads(line) for line in content.splitlines()]
        return b"".join(
            json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in change(rows)
        )

    return apply


def other_grams(rows):
    rows[1]["content"]["values"]["grams"] = 130
    return rows


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (other_grams, "第 2 条：内容被改动过"),
        (lambda rows: rows[:1] + rows[2:], "第 2 条：记录被取走"),
        (lambda rows: rows[:-1], "第 5 条：记录被取走"),
        (lambda rows: [rows[0], rows[2], rows[1], *rows[3:]], "换过位置"),
        (lambda rows: [*rows, {**rows[-1], "sequence": 6}], "第 6 条：记录是后来塞进来的"),
        (
            lambda rows: [{**rows[0], "content": None}, *rows[1:]],
            "第 1 条：内容没有了，却没有相符的销毁记录",
        ),
    ],
)
def test_a_row_that_is_changed_is_named_even_when_the_list_is_made_to_fit(bundle, change, said):
    found = check_bundle(rewritten(bundle, changed_chain(change), manifest=True))
    assert any(said in problem for problem in found.all_problems), found.all_problems


def test_a_photo_exchanged_with_a_fitting_list_is_named(bundle):
    photo = next(name for name in names(bundle) if "/照片/" in name)
    found = check_bundle(
        rewritten(bundle, lambda n, c: b"other" if n == photo else c, manifest=True)
    )
    assert found.all_problems == [f"照片或文件 {photo} 被换过"]
    gone = check_bundle(rewritten(bundle, lambda n, c: None if n == photo else c, manifest=True))
    assert "第 1 条的照片或文件不在包里" in gone.all_problems[0]
    assert len(digest_in(photo)) == 64


def test_an_added_file_and_a_second_one_of_the_same_name_are_named(bundle):
    with zipfile.ZipFile(bundle, "a") as out:
        out.writestr("补充.txt", "x")
    found = check_bundle(bundle)
    assert found.all_problems == ["多出文件 补充.txt，不在清单里"]


def test_a_form_that_is_changed_is_named(bundle):
    def change(name, content):
        return content.replace("克数".encode(), "千克".encode()) if "表格" in name else content

    found = check_bundle(rewritten(bundle, change, manifest=True))
    assert any("表格.json" in problem for problem in found.all_problems)


def test_a_chain_recomputed_as_a_whole_fails_against_the_day_digests(bundle):
    def change(rows):
        from houqin.chain import Head, canonical, link

        rows[0]["content"]["values"]["grams"] = 999
        head = Head()
        for row in rows:
            made = link(head, canonical(row["content"]))
            row["previous"], row["digest"] = made.previous, made.digest
            head = Head(made.sequence, made.digest)
        change.head = head.digest
        return rows

    target = rewritten(bundle, changed_chain(change), manifest=True)
    final = target.with_name("全改.zip")
    with zipfile.ZipFile(target) as source, zipfile.ZipFile(final, "w") as out:
        for name in source.namelist():
            content = source.read(name)
            if name == MANIFEST:
                listed = json.loads(content)
                listed["books"][0]["head"] = change.head
                content = json.dumps(listed, ensure_ascii=False).encode()
            out.writestr(name, content)
    assert any("重写" in problem for problem in check_bundle(final).all_problems)


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04 broken"])
def test_what_is_no_bundle_is_said_so(content, tmp_path, capsys):
    path = tmp_path / "x.zip"
    path.write_bytes(content)
    with pytest.raises(NotABundle):
        check_bundle(path)
    assert main(["verify", str(path)]) == 2
    assert main(["verify", str(tmp_path / "none.zip")]) == 2
    assert "没有这个文件" in capsys.readouterr().err


def test_a_purged_book_is_proved_and_the_count_is_told(
    institution, director, principal, tmp_path, capsys
):
    book = make_book(code="old", retention_months=6, backdate_days=None)
    for age in (9, 8):
        at = retention.months_before(clock.now(), age)
        make_entry(book, director, now=at)
    make_entry(book, director, now=clock.now())
    asked = retention.propose(actor=director, book_id=book.pk, reason="到期", now=clock.now())
    retention.confirm(actor=principal, proposal_id=asked.pk, now=clock.now())
    assert main(["verify", str(pack_up(tmp_path / "b.zip", book))]) == 0
    assert "已按保存期限销毁 2 条" in capsys.readouterr().out
