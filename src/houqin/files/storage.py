"""Files on disk, named by their content: whole or absent, never half written."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from django.conf import settings

THUMBNAIL = ".thumb.jpg"


def relative_path(institution_id: int, sha256: str, extension: str) -> str:
    """Where content with this hash lies below MEDIA_ROOT; lower-case, so Windows agrees."""
    return f"{institution_id}/{sha256[:2]}/{sha256[2:4]}/{sha256}.{extension}"


def absolute(path: str) -> Path:
    return Path(settings.MEDIA_ROOT, *path.split("/"))


def thumbnail_of(path: str) -> str:
    return path.rsplit(".", 1)[0] + THUMBNAIL


def write(path: str, content: bytes) -> None:
    """Put the content there durably. Content that is there already is left as it is."""
    target = absolute(path)
    target.parent.mkdir(parents=True, exist_ok=True)
    if not _is_there(target, len(content)):
        _replace(target, content)
    # The names must reach the disk too, those of the folders just made among them.
    for folder in (target.parent, *target.parent.parents[:3]):
        _sync_folder(folder)


def _is_there(target: Path, size: int) -> bool:
    with suppress(FileNotFoundError):
        return target.stat().st_size == size
    return False


def _replace(target: Path, content: bytes) -> None:
    part = target.with_name(f".{secrets.token_hex(8)}.part")
    try:
        with part.open("xb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _sync_folder(folder: Path) -> None:
    """Windows cannot open a folder and needs no such thing."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def remove(path: str) -> None:
    """Take away a file and its thumbnail; one held open by a reader on Windows goes next time."""
    for gone in (path, thumbnail_of(path)):
        with suppress(OSError):
            absolute(gone).unlink(missing_ok=True)


def older_than(institution_id: int, moment: float) -> Iterator[str]:
    """Paths below the institution's folder last written before ``moment``, thumbnails left out.

    Parts that a killed program left behind are removed on the way.
    """
    root = Path(settings.MEDIA_ROOT)
    for found in (root / str(institution_id)).glob("??/??/*"):
        with suppress(OSError):
            if found.stat().st_mtime >= moment:
                continue
            if found.suffix == ".part":
                found.unlink()
            elif not found.name.endswith(THUMBNAIL):
                yield found.relative_to(root).as_posix()
