"""Yuan with two places, rounded in one place."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")


def yuan(amount: Decimal | int | str) -> Decimal:
    """The amount in yuan, rounded half up to the cent; InvalidOperation for what is no number."""
    return Decimal(amount).quantize(CENT, rounding=ROUND_HALF_UP)
