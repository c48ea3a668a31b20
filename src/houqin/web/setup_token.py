"""The file with the first-run page's secret: ``houqin up`` writes it, the page reads it."""

from __future__ import annotations

from pathlib import Path

_NAME = "setup.token"


def token_file(folder: Path) -> Path:
    """Where it lies in the data folder."""
    return folder / _NAME
