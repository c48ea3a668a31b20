"""One task: what it is, what proves it, what happened; doing it in two taps."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_POST

from houqin.core import clock
from houqin.core.permissions import may
from houqin.core.prepared import Prepared
from houqin.files.public import attachments_of, take_all
from houqin.journal.public import history
from houqin.org.access import InstitutionRequest, requires
from houqin.org.member import Member
from houqin.planning.elsewhere import elsewhere_of
from houqin.planning.forms.doing import ProofForm
from houqin.planning.models import Deferral, Evidence, Task
from houqin.planning.policy import own_line, roles_of, visible_tasks
from houqin.planning.services import doing
from houqin.planning.task_book import task_book
from houqin.planning.views.review_rows import roles_said
from houqin.ui.forms import submit

_WITH = (
    "item__goal",
    "item__book_place",
    "plan",
    "assignee__superior",
    "done_by",
    "checked_by",
    "department",
)


# A book of many lines a day proves a month's task many times; the book itself shows all.
EVIDENCE_SHOWN = 40

_ANY: Prepared[Task] = Prepared(
    lambda pk: Task.objects.filter(pk=pk).select_related(*_WITH).order_by()
)
_OWN: Prepared[Task] = Prepared(
    lambda pk, me, department: (
        Task.objects.filter(own_line(me, department), pk=pk).select_related(*_WITH).order_by()
    )
)
_EVIDENCE: Prepared[Evidence] = Prepared(
    lambda task: (
        Evidence.objects.filter(task_id=task).select_related("made_by", "entry").order_by("pk")
    )
)
_DEFERRALS: Prepared[Deferral] = Prepared(
    lambda task: Deferral.objects.filter(task_id=task).select_related("made_by", "seen_by")
)


def visible_task(member: Member, pk: int) -> Task:
    """The task with all its page shows, or 404; who helps by role opens it by its address."""
    if may(member, "planning.see_all"):
        found = _ANY.one(pk=pk)
    else:
        staff = member.staff
        found = _OWN.one(pk=pk, me=staff.pk, department=staff.department_id or 0)
        found = found or _helped(member, _ANY.one(pk=pk))
    if found is None:
        raise Http404("no such task, or not for this member")
    return found


def _helped(member: Member, row: Task | None) -> Task | None:
    return row if row and roles_of(member) & set(row.item.helper_roles) else None


def hand_in(*, actor: Member, task: Task, photos: list[Any], **given: Any) -> Task:
    """Take the photos in, then hand in the proof."""
    now = clock.now()
    token = given["token"]
    if Evidence.objects.filter(token=token).exists():
        photos = []  # a re-sent form: the service answers with the task as it stands
    files = take_all(actor=actor, uploads=photos, now=now) if photos else []
    return doing.hand_in(actor=actor, task_id=task.pk, photos=files, now=now, **given)


@requires("planning.see")
def task(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = visible_task(request.member, pk)
    form = ProofForm(request.POST or None, request.FILES or None, task=row, initial=_initial())
    if request.method == "POST":
        done = submit(form, hand_in, actor=request.member, task=row)
        if done is not None:
            _say_done(request, done)
            return redirect("web:today")
    page = _page(request.member, row, form, clock.today())
    return render(request, "planning/tasks/task.html", page, status=422 if form.errors else 200)


def _initial() -> dict[str, Any]:
    return {"token": uuid4()}


def _say_done(request: InstitutionRequest, done: Task) -> None:
    last = done.evidence.filter(revokes=None).order_by("-pk").first()
    word = "已登记，等上级复查" if done.state == Task.State.REVIEW else "已登记"
    if done.is_open:
        word = f"已登记 {done.times_done}/{done.times} 次"
    text = format_html("{}：{}", word, done.item.title)
    undo = reverse("planning:undo", args=[last.pk]) if last else ""
    messages.success(request, text, extra_tags=undo)


def _page(member: Member, row: Task, form: ProofForm, today: date) -> dict[str, Any]:
    evidence = _EVIDENCE(task=row.pk)
    revoked = {one.revokes_id for one in evidence if one.revokes_id}
    files = attachments_of(evidence) if evidence else {}
    shown = [
        {"row": one, "photos": files.get(one.pk, []), "is_revoked": one.pk in revoked}
        for one in evidence
        if one.revokes_id is None
    ]
    deferrals = list(_DEFERRALS(task=row.pk))
    standing = [one for one in evidence if one.revokes_id is None and one.pk not in revoked]
    book = task_book(member, row, standing, deferrals) if row.item.book else None
    elsewhere = None if book else elsewhere_of(row)
    can_do = may(member, "planning.do", row)
    can_check = may(member, "planning.check", row)
    return {
        "task": row,
        "form": form,
        "helpers": roles_said(row.item.helper_roles, member.kind),
        "state": state_code(row, today),
        "can_do": bool(can_do) and row.is_open and row.first <= today,
        "can_tick": not (book or elsewhere) and bool(can_do) and row.is_open and row.first <= today,
        "elsewhere": elsewhere,
        "book": book,
        "why_not": getattr(can_do, "reason", "") if row.is_open else "",
        "is_early": row.is_open and row.first > today,
        "can_check": bool(can_check) and row.state == Task.State.REVIEW,
        "can_decide": bool(can_check),
        "can_urge": bool(may(member, "planning.supervise")) and row.is_open,
        "can_assign": bool(may(member, "planning.assign")) and row.is_open,
        "can_report": bool(may(member, "cases.report")) and not member.is_read_only,
        "evidence": shown[-EVIDENCE_SHOWN:],
        "evidence_count": len(shown),
        "deferrals": deferrals,
        "lines": history(row, limit=20),
        "today": today,
    }


@requires("planning.do")
def write(request: InstitutionRequest, pk: int) -> HttpResponse:
    """Straight to the page of the entry it waits for; else to the task, which says why."""
    row = visible_task(request.member, pk)
    standing = Evidence.objects.standing().filter(task=row)
    waived = list(Deferral.objects.filter(task=row))
    book = task_book(request.member, row, standing, waived) if row.item.book else None
    if book is None or book.is_too_late or not (book.may_write and row.is_open):
        return redirect("planning:task", pk=pk)
    return redirect(book.sheet_url or book.write_url)


def state_code(row: Task, today: date) -> str:
    """The task in one of the six states every page draws."""
    if row.is_overdue(today):
        return "late"
    return "na" if row.state == Task.State.WAIVED else str(row.state)


@require_POST
@requires("planning.do")
def undo(request: InstitutionRequest, pk: int) -> HttpResponse:
    """撤回 within ten minutes."""
    seen = Evidence.objects.filter(task__in=visible_tasks(request.member))
    evidence = get_object_or_404(seen, pk=pk)
    try:
        row = doing.take_back(actor=request.member, evidence_id=evidence.pk, now=clock.now())
        messages.info(request, f"已撤回：{row.item.title}")
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return redirect("planning:task", pk=evidence.task_id)


@require_POST
@requires("planning.check")
def check(request: InstitutionRequest, pk: int) -> HttpResponse:
    """复查: agree, or send back with a reason."""
    row = visible_task(request.member, pk)
    agree = request.POST.get("agree") == "1"
    reason = request.POST.get("reason", "")
    try:
        doing.check(
            actor=request.member, task_id=row.pk, agree=agree, reason=reason, now=clock.now()
        )
        messages.success(request, "复查通过" if agree else "已退回重做")
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return redirect("planning:task", pk=pk)
