"""The walk over the tree that puts every word of a plan into exactly one drawer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from houqin.cadence import parse
from houqin.core.roles import Kind
from houqin.planning.reading.actors import owner_of
from houqin.planning.reading.clauses import sentences
from houqin.planning.reading.draft import Goal, ItemDraft
from houqin.planning.reading.drawers import HEADING_MAX, LABEL, Drawers
from houqin.planning.reading.goals import GoalMatcher
from houqin.planning.reading.ledgers import ledger_of
from houqin.planning.reading.nodes import Node
from houqin.planning.reading.outline import Outline
from houqin.planning.reading.promises import (
    ACTION,
)
from houqin.planning.reading.sections import section_kind
from houqin.planning.reading.suggest import Context, item_from

Span = tuple[int, int]
_TITLE_END = re.compile(r"(?:安排|工作|管理|制度|计划|要求|措施|方面|保障|建设|要点|教育)$")
_BARE_HEADING = re.compile(r"^[\u4e00-\u9fff、和与及]{2,10}(?:工作|管理|方面|部分|建设|保障)$")
_ROLE_PREFACE = re.compile(r"(?:如下|几点|以下|上)(?:[\u4e00-\u9fff]{0,12})[:。]?$")


class Sorter(Drawers):
    """Fills guiding, goals, headings, marks and (once goals are known) items."""

    def __init__(self, outline: Outline, original: str, kind: Kind | None) -> None:
        end = min((a for a, _ in outline.signature), default=len(outline.source)) - 2
        super().__init__(outline.source, original, end)
        self._root = outline.root
        self._signature = outline.signature
        self._kind = kind

    def items(self) -> list[ItemDraft]:
        matcher = GoalMatcher(self.goals)
        return [
            item_from(
                self._source,
                self._original,
                w.piece,
                Context(w.number, w.headings, w.time_heading, self._kind, matcher),
            )
            for w in sorted(self._waiting, key=lambda w: w.piece.span)
        ]

    def flags(self) -> Iterator[str]:
        for heading in self.headings:
            for flag in heading.flags:
                yield f"“{heading.number}{'、' if heading.number else ''}{heading.text}”：{flag}"
        if not self._waiting:
            yield "没有读到可以安排的工作"

    def sort(self) -> None:
        root = self._root
        structured = bool(root.children)
        for span in root.paragraphs:
            first = not any(child.text[0] < span[0] for child in root.children)
            if structured and self._is_preface(span, first=first):
                self._passages(span, "前言" if first else "")
            else:
                self._work(span, "", (), None, paragraph=True)
        for child in root.children:
            self._node(child, "", (), None, 1)
        for span in self._signature:
            self._passages(span, "落款")

    def _is_preface(self, span: Span, *, first: bool) -> bool:
        """Paragraphs before the first number, or between and after points, that promise nothing."""
        text = self._source[slice(*span)]
        return (
            not parse(text) or _ROLE_PREFACE.search(text) is not None or (first and len(text) < 60)
        )

    def _node(
        self, node: Node, section: str, above: tuple[str, ...], when: str | None, depth: int
    ) -> None:
        if node.mark[1] > node.mark[0]:
            self.marks.append(node.mark)
        head = self._clean(node.text)
        section = self._section_of(node, head) or section
        if section == "guiding":
            self._guiding(node, above, depth)
        elif section == "goals":
            self._goals(node, depth)
        elif node.style == "contents":
            self._add_heading(node.text, node.path, depth)
        elif self._is_bare(node):
            self._heading(node, depth)
        elif node.is_time:
            self._heading(node, depth)
            self._below(node, section, above, head, depth)
        elif node.children or self._is_heading_of(node):
            below = self._head_of(node, above, when, depth)
            self._below(node, section, below, when, depth)
        else:
            self._work(node.text, node.path, above, when)
            for span in node.paragraphs:
                self._work(span, node.path, above, when, paragraph=True)

    def _section_of(self, node: Node, head: str) -> str:
        """What the node opens: by its whole line, or by a label before a colon."""
        label = LABEL.match(self._source, *node.text)
        if label:
            return section_kind(self._clean(label.span()))
        bare = not node.children and not node.paragraphs
        return "" if bare and ACTION.search(head) else section_kind(head)

    def _is_heading_of(self, node: Node) -> bool:
        if node.style in {"keyword", "plain"} or node.level:
            return True
        text = self._source[slice(*node.text)]
        return bool(node.paragraphs) and len(text) <= HEADING_MAX and not re.search(r"[。;].", text)

    def _promises_itself(self, text: str) -> bool:
        """每月检查灭火器: a line with points under it that is work all the same."""
        if len(text) <= 6 or _TITLE_END.search(text) or not ACTION.search(text):
            return False
        return bool(parse(text) or owner_of(text))

    def _is_bare(self, node: Node) -> bool:
        """A heading whose text the author never wrote, among siblings that have theirs."""
        text = self._clean(node.text)
        alone = not node.children and not node.paragraphs and node.parent is not None
        return (
            alone
            and bool(_BARE_HEADING.match(text))
            and not ledger_of(text)
            and any(sibling.children for sibling in (node.parent.children if node.parent else ()))
        )

    def _head_of(
        self, node: Node, above: tuple[str, ...], when: str | None, depth: int
    ) -> tuple[str, ...]:
        """The node's own line: its first sentence heads what follows, promises in it are kept."""
        start, end = node.text
        if start == end:
            return above
        parts = sentences(self._source, start, end)
        if not parts:
            return above
        first = parts[0]
        text = self._clean(first)
        if len(parts) == 1 and self._promises_itself(text):
            self._work((start, end), node.path, above, when)
            return (*above, text)
        if len(parts) == 1:
            self._heading(node, depth)
            return (*above, text)
        if len(text) <= HEADING_MAX and not parse(text):
            self._add_heading(first, node.path, depth, self._emptiness(node))
            self._work((first[1], end), node.path, (*above, text), when)
            return (*above, text)
        self._work((start, end), node.path, above, when)
        return above

    def _below(
        self, node: Node, section: str, above: tuple[str, ...], when: str | None, depth: int
    ) -> None:
        if node.is_time:
            above = (*above, when or "")
        for span in node.paragraphs:
            self._work(span, node.path, above, when, paragraph=True)
        for child in node.children:
            self._node(child, section, above, when, depth + 1)

    def _heading(self, node: Node, depth: int) -> None:
        self._add_heading(node.text, node.path, depth, self._emptiness(node))

    def _emptiness(self, node: Node) -> tuple[str, ...]:
        return () if node.children or node.paragraphs else ("有标题，没有内容",)

    def _guiding(self, node: Node, above: tuple[str, ...], depth: int) -> None:
        text = self._clean(node.text)
        heading = text if len(text) <= HEADING_MAX else (above[-1] if above else "")
        for inner in self._walk(node):
            if inner is not node and inner.mark[1] > inner.mark[0]:
                self.marks.append(inner.mark)
            if inner is node and (label := LABEL.match(self._source, *node.text)):
                self._add_heading(label.span(), node.path, depth)
                heading = self._clean(label.span())
                self._passages((label.end(), node.text[1]), heading)
            elif inner is node and text == heading:
                self._add_heading(node.text, node.path, depth)
            else:
                self._passages(inner.text, heading)
            for span in inner.paragraphs:
                self._passages(span, heading)

    def _goals(self, node: Node, depth: int) -> None:
        if node.children or node.paragraphs:
            self._heading(node, depth)
        for inner in self._walk(node):
            if inner is not node and inner.mark[1] > inner.mark[0]:
                self.marks.append(inner.mark)
            spans = [*inner.paragraphs]
            if inner is not node or not (node.children or node.paragraphs):
                spans.insert(0, self._after_label(inner, depth))
            for span in spans:
                parts = [span] if inner is not node else sentences(self._source, *span)
                for part in parts:
                    number = inner.label if inner is not node else ""
                    self._add_goal(number, part)

    def _after_label(self, node: Node, depth: int) -> Span:
        """工作目标:全年无事故 — the label is the heading, the rest the goal."""
        label = LABEL.match(self._source, *node.text)
        if label is None or not section_kind(self._clean(label.span())):
            return node.text
        self._add_heading(label.span(), node.path, depth)
        return (label.end(), node.text[1])

    def _add_goal(self, number: str, span: Span) -> None:
        if span[0] < span[1]:
            self.goals.append(
                Goal(number or str(len(self.goals) + 1), self._original[slice(*span)], span)
            )

    def _walk(self, node: Node) -> Iterator[Node]:
        yield node
        for child in node.children:
            yield from self._walk(child)
