"""What of the summaries an institution takes away: the rows, and each one as a Word file."""

from __future__ import annotations

from collections.abc import Iterator

from houqin.core.permissions import may
from houqin.org.member import Member
from houqin.reports.models import Report
from houqin.reports.paper import heading_of, word_file


def files(member: Member, site: str) -> Iterator[tuple[str, bytes]]:
    """Every approved summary, as it was approved."""
    if not may(member, "reports.see"):
        return
    approved = Report.objects.filter(state=Report.State.APPROVED).select_related(
        "plan", "approved_by"
    )
    for report in approved.order_by("pk"):
        page_url = f"{site}/i/{member.institution.code}/reports/{report.pk}/"
        name = f"{heading_of(report)[:60]}-{report.pk}.docx"
        yield name, word_file(report, member.institution, site, page_url)
