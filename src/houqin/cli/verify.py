"""``houqin verify``: prove that no record book was altered, and name the rows that were."""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

from houqin.cli.chinese import fail, say
from houqin.cli.database import database, setup_django


@dataclass(slots=True)
class _Total:
    books: int = 0
    links: int = 0
    bad: int = 0


def run(chosen: argparse.Namespace) -> int:
    """0 when everything is whole, 1 when something is not, 2 when there is nothing to check."""
    if not chosen.book and not chosen.all:
        return fail("请写上台账的代码，或用 --all 查验全部台账。", 2)
    if chosen.book and chosen.book.lower().endswith(".zip"):
        from houqin.cli.verify_bundle import check

        return check(Path(chosen.book))
    with database():
        setup_django()
        return _with_database(chosen)


def _with_database(chosen: argparse.Namespace) -> int:
    from houqin.core.tenancy import every_institution, institution_scope
    from houqin.org.models import Institution

    with every_institution():
        rows = Institution.objects.order_by("pk")
        institutions = list(rows.filter(code=chosen.within) if chosen.within else rows)
    if not institutions:
        return fail(f"没有代码为 {chosen.within} 的单位，请核对网址里 /i/ 后面的部分。", 2)
    begun, total = perf_counter(), _Total()
    for institution in institutions:
        with institution_scope(institution.pk):
            _institution(institution, chosen.book or "", total, photos=chosen.photos)
    if not total.books and chosen.book:
        return fail(f"没有代码为 {chosen.book} 的台账。", 2)
    seconds = max(perf_counter() - begun, 0.001)
    rate = total.links / seconds
    say(
        f"共查验 {total.books} 本、{total.links:,} 条，用时 {seconds:.1f} 秒，每秒 {rate:,.0f} 条。"
    )
    if total.bad:
        return fail(
            f"有 {total.bad} 处不符，上面写明了是哪一本、哪一条。"
            "请保留现场，并与留存的每日摘要核对。"
        )
    say("全部完整，没有改动。")
    return 0


def _institution(institution: Any, code: str, total: _Total, *, photos: bool) -> None:
    """Check the institution in scope; empty books are counted, not listed one by one."""
    from houqin.ledgers.services.days import broken_days
    from houqin.ledgers.services.proving import verify_all

    said, empty, before = False, 0, total.books
    for found in verify_all(code=code, tell=_progress()):
        if not said:
            say(f"{institution.name}：")
            said = True
        total.books += 1
        total.links += found.verdict.checked
        if found.is_whole and not found.verdict.checked and not code:
            empty += 1
        else:
            total.bad += _tell(found, photos=photos)
    if empty:
        say(f"{_clear()}  完整  还没有记录的台账 {empty} 本")
    if total.books > before:
        for day in broken_days():
            total.bad += 1
            say(f"{_clear()}    {day} 的每日摘要：内容被改动过")


def _tell(found: Any, *, photos: bool) -> int:
    """Say what was found of a book; how many faults."""
    from houqin.ledgers.services.proving_files import verify_files

    word = "完整" if found.is_whole else "不符"
    say(f"{_clear()}  {word}  {found.book.title}  {found.verdict.checked:,} 条")
    sentences = found.sentences
    if photos:
        sentences += [str(file) for file in verify_files(found.book)]
    for sentence in [*sentences, found.note]:
        if sentence:
            say(f"    {sentence}")
    return len(sentences)


def _clear() -> str:
    return "\r\x1b[K" if sys.stdout.isatty() else ""


def _progress() -> Any:
    """A line that is written over at a terminal; in a file only the results stand."""
    if not sys.stdout.isatty():
        return None

    def tell(book: Any, done: int, total: int) -> None:
        share = f"{100 * done // total}%" if total else ""
        sys.stdout.write(f"\r\x1b[K  查验  {book.title}  {done:,}/{total:,} {share}")
        sys.stdout.flush()

    return tell
