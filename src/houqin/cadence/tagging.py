"""Tagging a file of sentences: `{"id","heading","text"}` lines in, cadences and domain out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from houqin.cadence.domains import best_domain
from houqin.cadence.parsing import parse

# A line in which no word of any trade stands is the plan speaking about itself.
_UNSAID = "planning"

Progress = Callable[[int], None]


def tag_file(src: Path, dst: Path, progress: Progress | None = None) -> int:
    """Tag every line of `src` into `dst`; returns how many. Nothing is written for bad input."""
    rows = list(_rows(src))
    lines: list[str] = []
    for done, row in enumerate(rows, 1):
        lines.append(json.dumps(_tagged(row), ensure_ascii=False))
        if progress:
            progress(done)
    text = "".join(line + "\n" for line in lines)
    Path(dst).write_text(text, encoding="utf-8", newline="\n")
    return len(rows)


def _tagged(row: dict[str, Any]) -> dict[str, Any]:
    text, heading = row["text"], row.get("heading") or None
    found = [str(f.cadence) for f in parse(text, heading)]
    return {"id": row["id"], "cadences": found, "domain": best_domain(text, heading) or _UNSAID}


def _rows(src: Path) -> Iterator[dict[str, Any]]:
    try:
        content = Path(src).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise ValueError(f"{src}：不是 UTF-8 编码，请另存为 UTF-8 再试。") from None
    for number, line in enumerate(content.split("\n"), 1):
        if line.strip():
            yield _row(line, number)


def _row(line: str, number: int) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (json.JSONDecodeError, RecursionError):
        raise ValueError(f"第 {number} 行不是完整的 JSON，请检查引号和括号。") from None
    if not isinstance(row, dict):
        raise ValueError(f"第 {number} 行应当是一个 JSON 对象，请写成 {{…}}。")
    if not isinstance(row.get("id"), str) or not row["id"]:
        raise ValueError(f"第 {number} 行缺少“id”（文字），请补上。")
    if not isinstance(row.get("text"), str):
        raise ValueError(f"第 {number} 行缺少“text”（文字），请补上。")
    if not isinstance(row.get("heading"), str | None):
        raise ValueError(f"第 {number} 行的“heading”应当是文字或 null，请改正。")
    return row
