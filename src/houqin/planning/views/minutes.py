"""Writing the minutes: what was said, what was decided, who does it by when."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from houqin.core import clock
from houqin.files.public import take_all
from houqin.org.access import InstitutionRequest, demand, requires
from houqin.org.member import Member
from houqin.planning.forms.meetings import Decisions, MinutesForm
from houqin.planning.models import Meeting, Task
from houqin.planning.services import minuting
from houqin.planning.views.meetings import crumbs, visible_meeting
from houqin.ui.form_pages import attempt
from houqin.ui.forms import submit


def _publish(
    *, actor: Member, meeting_id: int, minutes: str, photos: list[Any], decisions: Decisions
) -> Meeting:
    now = clock.now()
    files = take_all(actor=actor, uploads=photos, now=now) if photos else []
    return minuting.publish_minutes(
        actor=actor,
        meeting_id=meeting_id,
        minutes=minutes,
        decisions=decisions.chosen(),
        photos=files,
        now=now,
        today=clock.today(),
    )


@requires("planning.see_meetings")
def minutes(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = visible_meeting(request.member, pk)
    demand(request.member, "planning.lead_meeting", row)
    form = MinutesForm(
        request.POST or None, request.FILES or None, initial={"minutes": _skeleton(row)}
    )
    decisions = Decisions(request.POST or None)
    if request.method == "POST":
        good = decisions.is_valid()
        known = {"actor": request.member, "meeting_id": pk, "decisions": decisions}
        held = submit(form, _publish, **known) if good else None
        if held is not None:
            _say(request, held)
            return redirect("planning:meeting", pk=pk)
    absent = row.attendance.filter(state="invited").select_related("staff")
    page = {
        "meeting": row, "form": form, "decisions": decisions, "title": "写纪要",
        "crumbs": crumbs((row.title, reverse("planning:meeting", args=[pk]))),
        "absent": [one.staff.name for one in absent], "draft": f"minutes-{pk}",
        "cancel_url": reverse("planning:meeting", args=[pk]), "submit": "发布纪要",
    }  # fmt: skip
    status = 422 if request.method == "POST" else 200
    return render(request, "planning/meetings/minutes.html", page, status=status)


def _skeleton(row: Meeting) -> str:
    """The agenda's lines, to write under."""
    return "\n\n".join(line.strip() for line in row.agenda.splitlines() if line.strip())


def _say(request: InstitutionRequest, held: Meeting) -> None:
    tasks = held.decisions.exclude(task=None).count()
    messages.success(request, f"纪要已发给参会人，派出 {tasks} 项任务")
    if held.task_id is None:
        return
    task = Task.objects.select_related("item").get(pk=held.task_id)
    if task.is_open:
        messages.warning(
            request,
            f"“{task.item.title}”的时间已过，按没有开会算。确实开过，请到任务里补登记。",
        )


@require_POST
@requires("planning.see_meetings")
def note(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = visible_meeting(request.member, pk)
    problem = attempt(
        lambda: minuting.add_note(
            actor=request.member,
            meeting_id=row.pk,
            text=request.POST.get("text", "")[:500],
            now=clock.now(),
        )
    )
    if problem:
        messages.error(request, problem)
    else:
        messages.success(request, "已补充在纪要下面")
    return redirect("planning:meeting", pk=pk)
