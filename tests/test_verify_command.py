"""``houqin verify`` as people run it, in this process against the test's database."""

from __future__ import annotations

from contextlib import nullcontext

import pytest
from django.db import connection

from houqin.cli import verify
from houqin.cli.main import main
from houqin.core.postgres.roles import APP_ROLE
from houqin.files import storage
from houqin.files.testing import make_photo
from houqin.ledgers.testing import make_book, make_entry


@pytest.fixture
def book(institution, director, monkeypatch):
    monkeypatch.setattr(verify, "database", nullcontext)
    monkeypatch.setattr(verify, "setup_django", lambda: None)
    made = make_book(title="食品留样", code="sample")
    for _n in range(3):
        make_entry(made, director)
    return made


def tamper() -> None:
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute("UPDATE ledgers_entry SET late_reason = '', number = 'x' WHERE sequence = 2")
        cursor.execute(f"SET ROLE {APP_ROLE}")


@pytest.mark.parametrize("arguments", [["sample"], ["--all"]])
def test_whole_books_are_told_and_the_exit_code_is_0(arguments, book, capsys):
    assert main(["verify", *arguments]) == 0
    said = capsys.readouterr().out
    assert "完整  食品留样  3 条" in said
    assert "全部完整" in said


def test_a_changed_row_is_named_and_the_exit_code_is_1(book, capsys):
    tamper()
    assert main(["verify", "--all"]) == 1
    said = capsys.readouterr()
    assert "第 2 条：内容被改动过（编号 x）" in said.out
    assert "有 1 处不符" in said.err


def test_the_owner_of_the_database_sees_the_same(book, capsys):
    tamper()
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
    assert main(["verify", "sample"]) == 1
    assert "第 2 条" in capsys.readouterr().out


def test_a_book_nobody_has_is_said_so(book, capsys):
    assert main(["verify", "nothing"]) == 2
    assert main(["verify"]) == 2
    assert "没有代码为 nothing 的台账" in capsys.readouterr().err


def test_a_photo_exchanged_or_taken_away_is_named(book, director, capsys, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    photos = [make_photo(director, seed=n, name=f"{n}.jpg") for n in range(3)]
    for photo in photos:
        make_entry(book, director, raw={"photos": [str(photo.pk)]})
    assert main(["verify", "sample", "--photos"]) == 0
    storage.absolute(photos[0].path).write_bytes(b"another picture")
    storage.absolute(photos[1].path).unlink()
    assert main(["verify", "sample"]) == 0
    capsys.readouterr()
    assert main(["verify", "sample", "--photos"]) == 1
    said = capsys.readouterr().out
    assert "编号 2026-0004 的“0.jpg”：文件被换过" in said
    assert "编号 2026-0005 的“1.jpg”：文件不见了" in said
    assert "2.jpg" not in said
