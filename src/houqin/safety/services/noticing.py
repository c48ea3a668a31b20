"""What records ask somebody to be told: the same child's dangerous articles, a lesson not held."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from django.utils import timezone

from houqin.core.asked import asked_number
from houqin.ledgers.models import Entry
from houqin.notify.public import page, send
from houqin.org.member import Member
from houqin.org.models import SchoolClass, Student
from houqin.org.terms import term_view
from houqin.safety import rules
from houqin.safety.services.walking import officers

ARTICLES, FOUND = "banned_items", "有发现"
LESSONS, FIRST_LESSON = "safety_lesson", "开学第一课"
WEEK = timedelta(days=7)


def follow_entries(_actor: Member, entries: Sequence[Entry]) -> None:
    """Dangerous articles found on the same child twice in a week: the homeroom teacher is told."""
    for entry in entries:
        if entry.book.code == ARTICLES and entry.values.get("found") == FOUND:
            _tell_of_articles(entry)


def _tell_of_articles(entry: Entry) -> None:
    child = entry.values.get("child") or {}
    key = str(child.get("id", ""))
    number = asked_number(key)
    if number is None:
        return
    same = Entry.objects.filter(
        book=entry.book_id, values__found=FOUND, values__child__id=key,
        happened_at__gt=entry.happened_at - WEEK, happened_at__lte=entry.happened_at,
    ).standing()  # fmt: skip
    times = same.count()
    student = Student.objects.select_related("school_class__homeroom").filter(pk=number).first()
    teacher = student.school_class.homeroom if student else None
    if times < 2 or student is None or teacher is None:
        return
    send(
        recipients=[teacher], kind="safety.articles",
        title=f"{student.name}一周内 {times} 次带危险物品",
        body=f"这次是{entry.values.get('item', '')}。请和家长联系，物品由家长领回。",
        url=page("ledgers:entry", entry.pk), key=f"articles-{entry.pk}", now=entry.entered_at,
    )  # fmt: skip


def warn_of_missing_lessons(*, now: datetime) -> int:
    """A week after the term's first day: classes without the first lesson, to their teachers and
    to who answers for safety; once a class and term.
    """
    today = timezone.localtime(now, rules.HERE).date()
    term = term_view(today)
    if term is None or not term.first + WEEK <= today <= term.first + 3 * WEEK:
        return 0
    begin = datetime.combine(term.first, time(0), rules.HERE)
    held = Entry.objects.filter(
        book__code=LESSONS, happened_at__gte=begin, values__sort=FIRST_LESSON
    ).standing()  # fmt: skip
    done = set(held.values_list("key", flat=True))
    leaders = officers(today)
    told = 0
    for room in SchoolClass.objects.select_related("homeroom"):
        if str(room.pk) in done:
            continue
        told += send(
            recipients=[*([room.homeroom] if room.homeroom else []), *leaders],
            kind="safety.lesson", title=f"{room.name}还没有“开学第一课”的记录", now=now,
            body="开学一周了。上过课请补记，没上请尽快安排。", url=page("ledgers:new", LESSONS),
            key=f"first-lesson-{term.pk}-{room.pk}",
        )  # fmt: skip
    return told
