"""A million entries in 200 books of 50 institutions, with chains that verify: by COPY, once.

Two hundred ways to fill in each book are read by the form as from a phone; a row is one of them at
its own moment, with its own number and its own place in the chain.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any
from uuid import UUID

INSTITUTIONS = 50
BOOKS = ("food_sample_log", "cold_temp_log", "patrol", "visitor_log")
EACH = 5_000
VARIANTS = 200
FIRST = datetime(2024, 9, 1, 23, 0, tzinfo=UTC)
LAST = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
DISHES = (
    *(
        "红烧肉",
        "番茄炒蛋",
        "青椒土豆丝",
        "清蒸鲈鱼",
        "冬瓜排骨汤",
        "宫保鸡丁",
        "麻婆豆腐",
        "蒜蓉菠菜",
    ),
    *("米饭", "馒头", "紫菜蛋花汤", "胡萝卜炖牛肉", "凉拌黄瓜", "香菇青菜", "酱烧茄子", "玉米粥"),
)
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平"
DONE_ABOUT_IT = (
    "已调低温控，半小时后复测正常。",
    "已补足克数并重新贴签。",
    "已关好并告诉负责人。",
    "已劝离并登记。",
)


def _raw(code: str, rng: Random, refs: dict[str, list[int]]) -> dict[str, Any]:
    """One way to fill the book in; now and then out of a limit."""
    bad = rng.random() < 0.03
    staff = str(rng.choice(refs["staff"]))
    if code == "food_sample_log":
        dishes = rng.sample(DISHES, 4)
        return {
            "meal": rng.choice(["早餐", "午餐", "晚餐"]),
            "dishes": [{"dish": d, "grams": str(rng.randint(126, 180))} for d in dishes],
            "fridge_temp": str(rng.randint(90, 130) / 10 if bad else rng.randint(20, 65) / 10),
            "locked": "true", "by": staff,
        }  # fmt: skip
    if code == "cold_temp_log":
        frozen = rng.random() < 0.4
        device = rng.choice(["1号冷冻柜", "2号冷冻柜"] if frozen else ["留样柜", "1号冷藏柜"])
        low, high = (-25, -19) if frozen else (2, 6)
        value = rng.randint(low * 10, high * 10) / 10 + (15 if bad else 0)
        value = round(value, 1)
        return {"device": device, "temp": str(value), "tidy": "true", "by": staff}
    if code == "patrol":
        raw = {
            "place": str(rng.choice(refs["place"])), "by": staff,
            "items": rng.sample(["门窗落锁", "灯和电源", "水阀", "消防通道"], 2),
            "state": "有问题" if bad else "正常",
        }  # fmt: skip
        return {**raw, "problem": f"{rng.choice(['门', '窗', '灯'])}没有关好。"} if bad else raw
    name = rng.choice(SURNAMES) + rng.choice(GIVEN) + rng.choice(["", rng.choice(GIVEN)])
    return {
        "name": name, "document": "没有证件" if bad else "身份证",
        "tail": "" if bad else f"{rng.randint(1000, 9999)}", "by": staff, "host": staff,
        "phone": f"138{rng.randint(10**7, 10**8 - 1)}", "agreed": "已电话同意",
        "purpose": rng.choice(["找人", "家长接送", "送货", "维修施工", "检查指导"]),
    }  # fmt: skip


def _variants(actor: Any, book: Any, refs: dict[str, list[int]], rng: Random) -> list[Any]:
    """Unsaved entries as the program itself prepares them."""
    from houqin.ledgers.lookup import Lookup
    from houqin.ledgers.services.preparing import Line, Sheet, prepared_line

    sheet = Sheet(actor, book, book.current, LAST, LAST, Lookup(actor))
    made = []
    for _n in range(VARIANTS):
        raw = {**_raw(book.code, rng, refs), "at": LAST}
        measure = rng.choice(DONE_ABOUT_IT)
        made.append(prepared_line(sheet, Line(UUID(int=0), raw, measure=measure))[0])
    return made


class _Writer:
    """Gives rows their keys and numbers, and joins them to the book's chain."""

    def __init__(self) -> None:
        self.entry_id = self.amendment_id = 0

    def rows(self, book: Any, head: Any, ways: list[Any], rng: Random) -> Iterator[tuple[str, Any]]:
        from houqin.forms.moments import write_instant
        from houqin.ledgers import rules
        from houqin.ledgers.models import Amendment, Entry

        step = (LAST - FIRST) / EACH
        for n in range(EACH):
            self.entry_id += 1
            way = rng.choice(ways)
            entered = (FIRST + step * n).replace(microsecond=0)
            late = rng.random() < 0.03
            happened = entered - (timedelta(days=1) if late else timedelta(minutes=3))
            period = f"{entered.year}-#"
            head.number = head.number + 1 if head.period == period else 1
            head.period = period
            row = SimpleNamespace(**{f.attname: getattr(way, f.attname) for f in ENTRY})
            row.__dict__.update(
                id=self.entry_id, version=book.current, token=UUID(int=rng.getrandbits(128)),
                number=rules.numbered(book.numbering, entered.date(), book.code, head.number),
                happened_at=happened, made_at=entered, entered_at=entered, is_late=late,
                late_reason="当时停电" if late else "", book_id=book.pk,
                values={**way.values, "at": write_instant(happened)},
            )  # fmt: skip
            yield "entry", self._joined(head, row, Entry)
            if n % 200 == 199:
                yield "amendment", self._amended(head, row, rng.choice(ways), Amendment)

    def _joined(self, head: Any, row: Any, model: Any) -> Any:
        from houqin import chain

        made = chain.link(
            chain.Head(head.sequence, head.digest), chain.canonical(model.content(row))
        )
        row.sequence, row.previous, row.digest = made.sequence, made.previous, made.digest
        head.sequence, head.digest = made.sequence, made.digest
        return row

    def _amended(self, head: Any, entry: Any, way: Any, model: Any) -> Any:
        self.amendment_id += 1
        row = SimpleNamespace(
            id=self.amendment_id, institution_id=entry.institution_id, book_id=entry.book_id,
            entry=entry, entry_id=entry.id, is_strike=False, reason="看错了，已核对。",
            before=entry.values, after={**way.values, "at": entry.values["at"]},
            file_hashes=[], is_abnormal=way.is_abnormal, flags=way.flags, measure=way.measure,
            author_id=entry.author_id, author_name=entry.author_name, search=way.search,
            entered_at=entry.entered_at + timedelta(minutes=20),
        )  # fmt: skip
        return self._joined(head, row, model)


ENTRY: list[Any] = []


def _values(row: Any, fields: list[Any]) -> list[Any]:
    found = []
    for field in fields:
        value = getattr(row, field.attname)
        if field.get_internal_type() == "JSONField" and value is not None:
            value = json.dumps(value, ensure_ascii=False)
        found.append(value)
    return found


def _copy(cursor: Any, model: Any, rows: list[Any]) -> None:
    fields = list(model._meta.concrete_fields)
    names = ", ".join(f'"{field.column}"' for field in fields)
    with cursor.copy(f'COPY "{model._meta.db_table}" ({names}) FROM STDIN') as copy:
        for row in rows:
            copy.write_row(_values(row, fields))


def _school(number: int) -> tuple[Any, list[str], Any, dict[str, list[int]]]:
    from houqin.core.roles import Role
    from houqin.core.tenancy import institution_scope
    from houqin.ledgers.services.installing import install_books
    from houqin.org.testing import make_institution, make_member, make_place
    from houqin.packs.model import Condition

    school = make_institution(name=f"台账{number + 1}小学")
    with institution_scope(school.pk):
        chief = make_member(school, Role.DIRECTOR)
        others = [make_member(school, role) for role in (Role.CANTEEN_MANAGER, Role.GATEKEEPER)]
        refs = {
            "staff": [one.staff.pk for one in (chief, *others)],
            "place": [make_place(f"{n}号楼").pk for n in range(1, 13)],
        }
        install_books(actor=None, kind="school", facilities=[Condition.CANTEEN], now=FIRST)
    return school, [one.user.username for one in (chief, *others)], chief, refs


def seed(folder: Path) -> None:
    from django.db import connection

    from houqin.core.tenancy import institution_scope
    from houqin.ledgers.models import Amendment, Book, ChainHead, Entry

    ENTRY[:] = Entry._meta.concrete_fields
    rng, writer, made = Random(20260831), _Writer(), []
    indexes = ("ledgers_entry_search", "ledgers_amendment_search")
    with connection.cursor() as cursor:
        for name in indexes:
            cursor.execute(f"DROP INDEX {name}")
    for number in range(INSTITUTIONS):
        school, names, chief, refs = _school(number)
        with institution_scope(school.pk), connection.cursor() as cursor:
            for code in BOOKS:
                book = Book.objects.select_related("current").get(code=code)
                head = ChainHead.objects.get(book=book)
                ways = _variants(chief, book, refs, rng)
                rows: dict[str, list[Any]] = {"entry": [], "amendment": []}
                for sort, row in writer.rows(book, head, ways, rng):
                    rows[sort].append(row)
                _copy(cursor.cursor, Entry, rows["entry"])
                _copy(cursor.cursor, Amendment, rows["amendment"])
                head.save()
        made.append({"code": school.code, "pk": school.pk, "names": names})
        print(f"\r{number + 1}/{INSTITUTIONS}", end="", file=sys.stderr, flush=True)
    with connection.cursor() as cursor:
        for name, table in zip(indexes, ("ledgers_entry", "ledgers_amendment"), strict=True):
            cursor.execute(f"CREATE INDEX {name} ON {table} USING gin (search)")
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}"
            )
        cursor.execute("CREATE TABLE bench_created (id bigserial PRIMARY KEY, note text)")
        cursor.execute("VACUUM ANALYZE")
    (folder / "seeded.json").write_text(json.dumps(made), encoding="utf-8")


if __name__ == "__main__":
    from houqin.cli.database import data_dir, database, migrate, setup_django

    with database():
        migrate(print)
        setup_django()
        seed(data_dir())
