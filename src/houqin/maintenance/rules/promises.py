"""What is promised for a repair, by urgency, what is broken and where. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Promised:
    """One line of the settings; "" for ``fault`` or ``path`` stands for all."""

    fault: str
    path: str
    respond_hours: Decimal
    finish_hours: Decimal | None = None
    finish_days: int | None = None


def closest(lines: Iterable[Promised], fault: str, path: str) -> Promised | None:
    """The line that says most about the repair: the nearest place, then what is broken."""
    fitting = [
        line
        for line in lines
        if line.fault in {"", fault}
        and (not line.path or path == line.path or path.startswith(f"{line.path}/"))
    ]
    return max(fitting, key=lambda line: (len(line.path), line.fault != ""), default=None)
