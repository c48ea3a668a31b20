"""When a reading asks for work. Pure."""

from __future__ import annotations

from decimal import Decimal


def is_due(
    sort: str, value: Decimal, reading: Decimal, base: Decimal | None
) -> tuple[bool, Decimal | None]:
    """Whether work is due at this reading, and the base that use counts from afterwards.

    ``over`` and ``under`` ask once, until the reading has come back; ``every`` asks each time that
    ``value`` more has been used. A meter that was exchanged (a lower reading) starts again.
    """
    if sort == "every":
        if base is None or reading < base:
            return False, reading
        return (True, reading) if reading - base >= value else (False, base)
    beyond = reading > value if sort == "over" else reading < value
    if not beyond:
        return False, None
    return base is None, reading if base is None else base
