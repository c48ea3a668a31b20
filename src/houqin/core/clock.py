"""The institution's clock: Asia/Shanghai days. Only views, jobs, commands and the API read it."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

_HERE = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """The instant, aware, UTC inside."""
    return timezone.now()


def today() -> date:
    """The business day in Asia/Shanghai."""
    return datetime.now(_HERE).date()
