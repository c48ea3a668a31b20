"""The database: reachable, right version, its clock, and a role that row-level security binds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from houqin.cli.checks.finding import Finding, bad, fine, note
from houqin.core.row_security import CHOOSE, append_only_tables, protected_tables, span
from houqin.core.tenancy import EVERY

OLDEST = 150000
MAX_CLOCK_SECONDS = 60
_MIGRATE = "请重新执行 houqin up，它会自动升级数据库"


def look() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        yield _version(cursor)
        yield _clock(cursor)
        yield _role(cursor)
    pending = _pending()
    yield pending
    if not pending.advice:
        with connection.cursor() as cursor:
            yield _append_only(cursor)
            yield _walls(cursor)


def _one(cursor: Any, query: str, *values: Any) -> Any:
    cursor.execute(query, values)
    return cursor.fetchone()


def _version(cursor: Any) -> Finding:
    number = int(_one(cursor, "SHOW server_version_num")[0])
    said = f"PostgreSQL {_one(cursor, 'SHOW server_version')[0]}"
    if number < OLDEST:
        return bad("数据库", said, "请升级到 PostgreSQL 15 或更新的版本")
    if _one(cursor, "SHOW fsync")[0] != "on":
        return bad("数据库", f"{said}，fsync 已关闭", "断电会丢数据，请打开 fsync")
    return fine("数据库", f"{said}，连接正常")


def _clock(cursor: Any) -> Finding:
    apart = abs((_one(cursor, "SELECT clock_timestamp()")[0] - datetime.now(UTC)).total_seconds())
    if apart > MAX_CLOCK_SECONDS:
        return bad("时钟", f"本机和数据库服务器相差 {apart:.0f} 秒", "请打开系统的自动对时")
    return fine("时钟", f"现在是 {datetime.now().astimezone():%Y-%m-%d %H:%M}，请核对")


def _role(cursor: Any) -> Finding:
    name, superuser, bypasses = _one(
        cursor, "SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"
    )
    if superuser or bypasses:
        return bad("数据库角色", f"{name} 能绕过行级权限", "请改用普通角色，见部署说明")
    return fine("数据库角色", f"{name}，不是超级用户，也不能绕过行级权限")


def _pending() -> Finding:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        return bad("数据库结构", f"还有 {len(plan)} 项升级没有执行", _MIGRATE)
    return fine("数据库结构", "已是最新")


def _walls(cursor: Any) -> Finding:
    """Ask the database itself: no scope shows no row, and its catalogue knows no bare table."""
    cursor.execute(
        "SELECT relname FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace"
        " WHERE nspname = 'public' AND relkind = 'r' AND (NOT relrowsecurity"
        " OR pg_has_role(current_user, relowner, 'USAGE') AND NOT relforcerowsecurity)"
    )
    bare = sorted({row[0] for row in cursor.fetchall()} & set(protected_tables()))
    if bare:
        return bad("单位隔离", f"{len(bare)} 张表没有受行级权限约束（{bare[0]} 等）", _MIGRATE)
    shown = []
    for scope in (EVERY, None):
        _one(cursor, CHOOSE, *span(scope))
        shown.append(_one(cursor, "SELECT count(*) FROM org_institution")[0])
    connection.close()  # forget the scope set by hand
    every, none = shown
    if none:
        return bad("单位隔离", f"没有选定单位却看得到 {none} 个单位", _MIGRATE)
    return fine("单位隔离", f"{len(protected_tables())} 张表受约束；{every} 个单位互相看不见")


def _append_only(cursor: Any) -> Finding:
    tables = append_only_tables()
    for table in tables:
        if _one(cursor, "SELECT has_table_privilege(%s, 'UPDATE, DELETE, TRUNCATE')", table)[0]:
            return bad("操作日志", f"{table} 可以被改动", _MIGRATE)
    if not tables:
        return note("操作日志", "没有只增不改的表", _MIGRATE)
    return fine("操作日志", "只能新增，不能改动或删除")
