"""The navigation a member sees: every room's menu items, filtered by what the member may do."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from django.urls import NoReverseMatch, reverse

from houqin.core.manifest import MenuItem, manifests
from houqin.core.permissions import may
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


Marked = list[tuple[MenuItem, NavItem]]


def open_to(member: Member, path: str) -> Marked:
    """The items the member may open, each with its address and whether it is where we are."""
    return _mark(_open_to(member), path)


def groups(marked: Marked, count: Count) -> list[NavGroup]:
    """The sidebar: groups in their fixed order, unknown ones last."""
    found: dict[str, list[NavItem]] = {}
    for item, url in marked:
        found.setdefault(item.group, []).append(replace(url, count=count(item)))
    names = sorted(found, key=lambda n: GROUPS.index(n) if n in GROUPS else len(GROUPS))
    return [NavGroup(name, tuple(found[name])) for name in names]


def phone(marked: Marked, path: str, count: Count) -> list[NavItem]:
    """The bottom bar: Today, two of the rooms, the scanner in the middle, and everything else."""
    chosen = [pair for pair in marked if pair[0].on_phone]
    items = [replace(nav, count=count(item)) for item, nav in chosen[:_ON_PHONE]]
    scan = NavItem("扫一扫", reverse("web:scan"), "scan", scan=True)
    more_url = reverse("web:more")
    more = NavItem("更多", more_url, "apps", active=path.startswith(more_url))
    return [*items[:2], scan, *items[2:], more]


def _open_to(member: Member) -> list[MenuItem]:
    items = (item for manifest in manifests() for item in manifest.menu)
    mine = [i for i in items if member.kind in i.kinds and may(member, i.permission)]
    return sorted(mine, key=lambda i: (_place(i.group), i.order))


def _place(group: str) -> int:
    return GROUPS.index(group) if group in GROUPS else len(GROUPS)


def _mark(items: Iterable[MenuItem], path: str) -> list[tuple[MenuItem, NavItem]]:
    """Each item with its address; the longest address the path starts with is where we are."""
    known = []
    for item in items:
        try:
            known.append((item, reverse(item.url_name)))
        except NoReverseMatch:  # a room without its pages: the frame still stands
            continue
    here = max((url for _item, url in known if path.startswith(url)), key=len, default="")
    return [(item, NavItem(item.name, url, item.icon, active=url == here)) for item, url in known]
