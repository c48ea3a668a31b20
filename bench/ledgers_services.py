"""Verifying, importing and scheduling in one process: prints rows as JSON."""

from __future__ import annotations

import io
import json
import sys
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

Row = dict[str, Any]
SCHOOL = 7
HEADS = ["读数时间", "设备", "温度（℃）", "生熟分开、无霜、门封严", "记录人"]


def row(name: str, value: float, unit: str, bar: float, **more: Any) -> Row:
    return {"name": name, "value": value, "unit": unit, "bar": bar, **more}


def took(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def facts(_actor: Any) -> list[Row]:
    """Where the pages are that are measured."""
    from houqin.ledgers.models import Book, Entry

    book = Book.objects.get(code="food_sample_log")
    entry = Entry.objects.filter(book=book).order_by("-happened_at")[40]
    return [row("记录数", 0, "", 0, book=book.pk, entry=entry.pk)]


def verify(_actor: Any) -> list[Row]:
    """Twenty books; the bar is what a nightly check of a million entries can take: ten minutes."""
    from houqin.core.tenancy import every_institution, institution_scope
    from houqin.ledgers.models import Book
    from houqin.ledgers.services.proving import verify_book
    from houqin.org.models import Institution

    with every_institution():
        schools = list(Institution.objects.order_by("pk")[:5])
    checked, faults, seconds = 0, 0, 0.0
    for school in schools:
        with institution_scope(school.pk):
            for book in Book.objects.filter(head__sequence__gt=0):
                begin = time.perf_counter()
                found = verify_book(book)
                seconds += time.perf_counter() - begin
                checked += found.verdict.checked
                faults += len(found.verdict.faults)
    per_entry = 1e6 * seconds / checked
    print(f"查验 {checked:,} 条，{checked / seconds:,.0f} 条/秒，{faults} 处不符", file=sys.stderr)
    return [row("查验一百万条（推算）", per_entry, "s", 600, rate=checked / seconds, faults=faults)]


def places(actor: Any) -> list[Row]:
    """2,000 places from Excel, checked and journaled, against reading and inserting them bare."""
    import psycopg
    from django.db import connection, transaction
    from python_calamine import CalamineWorkbook

    from houqin.cli.database import owner_url
    from houqin.core import clock
    from houqin.org.resources import resource_for
    from houqin.org.services import imports

    mark = time.time_ns() % 10**9
    resource = resource_for(actor, "org.places")
    assert resource is not None

    def content_of(turn: int) -> bytes:
        lines = [["编号", "名称", "种类", "上级编号", "管理部门"]]
        lines += [[f"{mark}-{turn}-{n}", f"库房{n}", "房间", "", ""] for n in range(2_000)]
        return workbook(lines)

    def whole(content: bytes) -> None:
        kept = imports.keep_upload(
            actor=actor, resource=resource, name="场所.xlsx", content=content, now=clock.now()
        )
        batch = imports.take_in(actor=actor, resource=resource, upload=kept)
        assert batch.rows_added == 2_000

    def bare(content: bytes) -> None:
        rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO bench_places (code, name) VALUES (%s, %s)",
                [(line[0], line[1]) for line in rows.to_python()[1:]],
            )

    # the floor's rows last as ours do: an ordinary table, committed
    with psycopg.connect(owner_url(), autocommit=True) as owner:
        owner.execute("DROP TABLE IF EXISTS bench_places")
        owner.execute("CREATE TABLE bench_places (id bigserial PRIMARY KEY, code text, name text)")
        owner.execute("GRANT ALL ON bench_places, bench_places_id_seq TO PUBLIC")
    # both as they are once warm: a median of five workbooks each
    least, value = [], []
    for turn in range(5):
        book = content_of(turn)
        least.append(took(partial(bare, book)))
        value.append(took(partial(whole, book)))
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("DELETE FROM org_place WHERE code LIKE %s", [f"{mark}-{turn}-%"])
    bottom, middle = sorted(least)[2], sorted(value)[2]
    return [row("导入 2,000 个场所", 1000 * middle, "ms", 8 * 1000 * bottom, ratio=middle / bottom)]


def schedule(actor: Any) -> list[Row]:
    """300 items of all cadences over a term: windows, tasks, people; then again with no change."""
    from django.db import transaction

    from houqin.planning.models import Task
    from houqin.planning.services.scheduling import reschedule
    from houqin.planning.testing import TODAY, make_item, make_plan

    cadences = ("FREQ=WEEKLY", "FREQ=MONTHLY", "FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,TH")
    seconds, count = 0.0, 0
    with transaction.atomic():
        plan = make_plan()
        for n in range(300):
            make_item(plan, cadences[n % 4], title=f"检查第{n}处", position=n)
        type(plan).objects.filter(pk=plan.pk).update(
            state="running",
            version=1,
            approved_by=actor.staff,
            approved_at=datetime.now().astimezone(),
        )
        plan.refresh_from_db()
        seconds = took(lambda: reschedule(plan, today=TODAY))
        again = took(lambda: reschedule(plan, today=TODAY))
        count = Task.objects.filter(plan=plan).count()
        transaction.set_rollback(True)
    print(f"排 300 条得 {count:,} 项任务，再排一遍 {again:.2f} 秒", file=sys.stderr)
    return [row("排 300 条的一学期", seconds, "s", 20, tasks=count)]


def workbook(lines: list[list[Any]]) -> bytes:
    import xlsxwriter

    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for at, line in enumerate(lines):
            sheet.write_row(at, 0, line)
    return file.getvalue()


def _imported(actor: Any, count: int, bar: float) -> list[Row]:
    import psutil

    from houqin.core import clock
    from houqin.ledgers.importing import taking
    from houqin.ledgers.services.books import open_book
    from houqin.ledgers.services.installing import settings_of
    from houqin.ledgers.services.proving import verify_book
    from houqin.packs.books import books_of

    spec = next(one for one in books_of("school") if one.code == "cold_temp_log")
    mark = time.time_ns() % 10**9
    settings = {**settings_of(spec), "title": f"导入测速 {mark}"}
    book = open_book(actor=None, code=f"bench-{mark}", form=spec.form, now=clock.now(), **settings)
    first = datetime(2024, 9, 1, 7, 0)
    lines = [HEADS] + [
        [f"{first + timedelta(minutes=7 * n):%Y-%m-%d %H:%M}", "留样柜", 2 + n % 40 / 10, "是",
         actor.staff.name]
        for n in range(count)
    ]  # fmt: skip
    content = workbook(lines)
    before = psutil.Process().memory_info().rss
    kept = taking.keep_file(
        actor=actor, book_id=book.pk, name="旧台账.xlsx", content=content, now=clock.now()
    )
    checking = took(lambda: taking.check(actor=actor, batch=kept, now=clock.now()))
    if kept.state != "ready":
        raise RuntimeError(f"{kept.problem} {kept.problems[:3]}")
    taking.begin(actor=actor, batch_id=kept.pk, late_reason="启用前的纸质台账")
    kept.refresh_from_db()
    inserting = took(lambda: taking.take_in(actor=actor, batch=kept, now=clock.now()))
    if kept.added != count:
        raise RuntimeError(f"{kept.added} of {count}: {kept.problem}")
    peak = psutil.Process().memory_info().rss - before
    whole = verify_book(book).is_whole
    print(
        f"导入 {count:,} 行：检查 {checking:.1f} 秒，写入 {inserting:.1f} 秒，"
        f"内存多 {peak / 1e6:.0f} MB，链{'完整' if whole else '不完整'}",
        file=sys.stderr,
    )
    return [row(f"导入 {count:,} 行记录", checking + inserting, "s", bar, checking=checking,
                inserting=inserting, more_mb=peak / 1e6)]  # fmt: skip


def import2k(actor: Any) -> list[Row]:
    return _imported(actor, 2_000, 5)


def import100k(actor: Any) -> list[Row]:
    return _imported(actor, 100_000, 240)


def main(names: list[str]) -> list[Row]:
    from houqin.cli.database import data_dir
    from houqin.core.tenancy import every_institution, institution_scope
    from houqin.org.member import member_of
    from houqin.org.models import Institution, Staff

    school = json.loads((data_dir() / "seeded.json").read_text(encoding="utf-8"))[SCHOOL]
    with every_institution():
        institution = Institution.objects.get(pk=school["pk"])
    with institution_scope(institution.pk):
        staff = Staff.objects.select_related("user").get(user__username=school["names"][0])
        actor = member_of(staff, institution, date.today())
        return [found for name in names for found in globals()[name](actor)]


if __name__ == "__main__":
    from houqin.cli.database import database, migrate, setup_django

    with database():
        migrate(lambda said: print(said, file=sys.stderr))
        setup_django()
        print(json.dumps(main(sys.argv[1:]), ensure_ascii=False))
