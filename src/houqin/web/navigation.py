"""The navigation a member sees: every room's menu items, filtered by what the member may do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

from django.urls import NoReverseMatch, get_script_prefix, reverse

from houqin.core.manifest import MenuItem, manifests
from houqin.core.permissions import held
from houqin.core.roles import Kind, Role
from houqin.org.member import Member

GROUPS = ("日常", "统筹", "公开与总结", "单位")
_ON_PHONE = 3


@dataclass(frozen=True, slots=True)
class NavItem:
    name: str
    url: str
    icon: str
    active: bool = False
    count: int = 0
    scan: bool = False


@dataclass(frozen=True, slots=True)
class NavGroup:
    name: str
    items: tuple[NavItem, ...]


Count = Callable[[MenuItem], int]


Marked = tuple[tuple[MenuItem, NavItem], ...]


def open_to(member: Member, path: str) -> Marked:
    """The items the member may open, each with its address and whether it is where we are."""
    whose = (member.kind, member.roles, get_script_prefix())
    urls = (nav.url for _item, nav in _known(*whose))
    return _marked(*whose, max(filter(path.startswith, urls), key=len, default=""))


def groups(marked: Marked, count: Count) -> tuple[NavGroup, ...]:
    """The sidebar: groups in the order in which the items come."""
    found: dict[str, list[NavItem]] = {}
    for item, nav in marked:
        found.setdefault(item.group, []).append(_counted(nav, count(item)))
    return tuple(NavGroup(name, tuple(items)) for name, items in found.items())


def phone(marked: Marked, path: str, count: Count) -> tuple[NavItem, ...]:
    """The bottom bar: Today, two of the rooms, the scanner in the middle, and everything else."""
    chosen = [pair for pair in marked if pair[0].on_phone]
    items = [_counted(nav, count(item)) for item, nav in chosen[:_ON_PHONE]]
    scan = NavItem("扫一扫", reverse("web:scan"), "scan", scan=True)
    more_url = reverse("web:more")
    more = NavItem("更多", more_url, "apps", active=path.startswith(more_url))
    return (*items[:2], scan, *items[2:], more)


def _counted(nav: NavItem, count: int) -> NavItem:
    return replace(nav, count=count) if count else nav


@lru_cache(maxsize=512)
def _known(kind: Kind, roles: frozenset[Role], prefix: str) -> Marked:
    """What these roles may open, in its order; ``prefix`` is where reverse() puts addresses."""
    items = (item for manifest in manifests() for item in manifest.menu)
    mine = [i for i in items if kind in i.kinds and held(roles, i.permission)]
    found = []
    for item in sorted(mine, key=lambda i: (_place(i.group), i.order)):
        try:
            found.append((item, NavItem(item.name, reverse(item.url_name), item.icon)))
        except NoReverseMatch:  # a room without its pages: the frame still stands
            continue
    return tuple(found)


@lru_cache(maxsize=2048)
def _marked(kind: Kind, roles: frozenset[Role], prefix: str, here: str) -> Marked:
    """The longest address the path starts with is where we are."""
    known = _known(kind, roles, prefix)
    return tuple((item, replace(nav, active=nav.url == here)) for item, nav in known)


def _place(group: str) -> int:
    return GROUPS.index(group) if group in GROUPS else len(GROUPS)
