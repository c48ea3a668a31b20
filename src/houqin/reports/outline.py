"""The document put together: numbered parts, what people wrote, the list of evidence. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from houqin.reports.blocks import blocks
from houqin.reports.rules import judged
from houqin.reports.wording import Block, Outline, Proof, ProofGroup, Scope

NUMERALS = "一二三四五六七八九十"


def outline(figures: Mapping[str, Any], texts: Mapping[str, str], scope: Scope) -> Outline:
    """The whole document in order."""
    result = Outline()
    refs = _proofs(figures, scope, result)
    numbers = iter(NUMERALS)
    used = set()
    for block in blocks(figures, scope, refs):
        used.add(block.key)
        result.blocks.append(_finished(block, texts, numbers, len(refs)))
    for key, text in texts.items():
        if key not in used and text.strip():
            result.blocks.append(_finished(_homeless(key), texts, numbers, len(refs)))
    return result


def _homeless(key: str) -> Block:
    """A text whose section the plan no longer has: nothing that somebody wrote is lost."""
    return Block(
        key, f"补充（原“{key.removeprefix('s:')}”部分）", 1,
        hint="计划里已没有这一部分。请把文字移到别处，清空后这一段就会消失。",
    )  # fmt: skip


def _finished(block: Block, texts: Mapping[str, str], numbers: Iterator[str], refs: int) -> Block:
    text = texts.get(block.key, "") if block.is_editable else ""
    title = f"{next(numbers, '附')}、{block.title}" if block.level == 1 else block.title
    return replace(block, title=title, text=text, written=tuple(judged(text, refs)))


def _proofs(figures: Mapping[str, Any], scope: Scope, result: Outline) -> dict[int, int]:
    """Number every item that has tasks or records; item → its number."""
    refs: dict[int, int] = {}
    for at, section in enumerate(figures["sections"], 1):
        found: list[Proof] = []
        for line in section["lines"]:
            if line["planned"] or line["evidence"]:
                refs[line["item"]] = ref = len(refs) + 1
                query = scope.query(item=line["item"])
                found.append(Proof(ref, line["title"], _said(line), query))
        if found:
            title = section["title"]
            result.groups.append(ProofGroup(title, f"e-{at}", tuple(found)))
    return refs


def _said(line: Mapping[str, Any]) -> str:
    said = f"{line['planned']} 次任务，{line['evidence']} 条佐证"
    return f"{said}，{line['photos']} 张照片" if line["photos"] else said
