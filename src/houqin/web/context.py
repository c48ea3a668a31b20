"""What every page's frame needs, computed only when a template asks for it.

A page costs at most two queries here: the unread notices and the overdue work. The term's ruler is
a third, and only where it is drawn.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

from django.http import HttpRequest
from django.urls import reverse

from houqin.core import clock
from houqin.core.manifest import MenuItem
from houqin.core.permissions import may
from houqin.notify.public import unread_count
from houqin.org.member import Member
from houqin.planning.models import Task
from houqin.web import navigation
from houqin.web.term import term_view

log = logging.getLogger(__name__)
T = TypeVar("T")


def frame(request: HttpRequest) -> dict[str, Any]:
    """The context processor. It never raises: an error page is drawn with it, too."""
    member: Member | None = getattr(request, "member", None)
    institution = getattr(request, "institution", None)
    if member is None or institution is None:
        return {"institution": institution}
    unread = _once(lambda: unread_count(member.staff), 0)
    overdue = _once(lambda: _overdue(request, member), 0)
    term = _once(lambda: term_view(clock.today()), None)

    def count(item: MenuItem) -> int:
        if item.url_name == "notify:notices":
            return unread()
        if item.url_name == "web:today":
            return overdue()
        return item.count(member) if item.count else 0

    path = request.path
    nothing: navigation.Marked = []
    marked = _once(lambda: navigation.open_to(member, path), nothing)
    return {
        "institution": institution,
        "member": member,
        "nav": _once(lambda: navigation.groups(marked(), count), []),
        "phone_nav": _once(lambda: navigation.phone(marked(), path, count), []),
        "term": term,
        "term_ruler": lambda: found.weeks if (found := term()) else [],
        "notice_count": unread,
        "search_url": _once(lambda: reverse("web:search"), ""),
        "notices_url": _once(lambda: reverse("notify:notices"), ""),
        "account_links": _once(lambda: _account_links(member), []),
    }


def _once(compute: Callable[[], T], otherwise: T) -> Callable[[], T]:
    """At most once per page; a failure is logged and the frame goes on without it."""

    @cache
    def value() -> T:
        try:
            return compute()
        except Exception:  # the frame must stand even when what it shows is broken
            log.exception("the page frame lacks a part")
            return otherwise

    return value


def _overdue(request: HttpRequest, member: Member) -> int:
    """The member's own; a view that has counted already leaves the number on the request."""
    known = getattr(request, "own_overdue", None)
    if known is not None:
        return int(known)
    if member.is_read_only:
        return 0
    return Task.objects.overdue(clock.today()).of(member.staff.pk).count()


def _account_links(member: Member) -> list[dict[str, str]]:
    links = [
        {"name": "修改密码", "url": "/accounts/password/change/", "icon": "lock"},
        {"name": "两步验证", "url": "/accounts/2fa/", "icon": "shield-lock"},
        {"name": "我的单位", "url": "/?choose=1", "icon": "building"},
    ]
    if may(member, "notify.keep"):
        url = reverse("notify:preferences")
        links.insert(0, {"name": "通知方式", "url": url, "icon": "bell-cog"})
    return links
