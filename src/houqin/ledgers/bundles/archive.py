"""A zip that is written file by file, and knows the digest of each."""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from django.utils import timezone

from houqin.core import clock

_BLOCK = 1 << 20
_STORED = {".jpg", ".jpeg", ".png", ".pdf", ".xlsx", ".docx", ".webp"}  # pressed already
_UNFIT = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


def safe(name: str, most: int = 60) -> str:
    """A name that Windows, macOS and Linux can all keep."""
    return _UNFIT.sub("_", name).strip(" .")[:most].strip(" .") or "未命名"


class Archive:
    """Open on a path; ``digests`` holds every file that was put in."""

    def __init__(self, path: Path) -> None:
        self.zip = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6)
        self.digests: dict[str, str] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        self.zip.close()

    @contextmanager
    def writing(self, name: str) -> Iterator[Any]:
        """Yields ``write(bytes)``: the file grows in the zip, not in memory."""
        total = hashlib.sha256()
        how = zipfile.ZIP_STORED if Path(name).suffix.lower() in _STORED else zipfile.ZIP_DEFLATED
        info = zipfile.ZipInfo(name, timezone.localtime(clock.now()).timetuple()[:6])
        info.compress_type = how
        with self.zip.open(info, "w", force_zip64=True) as out:

            def write(content: bytes) -> None:
                total.update(content)
                out.write(content)

            yield write
        self.digests[name] = total.hexdigest()

    def put(self, name: str, content: bytes) -> None:
        with self.writing(name) as write:
            write(content)

    def copy(self, name: str, source: IO[bytes]) -> None:
        with self.writing(name) as write:
            while block := source.read(_BLOCK):
                write(block)
