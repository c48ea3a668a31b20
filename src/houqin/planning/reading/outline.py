"""The tree of a plan: levels come from the order in which its numbering styles appear."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from houqin.planning.reading.document import Line
from houqin.planning.reading.markers import Mark, inline_marks, mark_at
from houqin.planning.reading.nodes import Node, Span
from houqin.planning.reading.time_headings import is_time_heading

_FINAL = "。;!?,"
_SIGNATURE = re.compile(
    r"^(?:[\u4e00-\u9fff·xX]{1,24}(?:学校|小学|中学|幼儿园|医院|总务处|后勤处|总务科|后勤科|后勤部|保障部|办公室|中心|园|总务部|后勤组|服务部|管理科)"
    r"|(?:\d{4}|[xX]{2,4}|20[xX_]{2}|[二〇○零一二三四五六七八九]{4})\s*年\s*[\dxX一二三四五六七八九十]{0,3}\s*月?\s*[\dxX一二三四五六七八九十]{0,3}\s*日?)$"
)


_KEYWORD = re.compile(
    r"(?:(?:指导思想|(?:工作|总体|具体|主要|奋斗)目标|目标任务|工作思路|工作重点|(?:主要|重点|具体)?(?:工作|措施)|工作(?:措施|要求))|[一二两三四五六七八九十]+(?:个|项|大|条|种|类|点)?[\u4e00-\u9fff]{1,4}|[\u4e00-\u9fff]{2,8}(?:方面|工作|管理|保障|建设))[:]\s*"
)
_LABEL_LINE = re.compile(
    r"(?!责任|负责|时间|地点|要求|参加|备注|目标|其中|包括|如)[\u4e00-\u9fff、]{2,10}:\s*(?=\S)"
)
_INNER_KEYWORD = re.compile(r"[一二两三四五六七八九十](?:个|项|大|条)?[\u4e00-\u9fff]{2}[:](?=\S)")


class Outline:
    """Builds the tree line by line; ``source`` is the text all spans index."""

    def __init__(self, source: str, lines: Sequence[Line], first: int) -> None:
        self.source = source
        self.root = Node("root", 0, "", (0, 0), (0, 0))
        self._stack = [self.root]
        self.signature: list[Span] = []
        self._spans = self._segments(lines, first)
        self._take_signature()
        for i, (start, end, level) in enumerate(self._spans):
            self._add(i, start, end, level)

    def _segments(self, lines: Sequence[Line], first: int) -> list[tuple[int, int, int]]:
        """Every line, cut where a further heading or number was run into it."""
        keywords = sum(
            1 for line in lines if _KEYWORD.match(line.text) and "个" not in line.text[2:3]
        )
        out: list[tuple[int, int, int]] = []
        place = 0
        for i, line in enumerate(lines):
            start, end = place, place + len(line.text)
            place = end + 1
            if i < first or not line.text:
                continue
            cuts = {start} | {at for at, _ in inline_marks(self.source, start, end)}
            if keywords >= 2:
                cuts |= {m.start() for m in _INNER_KEYWORD.finditer(self.source, start, end)}
            bounds = [*sorted(cuts), end]
            out += [
                (a, _trimmed(self.source, a, b), line.level if a == start else 0)
                for a, b in pairwise(bounds)
            ]
        return out

    def _take_signature(self) -> None:
        """Who signed and when, at the foot of the page: part of the plan but not of its work."""
        while len(self._spans) > 1:
            start, end, _ = self._spans[-1]
            if not _SIGNATURE.match(self.source[start:end]):
                return
            self.signature.append((start, end))
            self._spans.pop()

    def _add(self, i: int, start: int, end: int, level: int) -> None:
        text = self.source[start:end]
        top = self._stack[-1]
        mark = mark_at(self.source, start, end, due=top.number + 1 if top.style == "num." else 0)
        mark = mark or mark_at(self.source, start, end, due=top.number + 1)
        if is_time_heading(text) or (mark and is_time_heading(self.source[mark.end : end])):
            self._push_time(start, end, mark, level)
        elif mark:
            self._push_mark(mark, start, end, level)
        elif (found := self._keyword(text)) and self._may_head(found, text):
            head = start + found.end()
            node = self._push(
                "keyword", 0, found[0].rstrip(": \t"), (start, start), (start, head), level
            )
            if head < end:
                node.paragraphs.append((head, end))
        elif level or self._reads_as_heading(i, text):
            self._push_plain(i, start, end, level)
        elif inline := self._time_prefix(text):
            node = self._push_time(start, start + inline, None, level)
            node.paragraphs.append((start + inline, end))
        else:
            self._paragraph(start, end)

    # A month heading may share its line with its work: 三月:签订责任状;…
    def _time_prefix(self, text: str) -> int:
        colon = re.match(r"[^:。,;]{1,14}[:]\s*(?=\S)", text)
        return colon.end() if colon and is_time_heading(colon[0].strip(": ")) else 0

    def _keyword(self, text: str) -> re.Match[str] | None:
        """A heading by its colon; once one line is headed so, its neighbours may be too."""
        found = _KEYWORD.match(text)
        if found is None and any(node.style == "keyword" for node in self._stack):
            found = _LABEL_LINE.match(text)
        return found

    def _may_head(self, found: re.Match[str], text: str) -> bool:
        return found.end() < len(text) or self._stack[-1] is self.root or len(text) <= 14

    def _push_time(self, start: int, end: int, mark: Mark | None, level: int) -> Node:
        label = self.source[start:end].strip(": ")
        if mark:
            node = self._push_mark(mark, start, end, level)
            node.is_time = True
            return node
        node = self._push("time", 0, label, (start, start), (start, end), level)
        node.is_time = True
        return node

    def _push_mark(self, mark: Mark, start: int, end: int, level: int) -> Node:
        self._close_for(mark, level)
        node = Node(mark.style, mark.number, mark.label, (start, mark.end), (mark.end, end), level)
        return self._attach(node)

    def _close_for(self, mark: Mark, level: int) -> None:
        """Pop to the parent of this number: its own style first, then a list it carries on."""
        for depth in range(len(self._stack) - 1, 0, -1):
            if self._stack[depth].style == mark.style and not self._sublist(depth, mark):
                del self._stack[depth:]
                return
        if mark.number > 1 and not mark.style.startswith("dec"):
            # 1、…(2…3…: whatever it looks like, it goes on counting the list that is open
            for depth in range(len(self._stack) - 1, 0, -1):
                if self._stack[depth].number + 1 == mark.number:
                    del self._stack[depth:]
                    return
        if level:
            self._close_levels(level)
        elif mark.family in {"part", "di"}:
            self._close_to_heading()

    def _sublist(self, depth: int, mark: Mark) -> bool:
        """A heading stands between this style's last use and now, so the list below it is new."""
        between = self._stack[depth + 1 :]
        return mark.number == 1 and any(
            n.is_time or n.style in {"plain", "keyword"} for n in between
        )

    def _close_to_heading(self) -> None:
        while len(self._stack) > 1 and self._stack[-1].style not in {"part", "plain", "keyword"}:
            self._stack.pop()

    def _close_levels(self, level: int) -> None:
        while len(self._stack) > 1 and not 0 < self._stack[-1].level < level:
            self._stack.pop()

    def _push(
        self, style: str, number: int, label: str, mark: Span, text: Span, level: int
    ) -> Node:
        for depth in range(len(self._stack) - 1, 0, -1):
            if self._stack[depth].style == style:
                del self._stack[depth:]
                break
        else:
            if level:
                self._close_levels(level)
            elif style == "keyword":
                self._close_leaves()
        return self._attach(Node(style, number, label, mark, text, level))

    def _push_plain(self, i: int, start: int, end: int, level: int) -> None:
        style = f"h{level}" if level else "plain"
        if not level:
            self._close_leaves()
            coming = self._coming(i)
            styles = [n.style for n in self._stack]
            if coming and coming.number == 1 and coming.style in styles and style not in styles:
                del self._stack[styles.index(coming.style) :]
        self._push(style, 0, "", (start, start), (start, end), level)

    def _close_leaves(self) -> None:
        """A numbered point that ended with a full stop cannot own the heading after it."""
        while len(self._stack) > 1:
            top = self._stack[-1]
            if (
                top.children
                or top.is_time
                or not self.source[top.text[0] : top.text[1]].endswith(("。", ";", ";"))
            ):
                break
            self._stack.pop()

    def _coming(self, i: int) -> Mark | None:
        if i + 1 >= len(self._spans):
            return None
        start, end, _ = self._spans[i + 1]
        return mark_at(self.source, start, end)

    def _reads_as_heading(self, i: int, text: str) -> bool:
        """Short, unfinished, and with something under it that is not another such line."""
        if text[0] == "【" and text[-1] == "】":
            return True
        if len(text) > 22 or text[-1] in _FINAL or i + 1 >= len(self._spans):
            return False
        if self._stack[-1].is_time or text[-1] == ")" or any(ch in text for ch in "。;"):
            return False
        start, end, _ = self._spans[i + 1]
        coming = mark_at(self.source, start, end)
        if coming:
            return coming.number <= 1
        return end - start > max(30, len(text)) or is_time_heading(self.source[start:end])

    def _paragraph(self, start: int, end: int) -> None:
        self._leave_contents()
        self._stack[-1].paragraphs.append((start, end))

    def _leave_contents(self) -> None:
        """Points that only announce what follows (一、…;二、…。) do not own the text after."""
        top = self._stack[-1]
        siblings = top.parent.children if top.parent else []
        if len(siblings) < 2 or top.children or top.paragraphs:
            return
        bare = all(
            not n.children
            and not n.paragraphs
            and n.style == top.style
            and n.text[1] - n.text[0] <= 30
            for n in siblings
        )
        if bare and top.parent is self.root and top.style in {"dun", "num", "num."}:
            for node in siblings:
                node.style = "contents"
            self._stack = [self.root]

    def _attach(self, node: Node) -> Node:
        node.parent = self._stack[-1]
        node.parent.children.append(node)
        self._stack.append(node)
        return node


def _trimmed(source: str, start: int, end: int) -> int:
    while end > start and source[end - 1].isspace():
        end -= 1
    return end
