"""危险物品: found on the same child again, and handed back to the parent."""

from __future__ import annotations

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from houqin.core.asked import asked_number
from houqin.ledgers.models import Amendment, Entry
from houqin.ledgers.services.amending import settle_entry
from houqin.ledgers.standing import standing_of
from houqin.notify.public import page, send
from houqin.org.member import Member
from houqin.org.models import Student
from houqin.safety import rules

BOOK, FOUND, GIVEN_BACK = "banned_items", "有发现", "家长领回"
WEEK = timedelta(days=7)
_FETCHED = "家长已领回（见 "


def follow(actor: Member, entry: Entry) -> None:
    """Found twice in a week: the homeroom teacher is told. Fetched: all of the child's is."""
    found = entry.values.get("found")
    if found == GIVEN_BACK:
        day = entry.values.get("returned_on") or f"{rules.day_of(entry.happened_at)}"
        if not _give_back(actor, entry, entry.values, day):
            raise ValidationError({"values.child": "这个孩子没有还没领回的物品，请核对。"})
    elif found == FOUND:
        _tell_if_again(entry)


def follow_amendment(actor: Member, amendment: Amendment) -> None:
    """The day of return filled in at one find is that of the child's others, too."""
    if amendment.reason.startswith(_FETCHED):
        return  # written below, for each of them
    after, before = amendment.after or {}, amendment.before
    if after.get("found") == FOUND and after.get("returned_on") and not before.get("returned_on"):
        _give_back(actor, amendment.entry, after, after["returned_on"])


def _give_back(actor: Member, by: Entry, values: dict[str, object], day: object) -> int:
    """How many finds on this child, until this entry, were open and are closed."""
    child = values.get("child")
    key = str(child.get("id", "")) if isinstance(child, dict) else ""
    rows = _finds(by, key).filter(happened_at__lte=by.happened_at).exclude(pk=by.pk)
    open_ones = [
        one
        for one in rows.prefetch_related("amendments")
        if not standing_of(one).values.get("returned_on")
    ]
    for one in open_ones:
        settle_entry(
            actor=actor, entry_id=one.pk, told={"returned_on": str(day)}, now=by.entered_at,
            reason=f"{_FETCHED}{by.number}）",
        )  # fmt: skip
    return len(open_ones)


def _finds(entry: Entry, child: str) -> QuerySet[Entry]:
    rows = Entry.objects.filter(book=entry.book_id, values__found=FOUND, values__child__id=child)
    return rows.standing()


def _tell_if_again(entry: Entry) -> None:
    child = entry.values.get("child") or {}
    key = str(child.get("id", ""))
    number = asked_number(key)
    if number is None:
        return
    within = (entry.happened_at - WEEK, entry.happened_at)
    same = _finds(entry, key).filter(happened_at__gt=within[0], happened_at__lte=within[1])
    times = same.count()
    student = Student.objects.select_related("school_class__homeroom").filter(pk=number).first()
    teacher = student.school_class.homeroom if student else None
    if times < 2 or student is None or teacher is None:
        return
    send(
        recipients=[teacher], kind="safety.articles",
        title=f"{student.name}一周内 {times} 次带危险物品",
        body=f"这次是{entry.values.get('item', '')}。请和家长联系，物品由家长领回。",
        url=page("safety:articles"), key=f"articles-{entry.pk}", now=entry.entered_at,
    )  # fmt: skip
