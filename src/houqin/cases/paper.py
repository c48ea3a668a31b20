"""The closing form (办结单): facts, before and after side by side, what happened, signatures."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.utils import timezone

from houqin.cases.case_page import said_of, sides_of
from houqin.cases.flow import Flow, NeedKind
from houqin.cases.models import Case
from houqin.cases.policy import sees_reporter
from houqin.files import storage
from houqin.files.public import AttachedFile, attachments_of
from houqin.ledgers.paper.texts import for_paper
from houqin.ledgers.paper.typesetting import Picture, set_pdf
from houqin.org.member import Member

_TEMPLATE = Path(__file__).with_name("closing.typ")
MOST_PHOTOS = 6  # a side


def _moment(at: datetime | None) -> str:
    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M") if at else ""


def _facts(member: Member, case: Case) -> list[list[str]]:
    reporter = case.reporter_name if sees_reporter(member, case) else "（不公开）"
    rows = [
        ("事由", case.title),
        ("说明", case.text),
        ("地点", case.place.full_name if case.place else ""),
        ("等级", case.graded.name if case.graded else ""),
        ("提出", f"{reporter}  {_moment(case.opened_at)}"),
        (case.declared.owner_name, case.owner.name if case.owner else ""),
        ("复查人", case.verifier.name if case.verifier else ""),
        ("期限", _moment(case.due_at)),
        ("状态" if case.is_open else "办结", f"{case.standing.name}  {_moment(case.closed_at)}"),
        ("计划资金", f"{case.money_planned:,.2f} 元" if case.money_planned is not None else ""),
        ("实际花费", f"{case.money_spent:,.2f} 元" if case.money_spent is not None else ""),
        ("答复", case.answer),
        ("责任追究", case.conclusion + ("（一票否决）" if case.is_veto else "")),
    ]
    more = case.declared.on_paper
    rows += more(case) if more else ()
    return [[label, for_paper(value)] for label, value in rows if value]


def _pictures(side: str, files: list[AttachedFile]) -> list[Picture]:
    return [
        Picture(
            storage.absolute(storage.thumbnail_of(one.path)),
            for_paper(f"{side} {_moment(one.taken_at or one.uploaded_at)}"),
        )
        for one in [file for file in files if file.is_photo][:MOST_PHOTOS]
    ]


def _signatures(flow: Flow, transition: str) -> set[str]:
    step = flow.transition_of.get(transition)
    needs = step.needs if step else ()
    return {need.label for need in needs if need.kind is NeedKind.SIGNATURE}


def closing_pdf(member: Member, case: Case, now: datetime) -> bytes:
    """NoChineseFont where the machine has no font for it."""
    flow, steps = case.declared, list(case.steps.all())
    files = attachments_of(steps)
    before, after = sides_of(flow, steps, files)
    signed = [
        picture
        for step in steps
        for one in files.get(step.pk, [])
        if one.caption in _signatures(flow, step.transition)
        for picture in _pictures(f"签名 {step.by_name}", [one])
    ]
    said = []
    for one in steps:
        more = "；".join(f"{label}：{value}" for label, value in said_of(flow, one))
        what = f"{one.name}。{more}" if more else one.name
        is_hidden = one.transition == "open" and not sees_reporter(member, case)
        who = "（不公开）" if is_hidden else one.by_name
        said.append([_moment(one.at), for_paper(who), for_paper(what)])
    sheet = {
        "title": f"{flow.name}{'办理' if case.is_open else '办结'}单",
        "institution": member.institution.name,
        "number": case.number,
        "facts": _facts(member, case),
        "steps": said,
        "signers": flow.signers,
        "made": f"{member.name} 打印于 {_moment(now)}",
    }
    pictures = [*_pictures("之前", before), *_pictures("之后", after), *signed]
    return set_pdf(sheet, pictures=pictures, template=_TEMPLATE)
