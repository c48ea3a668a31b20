"""Fifty institutions with 200,000 tasks: people and items by the models, tasks by SQL."""

from __future__ import annotations

import json
import sys
from pathlib import Path

INSTITUTIONS = 50
ITEMS = 100
TASKS = 200_000
THINGS = [
    *("灭火器", "应急灯", "消毒柜", "食堂冰柜", "宿舍门窗", "教学楼照明", "水表", "校车", "垃圾桶"),
    *(
        "监控",
        "配电箱",
        "饮水机",
        "操场器械",
        "库房",
        "厕所",
        "防火门",
        "电梯",
        "消防栓",
        "药箱",
        "围墙",
    ),
]
DOINGS = ("检查", "清洗", "登记", "维修", "盘点")
DOMAINS = ("maintenance", "safety", "canteen", "hygiene", "dormitory")
# Due days over the term; what is past is done except for every 40th.
FILL = """
INSERT INTO planning_task (institution_id, item_id, plan_id, cadence, first, last, due_on, times,
  times_done, domain, assignee_id, is_assigned_by_hand, state, is_late, done_at, done_by_id)
SELECT i.institution_id, i.id, i.plan_id, 'FREQ=WEEKLY', day, day, day, 1,
  past::int, i.domain, s.id, false, CASE WHEN past THEN 'done' ELSE 'todo' END, false,
  CASE WHEN past THEN day::timestamptz END, CASE WHEN past THEN s.id END
FROM planning_planitem i
CROSS JOIN LATERAL generate_series(0, %(each)s - 1) AS n
CROSS JOIN LATERAL (SELECT date '2026-08-31' + n * 146 / %(each)s AS day) AS d
CROSS JOIN LATERAL (SELECT day < date '2026-11-22' AND (n + i.id) %% 40 > 0 AS past) AS p
JOIN LATERAL (SELECT id FROM org_staff WHERE institution_id = i.institution_id
  ORDER BY id OFFSET 3 + i.position %% 3 LIMIT 1) AS s ON true
WHERE i.institution_id = %(institution)s
"""


def seed(folder: Path) -> None:
    """Fill the database once; what was made is written beside it."""
    from django.db import connection

    from bench.defaults import defaulted
    from houqin.core.roles import Role
    from houqin.core.tenancy import institution_scope
    from houqin.org.testing import make_institution, make_member
    from houqin.planning.models import Task
    from houqin.planning.testing import NOW, make_item, make_plan

    made = []
    for number in range(INSTITUTIONS):
        school = make_institution(name=f"第{number + 1}小学")
        with institution_scope(school.pk):
            chiefs = [
                make_member(school, role)
                for role in (Role.DIRECTOR, Role.PRINCIPAL, Role.ADMINISTRATOR)
            ]
            names = [chief.user.username for chief in chiefs]
            names += [make_member(school, Role.TECHNICIAN).user.username for _hand in range(3)]
            plan = make_plan()
            type(plan).objects.filter(pk=plan.pk).update(
                state="running", version=1, approved_by=chiefs[1].staff, approved_at=NOW
            )
            for index in range(ITEMS):
                title = f"{DOINGS[index % 5]}{THINGS[index // 5]}"
                make_item(plan, title=title, domain=DOMAINS[index % 5], position=index)
            with defaulted(Task), connection.cursor() as cursor:
                each = TASKS // INSTITUTIONS // ITEMS
                cursor.execute(FILL, {"institution": school.pk, "each": each})
        made.append({"code": school.code, "pk": school.pk, "names": names})
        print(f"\r{number + 1}/{INSTITUTIONS}", end="", file=sys.stderr, flush=True)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_created (id bigserial PRIMARY KEY, note text)")
        cursor.execute("ANALYZE")
    (folder / "seeded.json").write_text(json.dumps(made), encoding="utf-8")


if __name__ == "__main__":
    from houqin.cli.database import data_dir, database, migrate, setup_django

    with database():
        migrate(print)
        setup_django()
        seed(data_dir())
