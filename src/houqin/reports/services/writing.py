"""What people put into a summary: sentences and photos."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from houqin.journal.public import record
from houqin.org.access import demand
from houqin.org.member import Member
from houqin.reports import rules
from houqin.reports.figures import tasks_of
from houqin.reports.models import Report
from houqin.reports.proofs import offered
from houqin.reports.scoping import outline_of
from houqin.reports.services.generating import refuse_unless_draft


def locked_draft(report_id: int) -> Report:
    """The row to write to, locked; a sentence when it is with the principal or approved."""
    rows = Report.objects.select_for_update(of=("self",)).select_related("plan__institution")
    report = rows.get(pk=report_id)
    refuse_unless_draft(report)
    return report


@transaction.atomic
def write_text(
    *, actor: Member, report_id: int, key: str, text: str, seen: str | None = None
) -> Report:
    """Put a text in its place.

    ``seen`` is what the writer started from: what somebody else wrote meanwhile is not overwritten.
    """
    demand(actor, "reports.write")
    report = locked_draft(report_id)
    text = _clean(text)
    standing = report.texts.get(key, "")
    if text == standing:
        return report
    if seen is not None and _clean(seen) != standing:
        raise ValidationError(
            f"这一段刚有人改成：“{standing or '（空）'}”。"
            "您写的还在框里，请复制下来，刷新后再并进去。"
        )
    places = {block.key for block in outline_of(report).blocks if block.is_editable}
    if key not in places:
        raise ValidationError("总结里没有这一部分，请刷新页面再写。")
    if len(text) > rules.MOST_TEXT:
        raise ValidationError(f"一段最多写 {rules.MOST_TEXT} 个字，现在是 {len(text)} 个字。")
    report.texts = {**report.texts, key: text}
    if not text:
        del report.texts[key]
    report.save(update_fields=["texts"])
    record(
        actor=actor,
        action="reports.text_written",
        target=report,
        where=key.removeprefix("s:"),
        was=standing[:300],
    )
    return report


def _clean(text: str) -> str:
    """Without what neither the database nor a Word file can hold; lines end in one way."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign for sign in lines if sign in "\n\t" or sign.isprintable()).strip()


@transaction.atomic
def choose_photos(
    *, actor: Member, report_id: int, file_ids: Sequence[int], now: datetime
) -> Report:
    """The photos that stand in the report, in the order of their days."""
    demand(actor, "reports.write")
    report = locked_draft(report_id)
    wanted = list(dict.fromkeys(file_ids))
    if len(wanted) > rules.MOST_PHOTOS:
        raise ValidationError(
            f"最多选 {rules.MOST_PHOTOS} 张，现在选了 {len(wanted)} 张，请去掉几张。"
        )
    shots = offered(tasks_of(report.plan, report.period))
    known = {shot.file_id for shot in shots} | set(report.photos)
    if not set(wanted) <= known:
        raise ValidationError("有的照片已经不在这段时间的佐证里，请刷新后重选。")
    moments = {shot.file_id: shot.made_at for shot in shots}
    report.photos = sorted(wanted, key=lambda pk: moments.get(pk, now))
    report.photos_chosen = True
    report.save(update_fields=["photos", "photos_chosen"])
    record(actor=actor, action="reports.photos_chosen", target=report, count=len(wanted))
    return report
