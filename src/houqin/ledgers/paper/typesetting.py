"""Have Typst set a sheet: data in, PDF out. Two passes: which row stands on which page, then QR."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from houqin.ledgers.paper import fonts

_TEMPLATE = Path(__file__).with_name("book.typ")
# Page → the links' numbers that stand on it; gives page → (what the QR says, the line beside it).
Mark = Callable[[Mapping[int, list[int]]], Mapping[int, tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo on paper: where its small picture lies, and the line below it."""

    source: Path
    said: str


def set_pdf(
    sheet: Mapping[str, Any], *, pictures: Iterable[Picture] = (), mark: Mark | None = None
) -> bytes:
    """The PDF of a sheet; NoChineseFont where the machine has no font for it."""
    import typst  # only who sets a PDF loads the compiler

    with tempfile.TemporaryDirectory(prefix="houqin-paper-") as name:
        folder = Path(name)
        data = {**sheet, "fonts": fonts.chosen(), "photos": _photos(pictures, folder)}
        _write(folder / "data.json", data)
        _write(folder / "marks.json", {})
        main = folder / "main.typ"
        shutil.copyfile(_TEMPLATE, main)
        compiler = typst.Compiler(input=main, root=folder, font_paths=fonts.installed())
        if mark is not None:
            _write(folder / "marks.json", _marks(mark(_pages(compiler)), folder))
        made = compiler.compile(format="pdf", pdf_tags=False)
    if not isinstance(made, bytes):
        raise TypeError("Typst gave several files for one PDF")
    return made


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


def _pages(compiler: Any) -> dict[int, list[int]]:
    """Page → its rows; a page with corrections or photos only stands for all of them."""
    pages: dict[int, list[int]] = {}
    for row in json.loads(compiler.query("<row>", field="value")):
        pages.setdefault(int(row["page"]), []).append(int(row["n"]))
    every = sorted(number for numbers in pages.values() for number in numbers)
    if every:
        (last,) = json.loads(compiler.query("<end>", field="value"))
        for page in range(1, last + 1):
            pages.setdefault(page, every)
    return pages


def _marks(marks: Mapping[int, tuple[str, str]], folder: Path) -> dict[str, dict[str, str]]:
    import segno

    found = {}
    for page, (address, said) in marks.items():
        file = f"qr-{page}.svg"
        segno.make(address, error="m", micro=False).save(str(folder / file), border=1, scale=4)
        found[str(page)] = {"qr": file, "said": said}
    return found
