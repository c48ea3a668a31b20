"""The director sends a summary, the principal approves it or sends it back."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from houqin.core.roles import Role
from houqin.journal.public import record
from houqin.notify.public import mark_done, page, send
from houqin.org.access import demand
from houqin.org.holders import load_holders
from houqin.org.member import Member
from houqin.org.models import Staff
from houqin.reports.models import Report

_NOTHING_WAITS = "这份总结不在待审状态：可能已经审定或撤回，请刷新后再看。"


def _locked(report_id: int) -> Report:
    return Report.objects.select_for_update(of=("self",)).select_related("plan").get(pk=report_id)


@transaction.atomic
def submit(*, actor: Member, report_id: int, now: datetime) -> Report:
    """Hand the draft to the principal; from here on it does not change."""
    demand(actor, "reports.write")
    report = _locked(report_id)
    if report.state == Report.State.SUBMITTED:
        return report
    if not report.is_draft:
        raise ValidationError("这份总结已经审定，不用再送审。")
    report.state, report.return_reason = Report.State.SUBMITTED, ""
    report.submitted_by, report.submitted_at = actor.staff, now
    report.save()
    record(actor=actor, action="reports.report_submitted", target=report)
    ids = load_holders().of_role(Role.PRINCIPAL, None, timezone.localdate(now))
    _tell(
        list(Staff.objects.filter(pk__in=ids)),
        "report.submitted",
        f"请审定：{report.title}",
        f"{actor.name}送来总结，等您审定。",
        report,
        now,
    )
    return report


@transaction.atomic
def take_back(*, actor: Member, report_id: int, now: datetime) -> Report:
    """The author goes on writing before the principal has decided."""
    demand(actor, "reports.write")
    report = _locked(report_id)
    if report.state != Report.State.SUBMITTED:
        raise ValidationError(_NOTHING_WAITS)
    report.state = Report.State.DRAFT
    report.save(update_fields=["state"])
    mark_done(target=report, now=now)
    record(actor=actor, action="reports.report_taken_back", target=report)
    return report


@transaction.atomic
def approve(*, actor: Member, report_id: int, now: datetime) -> Report:
    """Settle the document as it stands. A second click changes nothing."""
    demand(actor, "reports.approve")
    report = _locked(report_id)
    if report.is_approved:
        return report
    if report.state != Report.State.SUBMITTED:
        raise ValidationError(_NOTHING_WAITS)
    report.state, report.return_reason = Report.State.APPROVED, ""
    report.approved_by, report.approved_at = actor.staff, now
    report.save()
    mark_done(target=report, now=now)
    record(actor=actor, action="reports.report_approved", target=report)
    _tell_author("report.approved", f"{actor.name}审定了总结。", report, now)
    return report


@transaction.atomic
def send_back(*, actor: Member, report_id: int, reason: str, now: datetime) -> Report:
    """Return with a reason, which the author sees."""
    demand(actor, "reports.approve")
    report = _locked(report_id)
    reason = " ".join(reason.split())[:300]
    if not reason:
        raise ValidationError("退回时请写明理由，方便对方修改。")
    if report.state != Report.State.SUBMITTED:
        raise ValidationError(_NOTHING_WAITS)
    report.state, report.return_reason = Report.State.DRAFT, reason
    report.save(update_fields=["state", "return_reason"])
    mark_done(target=report, now=now)
    record(actor=actor, action="reports.report_returned", target=report, reason=reason)
    _tell_author("report.returned", f"总结被退回：{reason}", report, now)
    return report


@transaction.atomic
def reopen(*, actor: Member, report_id: int, now: datetime) -> Report:
    """The principal takes the approval back, so that the summary can be corrected."""
    demand(actor, "reports.approve")
    report = _locked(report_id)
    if not report.is_approved:
        raise ValidationError("这份总结还没有审定，不用撤回审定。")
    report.state, report.approved_by, report.approved_at = Report.State.DRAFT, None, None
    report.save()
    record(actor=actor, action="reports.report_reopened", target=report)
    _tell_author("report.returned", f"{actor.name}撤回了审定，总结可以再改。", report, now)
    return report


def _tell_author(kind: str, body: str, report: Report, now: datetime) -> None:
    if report.submitted_by is not None:
        _tell([report.submitted_by], kind, report.title, body, report, now)


def _tell(
    people: list[Staff], kind: str, title: str, body: str, report: Report, now: datetime
) -> None:
    send(
        recipients=people,
        kind=kind,
        title=title,
        body=body,
        url=page("reports:report", report.pk),
        key=f"{kind}-{report.pk}-{now:%Y%m%d%H%M%S}",
        target=report,
        now=now,
    )
