"""Which book an item's words mean, and conditions on its entries as people write them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from houqin.core.roles import Kind
from houqin.forms import Field, FieldType, Form
from houqin.ledgers.models import Book
from houqin.ledgers.services.reading import form_of
from houqin.packs.naming import book_in_words, book_named

_CONDITION = re.compile(
    r"^(?P<label>.+?)(?P<how>是|为|=|不低于|不少于|>=|不超过|不高于|<=)(?P<value>.+)$"
)
_HOW = {
    "是": "is", "为": "is", "=": "is", "不低于": "min", "不少于": "min", ">=": "min",
    "不超过": "max", "不高于": "max", "<=": "max",
}  # fmt: skip
_SAID = {"is": "是", "min": "不低于", "max": "不超过"}
_LISTS = frozenset({FieldType.CHOICE, FieldType.CHOICES})
_EVERY = {
    Book.PerWhat.CLASS: re.compile("各班|每班|每个班|各个班级|全校各"),
    Book.PerWhat.MEAL: re.compile("每餐|三餐|餐餐|各餐"),
    Book.PerWhat.ROOM: re.compile("各室|每间|每个房间|逐室|各个?场所"),
}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A book for an item, whether each of its keys is wanted, and why it is this one."""

    book: Book
    reason: str
    each: bool = False


def open_books() -> list[Book]:
    """The books that entries can be made in, in the order of their list."""
    rows = Book.objects.filter(is_active=True, current__isnull=False)
    return list(rows.select_related("current"))


def suggestion(
    kind: Kind | str, *, text: str, ledger: str, books: Sequence[Book]
) -> Suggestion | None:
    """The book that the item's ledger or its own words name; None rather than a wild guess."""
    by_code = {book.code: book for book in books}
    named = by_code.get(book_named(kind, ledger)) if ledger else None
    own = next((book for book in books if book.title == ledger), None)
    if own is not None or named is not None:
        book = own or named
        assert book is not None  # noqa: S101 - one of them is there
        same = book.title == ledger
        reason = f"记在《{book.title}》。" if same else f"“{ledger}”记在《{book.title}》。"
        return Suggestion(book, reason, _wants_each(book, text))
    found = book_in_words(kind, text, by_code)
    if found is None:
        return None
    book = by_code[found.code]
    return Suggestion(
        book, f"文中写有“{found.words}”，记在《{book.title}》。", _wants_each(book, text)
    )


def _wants_each(book: Book, text: str) -> bool:
    words = _EVERY.get(Book.PerWhat(book.per_what)) if book.per_field else None
    return bool(words and words.search(text))


class ConditionError(ValueError):
    """A condition that cannot be read; the message says which and what to write."""


def conditions_from(text: str, book: Book) -> list[list[str]]:
    """``类别是地震避险、防汛；温度不超过8`` as the item keeps it."""
    if book.current is None:
        return []
    form = form_of(book.current)
    parts = [part.strip(" 。") for part in re.split(r"[；;\n]", text)]
    return [_condition(part, form) for part in parts if part]


def _condition(part: str, form: Form) -> list[str]:
    match = _CONDITION.match(part)
    field = _field(form, match["label"].strip()) if match else None
    if match is None or field is None:
        labels = "、".join(field.label for field in form.fields if field.type in _LISTS) or "无"
        raise ConditionError(
            f"没看懂“{part[:30]}”。请写：栏目名称＋是＋内容，例如“类别是检查”；可用的栏目：{labels}。"
        )
    how, value = _HOW[match["how"]], match["value"].strip()
    if how != "is":
        if not re.fullmatch(r"-?\d+(\.\d+)?", value):
            raise ConditionError(f"“{field.label}”后面要写数字，例如“{field.label}不超过8”。")
        return [field.code, how, value]
    chosen = [one.strip() for one in re.split(r"[、|或]", value) if one.strip()]
    return [field.code, how, "|".join(_value(field, one) for one in chosen)]


def _field(form: Form, label: str) -> Field | None:
    return next((field for field in form.fields if label in (field.label, field.code)), None)


def _value(field: Field, said: str) -> str:
    if field.type not in _LISTS:
        return said
    for option in field.options:
        if said in (option.label, option.value):
            return option.value
    offered = "、".join(option.label for option in field.options)
    raise ConditionError(f"“{field.label}”里没有“{said}”，可选：{offered}。")


def conditions_said(only: Iterable[Sequence[str]], book: Book | None) -> str:
    """The other way round: what the editor shows and people read."""
    form = form_of(book.current) if book is not None and book.current is not None else None
    said = []
    for code, how, value in only:
        field = form.by_code.get(code) if form else None
        labels = {option.value: option.label for option in field.options} if field else {}
        values = "、".join(labels.get(one, one) for one in value.split("|"))
        said.append(f"{field.label if field else code}{_SAID.get(how, how)}{values}")
    return "；".join(said)
