"""Have Typst set a sheet: data in, PDF out. Two passes: which row stands on which page, then QR."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from houqin.ledgers.paper import fonts

SECONDS = 600
_TEMPLATE = Path(__file__).with_name("book.typ")
# Page → the links' numbers that stand on it; gives page → (what the QR says, the line beside it).
Mark = Callable[[Mapping[int, list[int]]], Mapping[int, tuple[str, str]]]


class SettingFailed(RuntimeError):  # noqa: N818 - says what happened
    """Typst could not set a sheet; ``str()`` is for engineers."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo on paper: where its small picture lies, and the line below it."""

    source: Path
    said: str


def set_pdf(
    sheet: Mapping[str, Any],
    *,
    pictures: Iterable[Picture] = (),
    mark: Mark | None = None,
    template: Path = _TEMPLATE,
) -> bytes:
    """The PDF of a sheet; NoChineseFont where the machine has no font for it.

    ``template``: another room's own Typst file, which reads the same data.json.
    """
    with tempfile.TemporaryDirectory(prefix="houqin-paper-") as name:
        folder = Path(name)
        data = {**sheet, "fonts": fonts.chosen(), "photos": _photos(pictures, folder)}
        _write(folder / "data.json", data)
        _write(folder / "marks.json", {})
        shutil.copyfile(template, folder / "main.typ")
        _run(folder, mark)
        return (folder / "out.pdf").read_bytes()


def _run(folder: Path, mark: Mark | None) -> None:
    """One process for one PDF; see ``setter`` for why."""
    command = [sys.executable, "-m", "houqin.ledgers.paper.setter", str(folder)]
    environment = {**os.environ, "PYTHONUTF8": "1", "PYTHONPATH": os.pathsep.join(sys.path)}
    with (
        (folder / "said.txt").open("wb") as said,
        subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [*command, "mark"] if mark else command,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=said, env=environment,
        ) as child,
    ):  # fmt: skip
        over = threading.Timer(SECONDS, child.kill)
        over.start()
        try:
            if mark is not None and child.stdout is not None and child.stdout.readline():
                pages = json.loads((folder / "pages.json").read_text(encoding="utf-8"))
                marks = mark({int(page): rows for page, rows in pages.items()})
                _write(folder / "marks.json", _marks(marks, folder))
                child.communicate(b"\n")
            child.wait()
        finally:
            over.cancel()
            if child.poll() is None:
                child.kill()
    if child.returncode:
        told = (folder / "said.txt").read_text(encoding="utf-8", errors="replace")
        raise SettingFailed(f"Typst ended with {child.returncode}: {told[-2000:]}")


def _write(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")


def _photos(pictures: Iterable[Picture], folder: Path) -> list[dict[str, str]]:
    shown = []
    for at, picture in enumerate(pictures):
        if picture.source.exists():
            file = f"photo-{at}{picture.source.suffix.lower()}"
            shutil.copyfile(picture.source, folder / file)
            shown.append({"file": file, "said": picture.said})
    return shown


def _marks(marks: Mapping[int, tuple[str, str]], folder: Path) -> dict[str, dict[str, str]]:
    import segno

    found = {}
    for page, (address, said) in marks.items():
        file = f"qr-{page}.svg"
        segno.make(address, error="m", micro=False).save(str(folder / file), border=1, scale=4)
        found[str(page)] = {"qr": file, "said": said}
    return found
