"""Undertakings on paper: one issue, or all that were valid in a term, with their signatures."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils import timezone

from houqin.ledgers.paper.texts import for_paper
from houqin.ledgers.paper.typesetting import Picture, set_pdf
from houqin.org.member import Member
from houqin.safety.models import Undertaking, UndertakingIssue

_TEMPLATE = Path(__file__).with_name("archive.typ")


def archive_pdf(
    member: Member, title: str, issues: Sequence[UndertakingIssue], now: datetime
) -> bytes:
    """NoChineseFont where the machine has no font for it. One query whatever the issues."""
    letters: dict[int, list[Undertaking]] = {issue.pk: [] for issue in issues}
    rows = Undertaking.objects.filter(issue__in=list(letters), withdrawn_at=None)
    for one in rows.select_related("signature").order_by("post", "name", "pk"):
        letters[one.issue_id].append(one)
    with tempfile.TemporaryDirectory(prefix="houqin-signatures-") as name:
        pictures = list(_pictures(Path(name), [one for some in letters.values() for one in some]))
        sheet = {
            "title": title,
            "institution": member.institution.name,
            "issues": [_issue(issue, letters[issue.pk]) for issue in issues],
            "made": f"{member.name} 导出于 {_moment(now)}",
        }
        return set_pdf(sheet, pictures=pictures, template=_TEMPLATE)


def _issue(issue: UndertakingIssue, letters: Sequence[Undertaking]) -> dict[str, Any]:
    holds = UndertakingIssue.digest_of(issue.text) == issue.digest
    said = "" if holds else "，和现在的正文对不上，请联系信息员"
    return {
        "title": for_paper(issue.title),
        "span": f"{issue.since} 至 {issue.until}",
        "lines": [for_paper(line) for line in issue.text.splitlines() if line.strip()],
        "proof": f"{_moment(issue.issued_at)} 发放，正文指纹 {issue.digest[:16]}{said}",
        "signatures": [
            {
                "key": str(one.pk), "name": for_paper(signed.name), "post": for_paper(one.post),
                "at": _moment(signed.signed_at),
            }
            for one in letters
            if (signed := getattr(one, "signature", None)) is not None
        ],
        "missing": [
            for_paper(one.name) for one in letters if getattr(one, "signature", None) is None
        ],
    }  # fmt: skip


def _pictures(folder: Path, letters: Sequence[Undertaking]) -> list[Picture]:
    """The drawn signatures as files, named after their letters."""
    found = []
    for one in letters:
        drawn = getattr(getattr(one, "signature", None), "picture", None)
        if drawn:
            file = folder / f"{one.pk}.jpg"
            file.write_bytes(bytes(drawn))
            found.append(Picture(file, str(one.pk)))
    return found


def _moment(at: datetime) -> str:
    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M")
