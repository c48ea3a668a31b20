"""``houqin verify``: prove that no record book was altered, and name the rows that were."""

from __future__ import annotations

import argparse
import sys
from time import perf_counter
from typing import Any

from houqin.cli.chinese import fail, say
from houqin.cli.database import database, setup_django


def run(chosen: argparse.Namespace) -> int:
    """0 when everything is whole, 1 when something is not, 2 when there is nothing to check."""
    if not chosen.book and not chosen.all:
        return fail("请写上台账的代码，或用 --all 查验全部台账。", 2)
    with database():
        setup_django()
        from houqin.core.tenancy import every_institution, institution_scope
        from houqin.org.models import Institution

        with every_institution():
            rows = Institution.objects.order_by("pk")
            institutions = list(rows.filter(code=chosen.within) if chosen.within else rows)
        if not institutions:
            return fail(f"没有代码为 {chosen.within} 的单位，请核对网址里 /i/ 后面的部分。", 2)
        begun, books, links, bad = perf_counter(), 0, 0, 0
        for institution in institutions:
            with institution_scope(institution.pk):
                found = _institution(institution, chosen.book, photos=chosen.photos)
            books, links, bad = books + found[0], links + found[1], bad + found[2]
    if not books and chosen.book:
        return fail(f"没有代码为 {chosen.book} 的台账。", 2)
    seconds = perf_counter() - begun
    say(f"共查验 {books} 本、{links:,} 条，用时 {seconds:.1f} 秒。")
    if bad:
        return fail(
            f"有 {bad} 处不符，上面写明了是哪一本、哪一条。请保留现场，并与留存的每日摘要核对。"
        )
    say("全部完整，没有改动。")
    return 0


def _institution(institution: Any, code: str | None, *, photos: bool) -> tuple[int, int, int]:
    """Check the institution in scope: books, links and faults found."""
    from houqin.ledgers.models import Book
    from houqin.ledgers.services.days import broken_days, kept_heads
    from houqin.ledgers.services.proving import verify_book
    from houqin.ledgers.services.proving_files import verify_files

    rows = Book.objects.order_by("pk")
    books = list(rows.filter(code=code) if code else rows)
    if not books:
        return 0, 0, 0
    say(f"{institution.name}：{len(books)} 本台账")
    links, bad, kept = 0, 0, kept_heads()
    for book in books:
        found = verify_book(book, tell=_progress(book.title), anchors=kept.get(book.pk, {}))
        links += found.verdict.checked
        bad += len(found.sentences)
        _line("完整" if found.is_whole else "不符", book.title, found.verdict.checked)
        for sentence in found.sentences:
            say(f"    {sentence}")
        for file in verify_files(book) if photos else ():
            bad += 1
            say(f"    {file}")
    for day in broken_days():
        bad += 1
        say(f"    {day} 的每日摘要：内容被改动过")
    return len(books), links, bad


def _line(word: str, title: str, count: int) -> None:
    say(f"{_clear()}  {word}  {title}  {count:,} 条")


def _clear() -> str:
    return "\r\x1b[K" if sys.stdout.isatty() else ""


def _progress(title: str) -> Any:
    """A line that is written over at a terminal; in a file only the results stand."""
    if not sys.stdout.isatty():
        return None

    def tell(done: int, total: int) -> None:
        share = f"{100 * done // total}%" if total else ""
        sys.stdout.write(f"\r\x1b[K  查验  {title}  {done:,}/{total:,} {share}")
        sys.stdout.flush()

    return tell
