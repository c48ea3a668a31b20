"""Tasks that a room above proves by records of its own: where those are made, instead of a tick."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from houqin.planning.models import Task


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The page that finishes the task, and what it is called."""

    name: str
    url: str


Finder = Callable[[Task], Elsewhere | None]
_finders: dict[str, Finder] = {}


def on_tasks_of(domain: str, find: Finder) -> None:
    """Ask ``find(task)`` about open tasks of a line of work; from ready()."""
    _finders[domain] = find


def elsewhere_of(task: Task) -> Elsewhere | None:
    """Where the task is finished, or None for one that is ticked or proved by a book."""
    find = _finders.get(task.domain)
    return find(task) if find is not None and task.is_open else None
