"""Whose turns at posts are on today: asked by every page's frame, so it needs little."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django.db.models import Q, QuerySet

from houqin.safety import rules
from houqin.safety.models import Duty


def of_today(me: Any, now: Any, since: Any, until: Any, *, leads: bool) -> QuerySet[Duty]:
    """My turns that are not over; for who ``leads`` also those that nobody has signed."""
    mine = Q(staff=me)
    wanted = mine | Q(signed_at=None, opens_at__lte=now) if leads else mine
    return Duty.objects.filter(wanted, day__gte=since, closes_at__gt=now, opens_at__lt=until)


def day_of(now: datetime) -> dict[str, Any]:
    """What ``of_today`` asks for: a turn of last night may not be over yet."""
    today = rules.day_of(now)
    until = rules.shift_window(today, time(0), time(0))[1]
    return {"now": now, "since": today - rules.ONE_DAY, "until": until}
