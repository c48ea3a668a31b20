"""What the page of a case shows: facts, photos of before and after, what happened, buttons."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db.models import Q
from django.urls import reverse

from houqin.cases.flow import Flow, NeedKind, Party
from houqin.cases.models import Case, CaseStep, Comment
from houqin.cases.pointers import page_of_origin
from houqin.cases.policy import manages, parties_of, sees_reporter, steps_for, visible
from houqin.cases.services.opening import BEFORE
from houqin.files.public import AttachedFile, attachments_of
from houqin.org.member import Member

LINKED = 20


@dataclass(slots=True)
class Line:
    """A step or a comment of the timeline."""

    at: datetime
    title: str
    who: str
    said: list[tuple[str, str]] = field(default_factory=list)
    text: str = ""
    photos: list[AttachedFile] = field(default_factory=list)
    icon: str = "point"
    is_public: bool = False
    is_comment: bool = False


def _labels(flow: Flow) -> dict[tuple[str, str], str]:
    found = {("open", need.code): need.label for need in flow.open_needs}
    for step in flow.transitions:
        found |= {(step.code, need.code): need.label for need in step.needs}
    return found


# What the engine's own steps keep.
_OWN = {
    "reason": "原因", "note": "交代", "conclusion": "结论", "meeting": "会议", "votes": "表决",
}  # fmt: skip


def said_of(flow: Flow, step: CaseStep) -> list[tuple[str, str]]:
    labels = _labels(flow)
    return [
        (labels.get((step.transition, code)) or _OWN.get(code, code), str(value))
        for code, value in step.given.items()
        if value not in ("", None)
    ]


def sides_of(
    flow: Flow, steps: list[CaseStep], files: dict[int, list[AttachedFile]]
) -> tuple[list[AttachedFile], list[AttachedFile]]:
    """Photos of before, and those of the last time it was said to be done."""
    before, after = list[AttachedFile](), list[AttachedFile]()
    for step in steps:
        declared = flow.transition_of.get(step.transition)
        needs = declared.needs if declared else ()
        sides = {need.label: need.side for need in needs if need.kind is NeedKind.PHOTO}
        mine = files.get(step.pk, [])
        sides[BEFORE] = "before"
        before += [one for one in mine if sides.get(one.caption) == "before"]
        late = [one for one in mine if sides.get(one.caption) == "after"]
        after = late or after
    return before, after


def case_page(member: Member, case: Case, now: datetime) -> dict[str, Any]:
    """Six queries after the case's own."""
    flow = case.declared
    steps, comments = list(case.steps.all()), list(case.comments.all())
    helpers = list(case.cooperators.select_related("staff"))
    helper_ids = [one.staff_id for one in helpers]
    files = attachments_of(steps)
    said_files = attachments_of(comments) if comments else {}
    before, after = sides_of(flow, steps, files)
    buttons = steps_for(member, case, steps, helper_ids)
    is_manager, sees = manages(member, flow), sees_reporter(member, case)
    parties = parties_of(member, case, helper_ids)
    return {
        "case": case,
        "flow": flow,
        "member": member,
        "subject": case.subject,
        "state": case.word(now),
        "state_name": _state_name(case, now),
        "grade": case.graded,
        "origin": page_of_origin(case),
        "crumbs": [(flow.name, f"{reverse('cases:cases')}?flow={flow.code}")],
        "helpers": [one.staff for one in helpers],
        "reporter": case.reporter_name if sees else "（不公开）",
        "phone": case.outside_phone if sees and (is_manager or Party.OWNER in parties) else "",
        "before": before,
        "after": after,
        "lines": timeline(
            flow, steps, comments, _beside(files, before + after), said_files,
            hides=not sees,
        ),
        "buttons": [one for one in buttons if one.may],
        "denied": [one for one in buttons if not one.may],
        "can_manage": is_manager,
        "can_merge": is_manager and case.is_open and not flow.why_not_regroup,
        "can_ask_help": case.is_open and not flow.why_not_regroup and not member.is_read_only
        and (is_manager or case.owner_id == member.staff.pk),
        "linked": linked_to(member, case),
        "can_extend": case.is_open and flow.may_extend and case.due_at is not None
        and Party.OWNER in parties and case.extension_until is None and not member.is_read_only,
        "can_answer": is_manager and case.extension_until is not None
        and case.extension_by_id != member.staff.pk,
        "comment_token": uuid4(),
        "can_comment": not member.is_read_only,
        "now": now,
    }  # fmt: skip


def _beside(
    files: dict[int, list[AttachedFile]], shown: list[AttachedFile]
) -> dict[int, list[AttachedFile]]:
    """What is on neither side: progress, signatures, the work of a time that was sent back."""
    apart = {id(one) for one in shown}
    return {pk: [one for one in mine if id(one) not in apart] for pk, mine in files.items()}


def linked_to(member: Member, case: Case) -> list[tuple[str, Case]]:
    """Its duplicates, and the same at the same place before and since, as far as the member may see
    them; one query."""
    before = {case.merged_into_id: "并入", case.recurrence_of_id: "上一次"}
    rows = visible(member, case.flow).filter(
        Q(pk__in=[pk for pk in before if pk]) | Q(merged_into=case) | Q(recurrence_of=case)
    )
    found = rows.only("number", "title", "merged_into").order_by("pk")[:LINKED]
    since = {True: "并进来的", False: "后来又有"}
    return [(before.get(one.pk) or since[one.merged_into_id == case.pk], one) for one in found]


def _state_name(case: Case, now: datetime) -> str:
    name = case.standing.name
    if case.is_overdue(now) and case.due_at is not None:
        days = (now - case.due_at).days
        return f"{name}，逾期 {days} 天" if days else f"{name}，已逾期"
    return name


def _who(step: CaseStep, *, hides: bool) -> str:
    return "（不公开）" if hides and step.party in {"reporter", "public"} else step.by_name


def timeline(
    flow: Flow,
    steps: list[CaseStep],
    comments: list[Comment],
    files: dict[int, list[AttachedFile]],
    said_files: dict[int, list[AttachedFile]],
    *,
    hides: bool = False,
) -> list[Line]:
    """Steps and comments in the order in which they were made; ``hides``: not who reported."""
    lines = [
        Line(
            one.at, one.name, _who(one, hides=hides), said_of(flow, one), "", files.get(one.pk, [])
        )
        for one in steps
    ]
    lines += [
        Line(one.at, "留言", one.by_name, [], one.text, said_files.get(one.pk, []), "message",
             one.is_public, is_comment=True)
        for one in comments
    ]  # fmt: skip
    return sorted(lines, key=lambda line: line.at)
