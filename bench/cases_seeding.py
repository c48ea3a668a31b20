"""300,000 cases in 50 institutions, 50,000 of one of them due: written by PostgreSQL, once."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from random import Random
from typing import Any

INSTITUTIONS, EACH, BIG, LARGE = 50, 4_900, 7, 59_900
WHAT = (
    "灯不亮",
    "水管漏水",
    "门锁打不开",
    "地砖松动",
    "插座松了",
    "窗户关不严",
    "树枝压线",
    "井盖翘起",
)
WHERE = ("东楼", "西楼", "食堂", "操场", "宿舍", "实验室", "图书馆", "门口")
# Nine of ten cases are closed, except in the school whose open ones are all due.
_INSERT = """
INSERT INTO cases_case (
  institution_id, flow, number, token, title, text, kind, grade, state, is_open, waits_for,
  waiter_id, source, finding_path, pointer_type, place_id, outside_name, outside_phone,
  is_anonymous, owner_id, reporter_id, opened_at, due_at, done_at, closed_at, is_late, answer,
  reopened, conclusion, is_veto, extension_reason, alarm_round, search)
SELECT %(here)s, 'matter', 'SX-2026-' || lpad(n::text, 6, '0'), gen_random_uuid(), t.title, '', '',
  'normal', CASE WHEN o.is_open THEN 'doing' ELSE 'closed' END, o.is_open,
  CASE WHEN o.is_open THEN 'owner' ELSE '' END, CASE WHEN o.is_open THEN p.staff END, 'report', '',
  '', (%(places)s::bigint[])[1 + n %% 12], '', '', false, p.staff, %(reporter)s,
  now() - (n %% 400) * interval '1 day' - interval '8 days',
  now() - (n %% 400) * interval '1 day' - interval '1 hour',
  CASE WHEN o.is_open THEN NULL ELSE now() - (n %% 400) * interval '1 day' END,
  CASE WHEN o.is_open THEN NULL ELSE now() - (n %% 400) * interval '1 day' END, false, '', 0, '',
  false, '', 0, t.tokens
FROM generate_series(1, %(count)s) AS n
JOIN bench_titles AS t ON t.id = n %% 64
CROSS JOIN LATERAL (SELECT CASE WHEN %(due)s > 0 THEN n <= %(due)s ELSE n %% 10 = 0 END AS is_open)
  AS o
CROSS JOIN LATERAL (SELECT (%(staff)s::bigint[])[1 + n %% 40] AS staff) AS p
"""


_ALARMS = """
INSERT INTO cases_duealarm (institution_id, case_id, at)
SELECT institution_id, id, now() - interval '1 hour' FROM cases_case
WHERE institution_id = %s AND is_open
"""


def _titles(cursor: Any, here: int, rng: Random) -> None:
    from houqin.core.search import tokens

    cursor.execute("TRUNCATE bench_titles")
    for number in range(64):
        title = f"{WHERE[number // 8]}{WHAT[number % 8]}{rng.randint(1, 9)}"
        cursor.execute(
            "INSERT INTO bench_titles VALUES (%s, %s, %s)", [number, title, tokens(here, title)]
        )


def seed(folder: Path) -> None:
    from django.db import connection

    from bench.defaults import defaulted
    from houqin.cases.models import Case
    from houqin.core.roles import Role
    from houqin.core.tenancy import institution_scope
    from houqin.org.models import Staff
    from houqin.org.testing import make_institution, make_member, make_place

    rng, made = Random(20260901), []
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_titles (id int PRIMARY KEY, title text, tokens text[])")
    for number in range(INSTITUTIONS):
        school = make_institution(name=f"事项{number + 1}小学")
        with institution_scope(school.pk), defaulted(Case), connection.cursor() as cursor:
            chief = make_member(school, Role.DIRECTOR)
            people = [
                Staff.objects.create(name=f"职工{n}", superior=chief.staff) for n in range(40)
            ]
            places = [make_place(f"{n}号楼").pk for n in range(1, 13)]
            _titles(cursor, school.pk, rng)
            count = LARGE if number == BIG else EACH
            cursor.execute(_INSERT, {
                "here": school.pk, "places": places, "staff": [one.pk for one in people],
                "reporter": chief.staff.pk, "count": count, "due": 50_000 if number == BIG else 0,
            })  # fmt: skip
            cursor.execute(_ALARMS, [school.pk])
            made.append({"code": school.code, "pk": school.pk, "names": [chief.user.username]})
        print(f"\r{number + 1}/{INSTITUTIONS}", end="", file=sys.stderr, flush=True)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    (folder / "seeded.json").write_text(json.dumps(made), encoding="utf-8")


if __name__ == "__main__":
    from houqin.cli.database import data_dir, database, migrate, setup_django

    with database():
        migrate(print)
        setup_django()
        seed(data_dir())
