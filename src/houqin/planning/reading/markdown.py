"""Markdown as plain lines: its marks are typing aids, not words of the plan.

What is left is what gets kept as the plan's source, so every span points exactly into it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from houqin.planning.reading.document import Line, tidy
from houqin.planning.reading.tables import table_lines

# "##食堂" is a heading as people type it, "#3锅炉房" is a boiler house.
_HEADING = re.compile(r"^(#{1,6})(?:\s+|(?![\d#]))(\S.*?)\s*#*$")
_ROW = re.compile(r"^\|.*\|$")
_TABLE_RULE = re.compile(r"^\|?[\s:|-]*-{2,}[\s:|-]*\|?$")
_RULE = re.compile(r"^(?:(?:\*\s*){3,}|(?:_\s*){3,}|(?:-\s*){3,}|(?:```|~~~).*)$")
_QUOTE = re.compile(r"^(?:>\s?)+")
_BULLET = re.compile(r"^[-*+]\s+(?:\[[ xX]\]\s+)?")
_TASK = re.compile(r"^(\d{1,2}[.)]\s+)\[[ xX]\]\s+")
_LINK = re.compile(r"!?\[([^\]\n]*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)")
_EMPHASIS = re.compile(
    r"\*{2,3}(?=\S)(.+?)(?<=\S)\*{2,3}|__(?=\S)([^_]+?)(?<=\S)__|`([^`]+)`|~~(?=\S)(.+?)(?<=\S)~~"
    r"|(?<![\d*\\])\*(?=[^\s*])([^*]+?)(?<![\s\\])\*(?![\d*])"
)
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!>|~-])")
# Only these give Markdown away in a text that does not say what it is.
_SURE_LINE = re.compile(r"^#{1,6}\s+\S|^#{2,6}[^\s#\d]|^\|[\s:|-]*-{2,}[\s:|-]*\|$", re.MULTILINE)
# "在**县教育局和**小学的领导下" hides names: emphasis ends before a stop, and not after one.
_SURE_WORDS = re.compile(
    r"\*\*(?=[^\s*])[^*\n]*?(?<=[^\s*，、（(；])\*\*(?=$|[\s，。；：、）),.:;])", re.MULTILINE
)
_DEPTHS = "•◦▪"


def is_markdown(text: str) -> bool:
    """Whether a text of unknown kind was written in Markdown; a lone hyphen or star proves none."""
    return bool(_SURE_LINE.search(text) or _SURE_WORDS.search(text))


def markdown_lines(text: str) -> list[Line]:
    """The lines without marks, headings with their level, tables as the lines they stand for."""
    out: list[Line] = []
    rows: list[list[str]] = []
    for line in (*_bulleted(text.splitlines()), ""):
        if _ROW.match(line):
            if not _TABLE_RULE.match(line):
                rows.append([plain(cell) for cell in line.strip("|").split("|")])
            continue
        if rows:
            out += table_lines(rows)
            rows = []
        if not line or _RULE.match(line) or _TABLE_RULE.match(line):
            continue
        heading = _HEADING.match(line)
        out.append(Line(plain(heading[2]), len(heading[1])) if heading else Line(plain(line)))
    return [line for line in out if line.text]


def plain(text: str) -> str:
    """One line's words without emphasis, code, links and escapes."""
    text = _LINK.sub(lambda m: m[1], text)
    for _ in range(2):  # **bold with *italic* inside**
        text = _EMPHASIS.sub(lambda m: next(part for part in m.groups() if part), text)
    return _ESCAPED.sub(lambda m: m[1], text).strip()


def _bulleted(lines: Iterable[str]) -> Iterator[str]:
    """Tidy lines whose bullets say by their shape how deep they were indented."""
    indents: list[int] = []
    for raw in lines:
        for line in tidy([_QUOTE.sub("", raw.strip()) if raw.lstrip()[:1] == ">" else raw]):
            bullet = _BULLET.match(line) if not _RULE.match(line) else None
            if bullet is None:
                indents = indents if raw[:1].isspace() else []
                yield _TASK.sub(lambda m: m[1], line)
                continue
            width = len(raw.expandtabs(4)) - len(raw.expandtabs(4).lstrip())
            indents = [one for one in indents if one < width]
            yield f"{_DEPTHS[min(len(indents), len(_DEPTHS) - 1)]} {line[bullet.end() :]}"
            indents.append(width)
