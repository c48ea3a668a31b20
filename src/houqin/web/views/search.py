"""One box for everything: each room answers through its SearchSource."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from houqin.core.manifest import manifests
from houqin.core.permissions import may
from houqin.org.access import InstitutionRequest, requires
from houqin.org.member import Member

MOST = 12


@dataclass(frozen=True, slots=True)
class Found:
    """What one source answered; ``more`` when it has answered with as much as it may."""

    name: str
    rows: list[tuple[str, str, str]]
    more: bool


@require_safe
@requires("web.see")
def search(request: InstitutionRequest) -> HttpResponse:
    q = " ".join(request.GET.get("q", "").split())[:60]
    found = _find(request.member, q) if q else []
    page = {"title": "搜索", "q": q, "found": found, "total": sum(len(f.rows) for f in found)}
    return render(request, "web/search.html", page)


def _find(member: Member, q: str) -> list[Found]:
    sources = (source for manifest in manifests() for source in manifest.search)
    answers = []
    for source in sources:
        if may(member, source.permission):
            rows = source.find(member, q, MOST + 1)
            if rows:
                answers.append(Found(source.name, rows[:MOST], len(rows) > MOST))
    return answers
