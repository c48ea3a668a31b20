"""Each kept line of a table by a key of its own: which it is, wherever it stands now.

A correction's page numbers its lines; when one is taken away, or somebody else corrected the entry
meanwhile, the numbers no longer say which photos were whose. The key does.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

LINE_KEY = "line"  # no column: a line's own input, beside those of its columns


def line_keys(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """For each kept row: what it says, and which of several alike it is."""
    seen: Counter[str] = Counter()
    keys = []
    for row in rows:
        text = json.dumps(row, ensure_ascii=False, sort_keys=True, default=str)
        digest = sha256(text.encode()).hexdigest()[:12]
        keys.append(f"{digest}-{seen[digest]}")
        seen[digest] += 1
    return keys


def with_keys_of_files(
    table: str, rows: Any, kept: Mapping[str, int]
) -> Sequence[Mapping[str, Any]] | None:
    """Rows as they are kept; those with files (``kept``: paths) carry their key."""
    if not isinstance(rows, list | tuple):
        return None
    holding = {path.split(".")[1] for path in kept if path.startswith(f"{table}.")}
    return [
        {**row, LINE_KEY: key} if key in holding else row
        for row, key in zip(rows, line_keys(rows), strict=True)
    ]
