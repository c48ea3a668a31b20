"""What every page's frame needs, computed only when a template asks for it.

A page costs one query here, for unread notices, overdue work and waiting cases. The term's ruler
is a second, and only where it is drawn.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import cache
from types import SimpleNamespace
from typing import Any, TypeVar

from django.db.models import (
    Func,
    IntegerField,
    QuerySet,
    Subquery,
)
from django.http import HttpRequest
from django.urls import reverse

from houqin.cases.policy import managed
from houqin.cases.waiting import rows_waiting
from houqin.core import clock
from houqin.core.manifest import MenuItem
from houqin.core.permissions import may
from houqin.core.prepared import PreparedRows
from houqin.maintenance.models import Equipment
from houqin.notify.models import Notice
from houqin.org.member import Member
from houqin.org.models import Staff
from houqin.org.terms import term_view
from houqin.planning.models import Task
from houqin.publicity.models import Receipt
from houqin.safety.turns import day_of, of_today
from houqin.web import navigation


@cache
def _my_counts(managed: tuple[str, ...]) -> PreparedRows:
    """One row: my overdue work, my unread notices, cases that wait for me, my turns; and how much
    equipment is out of use."""

    def rows(day: Any, me: Any, **turns: Any) -> QuerySet[Staff, Any]:
        late = Task.objects.overdue(day).of(me)
        news = Notice.objects.listed_for(me).unread()
        return Staff.objects.filter(pk=me).values(
            overdue=_count_of(late), unread=_count_of(news),
            waiting=_count_of(rows_waiting(me, managed)),
            duties=_count_of(of_today(me, leads=False, **turns).filter(signed_at=None)),
            announced=_count_of(Receipt.objects.open_for(me)),
            closed=_count_of(Equipment.objects.filter(state=Equipment.State.CLOSED)),
        )  # fmt: skip

    return PreparedRows(rows)


def _count_of(rows: QuerySet[Any]) -> Subquery:
    counted = (
        rows.order_by()
        .annotate(n=Func(template="COUNT(*)", output_field=IntegerField()))
        .values("n")
    )
    return Subquery(counted, output_field=IntegerField())


# Lines of the menu whose number comes with that one row.
_AT_ONCE = {
    "notify:notices": "unread", "web:today": "overdue",
    "cases:cases": "waiting", "safety:duties": "duties",
    "publicity:notices": "announced",
}  # fmt: skip
_NOTHING = SimpleNamespace(overdue=0, unread=0, waiting=0, duties=0, announced=0, closed=0)
log = logging.getLogger(__name__)
T = TypeVar("T")


def frame(request: HttpRequest) -> dict[str, Any]:
    """The context processor. It never raises: an error page is drawn with it, too."""
    member: Member | None = getattr(request, "member", None)
    institution = getattr(request, "institution", None)
    if member is None or institution is None:
        return {"institution": institution}
    counts = _once(lambda: _counted(member), _NOTHING)
    term = _once(lambda: term_view(clock.today()), None)

    def count(item: MenuItem) -> int:
        name = _AT_ONCE.get(item.url_name)
        return int(getattr(counts(), name)) if name else 0

    path = request.path
    menu = _once(lambda: navigation.open_to(member, path), navigation.Menu())
    return {
        "institution": institution,
        "member": member,
        "nav": _once(lambda: navigation.groups(menu(), count), ()),
        "whole_nav": _once(lambda: navigation.everything(menu(), count), ()),
        "phone_nav": _once(lambda: navigation.phone(menu(), path, count), ()),
        "term": term,
        "term_ruler": lambda: found.weeks if (found := term()) else (),
        "notice_count": lambda: counts().unread,
        "duty_count": lambda: counts().duties,
        "announced_count": lambda: counts().announced,
        "closed_count": lambda: counts().closed,
        "search_url": _once(lambda: reverse("web:search"), ""),
        "notices_url": _once(lambda: reverse("notify:notices"), ""),
        "account_links": _once(lambda: _account_links(member), ()),
    }


def _counted(member: Member) -> Any:
    turns = day_of(clock.now())
    return _my_counts(tuple(managed(member)))(day=clock.today(), me=member.staff.pk, **turns)[0]


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


def _account_links(member: Member) -> tuple[navigation.NavItem, ...]:
    own = navigation.NavItem("通知方式", reverse("notify:preferences"), "bell-cog")
    return (own, *_ACCOUNT) if may(member, "notify.keep") else _ACCOUNT


_ACCOUNT = (
    navigation.NavItem("修改密码", "/accounts/password/change/", "lock"),
    navigation.NavItem("两步验证", "/accounts/2fa/", "shield-lock"),
    navigation.NavItem("我的单位", "/?choose=1", "building"),
)
