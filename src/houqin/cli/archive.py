"""The backup file: a zip of the database, the photos and a list of every part's SHA-256."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO

FORMAT = 1
CONTENTS = "manifest.json"
DATABASE = "database.dump"
KEPT = ("secret.key", "outside.toml")
FILES = "files/"
_BLOCK = 1 << 20


class ArchiveError(ValueError):
    """The file is no whole backup; ``str()`` is the sentence for the person."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What the archive says of itself."""

    made_at: str
    version: str
    postgres: str
    migrations: list[str]
    parts: dict[str, str] = field(default_factory=dict)
    format: int = FORMAT


def _hash(stream: IO[bytes]) -> str:
    total = hashlib.sha256()
    while block := stream.read(_BLOCK):
        total.update(block)
    return total.hexdigest()


def files_below(folder: Path) -> Iterator[tuple[str, Path]]:
    """Every stored photo and document: its name in the archive and its path."""
    if folder.is_dir():
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                yield FILES + path.relative_to(folder).as_posix(), path


def write(target: Path, contents: Contents, parts: Iterator[tuple[str, Path]]) -> int:
    """Write the archive beside its place, read it back whole, then put it there."""
    unfinished = target.with_name(target.name + ".part")
    count = 0
    try:
        with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_STORED, allowZip64=True) as package:
            for name, path in parts:
                with path.open("rb") as source, package.open(name, "w", force_zip64=True) as sink:
                    total = hashlib.sha256()
                    while block := source.read(_BLOCK):
                        total.update(block)
                        sink.write(block)
                contents.parts[name] = total.hexdigest()
                count += 1
            package.writestr(CONTENTS, json.dumps(asdict(contents), ensure_ascii=False, indent=1))
        verify(unfinished)
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
    return count


def verify(path: Path) -> Contents:
    """Read every byte and compare; ArchiveError names the first part that differs."""
    try:
        with zipfile.ZipFile(path) as package:
            contents = Contents(**json.loads(package.read(CONTENTS)))
            names = set(package.namelist()) - {CONTENTS}
            if names != set(contents.parts) or DATABASE not in names:
                raise ArchiveError(f"{path} 里的内容和它的清单对不上，不能使用。请换一个备份。")
            for name, digest in contents.parts.items():
                _refuse_outside(path, name)
                with package.open(name) as part:
                    if _hash(part) != digest:
                        raise ArchiveError(f"{path} 里的 {name} 已损坏，不能使用。请换一个备份。")
    except FileNotFoundError:
        raise ArchiveError(f"找不到备份文件 {path}。") from None
    except (zipfile.BadZipFile, KeyError, TypeError, ValueError, OSError) as error:
        if isinstance(error, ArchiveError):
            raise
        raise ArchiveError(f"{path} 不是完整的后勤备份文件，不能使用。请换一个备份。") from error
    if contents.format != FORMAT:
        raise ArchiveError(f"{path} 由更新的版本制作，请先升级后勤再恢复。")
    return contents


def _refuse_outside(path: Path, name: str) -> None:
    parts = PurePosixPath(name).parts
    if name.startswith("/") or "\\" in name or ".." in parts or ":" in name:
        raise ArchiveError(f"{path} 里有不安全的文件名，不能使用。")


def extract(path: Path, name: str, target: Path) -> None:
    """Write one part to a place outside the archive."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path) as package, package.open(name) as source, target.open("wb") as sink:
        while block := source.read(_BLOCK):
            sink.write(block)


def same_content(path: Path, digest: str) -> bool:
    with path.open("rb") as stream:
        return _hash(stream) == digest
