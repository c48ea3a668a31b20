"""Reads the record books of the packs: law first, then what a kind of institution adds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from houqin.core.domains import DOMAINS
from houqin.core.roles import Kind, Role
from houqin.forms import FormError, form_from, form_to_dict
from houqin.packs.bookspec import (
    BookSpec,
    DutyRecord,
    KeptBy,
    Later,
    PerWhat,
    Retention,
    Since,
    Unit,
)
from houqin.packs.model import Condition
from houqin.packs.reading import PackError, Table, files_below, read_table

LAW = "law"
_FOLDER = "books"
# Not books: fields that many books share, and what has no book.
_COMMON, _LATER, _DUTIES = "common.toml", "later.toml", "duties.toml"
NAMES = "names.toml"
_NUMBERING = "{year}-{n:4}"
_MOMENTS = ("at", "day")


def books_of(kind: Kind | str) -> tuple[BookSpec, ...]:
    """Every book that an institution of this kind can keep, in the order of domain and title."""
    return _books_of(Kind(kind))


def books_for(kind: Kind | str, facilities: frozenset[Condition]) -> tuple[BookSpec, ...]:
    """Those of them that one with these facilities keeps."""
    return tuple(book for book in books_of(kind) if book.applies_to(facilities))


def book_for(kind: Kind | str, ledger: str) -> BookSpec | Later:
    """Where the ledger of a plan or a duty is kept; PackError for a name nobody knows."""
    found = _by_name(Kind(kind)).get(ledger)
    if found is None:
        raise PackError(f"没有台账 {ledger}：请在资源包的 books 里写上，或写进 later.toml。")
    return found


@cache
def later_of(kind: Kind | str) -> tuple[Later, ...]:
    rows = read_table(LAW, f"{_FOLDER}/{_LATER}").rows("later")
    return tuple(one for one in map(_later, rows) if Kind(kind) in one.kinds)


@cache
def duty_records() -> tuple[DutyRecord, ...]:
    """For every statutory duty where its record is kept."""
    return tuple(map(_duty, read_table(LAW, f"{_FOLDER}/{_DUTIES}").rows("duty")))


@cache
def _books_of(kind: Kind) -> tuple[BookSpec, ...]:
    common = _common_fields()
    found: dict[str, dict[str, Any]] = {}
    where: dict[str, str] = {}
    for folder in (LAW, kind):
        for row in _rows(folder):
            declared = _declared(row, common)
            if kind not in declared["kinds"]:
                continue
            base = declared.pop("extends", "")
            if base:
                declared = _extended(row, found, base, declared)
            elif declared["code"] in found:
                raise row.error(f"台账代码 {declared['code']} 重复")
            found[declared["code"]] = declared
            where[declared["code"]] = row.where
    books = tuple(_book(where[code], declared) for code, declared in found.items())
    _no_double_names(kind, books)
    return tuple(sorted(books, key=lambda book: (list(DOMAINS).index(book.domain), book.title)))


@cache
def _by_name(kind: Kind) -> Mapping[str, BookSpec | Later]:
    books = books_of(kind)
    return {
        **{one.code: one for one in later_of(kind)},
        **{name: book for book in books for name in (book.code, *book.also)},
    }


def _no_double_names(kind: Kind, books: Iterable[BookSpec]) -> None:
    """A ledger has one place: a book, another book's second name, or later."""
    seen: dict[str, str] = {one.code: "later.toml" for one in later_of(kind)}
    titles: dict[str, str] = {}
    for book in books:
        for name in (book.code, *book.also):
            if name in seen:
                raise PackError(f"台账 {name} 写了两处：{seen[name]} 和 {book.code}，请留一处。")
            seen[name] = book.code
        if book.title in titles:
            raise PackError(f"台账名称 {book.title} 重复：{titles[book.title]} 和 {book.code}。")
        titles[book.title] = book.code


def _rows(folder: str) -> Iterable[Table]:
    """Each book of a layer, with the settings its file gives to all."""
    for name in files_below(folder, _FOLDER):
        if name.rpartition("/")[2] in {_COMMON, _LATER, _DUTIES, NAMES}:
            continue
        table = read_table(folder, name)
        shared = table.raw("default", {})
        if not isinstance(shared, dict):
            raise table.error("“default”应为一个表")
        kinds = {"kinds": [str(folder)]} if folder != LAW else {"kinds": [str(k) for k in Kind]}
        for row in table.rows("book"):
            is_extension = "extends" in row.names()
            yield row.over({} if is_extension else shared, kinds)
        table.finish()


def _common_fields() -> Mapping[str, dict[str, Any]]:
    table = read_table(LAW, f"{_FOLDER}/{_COMMON}")
    return {name: dict(table.raw(name)) for name in table.names()}


# What a book may say: how each key is read.
_READERS: dict[str, Any] = {
    "title": lambda row: row.text("title"),
    "domain": lambda row: row.text("domain"),
    "purpose": lambda row: row.text("purpose"),
    "needs": lambda row: frozenset(row.choices("needs", Condition)),
    "writers": lambda row: row.choices("writers", Role),
    "signers": lambda row: row.choices("signers", Role),
    "readers": lambda row: row.choices("readers", Role),
    "per": lambda row: _per(row.table("per")),
    "time_field": lambda row: row.text("time_field"),
    "back_dating_days": lambda row: _days(row),
    "keep": lambda row: _retention(row.table("keep")),
    "basis": lambda row: row.text("basis"),
    "numbering": lambda row: row.text("numbering"),
    "layout": lambda row: row.text("layout"),
    "also": lambda row: row.texts("also"),
    "case_flow": lambda row: row.text("case_flow"),
}


def _declared(row: Table, common: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    """The settings a row gives, read by type, and its fields with the shared ones filled in."""
    given = row.names()
    found: dict[str, Any] = {
        "kinds": frozenset(row.choices("kinds", Kind)),
        "field": _fields(row, common),
        "rule": row.raw("rule", []),
    }
    if "extends" in given:
        found["extends"] = row.text("extends")
        found["code"] = found["extends"]
    else:
        found["code"] = row.text("code")
    found |= {key: read(row) for key, read in _READERS.items() if key in given}
    if not found["kinds"]:
        raise row.error("“kinds”不能是空的")
    row.finish()
    return found


def _fields(row: Table, common: Mapping[str, dict[str, Any]]) -> list[Any]:
    rows = row.raw("field", [])
    if not isinstance(rows, list):
        raise row.error("“field”应为若干字段")
    return [_field(row, one, common) for one in rows]


def _field(row: Table, one: Any, common: Mapping[str, dict[str, Any]]) -> Any:
    """A shared field by its name, as it is or with something said otherwise."""
    given = {"use": one} if isinstance(one, str) else one
    if not isinstance(given, dict) or "use" not in given:
        return one
    name = given["use"]
    if name not in common:
        raise row.error(f"“field”里用了 common.toml 没有的字段 {name}")
    own = {key: value for key, value in given.items() if key != "use"}
    return {"code": name, **common[name], **own}


def _extended(
    row: Table, found: Mapping[str, dict[str, Any]], base: str, more: dict[str, Any]
) -> dict[str, Any]:
    """The law's book with more fields; what else is said replaces the law's setting."""
    if base not in found:
        raise row.error(f"“extends”的台账 {base} 不存在")
    old = found[base]
    return {
        **old,
        **more,
        "kinds": old["kinds"],
        "also": (*old.get("also", ()), *more.get("also", ())),
        "field": [*old["field"], *more["field"]],
        "rule": [*old["rule"], *more["rule"]],
    }


def _book(where: str, declared: dict[str, Any]) -> BookSpec:
    code = declared["code"]
    missing = {"title", "domain", "writers", "keep", "purpose"} - declared.keys()
    if missing:
        raise PackError(f"资源包 {where}（{code}）：缺少“{sorted(missing)[0]}”，请改正后重试。")
    if declared["domain"] not in DOMAINS:
        raise PackError(f"资源包 {where}（{code}）：工作线 {declared['domain']} 不存在。")
    form = _form(where, declared)
    codes = [field["code"] for field in form["field"]]
    what, per_field = declared.get("per", (PerWhat.NOTHING, ""))
    moment = next((one for one in _MOMENTS if one in codes), "")
    time_field = declared.get("time_field", moment)
    for key, field in (("per", per_field), ("time_field", time_field)):
        if field and field not in codes:
            raise PackError(f"资源包 {where}（{code}）：“{key}”的字段 {field} 不在表格里。")
    return BookSpec(
        code=code,
        title=declared["title"],
        domain=declared["domain"],
        purpose=declared["purpose"],
        kinds=declared["kinds"],
        needs=declared.get("needs", frozenset()),
        writers=declared["writers"],
        signers=declared.get("signers", ()),
        readers=declared.get("readers", ()),
        per_what=what,
        per_field=per_field,
        time_field=time_field,
        back_dating_days=declared.get("back_dating_days", 30),
        retention=declared["keep"],
        basis=declared.get("basis", ""),
        numbering=declared.get("numbering", _NUMBERING),
        layout=declared.get("layout", declared["title"]),
        also=declared.get("also", ()),
        form=form,
        case_flow=declared.get("case_flow", ""),
    )


def _form(where: str, declared: dict[str, Any]) -> Mapping[str, Any]:
    table = {"code": declared["code"], "title": declared["title"], "field": declared["field"]}
    if declared["rule"]:
        table["rule"] = declared["rule"]
    try:
        return form_to_dict(form_from(table))
    except FormError as error:
        raise PackError(f"资源包 {where}（{declared['code']}）：{error}") from error


def _per(table: Table) -> tuple[PerWhat, str]:
    found = table.choice("what", PerWhat), table.text("field")
    table.finish()
    return found


def _days(row: Table) -> int | None:
    """-1: without a limit, for files that are brought in years later."""
    days = row.number("back_dating_days", 30)
    return None if days < 0 else days


def _retention(table: Table) -> Retention:
    found = Retention(
        min=table.number("min", 0),
        unit=table.choice("unit", Unit),
        since=table.choice("from", Since),
        basis=table.choice("basis", KeptBy),
    )
    table.finish()
    if found.min < 1:
        raise table.error("“min”应为大于 0 的整数")
    return found


def _kinds(row: Table) -> frozenset[Kind]:
    return frozenset(row.choices("kinds", Kind)) or frozenset(Kind)


def _later(row: Table) -> Later:
    return Later(
        code=row.text("code"),
        title=row.text("title"),
        room=row.text("room"),
        reason=row.text("reason"),
        kinds=_kinds(row),
    )


def _duty(row: Table) -> DutyRecord:
    return DutyRecord(
        duty=row.text("id"),
        name=row.text("name"),
        kinds=frozenset(row.choices("kinds", Kind)),
        needs=row.optional_choice("needs", Condition),
        ledger=row.text("ledger", ""),
        satisfied_by=row.text("satisfied_by", ""),
        months=row.number("months", 0),
        limits=_triples(row, "limits"),
        each=row.raw("each", default=False) is True,
        only=_triples(row, "only"),
    )


def _triples(row: Table, key: str) -> tuple[tuple[str, str, str], ...]:
    found = row.raw(key, [])
    if not all(isinstance(one, list) and len(one) == 3 for one in found):
        raise row.error(f"“{key}”的每一条应是 [字段, 约束, 界限]")
    return tuple((str(field), str(kind), str(limit)) for field, kind, limit in found)
