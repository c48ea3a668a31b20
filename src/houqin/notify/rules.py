"""Quiet hours, patience between attempts, addresses: pure."""

from __future__ import annotations

from datetime import time, timedelta

MAX_ATTEMPTS = 8
# Nobody's message is lost because a server was down over the weekend: nearly three days.
MAX_OUTAGE_ATTEMPTS = 24
# A delivery that was interrupted may have left already, so it is tried once more and not again.
MAX_INTERRUPTED = 2
LEASE = timedelta(minutes=10)
BATCH = 50
REST = timedelta(seconds=50)  # shorter than the job's minute
DIGEST_LINES = 30
GROUP_LINES = 8  # a WeCom robot takes 4096 bytes


def is_quiet(at: time, quiet_from: time, quiet_until: time) -> bool:
    """Whether ``at`` lies in the quiet hours, which may span midnight; equal ends mean none."""
    if quiet_from <= quiet_until:
        return quiet_from <= at < quiet_until
    return at >= quiet_from or at < quiet_until


def patience(attempts: int) -> timedelta:
    """How long to wait after the n-th failure: 1, 2, 4 … minutes, at most four hours."""
    return timedelta(minutes=min(2 ** (max(attempts, 1) - 1), 240))


def site_path(url: str, institution_code: str) -> str:
    """The path with its institution in front; ValueError for an address elsewhere."""
    if not url.startswith("/") or url.startswith(("//", "/\\")):
        raise ValueError(f"a notice links to a path of this site, not to {url!r}")
    prefix = f"/i/{institution_code}"
    return url if url.startswith(f"{prefix}/") else prefix + url
