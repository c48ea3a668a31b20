"""From the words of a plan to the record book they mean: names first, then telling phrases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from houqin.core.roles import Kind
from houqin.packs.books import LAW, NAMES, book_for, books_of
from houqin.packs.bookspec import BookSpec
from houqin.packs.loading import load, load_law_ledgers
from houqin.packs.reading import PackError, read_table


@dataclass(frozen=True, slots=True)
class Named:
    """A book's code, and the words that led to it."""

    code: str
    words: str


def book_named(kind: Kind | str, name: str) -> str:
    """The code of the book that the pack keeps under this name, or "" where there is none."""
    return _codes(Kind(kind)).get(name.strip(), "")


def book_in_words(kind: Kind | str, text: str, among: Iterable[str]) -> Named | None:
    """The book whose telling phrase stands in ``text``, the longest phrase first."""
    known = frozenset(among)
    for phrase, code in _phrases(Kind(kind)):
        if code in known and phrase in text:
            return Named(code, phrase)
    return None


@cache
def words_of(kind: Kind | str) -> Mapping[str, tuple[str, ...]]:
    """The telling phrases of each book, by its code."""
    found: dict[str, list[str]] = {}
    for phrase, code in _phrases(Kind(kind)):
        found.setdefault(code, []).append(phrase)
    return {code: tuple(phrases) for code, phrases in found.items()}


@cache
def _codes(kind: Kind) -> Mapping[str, str]:
    """Every name of a book here: its title, what packs call the ledger, what plans call it."""
    found: dict[str, str] = {}
    mine = {book.code for book in books_of(kind)}
    table = read_table(LAW, f"books/{NAMES}").table("names")
    for name in table.names():
        code = next((one for one in table.texts(name) if one in mine), "")
        if code:
            found[name] = code
    # Whoever is nearer to this kind of institution has the last word.
    for ledger in (*load_law_ledgers(), *load(kind).ledgers):
        code = _code_of(kind, ledger.code)
        if code:
            found[ledger.name] = code
    return found | {book.title: book.code for book in books_of(kind)}


@cache
def _phrases(kind: Kind) -> tuple[tuple[str, str], ...]:
    found = {
        phrase: code
        for ledger in (*load_law_ledgers(), *load(kind).ledgers)
        if (code := _code_of(kind, ledger.code))
        for phrase in ledger.words
    }
    return tuple(sorted(found.items(), key=lambda pair: (-len(pair[0]), pair[0])))


def _code_of(kind: Kind, ledger: str) -> str:
    """What stands in later.toml, and what another kind keeps, has no book here."""
    try:
        book = book_for(kind, ledger)
    except PackError:
        return ""
    return book.code if isinstance(book, BookSpec) else ""
