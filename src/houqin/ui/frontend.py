"""Which build of the styles and scripts is installed."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings

STAMP = Path(__file__).resolve().parent / "static" / "houqin" / "dist" / ".inputs"


@lru_cache(maxsize=1)
def _read_once() -> str:
    return STAMP.read_text(encoding="ascii")[:10] if STAMP.exists() else "0"


def stamp() -> str:
    """Ten characters that change with every build; read anew each time while developing."""
    if settings.DEBUG:
        _read_once.cache_clear()
    return _read_once()
