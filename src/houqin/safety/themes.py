"""安全主题活动: what was held in a month under which title, by which classes, with its photos."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from houqin.files.public import AttachedFile, attachments_of
from houqin.ledgers.models import Entry
from houqin.ledgers.standing import standing_of
from houqin.org.models import SchoolClass
from houqin.safety import rules
from houqin.safety.services.noticing import LESSONS

_SHOWN = 6


@dataclass(slots=True)
class Activity:
    """One title of the record of safety lessons; ``times`` is by the class's key."""

    topic: str
    sort: str
    days: list[date] = field(default_factory=list)
    led_by: set[str] = field(default_factory=set)
    times: dict[str, int] = field(default_factory=dict)
    people: int = 0
    said: list[str] = field(default_factory=list)
    photos: list[AttachedFile] = field(default_factory=list)


def activities_of(first: date) -> list[Activity]:
    """By the day on which each began; three queries."""
    since, until = rules.month_span(first)
    rows = Entry.objects.filter(
        book__code=LESSONS, happened_at__gte=since, happened_at__lt=until
    ).standing()  # fmt: skip
    rows = rows.defer("search").prefetch_related("amendments")
    entries = list(rows.order_by("happened_at", "pk"))
    photos = attachments_of(entries)
    found: dict[tuple[str, str], Activity] = {}
    for entry in entries:
        values = standing_of(entry).values
        key = (str(values.get("sort", "")), str(values.get("topic", "")).strip())
        one = found.setdefault(key, Activity(key[1], key[0]))
        day = rules.day_of(entry.happened_at)
        one.days += [day] if day not in one.days else []
        one.led_by.add(entry.author_name)
        one.times[entry.key] = one.times.get(entry.key, 0) + 1
        one.people += int(values.get("people") or 0)
        if values.get("summary"):
            one.said.append(str(values["summary"]))
        one.photos += photos[entry.pk][: _SHOWN - len(one.photos)]
    return list(found.values())


@dataclass(frozen=True, slots=True)
class Taking:
    """A class with how often it took part in each activity."""

    room: SchoolClass
    times: Sequence[int]


def taking_part(activities: Sequence[Activity]) -> list[Taking]:
    """One query."""
    return [
        Taking(room, [one.times.get(str(room.pk), 0) for one in activities])
        for room in SchoolClass.objects.all()
    ]
