"""Taking the demo away again, entirely: also what the program itself may never delete."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from psycopg import sql

from houqin.accounts.models import User
from houqin.core.postgres.roles import APP_ROLE
from houqin.core.row_security import protected_tables
from houqin.core.tenancy import every_institution


@contextmanager
def _as_owner() -> Iterator[Any]:
    """A cursor of the tables' owner, in one transaction.

    The program's own role may not delete journal lines and evidence, and that is as it should be.
    """
    with every_institution(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT session_user, current_user")
        login, role = cursor.fetchone()
        if login != APP_ROLE:
            cursor.execute("SET ROLE NONE")
            try:
                yield cursor
            finally:
                cursor.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(role)))
            return
    owner = os.environ.get("DATABASE_OWNER_URL")
    if not owner:
        raise RuntimeError("清除示例要用数据库所有者的身份，请设置 DATABASE_OWNER_URL 后再试。")
    with psycopg.connect(owner) as direct, direct.cursor() as cursor:
        yield cursor


def remove_demo() -> None:
    """Every row, account and file of institutions marked as demo; nothing else.

    Foreign keys are checked when the transaction ends, so the tables may go in any order.
    """
    with _as_owner() as cursor:
        cursor.execute("SELECT id FROM org_institution WHERE is_demo")
        institutions = [row[0] for row in cursor.fetchall()]
        users = _only_theirs(cursor, institutions)
        for table, column in protected_tables().items():
            _delete(cursor, table, column, institutions)
        for table, column in _user_tables().items():
            _delete(cursor, table, column, users)
        _delete(cursor, "accounts_user", "id", users)
    for institution in institutions:
        shutil.rmtree(Path(settings.MEDIA_ROOT) / str(institution), ignore_errors=True)


def _only_theirs(cursor: Any, institutions: list[int]) -> list[int]:
    """Accounts that open no other institution."""
    cursor.execute(
        "SELECT user_id FROM org_staff WHERE user_id IS NOT NULL GROUP BY user_id"
        " HAVING bool_and(institution_id = ANY(%s))",
        [institutions],
    )
    return [row[0] for row in cursor.fetchall()]


def _user_tables() -> dict[str, str]:
    """Tables outside any institution that point at an account."""
    scoped = protected_tables()
    found: dict[str, str] = {}
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.concrete_fields:
            if field.related_model is User and model._meta.db_table not in scoped:
                found[model._meta.db_table] = str(field.column)
    return found


def _delete(cursor: Any, table: str, column: str, ids: list[int]) -> None:
    statement = sql.SQL("DELETE FROM {} WHERE {} = ANY(%s)")
    cursor.execute(statement.format(sql.Identifier(table), sql.Identifier(column)), [ids])
