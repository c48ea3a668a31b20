"""The lists of 300,000 cases and the sweep of 50,000 due, in one process: prints rows as JSON."""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

Row = dict[str, Any]
BIG, TIMES = 7, 15
# name, path, queries at most, the bare query that the page cannot do without
PAGES = (
    ("事项 我的未办结", "", 6, "SELECT * FROM cases_case WHERE institution_id = %s AND is_open"
     " AND waits_for = 'manager' ORDER BY id DESC LIMIT 51"),
    ("事项 全部 50 行", "?whose=all&open=all", 6,
     "SELECT * FROM cases_case WHERE institution_id = %s ORDER BY id DESC LIMIT 51"),
    ("事项 逾期", "?whose=all&late=1", 6, "SELECT * FROM cases_case WHERE institution_id = %s AND"
     " is_open AND due_at < now() ORDER BY id DESC LIMIT 51"),
    ("事项 搜两个字", f"?whose=all&open=all&q={quote('漏水')}", 6,
     "SELECT * FROM cases_case WHERE institution_id = %s AND title LIKE '%%漏水%%'"
     " ORDER BY id DESC LIMIT 51"),
    ("事项 看板", "board/?flow=matter", 8, "SELECT state, count(*) FROM cases_case WHERE"
     " institution_id = %s AND is_open GROUP BY state"),
    ("事项 数字", "figures/?months=12", 8, "SELECT count(*), count(*) FILTER (WHERE is_open)"
     " FROM cases_case WHERE institution_id = %s AND opened_at > now() - interval '1 year'"),
)  # fmt: skip


def row(name: str, value: float, unit: str, bar: float, **more: Any) -> Row:
    return {"name": name, "value": value, "unit": unit, "bar": bar, **more}


def median_ms(ask: Callable[[], object]) -> float:
    found = []
    for _n in range(TIMES):
        begin = time.perf_counter()
        ask()
        found.append(1000 * (time.perf_counter() - begin))
    return statistics.median(found)


def pages(school: Row) -> list[Row]:
    """In process, after one visit; the bar is half a second at any size."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from houqin.accounts.models import User
    from houqin.core.tenancy import institution_scope

    client = Client()
    user = User.objects.get(username=school["names"][0])
    client.force_login(user, "houqin.accounts.backend.NameOrPhoneBackend")
    found = []
    for name, path, most, sql in PAGES:
        address = f"/i/{school['code']}/cases/{path}"
        assert client.get(address).status_code == 200, address
        with CaptureQueriesContext(connection) as seen:
            client.get(address)
        count = sum("SELECT" in q["sql"] and "set_config" not in q["sql"] for q in seen)

        def bare(sql: str = sql) -> None:
            with connection.cursor() as cursor:
                cursor.execute(sql, [school["pk"]])
                cursor.fetchall()

        page = median_ms(lambda a=address: client.get(a))  # type: ignore[misc]
        with institution_scope(school["pk"]):  # without it row security shows nothing at all
            least = median_ms(bare)
        found.append(
            row(name, page, "ms", 500, ratio=page / least, queries=count, queries_bar=most + 4)
        )
    return found


def sweep(school: Row) -> list[Row]:
    """50,000 due in one institution; against writing as many alarms bare. Then taken back."""
    from django.db import connection, transaction
    from django.utils import timezone

    from houqin.cases.models import CaseAlarm
    from houqin.cases.services.sweeping import sweep as run
    from houqin.core.tenancy import institution_scope

    with institution_scope(school["pk"]):
        begin = time.perf_counter()
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO cases_casealarm (institution_id, case_id, code, name, round, at)"
                " SELECT institution_id, case_id, 'late', '已逾期', 0, now() FROM cases_duealarm"
                " WHERE institution_id = %s AND at < now()", [school["pk"]],
            )  # fmt: skip
            cursor.execute(
                "DELETE FROM cases_duealarm WHERE institution_id = %s AND at < now()",
                [school["pk"]],
            )  # fmt: skip
            bare = time.perf_counter() - begin
            transaction.set_rollback(True)
        begin = time.perf_counter()
        with transaction.atomic():
            told = run(timezone.now())
            took = time.perf_counter() - begin
            cases = CaseAlarm.objects.values("case").distinct().count()
            transaction.set_rollback(True)
    print(f"{told:,} 次提醒，{cases:,} 件", file=sys.stderr)
    return [row("升级 50,000 件逾期", took, "s", 120, ratio=took / bare)]


def main() -> list[Row]:
    from houqin.cli.database import data_dir

    school = json.loads((data_dir() / "seeded.json").read_text(encoding="utf-8"))[BIG]
    return [*pages(school), *sweep(school)]


if __name__ == "__main__":
    import os

    from houqin.cli.database import database, migrate, setup_django

    os.environ["HOUQIN_HOSTS"] = "*"
    with database():
        migrate(lambda said: print(said, file=sys.stderr))
        setup_django()
        print(json.dumps(main(), ensure_ascii=False))
