"""The navigation a member sees: every room's menu items, filtered by what the member may do."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from django.urls import NoReverseMatch, get_script_prefix, reverse

from houqin.core.manifest import MenuItem, manifests
from houqin.core.permissions import held
from houqin.core.roles import Kind, Role
from houqin.org.member import Member

GROUPS = ("日常", "统筹", "公开与总结", "单位")
_ON_PHONE = 3
LONG = 18  # what fits a desk's screen without scrolling


@dataclass(frozen=True, slots=True)
class NavItem:
    name: str
    url: str
    icon: str
    active: bool = False
    count: int = 0
    scan: bool = False
    is_deep: bool = False
    more: str = ""  # the icon of what stands under it


@dataclass(frozen=True, slots=True)
class NavGroup:
    name: str
    items: tuple[NavItem, ...]


Count = Callable[[MenuItem], int]
Items = tuple[tuple[MenuItem, NavItem], ...]


@dataclass(frozen=True, slots=True)
class Menu:
    """What a member may open. In the sidebar a long menu shows what stands under an item only to
    who is there; ``hidden`` has the others by that item.
    """

    whole: Items = ()
    side: Items = ()
    hidden: Mapping[str, Sequence[MenuItem]] = field(default_factory=dict)


def open_to(member: Member, path: str) -> Menu:
    """The items the member may open, each with its address and whether it is where we are."""
    whose = (member.kind, member.roles, get_script_prefix())
    urls = (nav.url for _item, nav in _known(*whose))
    return _menu(*whose, max(filter(path.startswith, urls), key=len, default=""))


def groups(menu: Menu, count: Count) -> tuple[NavGroup, ...]:
    """The sidebar: groups in the order in which the items come; what is hidden counts above."""
    return _grouped(
        menu.side,
        lambda item: count(item) + sum(map(count, menu.hidden.get(item.url_name, ()))),
    )


def everything(menu: Menu, count: Count) -> tuple[NavGroup, ...]:
    """All items by group, as the phone's 更多 lists them."""
    return _grouped(menu.whole, count)


def _grouped(items: Items, count: Count) -> tuple[NavGroup, ...]:
    found: dict[str, list[NavItem]] = {}
    for item, nav in items:
        found.setdefault(item.group, []).append(_counted(nav, count(item)))
    return tuple(NavGroup(name, tuple(items)) for name, items in found.items())


def phone(menu: Menu, path: str, count: Count) -> tuple[NavItem, ...]:
    """The bottom bar: Today, two of the rooms, the scanner in the middle, and everything else."""
    chosen = [pair for pair in menu.whole if pair[0].on_phone]
    items = [_counted(nav, count(item)) for item, nav in chosen[:_ON_PHONE]]
    scan = NavItem("扫一扫", reverse("web:scan"), "scan", scan=True)
    more_url = reverse("web:more")
    more = NavItem("更多", more_url, "apps", active=path.startswith(more_url))
    return (*items[:2], scan, *items[2:], more)


def _counted(nav: NavItem, count: int) -> NavItem:
    return replace(nav, count=count) if count else nav


@lru_cache(maxsize=512)
def _known(kind: Kind, roles: frozenset[Role], prefix: str) -> Items:
    """What these roles may open, in its order; ``prefix`` is where reverse() puts addresses."""
    items = (item for manifest in manifests() for item in manifest.menu)
    mine = {i.url_name: i for i in items if kind in i.kinds and held(roles, i.permission)}
    found = []
    for item in sorted(mine.values(), key=lambda i: _key(i, mine)):
        try:
            name = item.in_hospital if kind is Kind.HOSPITAL and item.in_hospital else item.name
            found.append((item, NavItem(name, reverse(item.url_name), item.icon)))
        except NoReverseMatch:  # a room without its pages: the frame still stands
            continue
    return tuple(found)


@lru_cache(maxsize=2048)
def _menu(kind: Kind, roles: frozenset[Role], prefix: str, here: str) -> Menu:
    """The longest address the path starts with is where we are."""
    known = _known(kind, roles, prefix)
    whole = tuple((item, replace(nav, active=nav.url == here)) for item, nav in known)
    if len(whole) <= LONG:
        return Menu(whole, whole)
    open_one = next((item.under or item.url_name for item, nav in whole if nav.active), "")
    tops = {item.url_name for item, _nav in whole if not item.under}
    parents = {item.under for item, _nav in whole} & tops
    side: list[tuple[MenuItem, NavItem]] = []
    hidden: dict[str, list[MenuItem]] = {}
    for item, nav in whole:
        if item.under not in tops:
            arrow = "chevron-down" if item.url_name == open_one else "chevron-right"
            more = arrow if item.url_name in parents else ""
            side.append((item, replace(nav, more=more)))
        elif item.under == open_one:
            side.append((item, replace(nav, is_deep=True)))
        else:
            hidden.setdefault(item.under, []).append(item)
    return Menu(whole, tuple(side), hidden)


def _key(item: MenuItem, among: Mapping[str, MenuItem]) -> tuple[int, int, bool, int]:
    """Below the item it stands under, where that one is there."""
    top = among.get(item.under, item)
    return _place(top.group), top.order, top is not item, item.order


def _place(group: str) -> int:
    return GROUPS.index(group) if group in GROUPS else len(GROUPS)
