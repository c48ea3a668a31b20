"""The journal as a searchable list."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.db.models import Q
from django.http import HttpResponse
from django.urls import reverse

from houqin.core.manifest import manifests
from houqin.journal.models import JournalEntry
from houqin.org.access import InstitutionRequest, requires
from houqin.org.models import Staff
from houqin.ui.listing import Column, Listing, render_list
from houqin.ui.tables import Choice, DateRange


def _rooms() -> Iterable[tuple[str, str]]:
    return [(m.room, m.name) for m in manifests() if m.sentences]


def _people() -> Iterable[tuple[str, str]]:
    rows = Staff.objects.filter(user__isnull=False).order_by("name")
    return [(str(user), name) for user, name in rows.values_list("user_id", "name")]


def _actions() -> Iterable[tuple[str, str]]:
    """Every kind of change there is, in its own words, without the names it is filled with."""
    return sorted(
        (action, _plain(words)) for m in manifests() for action, words in m.sentences.items()
    )


def _plain(words: str) -> str:
    """What is done, without of whom: “给“{target}”办了离岗，日期 {day}” → “给…办了离岗”."""
    text = _FILLED.sub("…", words).lstrip("…：，；、 ")
    return _CLAUSE.split(text)[0].rstrip("… ") or words


def _address(row: JournalEntry) -> str:
    return f"{row.get_via_display()} {row.address}".strip()


_FILLED = re.compile(r"(?:[“《（]?\{\w+\}[”》）]?)+ ?")
_CLAUSE = re.compile(r"[：，；]")

LISTING = Listing(
    name="journal",
    title="操作日志",
    columns=(
        Column("时间", "at", format="moment", css="hq-nw", width=18),
        Column("谁", "actor_name", phone="side", css="hq-nw"),
        Column("做了什么", "sentence", phone="title", css="hq-wrapcell", width=60),
        Column("从哪里", _address, css="hq-ink3 hq-nw", phone="hide", width=24),
    ),
    filters=(
        Choice("actor", "人员", _people, lookup="actor_id"),
        Choice("room", "模块", _rooms, where=lambda room: Q(action__startswith=f"{room}.")),
        Choice("action", "事项", _actions, lookup="action"),
        DateRange("at", "日期", "at", is_moment=True),
    ),
    search="search",
    search_hint="搜姓名、内容",
    sort="-pk",
    empty_title="还没有操作日志。",
    empty_hint="每一次改动都会记下谁、何时、从哪里、做了什么，至少保存六个月，谁也不能修改。",
)


@requires("journal.read")
def entries(request: InstitutionRequest) -> HttpResponse:
    return render_list(
        request,
        LISTING,
        JournalEntry.objects.defer("search", "facts"),
        crumbs=[("单位资料", reverse("org:home"))],
        note="只增不改，至少保存六个月。",
        wide=True,
    )
