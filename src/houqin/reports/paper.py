"""A report as a Word file: its words, its photos made small, its addresses."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from houqin.files import storage
from houqin.org.models import Institution
from houqin.reports.models import Report
from houqin.reports.proofs import Shot, chosen
from houqin.reports.scoping import address_of, outline_of

if TYPE_CHECKING:
    from houqin.reports.word import Picture

_LONG_SIDE = 1100


def word_file(report: Report, institution: Institution, site: str, page_url: str) -> bytes:
    """The .docx; ``site`` is https://host, ``page_url`` the report's own full address."""
    from houqin.reports.word import Paper, build  # only who makes a file loads the writer of Word

    def address(query: Mapping[str, Any]) -> str:
        return f"{site}{address_of(query)}"

    pictures = [made for shot in chosen(report.plan, report.photos) if (made := _picture(shot))]
    return build(
        Paper(
            title=heading_of(report),
            byline=byline_of(report, institution),
            outline=outline_of(report),
            figures=report.figures,
            pictures=pictures,
            address=address,
            page_url=page_url,
            is_draft=not report.is_approved,
            footnote=footnote_of(report),
        )
    )


def heading_of(report: Report) -> str:
    return report.title if report.is_approved else f"{report.title}（征求意见稿）"


def byline_of(report: Report, institution: Institution) -> str:
    """Who and when: 青禾小学，2026年8月31日至11月22日; who only where the title does not say it."""
    first, last = report.first, report.last
    year = "" if first.year == last.year else f"{last.year}年"
    days = f"{first.year}年{first.month}月{first.day}日至{year}{last.month}月{last.day}日"
    return days if institution.name in report.title else f"{institution.name}，{days}"


def footnote_of(report: Report) -> str:
    """On what the figures rest, and who has approved them."""
    made = timezone.localtime(report.generated_at)
    said = f"本文依据《{report.plan.title}》，数字由系统按 {made:%Y-%m-%d %H:%M} 的记录统计。"
    if report.approved_by and report.approved_at:
        on = timezone.localtime(report.approved_at)
        said += f"审定：{report.approved_by.name}，{on.year}年{on.month}月{on.day}日。"
    return said


def _picture(shot: Shot) -> Picture | None:
    """The photo small enough for a file that is mailed around; None when its file is gone."""
    from PIL import Image

    from houqin.reports.word import Picture

    try:
        with Image.open(storage.absolute(shot.path)) as image:
            image.thumbnail((_LONG_SIDE, _LONG_SIDE))
            body = BytesIO()
            image.convert("RGB").save(body, "JPEG", quality=80)
            is_upright = image.height > image.width
    except OSError:
        return None
    return Picture(body.getvalue(), is_upright, caption_of(shot))


def caption_of(shot: Shot) -> str:
    day = timezone.localtime(shot.made_at)
    return f"{shot.title}，{day.month}月{day.day}日"
