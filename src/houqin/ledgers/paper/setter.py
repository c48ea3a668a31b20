"""The process that sets one PDF and ends: Typst keeps what it has set in memory for ten documents,
which a server that runs for months must not carry. No Django here, so that it starts at once.

``python -m houqin.ledgers.paper.setter FOLDER [mark]``: reads main.typ and its JSON files, writes
out.pdf; with ``mark`` it first writes pages.json, says so, and waits for a line.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any


def main(folder: Path, *, marked: bool) -> None:
    import typst

    compiler = typst.Compiler(input=folder / "main.typ", root=folder, font_paths=typst.Fonts())
    if marked:
        pages = json.dumps({str(page): rows for page, rows in _pages(compiler).items()})
        (folder / "pages.json").write_text(pages, encoding="utf-8")
        sys.stdout.write("pages\n")
        sys.stdout.flush()
        if not sys.stdin.readline():
            return  # who asked is gone
    made = compiler.compile(format="pdf", pdf_tags=False)
    if not isinstance(made, bytes):
        raise TypeError("Typst gave several files for one PDF")
    (folder / "out.pdf").write_bytes(made)


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


if __name__ == "__main__":
    main(Path(sys.argv[1]), marked="mark" in sys.argv[2:])
