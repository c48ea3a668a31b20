"""The summary as a Word file, drawn from the same outline as its page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from houqin.reports import word_parts as parts
from houqin.reports.chart import add_bar_chart
from houqin.reports.rules import split_refs
from houqin.reports.word_parts import HEI, SONG, Table, legal
from houqin.reports.wording import (
    LINE_HEADS,
    Block,
    Figure,
    Grid,
    Line,
    Outline,
    Part,
    Proof,
    ProofGroup,
    Sentence,
)

Address = Callable[[Mapping[str, Any]], str]
_HEADS = ("序号", "事项", "时间", "责任", *LINE_HEADS, "结果", "依据")
_WIDTHS = (1.5, 3.9, 2.1, 1.8, 0.95, 0.95, 0.95, 1.2, 0.95, 1.3, 1.0)
# With more evidence than this, one QR for each section instead of each item keeps the list short.
MOST_QR = 40
_MOST_BARS = 12


@dataclass(frozen=True, slots=True)
class Picture:
    body: bytes
    is_upright: bool
    caption: str


@dataclass(frozen=True, slots=True)
class Paper:
    """Everything the file says. ``address`` turns a figure's filters into a full web address."""

    title: str
    byline: str
    outline: Outline
    figures: Mapping[str, Any]
    pictures: Sequence[Picture]
    address: Address
    page_url: str
    is_draft: bool = True
    footnote: str = ""


def build(paper: Paper) -> bytes:
    """The .docx as bytes."""
    document = parts.blank()
    document.core_properties.title = legal(paper.title)
    document.core_properties.author = ""
    parts.centred(document, paper.title, 18, HEI)
    parts.centred(document, paper.byline, 10.5, SONG)
    writer = _Writer(document, paper)
    for block in paper.outline.blocks:
        writer.block(block)
    if paper.footnote:
        parts.words(parts.indented(document), paper.footnote, 10.5)
    writer.photos()
    writer.evidence()
    body = BytesIO()
    document.save(body)
    return body.getvalue()


class _Writer:
    def __init__(self, document: Any, paper: Paper) -> None:
        self.document, self.paper, self.address = document, paper, paper.address
        self.proofs = {proof.ref: proof for proof in paper.outline.proofs}
        self.annexes = iter(("附一", "附二"))

    def block(self, block: Block) -> None:
        self.document.add_heading(legal(block.title), block.level)
        for sentence in block.sentences:
            self._sentence(parts.indented(self.document), sentence)
        if block.grid:
            self._grid(block.grid)
            self._charts()
        if block.lines:
            self._lines(block.lines)
        if self.paper.is_draft and block.key == "next" and not block.text:
            parts.words(parts.indented(self.document), "（待填写）")
        for text in block.text.splitlines():
            if text.strip():
                self._written(text.strip())

    def _written(self, text: str) -> None:
        """What people wrote; an [n] in it leads to the evidence it names."""
        paragraph = parts.indented(self.document)
        for said, ref in split_refs(text, len(self.proofs)):
            if ref:
                parts.link(paragraph, said, self.address(self.proofs[ref].query))
            else:
                parts.words(paragraph, said)

    def _sentence(self, paragraph: Any, sentence: Sentence) -> None:
        for part in sentence:
            self._part(paragraph, part)

    def _part(self, paragraph: Any, part: Part, size: float | None = None) -> None:
        if isinstance(part, Figure) and part.leads_somewhere:
            parts.link(paragraph, part.text, self.address(part.query), size)
        else:
            parts.words(paragraph, part.text if isinstance(part, Figure) else part, size)

    def _grid(self, grid: Grid) -> None:
        others = len(grid.heads) - 1
        table = Table(self.document, grid.heads, (3.4, *[13.2 / others] * others), 10)
        for row in grid.rows:
            for at, (cell, part) in enumerate(zip(table.row(), row, strict=True)):
                self._part(table.put(cell, "", centre=at > 0), part, 10)

    def _charts(self) -> None:
        rows = [row for row in self.paper.figures["domains"] if row["due"]][:_MOST_BARS]
        self._chart("各领域应做与完成（次）", [row["name"] for row in rows], rows)
        months = self.paper.figures["months"][-_MOST_BARS:]
        if len(months) > 1:
            self._chart("各月应做与完成（次）", [f"{row['month']}月" for row in months], months)

    def _chart(self, title: str, labels: list[str], rows: Sequence[Mapping[str, Any]]) -> None:
        series = (
            ("应做", [row["due"] for row in rows], "C6D6EE"),
            ("完成", [row["done"] for row in rows], "1F4E96"),
        )
        add_bar_chart(self.document, title, labels, series)

    def _lines(self, lines: Sequence[Line]) -> None:
        table = Table(self.document, _HEADS, _WIDTHS)
        for line in lines:
            cells = table.row()
            title = f"{line.title}（{line.note}）" if line.note else line.title
            for cell, value in zip(
                cells[:4], (line.number, title, line.when, line.owner), strict=True
            ):
                table.put(cell, value)
            for cell, figure in zip(cells[4:9], line.cells, strict=True):
                self._part(table.put(cell, "", centre=True), figure or "—", table.size)
            table.put(cells[9], line.state, centre=True)
            self._ref(table, cells[10], line.ref)

    def _ref(self, table: Table, cell: Any, ref: int | None) -> None:
        paragraph = table.put(cell, "" if ref else "无", centre=True)
        if ref:
            parts.link(paragraph, f"[{ref}]", self.address(self.proofs[ref].query), table.size)

    def photos(self) -> None:
        if self.paper.pictures:
            self.document.add_heading(f"{next(self.annexes)}：现场照片", 1)
            shown = ((one.body, one.is_upright, one.caption) for one in self.paper.pictures)
            parts.pictures(self.document, shown)

    def evidence(self) -> None:
        """The numbered list, with QR codes: a printed copy leads to the records too."""
        if not self.proofs:
            return
        self.document.add_heading(f"{next(self.annexes)}：依据清单", 1)
        is_short = len(self.proofs) <= MOST_QR
        how = "点事项名称打开记录" if is_short else "点事项名称打开记录，扫码打开这一部分的全部记录"
        shows = "显示的是最新记录" if self.paper.is_draft else "显示统计时的记录和现在的不同"
        parts.words(parts.indented(self.document), f"{how}；查看需要登录，{shows}。", 10.5)
        table = Table(self.document, ("号", "事项", "留有", "扫码查看"), (1.1, 8.3, 5.0, 2.2))
        for group in self.paper.outline.groups:
            head = self._group(table, group, with_qr=not is_short)
            for proof in group.proofs:
                last = self._proof(table, proof, with_qr=is_short)
            if not is_short:  # one QR beside the whole section, however long
                head.merge(last)

    def _group(self, table: Table, group: ProofGroup, *, with_qr: bool) -> Any:
        cells = table.row()
        paragraph = table.put(cells[0].merge(cells[2] if with_qr else cells[3]), "")
        parts.words(paragraph, group.title, table.size, HEI)
        if with_qr:
            parts.qr(cells[3], f"{self.paper.page_url}#{group.anchor}", 1.7)
        return cells[3]

    def _proof(self, table: Table, proof: Proof, *, with_qr: bool) -> Any:
        cells = table.row()
        url = self.address(proof.query)
        table.put(cells[0], proof.ref, centre=True)
        parts.link(table.put(cells[1], ""), proof.title, url, table.size)
        table.put(cells[2], proof.said)
        if with_qr:
            parts.qr(cells[3], url, 1.7)
        return cells[3]
