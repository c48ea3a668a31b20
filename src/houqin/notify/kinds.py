"""The kinds of notice: each room registers its own, each person may switch them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NoticeKind:
    """``code`` is "task.overdue"; ``name`` is what the switch says."""

    code: str
    name: str
    group: str
    explanation: str = ""
    may_hide: bool = True  # false: always shown in the program; mail can still be switched off
    by_mail: bool = True  # the mail switch until the person sets it
    is_private: bool = False  # says what not even the leaders may read: no export holds it


_kinds: dict[str, NoticeKind] = {}


def register_kinds(*kinds: NoticeKind) -> None:
    """Announce a room's kinds, in its ready(). ValueError for a second, different one."""
    for kind in kinds:
        if _kinds.setdefault(kind.code, kind) != kind:
            raise ValueError(f"notice kind {kind.code} is registered twice")


def kind_of(code: str) -> NoticeKind:
    """KeyError for a kind that no room registers."""
    return _kinds[code]


def all_kinds() -> list[NoticeKind]:
    """Grouped, in the order in which the rooms registered them."""
    groups = list(dict.fromkeys(kind.group for kind in _kinds.values()))
    return sorted(_kinds.values(), key=lambda kind: groups.index(kind.group))
