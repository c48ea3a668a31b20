"""Tasks that a room above proves by records of its own: where those are made, instead of a tick."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from houqin.planning.models import Task


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The page that finishes the task, and what it is called; ``far``: how far it has come."""

    name: str
    url: str
    far: str = ""


Finder = Callable[[Task], Elsewhere | None]
Follower = Callable[[list[Task]], dict[int, Elsewhere]]
_finders: dict[str, Finder] = {}
_followers: dict[str, Follower] = {}


def on_tasks_of(domain: str, find: Finder) -> None:
    """Ask ``find(task)`` about open tasks of a line of work; from ready()."""
    _finders[domain] = find


def on_progress_of(domain: str, follow: Follower) -> None:
    """Ask ``follow(tasks)`` how far those of a line of work have come; from ready()."""
    _followers[domain] = follow


def progress_of(tasks: Iterable[Task]) -> dict[int, Elsewhere]:
    """By the task's key, of those that are proved elsewhere; asked once for each line of work."""
    by_domain: dict[str, list[Task]] = {}
    for task in tasks:
        if task.domain in _followers:
            by_domain.setdefault(task.domain, []).append(task)
    found: dict[int, Elsewhere] = {}
    for domain, some in by_domain.items():
        found |= _followers[domain](some)
    return found


def elsewhere_of(task: Task) -> Elsewhere | None:
    """Where the task is finished, or None for one that is ticked or proved by a book."""
    find = _finders.get(task.domain)
    return find(task) if find is not None and task.is_open else None
