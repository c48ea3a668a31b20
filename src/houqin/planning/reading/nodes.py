"""One numbered point or heading of a plan's tree."""

from __future__ import annotations

from dataclasses import dataclass, field

Span = tuple[int, int]


@dataclass(slots=True)
class Node:
    """A numbered point or heading: its number, its own line, and what stands under it."""

    style: str
    number: int
    label: str
    mark: Span
    text: Span
    level: int = 0
    is_time: bool = False
    parent: Node | None = None
    paragraphs: list[Span] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)

    @property
    def path(self) -> str:
        """The label of the way here, as people cite it: 二(三)4(6)."""
        parent = self.parent
        while self.style.startswith("dec") and parent and parent.style.startswith(("num", "dec")):
            parent = parent.parent  # 2.1 already says that it stands under 2
        above = parent.path if parent else ""
        if not above or not self.label:
            return above + self.label
        return above + (" " if self.is_time or _needs_gap(above, self.label) else "") + self.label


def _needs_gap(above: str, label: str) -> bool:
    return above[-1].isdecimal() and label[0].isdecimal()
