"""Keep the academic calendar; every change lets the rooms that plan by it follow."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import models, transaction

from houqin.org.access import demand
from houqin.org.calendar import apply_change
from houqin.org.member import Member
from houqin.org.models import Break, CalendarDay, SchoolYear, Term
from houqin.org.recording import record

_LONGEST_YEAR = 400
M = TypeVar("M", bound=models.Model)


@transaction.atomic
def keep_year(
    *, actor: Member, today: date, name: str, first: date, last: date, row: SchoolYear | None = None
) -> SchoolYear:
    """Add a school year, or change ``row``; its terms must still fit."""
    demand(actor, "org.keep_calendar")
    made = row or SchoolYear()
    made.name, made.first, made.last = name, first, last
    _in_order(first, last, "学年的最后一天要晚于第一天。")
    if (last - first).days > _LONGEST_YEAR:
        raise ValidationError({"last": "一个学年不会超过 400 天，请检查日期。"})
    if row and Term.objects.filter(school_year=row).exclude(first__gte=first, last__lte=last):
        raise ValidationError("这个学年的学期会落到学年之外，请先改学期的日期。")
    return _keep(made, actor, today, "org.year_kept")


@transaction.atomic
def keep_term(
    *,
    actor: Member,
    today: date,
    school_year: SchoolYear,
    name: str,
    first: date,
    last: date,
    midterm_first: date | None = None,
    midterm_last: date | None = None,
    finals_first: date | None = None,
    finals_last: date | None = None,
    row: Term | None = None,
) -> Term:
    """Add a term, or change ``row``."""
    demand(actor, "org.keep_calendar")
    _in_order(first, last, "学期结束要晚于开学日期。")
    if not (school_year.first <= first and last <= school_year.last):
        raise ValidationError(
            {"first": f"学期要在{school_year.name}（{school_year.first}—{school_year.last}）之内。"}
        )
    for start, end, field in (
        (midterm_first, midterm_last, "midterm_last"),
        (finals_first, finals_last, "finals_last"),
    ):
        if (start is None) != (end is None):
            raise ValidationError({field: "第一天和最后一天要么都填，要么都不填。"})
    made = row or Term()
    made.school_year, made.name, made.first, made.last = school_year, name, first, last
    made.midterm_first, made.midterm_last = midterm_first, midterm_last
    made.finals_first, made.finals_last = finals_first, finals_last
    return _keep(made, actor, today, "org.term_kept")


@transaction.atomic
def keep_break(
    *,
    actor: Member,
    today: date,
    sort: str,
    name: str,
    first: date,
    last: date,
    row: Break | None = None,
) -> Break:
    """寒暑假 or another stretch of rest."""
    demand(actor, "org.keep_calendar")
    _in_order(first, last, "假期的最后一天不能早于第一天。")
    made = row or Break()
    made.sort, made.name, made.first, made.last = sort, name, first, last
    if sort != Break.Sort.HOLIDAY:
        _outside_terms(first, last)
    return _keep(made, actor, today, "org.break_kept")


def _outside_terms(first: date, last: date) -> None:
    term = Term.objects.filter(first__lte=last, last__gte=first).first()
    if term is not None:
        raise ValidationError(
            f"这个假期与{term.name}（{term.first}—{term.last}）重叠，请先改学期或假期的日期。"
        )


@transaction.atomic
def keep_day(
    *,
    actor: Member,
    today: date,
    day: date,
    sort: str,
    name: str = "",
    row: CalendarDay | None = None,
) -> CalendarDay:
    """A day that differs from the state's list: own holiday, make-up day, exam."""
    demand(actor, "org.keep_calendar")
    made = row or CalendarDay()
    made.day, made.sort, made.name = day, sort, name
    return _keep(made, actor, today, "org.day_kept")


@transaction.atomic
def remove(*, actor: Member, today: date, row: models.Model) -> bool:
    """Take a year, term, break or day off the calendar."""
    demand(actor, "org.keep_calendar")
    if isinstance(row, SchoolYear) and Term.objects.filter(school_year=row).exists():
        raise ValidationError("这个学年还有学期，请先删去学期。")
    record(actor=actor, action="org.calendar_removed", target=row)
    row.delete()
    apply_change(actor, today)
    return True


def _in_order(first: date, last: date, message: str) -> None:
    """Told before the constraints are asked: PostgreSQL cannot even build a range backwards."""
    if last < first:
        raise ValidationError({"last": message})


def _keep(made: M, actor: Member, today: date, action: str) -> M:
    made.full_clean()
    made.save()
    record(actor=actor, action=action, target=made)
    apply_change(actor, today)
    return made
