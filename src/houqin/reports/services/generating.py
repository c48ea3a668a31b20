"""Making a summary and bringing it up to date: figures are replaced, what people wrote stays."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from houqin.core.roles import Role, role_name
from houqin.journal.public import record
from houqin.org.access import demand
from houqin.org.member import Member
from houqin.planning.models import WorkPlan
from houqin.reports import rules
from houqin.reports.comparing import Change, changes
from houqin.reports.figures import collect, tasks_of
from houqin.reports.frozen import RECORDS, rows
from houqin.reports.models import Report
from houqin.reports.proofs import offered, suggested


@transaction.atomic
def generate(
    *, actor: Member, plan_id: int, sort: str, first: date | None = None, now: datetime, today: date
) -> Report:
    """The plan's summary, or that of the month of ``first``; made once, then brought up to date."""
    demand(actor, "reports.write")
    # The plan is the lock: of two clicks the second finds the first one's report.
    plan = WorkPlan.objects.select_for_update(of=("self",)).get(pk=plan_id)
    period = _period(plan, sort, first, today)
    rows = Report.objects.select_for_update(of=("self",))
    report = rows.filter(plan=plan, sort=period.sort, first=period.first).first()
    if report is None:
        report = Report(plan=plan, sort=period.sort, first=period.first, title=_title(plan, period))
        action = "reports.report_generated"
    else:
        refuse_unless_draft(report)
        action = "reports.report_updated"
    _fill(report, plan, period, actor, now, today)
    report.full_clean(exclude=["institution", "generated_by"])
    report.save()
    record(actor=actor, action=action, target=report)
    return report


def _period(plan: WorkPlan, sort: str, first: date | None, today: date) -> rules.Period:
    if not plan.version:
        raise ValidationError("计划还没有批准，没有可总结的。批准并执行后再来。")
    if sort == Report.Sort.HALF_YEAR:
        period = rules.half_year(plan.first, plan.last, today)
        if period is None:
            raise ValidationError(
                f"计划从 {plan.first.month}月{plan.first.day}日 开始，到时再来总结。"
            )
        return period
    wanted = rules.month(first or today)
    if sort != Report.Sort.MONTH or wanted not in rules.months(plan.first, plan.last, today):
        raise ValidationError("这个月不在计划的时间里，或者还没有到，请选别的月份。")
    return wanted


def _title(plan: WorkPlan, period: rules.Period) -> str:
    if period.is_month:
        return rules.month_title(plan.title, period.first)
    return rules.half_year_title(plan.title)


def refuse_unless_draft(report: Report) -> None:
    if report.is_approved:
        principal = role_name(Role.PRINCIPAL, report.plan.institution.kind)
        raise ValidationError(
            f"这份总结已经审定，文字和数字都不再变。要改，请{principal}先撤回审定。"
        )
    if not report.is_draft:
        raise ValidationError("这份总结已经送审，文字和数字先不变。要改，请先撤回送审。")


def _fill(
    report: Report, plan: WorkPlan, period: rules.Period, actor: Member, now: datetime, today: date
) -> None:
    report.last = period.last
    records = rows(tasks_of(plan, period))
    report.figures = {**collect(plan, period, today), RECORDS: records}
    if not report.photos_chosen:
        shots = offered(tasks_of(plan, period))
        report.photos = suggested(shots, rules.PHOTOS_SUGGESTED)
    report.generated_at, report.generated_by = now, actor.staff


def whats_new(report: Report, today: date) -> list[Change]:
    """What bringing the report up to date would change; writes nothing."""
    plan = report.plan
    period = _period(plan, report.sort, report.first, today)
    fresh: dict[str, Any] = collect(plan, period, today)
    return changes(report.figures, fresh)
