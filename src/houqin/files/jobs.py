"""The nightly clearing of uploads that nobody used."""

from __future__ import annotations

from houqin.core import clock
from houqin.files import services


def purge(_institution_id: int) -> int:
    """Rows first, then what a killed program left on disk; how many rows went."""
    count = services.purge_orphans(clock.now())
    services.sweep_disk(clock.now())
    return count
