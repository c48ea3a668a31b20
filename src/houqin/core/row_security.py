"""Row-level security for every table with an ``institution_id``, applied after each migration.

One place, so that a new room cannot forget it; a test asks the catalogue whether any table is bare.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import connections, transaction

from houqin.core.postgres.roles import APP_ROLE
from houqin.core.tenancy import EVERY

# A span of numbers, not a name: PostgreSQL can estimate it and look it up in an index. One
# institution is from its number to its number, every one from the least to the greatest.
FIRST = "NULLIF(current_setting('houqin.first', true), '')::bigint"
LAST = "NULLIF(current_setting('houqin.last', true), '')::bigint"
GREATEST = 2**63 - 1
CHOOSE = "SELECT set_config('houqin.first', %s, false), set_config('houqin.last', %s, false)"


def span(scope: int | str | None) -> tuple[str, str]:
    """The two settings of a scope, for ``CHOOSE``."""
    if scope == EVERY:
        return "0", str(GREATEST)
    return (str(scope), str(scope)) if isinstance(scope, int) else ("", "")


def protected_tables() -> dict[str, str]:
    """Table name -> the column that names its institution."""
    tables = {}
    for model in apps.get_models(include_auto_created=True):
        columns = {field.column for field in model._meta.concrete_fields}
        if "institution_id" in columns:
            tables[model._meta.db_table] = "institution_id"
        elif model._meta.label == "org.Institution":
            tables[model._meta.db_table] = "id"
    return tables


def append_only_tables() -> list[str]:
    """Tables whose rows the program may add but never change or remove."""
    return [m._meta.db_table for m in apps.get_models() if getattr(m, "append_only", False)]


# Row security looks at every row of a scope before it asks whether the row holds a token, because
# arrays may be compared by functions that could tell what they saw. This one is asked as the owner
# of the tables and keeps to the scope itself, so it may begin with the tokens' index. It gives
# numbers only; who wants the rows asks for them under the policy.
# Only tables of that owner are searched: a view of somebody else's would run as the owner, too.
_SCOPED = f"institution_id >= {FIRST} AND institution_id <= {LAST}".replace("'", "''")
FIND = f"""
CREATE OR REPLACE FUNCTION houqin_found(
  source regclass, wanted text[], spelled text[], most bigint)
RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_class WHERE oid = source AND relkind = 'r'
                 AND relowner = current_user::regrole) THEN
    RAISE EXCEPTION 'houqin_found: % is no table of the program', source;
  END IF;
  RETURN QUERY EXECUTE format(
    'SELECT id FROM %s WHERE (search @> $1 OR search @> $2) AND {_SCOPED} LIMIT $3',
    source) USING wanted, spelled, most;
END $$
"""  # noqa: S608 - our own constant


def _statements(table: str, column: str) -> list[str]:
    test = f"({column} >= {FIRST} AND {column} <= {LAST})"
    return [
        f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY',
        f'DROP POLICY IF EXISTS houqin_institution ON "{table}"',
        f'CREATE POLICY houqin_institution ON "{table}" USING {test} WITH CHECK {test}',
    ]


def protect(using: str = "default", **_signal: Any) -> None:
    """Enable the policy on each scoped table and grant the program's role what it needs."""
    connection = connections[using]
    existing = set(connection.introspection.table_names())
    # At once: a table is never without its policy, and hundreds of commits would take seconds.
    with transaction.atomic(using), connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [APP_ROLE])
        if cursor.fetchone() is None:
            cursor.execute(f"CREATE ROLE {APP_ROLE} LOGIN NOSUPERUSER NOBYPASSRLS")
            cursor.execute(f"GRANT {APP_ROLE} TO CURRENT_USER")
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {APP_ROLE}")
        cursor.execute(
            f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {APP_ROLE}"
        )
        cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {APP_ROLE}")
        cursor.execute(FIND)
        cursor.execute(f"GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {APP_ROLE}")
        for table, column in protected_tables().items():
            if table in existing:
                for statement in _statements(table, column):
                    cursor.execute(statement)
        for table in append_only_tables():
            if table in existing:
                cursor.execute(f'REVOKE UPDATE, DELETE, TRUNCATE ON "{table}" FROM {APP_ROLE}')
