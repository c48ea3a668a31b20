"""What a room tells the shell about itself, once: menu, permissions, journal sentences, jobs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from houqin.core.roles import Kind, Role

ALL_KINDS = frozenset(Kind)
EVERYBODY = frozenset(Role)
EVERYBODY_INSIDE = frozenset(Role) - {Role.INSPECTOR}


@dataclass(frozen=True, slots=True)
class Permission:
    """One thing a person may do; ``roles`` hold it by default."""

    code: str
    name: str
    roles: frozenset[Role]


@dataclass(frozen=True, slots=True)
class MenuItem:
    """A line of the navigation; shown to who holds ``permission``.

    ``under`` is another line's ``url_name``: in a long menu this one stands below it, and only
    while one is there.
    """

    group: str
    name: str
    url_name: str
    icon: str
    permission: str
    order: int = 100
    kinds: frozenset[Kind] = ALL_KINDS
    on_phone: bool = False
    under: str = ""
    in_hospital: str = ""  # the name there, where the school's does not fit


@dataclass(frozen=True, slots=True)
class Job:
    """Periodic work, listed by ``houqin doctor`` and run by the worker: cron in Asia/Shanghai."""

    name: str
    cron: str
    run: Callable[[int], object]
    title: str


@dataclass(frozen=True, slots=True)
class SearchSource:
    """Answers the search box: ``find(member, query, limit)`` → rows of (title, note, url)."""

    name: str
    permission: str
    find: Callable[[Any, str, int], list[tuple[str, str, str]]]


@dataclass(frozen=True, slots=True)
class Taken:
    """A table that an institution takes away when it leaves: a workbook, its columns the model's.

    ``rows`` is the model, or gives the rows that the member may see where that is not every one;
    ``without`` names fields that mean nothing outside.
    """

    title: str
    permission: str
    rows: Callable[[Any], Any]  # a model, or member → its rows
    without: frozenset[str] = frozenset()


# What else leaves, ready to be read: ``files(member, site)`` → (name in the archive, content).
TakenFiles = Callable[[Any, str], Iterable[tuple[str, bytes]]]


@dataclass(frozen=True, slots=True)
class Manifest:
    room: str
    name: str
    icon: str
    permissions: tuple[Permission, ...] = ()
    menu: tuple[MenuItem, ...] = ()
    sentences: Mapping[str, str] = field(default_factory=dict)
    jobs: tuple[Job, ...] = ()
    search: tuple[SearchSource, ...] = ()
    leaving: tuple[Taken, ...] = ()
    leaving_files: TakenFiles | None = None


_manifests: dict[str, Manifest] = {}


def announce(manifest: Manifest) -> None:
    """Register a room; called from its AppConfig.ready. ValueError for a second, other one."""
    known = _manifests.setdefault(manifest.room, manifest)
    if known is not manifest:
        raise ValueError(f"{manifest.room} announces itself twice")


def manifests() -> tuple[Manifest, ...]:
    return tuple(_manifests.values())


def permission(code: str) -> Permission:
    """The declared permission; KeyError for one that no room declares."""
    for manifest in _manifests.values():
        for declared in manifest.permissions:
            if declared.code == code:
                return declared
    raise KeyError(code)


def sentence(action: str) -> str:
    """The Chinese template of a journal action; KeyError where its room declares none."""
    for manifest in _manifests.values():
        if action in manifest.sentences:
            return manifest.sentences[action]
    raise KeyError(action)
