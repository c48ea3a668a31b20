"""岗位职责: all posts, one post, writing its duties."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from houqin.core import clock
from houqin.core.permissions import may
from houqin.core.roles import role_name
from houqin.journal.public import history
from houqin.org.access import InstitutionRequest, requires
from houqin.planning import posts as reading
from houqin.planning.forms.posts import DutiesForm
from houqin.planning.models import PostDuties
from houqin.planning.policy import roles_of
from houqin.planning.services import posts as services
from houqin.planning.views.doing import state_code
from houqin.ui.form_pages import form_page


def _named(role: str, kind: str) -> str:
    if role not in reading.ROLES:
        raise Http404("no such post")
    return role_name(role, kind)


def _crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    return [("岗位职责", reverse("planning:posts")), *more]


@requires("planning.see")
def posts(request: InstitutionRequest) -> HttpResponse:
    """One's own posts first, then those without a holder, then the rest."""
    mine, kind = roles_of(request.member), request.member.kind
    rows = reading.posts_on(clock.today())
    rows.sort(key=lambda one: (one.role not in mine, not one.is_vacant))
    page = {
        "posts": [{"post": one, "name": role_name(one.role, kind)} for one in rows],
        "mine": mine,
        "vacant": sum(one.is_vacant for one in rows),
        "unwritten": sum(not one.is_written for one in rows),
    }
    return render(request, "planning/posts/list.html", page)


@requires("planning.see")
def post(request: InstitutionRequest, role: str) -> HttpResponse:
    name, today = _named(role, request.member.kind), clock.today()
    shown = reading.post_page(request.member, role, today)
    page: dict[str, Any] = {
        "name": name,
        "role": role,
        "shown": shown,
        "tasks": [(row, state_code(row, today)) for row in shown.tasks],
        "crumbs": _crumbs(),
        "can_write": bool(may(request.member, "planning.write_duties")),
        "lines": history(shown.written, limit=10) if shown.written else [],
    }
    return render(request, "planning/posts/post.html", page)


@requires("planning.write_duties")
def write(request: InstitutionRequest, role: str) -> HttpResponse:
    name = _named(role, request.member.kind)
    row = PostDuties.objects.filter(role=role).first()
    start = {"duties": row.duties, "hours": row.hours} if row else {}
    here = reverse("planning:post", args=[role])
    return form_page(
        request,
        DutiesForm(request.POST or None, initial=start),
        services.write_duties,
        then=here,
        title=f"{name}的职责",
        crumbs=_crumbs((name, here)),
        known={"actor": request.member, "role": role, "now": clock.now()},
        done="已写好，担任的人都能看到",
        draft=f"duties-{role}",
    )
