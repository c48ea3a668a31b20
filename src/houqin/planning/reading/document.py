"""What every kind of file becomes first: lines, some of them known to be headings."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph; ``level`` is the heading level the file itself declares (0: none)."""

    text: str
    level: int = 0


@dataclass(frozen=True, slots=True)
class Document:
    name: str
    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)


def tidy(lines: Iterable[str]) -> Iterable[str]:
    """The lines without the indentation and the invisible characters that editors leave."""
    for line in lines:
        clean = line.translate(_INVISIBLE).strip()
        if clean:
            yield clean


def fold(text: str) -> str:
    """The text with full-width forms made half-width, one for one, so that every span still holds.

    Structure is looked for in the folded text; what is kept and shown is always the original.
    """
    return text.translate(_HALF_WIDTH)


_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0x2236: 0x3A}
_INVISIBLE = {0x200B: None, 0x200C: None, 0x200D: None, 0xFEFF: None, 0x00AD: None, 0x00A0: " "}
