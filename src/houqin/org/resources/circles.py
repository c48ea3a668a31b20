"""Find rows that are their own ancestors once a file is taken in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from houqin.ui.resources import Cells, Change


def circles(
    changes: Sequence[Change], current: Mapping[tuple[str, ...], Cells], own: str, above: str
) -> Iterator[tuple[Change, str, str]]:
    """Each change that closes a circle, with the field and the sentence."""
    parents = {cells[own]: cells[above] for cells in current.values()}
    parents |= {change.after[own]: change.after[above] for change in changes}
    safe: set[str] = {""}
    for change in changes:
        trail: list[str] = []
        name = change.after[own]
        while name not in safe and name not in trail:
            trail.append(name)
            name = parents.get(name, "")
        if name in trail:
            yield change, above, "上下级绕成了圈，请改成真正的上一级。"
        else:
            safe |= set(trail)


def parents_first(changes: Sequence[Change], own: str, above: str) -> list[Change]:
    """The changes ordered so that whoever is named as parent comes before its children."""
    inside = {change.after[own]: change for change in changes}
    done: dict[str, Change] = {}

    for change in changes:
        trail = []
        name = change.after[own]
        while name in inside and name not in done and name not in trail:
            trail.append(name)
            name = inside[name].after[above]
        for one in reversed(trail):
            done[one] = inside[one]
    return list(done.values())
