"""Where the database is: ``DATABASE_URL``, set by hand for a server or by the embedded start.

The program runs as ``houqin_app``, which owns nothing and bypasses nothing. ``DATABASE_OWNER_URL``
(or ``HOUQIN_AS_OWNER=1`` with one URL) is for migrations only.
"""

from __future__ import annotations

import os
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from houqin.core.postgres.roles import APP_ROLE


def parse_url(url: str) -> dict[str, Any]:
    """Django's settings of a ``postgresql://`` URL; ValueError for any other scheme."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"}:
        raise ValueError(f"DATABASE_URL 应以 postgresql:// 开头，现在是 {parts.scheme}://")
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    host = options.pop("host", None) or unquote(parts.hostname or "")
    return {
        "ENGINE": "houqin.core.postgres",
        "NAME": unquote(parts.path.lstrip("/")) or "houqin",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or options.pop("port", "") or ""),
        "OPTIONS": options,
    }


def _as_owner() -> bool:
    return os.environ.get("HOUQIN_AS_OWNER") == "1"


def databases(*, pool: bool) -> dict[str, dict[str, Any]]:
    """The ``DATABASES`` setting from the environment."""
    url = os.environ.get("DATABASE_URL", "postgresql:///houqin")
    if _as_owner():
        owner = parse_url(os.environ.get("DATABASE_OWNER_URL") or url)
        owner["TEST"] = {"NAME": os.environ.get("HOUQIN_TEST_DATABASE") or None}
        return {"default": owner}
    config = parse_url(url)
    if config["USER"] != APP_ROLE:
        config["OPTIONS"]["options"] = f"-c role={APP_ROLE}"
    if pool:
        config["OPTIONS"]["pool"] = {"min_size": 1, "max_size": 12, "timeout": 20}
    # Statements are prepared on the server from their fourth use on. A pooler that gives each
    # transaction another connection (pgbouncer before 1.21) needs HOUQIN_PREPARE=0.
    if os.environ.get("HOUQIN_PREPARE", "1") != "0":
        config["OPTIONS"] |= {"server_side_binding": True, "prepare_threshold": 3}
    return {"default": config}
