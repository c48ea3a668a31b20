"""How often one caller may ask: a bucket that fills again, kept in this process's memory."""

from __future__ import annotations

from threading import Lock

MOST_KEYS = 10_000


class Buckets:
    """One bucket per key; a full one holds a minute's worth, so short bursts pass."""

    def __init__(self, most: int = MOST_KEYS) -> None:
        self._most = most
        self._held: dict[str, tuple[float, float]] = {}
        self._lock = Lock()

    def wait(self, key: str, per_minute: int, now: float) -> float:
        """Take one and give 0, or give the seconds until there is one to take."""
        each = per_minute / 60
        with self._lock:
            level, since = self._held.pop(key, (float(per_minute), now))
            level = min(float(per_minute), level + (now - since) * each)
            is_free = level >= 1
            # Put back last: the first key is then always the one asked for longest ago.
            self._held[key] = (level - 1 if is_free else level, now)
            if len(self._held) > self._most:
                del self._held[next(iter(self._held))]
        return 0.0 if is_free else (1 - level) / each
